//! Why something was not done to an order in somebody else's transaction.

use storefront::orders::OrderStatus;

/// Why something was not done to an order. Something may have been written before it turned out, so
/// whoever gets this rolls the transaction back.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// There is no such order, return or link.
    #[error("there is no such order")]
    NotFound,
    /// It stands where it cannot become that.
    #[error("an order that is {from} does not become {to}")]
    NoWay {
        /// Where it stands.
        from: OrderStatus,
        /// What it should have become.
        to: OrderStatus,
    },
    /// What it costs is not what its parts or its lines come to, or is in two currencies.
    #[error("the order does not add up")]
    DoesNotAddUp,
    /// It has no lines, too many, or the same SKU twice.
    #[error("an order has 1 to 200 lines, each of another SKU")]
    BadLines,
    /// Another amount was captured than it costs.
    #[error("{captured} minor units were captured of {total}")]
    WrongAmount {
        /// What was captured, in minor units.
        captured: i64,
        /// What it costs, in minor units.
        total: i64,
    },
    /// More would be paid back than was paid.
    #[error("more would be paid back than was paid")]
    RefundTooLarge,
    /// A text is longer than its column, or is no address of a page.
    #[error("the {0} is too long or not of its form")]
    BadText(&'static str),
    /// The return was decided otherwise before.
    #[error("the return was decided already")]
    Decided,
    /// More units than there are to send back, or none.
    #[error("these units are not there to be sent back")]
    NotThoseUnits,
    /// The days for sending it back are over.
    #[error("the time for sending it back is over")]
    TooLate,
    /// PostgreSQL said no or nothing.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}
