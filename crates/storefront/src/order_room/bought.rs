//! What one account bought, as staff are shown it.

use kernel::Money;
use serde::{Deserialize, Serialize};

use super::RoomOrder;

/// What one account bought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoughtBy {
    /// The newest first, at most [`LATELY_BOUGHT`](super::LATELY_BOUGHT).
    pub orders: Vec<RoomOrder>,
    /// All of it, by currency.
    pub sums: Vec<BoughtSum>,
}

/// What one account bought in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoughtSum {
    /// Orders, whatever became of them.
    pub orders: u64,
    /// What was paid for them, less what was paid back.
    pub spent: Money,
}
