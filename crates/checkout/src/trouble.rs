//! What goes wrong on the way, before it is told.

use inventory::holds::{CommitError, ReserveError, ReturnError};
use orders::OrderError;
use payments::{DeskError, OpenError};
use pricing::UseError;
use storefront::{
    checkout::{CheckoutError, ShortLine},
    orders::OrderRefusal,
    pricing::PricingError,
};

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// What the shopper is told.
    #[error(transparent)]
    Refused(#[from] CheckoutError),
    /// What whoever asks for something to be done to an order is told.
    #[error(transparent)]
    Order(#[from] OrderRefusal),
    /// Somebody else wrote in between: to be done again from the beginning.
    #[error("somebody else wrote in between")]
    Moved,
    /// PostgreSQL.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
    /// A store or the provider does not answer.
    #[error("away")]
    Away,
    /// What never happens, unless the program is wrong: it is logged with all that is known.
    #[error("{0}")]
    Wrong(String),
}

impl Trouble {
    /// What the shopper is told of it.
    pub(crate) fn told(self) -> CheckoutError {
        match self {
            Self::Refused(error) => error,
            Self::Store(error) => {
                tracing::error!(%error, "a checkout could not be read or written");
                CheckoutError::Unavailable
            }
            Self::Wrong(what) => {
                tracing::error!(what, "a checkout went where none can go");
                CheckoutError::Unavailable
            }
            Self::Order(OrderRefusal::NotFound) => CheckoutError::NotFound,
            Self::Away | Self::Moved | Self::Order(_) => CheckoutError::Unavailable,
        }
    }
}

impl From<OrderError> for Trouble {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Store(error) => Self::Store(error),
            other => Self::Wrong(other.to_string()),
        }
    }
}

impl From<CommitError> for Trouble {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Expired => CheckoutError::HoldExpired.into(),
            CommitError::AlreadySubmitted => Self::Moved,
            CommitError::Store(error) => Self::Store(error),
        }
    }
}

impl From<ReserveError> for Trouble {
    fn from(error: ReserveError) -> Self {
        match error {
            ReserveError::SoldOut(lines) => {
                let short = lines.into_iter().map(|line| ShortLine {
                    sku: line.sku,
                    wanted: line.wanted,
                    free: line.free,
                    in_checkouts_until: line.in_checkouts_until,
                });
                CheckoutError::SoldOut(short.collect()).into()
            }
            ReserveError::OverLimit(_) => CheckoutError::TooMuchHeld.into(),
            ReserveError::AlreadySubmitted => Self::Moved,
            ReserveError::Busy | ReserveError::Unavailable => Self::Away,
        }
    }
}

impl From<ReturnError> for Trouble {
    fn from(error: ReturnError) -> Self {
        match error {
            ReturnError::Store(error) => Self::Store(error),
            other @ ReturnError::NotSold(_) => Self::Wrong(other.to_string()),
        }
    }
}

impl From<OpenError> for Trouble {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Store(error) => Self::Store(error),
            other => Self::Wrong(other.to_string()),
        }
    }
}

impl From<UseError> for Trouble {
    fn from(error: UseError) -> Self {
        match error {
            // What it costs has to be reckoned, and shown, anew.
            UseError::Refused(_) => Self::Moved,
            UseError::Store(error) => Self::Store(error),
        }
    }
}

impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::NotFound => Self::Wrong("a payment is not there".to_owned()),
            DeskError::Unavailable => Self::Away,
        }
    }
}

impl From<PricingError> for Trouble {
    fn from(error: PricingError) -> Self {
        match error {
            PricingError::Empty => CheckoutError::NothingToBuy.into(),
            PricingError::Unavailable => Self::Away,
            PricingError::NotSoldThere => CheckoutError::Fields(vec![not_sold_there()]).into(),
            PricingError::MixedCurrencies | PricingError::TooLarge => {
                Self::Wrong(error.to_string())
            }
        }
    }
}

fn not_sold_there() -> storefront::enquiry::FieldError {
    let message = "We do not sell to this country.";
    storefront::enquiry::FieldError { field: "country", message }
}
