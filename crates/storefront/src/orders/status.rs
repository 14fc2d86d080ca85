//! Where an order stands.

use serde::{Deserialize, Serialize};

/// Where an order stands. Which may follow which, the orders' own crate decides, and the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Placed; its units are held and it is not paid yet.
    PendingPayment,
    /// Paid; its units are sold.
    Paid,
    /// Its parcels are planned.
    Allocated,
    /// On its way.
    Shipped,
    /// There.
    Delivered,
    /// Given up before it was shipped: its units and what was paid went back.
    Cancelled,
    /// All of it came back.
    Returned,
}

impl OrderStatus {
    /// All of them, in the order of an order's life.
    pub const ALL: [Self; 7] = [
        Self::PendingPayment,
        Self::Paid,
        Self::Allocated,
        Self::Shipped,
        Self::Delivered,
        Self::Cancelled,
        Self::Returned,
    ];

    /// Its name in the API, in filters and in stores.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PendingPayment => "pending_payment",
            Self::Paid => "paid",
            Self::Allocated => "allocated",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Returned => "returned",
        }
    }

    /// What a shopper reads.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::PendingPayment => "Waiting for payment",
            Self::Paid => "Paid",
            Self::Allocated => "Being packed",
            Self::Shipped => "On its way",
            Self::Delivered => "Delivered",
            Self::Cancelled => "Cancelled",
            Self::Returned => "Sent back",
        }
    }

    /// The status with a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

impl std::fmt::Display for OrderStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_one_name_everywhere() {
        for status in OrderStatus::ALL {
            assert_eq!(OrderStatus::parse(status.name()), Some(status));
        }
        assert_eq!(OrderStatus::parse("Paid"), None);
        assert_eq!(OrderStatus::parse(""), None);
    }
}
