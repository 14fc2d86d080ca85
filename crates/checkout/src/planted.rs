//! Where the bugs are that a torture can ask for. In any other build there is none.

/// Whether this process was asked to have a bug.
#[cfg(feature = "mutants")]
pub(crate) fn planted(name: &str) -> bool {
    mutants::planted(name)
}

/// There is none.
#[cfg(not(feature = "mutants"))]
pub(crate) const fn planted(_: &str) -> bool {
    false
}
