//! Bugs that the server can be asked to have: a torture that lets one of them pass has found nothing.

/// Each by the name that `QUAYSIDE_MUTANT` takes. They are built in by the server's feature `mutants`.
pub(super) const MUTANTS: [&str; 6] = [
    "submit-leaves-held",
    "settle-unguarded",
    "paid-before-known",
    "timeout-is-no",
    "release-without-units",
    "cancel-keeps-money",
];
