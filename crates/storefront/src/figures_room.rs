//! Figures: what was sold, how many of those who began to buy have bought, what was searched for, and
//! what waits for somebody.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Currency, Money, Sku};

use crate::staff::{StaffError, StaffMember};

mod sheet;
mod span;

pub use sheet::{Cell, Sheet, Table};
pub use span::{Span, Step};

/// Products and searches in one list of the first.
pub const TOP: usize = 10;
/// SKUs in the list of what is low.
pub const MOST_LOW: usize = 20;

/// What was sold in some time: orders that were paid in it and not cancelled since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sold {
    /// What they cost, less what was paid back of them until now.
    pub money: Money,
    /// How many.
    pub orders: u64,
    /// Their units, less those that came back.
    pub units: u64,
}

impl Sold {
    /// Nothing, in a currency.
    #[must_use]
    pub const fn nothing(currency: Currency) -> Self {
        Self { money: Money::zero(currency), orders: 0, units: 0 }
    }

    /// What an order came to on average, rounded to the nearest minor unit; none without orders.
    #[must_use]
    pub fn basket(&self) -> Option<Money> {
        let orders = i64::try_from(self.orders).ok().filter(|orders| *orders > 0)?;
        let rounded = (self.money.amount() + orders / 2) / orders;
        Money::new(rounded, self.money.currency()).ok()
    }

    /// Both together. A sum that is larger than money can be stays as it was.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            money: self.money.checked_add(other.money).unwrap_or(self.money),
            orders: self.orders.saturating_add(other.orders),
            units: self.units.saturating_add(other.units),
        }
    }
}

/// A product among those that sold best, as its order lines named it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopProduct {
    /// Which.
    pub sku: Sku,
    /// What it was called when it was bought last.
    pub title: String,
    /// Units, less those that came back.
    pub units: u64,
    /// What these units cost, before coupons and delivery.
    pub money: Money,
}

/// What was sold in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sales {
    /// Which.
    pub currency: Currency,
    /// Step by step, as many as the span has.
    pub steps: Vec<Sold>,
    /// In the span before.
    pub before: Sold,
    /// At most [`TOP`] products, the one with the most units first.
    pub by_units: Vec<TopProduct>,
    /// At most [`TOP`] products, the one that brought the most first.
    pub by_money: Vec<TopProduct>,
}

impl Sales {
    /// All steps together.
    #[must_use]
    pub fn total(&self) -> Sold {
        self.steps.iter().fold(Sold::nothing(self.currency), Sold::and)
    }
}

/// How far checkouts came that shoppers began in some time. Orders that staff took are sold and are
/// not here: they would pass for visits that all ended well. Carts are not counted: Redis keeps no
/// history of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funnel {
    /// Begun: their units were held.
    pub begun: u64,
    /// Of these, with contact and delivery given, or ordered.
    pub described: u64,
    /// Of these, submitted: there is an order.
    pub submitted: u64,
    /// Of these, paid, whatever became of the order afterwards.
    pub paid: u64,
}

impl Funnel {
    /// Paid of begun, in hundredths of a percent; none where nothing was begun.
    #[must_use]
    pub fn conversion(&self) -> Option<u32> {
        share(self.paid, self.begun)
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            begun: self.begun.saturating_add(other.begun),
            described: self.described.saturating_add(other.described),
            submitted: self.submitted.saturating_add(other.submitted),
            paid: self.paid.saturating_add(other.paid),
        }
    }

    /// The stages in their order, each with what it is called.
    #[must_use]
    pub const fn stages(&self) -> [(&'static str, u64); 4] {
        [
            ("Begun", self.begun),
            ("Contact and delivery given", self.described),
            ("Submitted", self.submitted),
            ("Paid", self.paid),
        ]
    }
}

/// A part of a whole in hundredths of a percent, rounded down; none of nothing.
#[must_use]
pub fn share(part: u64, whole: u64) -> Option<u32> {
    let points = u128::from(part) * 10_000;
    u32::try_from(points.checked_div(u128::from(whole))?).ok()
}

/// Something that was searched for. Nothing tells by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopSearch {
    /// The query, as it is counted.
    pub query: String,
    /// How often.
    pub searches: u64,
    /// How many products it found on the last day on which it was asked.
    pub results: u64,
}

/// All figures of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Of which time.
    pub span: Span,
    /// What was sold, by currency: the shop's own first, and others only where there are any.
    pub sales: Vec<Sales>,
    /// How far checkouts came, by the step in which they were begun.
    pub checkouts: Vec<Funnel>,
    /// The same of the span before.
    pub checkouts_before: Funnel,
    /// At most [`TOP`] queries, what was asked most first.
    pub searches: Vec<TopSearch>,
    /// The same of queries that found nothing when they were last asked.
    pub in_vain: Vec<TopSearch>,
}

impl Figures {
    /// How far all checkouts of the span came.
    #[must_use]
    pub fn funnel(&self) -> Funnel {
        self.checkouts.iter().fold(Funnel::default(), Funnel::and)
    }
}

/// A SKU of which few units are free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowStock {
    /// Which.
    pub sku: Sku,
    /// Units that anyone may buy, [`crate::stock::LOW`] at most.
    pub free: u32,
}

/// What waits for somebody, as far as the one who asks may know: what they may not is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Orders that are paid and not sent.
    pub orders: Option<u64>,
    /// Returns that nobody has decided on.
    pub returns: Option<u64>,
    /// Payments of which a person has to find out how they ended.
    pub payments: Option<u64>,
    /// What is low, by SKU.
    pub low: Option<Vec<LowStock>>,
    /// Whether more is low than [`MOST_LOW`] SKUs.
    pub more_low: bool,
}

/// Why there are no figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FiguresError {
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// The store did not answer in time.
    #[error("unavailable")]
    Unavailable,
}

impl From<StaffError> for FiguresError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Forbidden => Self::Forbidden,
            _ => Self::Unavailable,
        }
    }
}

/// Figures of the shop. They are only read, and nothing in them tells who bought or searched.
#[async_trait]
pub trait FiguresRoom: Send + Sync {
    /// Figures of the last steps, the present one with them, in UTC. They may be a minute old. For
    /// [`Permission::ReadReports`](crate::staff::Permission).
    ///
    /// # Errors
    /// [`FiguresError`].
    async fn figures(&self, by: &StaffMember, step: Step) -> Result<Arc<Figures>, FiguresError>;

    /// What waits now. Orders and returns are told to those with
    /// [`Permission::ReadOrders`](crate::staff::Permission) or `ReadReports`, payments to those with
    /// `Refund` or `ReadReports`, what is low to those with `ReadStock`.
    ///
    /// # Errors
    /// [`FiguresError::Unavailable`].
    async fn waiting(&self, by: &StaffMember) -> Result<Waiting, FiguresError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_average_is_rounded_to_the_nearest_cent() {
        let sold = |cents, orders| Sold {
            money: Money::new(cents, Currency::EUR).expect("in range"),
            orders,
            units: orders,
        };
        let basket = |cents, orders| sold(cents, orders).basket().map(Money::amount);
        assert_eq!(basket(0, 0), None);
        assert_eq!(
            [basket(1_000, 3), basket(2_000, 3), basket(5, 2)],
            [Some(333), Some(667), Some(3)]
        );
        assert_eq!(sold(5, 2).and(&sold(6, 1)), sold(11, 3));
    }

    #[test]
    fn a_share_of_nothing_is_none() {
        assert_eq!(share(0, 0), None);
        assert_eq!([share(0, 3), share(1, 3), share(3, 3)], [Some(0), Some(3_333), Some(10_000)]);
        let one = Funnel { begun: 4, described: 3, submitted: 2, paid: 1 };
        assert_eq!(one.conversion(), Some(2_500));
        assert_eq!(Funnel::default().conversion(), None);
        assert_eq!(one.and(&one).conversion(), Some(2_500));
    }
}
