//! The one place that asks the machine for randomness.

use crate::hex;

/// `BYTES` random bytes from the operating system, as lower-case hexadecimal.
///
/// # Panics
/// When the operating system has no randomness to give: nothing safe can be done without it.
#[must_use]
pub fn random_token<const BYTES: usize>() -> String {
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    hex(&bytes)
}
