//! What the server decides about accounts.

use std::time::Duration;

use kernel::Email;

use crate::hashing::HashCost;

/// What the server decides about accounts. Without `Debug`, for the key in it.
#[derive(Clone)]
pub struct Settings {
    /// The shop's name; no password is made of it.
    pub shop_name: String,
    /// Encrypts the secrets of second factors: 32 random bytes, kept outside the database.
    pub sealing_key: [u8; 32],
    /// What a hash costs.
    pub cost: HashCost,
    /// Passwords hashed at the same time, one a processor.
    pub hashers: usize,
    /// Passwords that may wait for a hasher; who comes after them is told that all are busy.
    pub hash_queue: usize,
    /// How long PostgreSQL may take for one use.
    pub deadline: Duration,
    /// The owner of a demo shop, who needs no second factor on the machine itself. The server sets
    /// it only for a demo that listens on loopback.
    pub demo_owner: Option<Email>,
}

/// Why settings cannot be worked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSettings {
    /// Argon2 has no such parameters.
    #[error("argon2 has no such cost")]
    Cost,
    /// Nobody would ever hash.
    #[error("at least one hasher is needed")]
    NoHasher,
}

impl Settings {
    /// Settings as they should be, for a shop of this name with this key.
    #[must_use]
    pub fn new(shop_name: impl Into<String>, sealing_key: [u8; 32]) -> Self {
        let hashers = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            shop_name: shop_name.into(),
            sealing_key,
            cost: HashCost::default(),
            hashers,
            hash_queue: hashers * 32,
            deadline: Duration::from_secs(3),
            demo_owner: None,
        }
    }
}
