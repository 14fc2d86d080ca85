//! Bugs that the server can be asked to have: a torture that lets one of them pass has found nothing.

/// Each by the name that `QUAYSIDE_MUTANT` takes. They are built in by the server's feature `mutants`.
pub(super) const MUTANTS: [&str; 8] = [
    "submit-leaves-held",
    "settle-unguarded",
    "no-line-count",
    "unsorted-skus",
    "release-without-units",
    "unscoped-key",
    "capture-twice",
    "event-beside-commit",
];
