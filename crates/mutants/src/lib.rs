//! Bugs that a build for torture can be asked to have, one at a time, to see whether the invariants
//! and the shoppers' journal notice.
//!
//! Nothing names this crate but the feature `mutants` of those that have the bugs, which no other
//! build turns on.

use std::sync::LazyLock;

static ASKED_FOR: LazyLock<Option<String>> =
    LazyLock::new(|| std::env::var("QUAYSIDE_MUTANT").ok());

/// Whether this process was asked to have the bug of this name.
#[must_use]
pub fn planted(name: &str) -> bool {
    ASKED_FOR.as_deref() == Some(name)
}
