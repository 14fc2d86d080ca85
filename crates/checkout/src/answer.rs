//! What a submission is answered, as it is kept for whoever sends it again.

use kernel::{OrderId, Timestamp};
use serde::{Deserialize, Serialize};
use storefront::checkout::{CheckoutError, Submitted, SubmittedOrder};

/// What was answered to a submission that is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answer {
    /// It is paid.
    Paid(SubmittedOrder),
    /// The payment was declined.
    Declined { order: OrderId, until: Option<Timestamp>, reason: Option<String> },
    /// It came to nothing otherwise: it was called off.
    Over,
}

impl Answer {
    /// What the shopper is told, now or once more.
    pub(crate) fn told(self, again: bool) -> Result<Submitted, CheckoutError> {
        match self {
            Self::Paid(order) => Ok(Submitted::Paid(SubmittedOrder { replayed: again, ..order })),
            Self::Declined { order, until, reason } => {
                Err(CheckoutError::Declined { order, until, reason, replayed: again })
            }
            Self::Over => Err(CheckoutError::Over),
        }
    }
}
