//! Stock behind the counter: how much there is, how that came about, and what checkouts hold of it.

use async_trait::async_trait;
use kernel::{CheckoutId, Sku, Timestamp};

use crate::{
    account::Caller,
    staff::{StaffError, StaffMember},
};

mod cursor;
mod form;
mod sheet;

pub use cursor::{HoldCursor, InvalidHoldCursor};
pub use form::{MOST_UNITS, StockEntry, StockForm, StockReason, StockRefusal, expected_day};
pub use sheet::{stock_csv_head, stock_csv_row};

/// Lines of one page.
pub const STOCK_PAGE: usize = 50;

/// Which stock is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StockQuery {
    /// Only SKUs that begin like this. The beginning of a SKU could be one itself.
    pub beginning: Option<Sku>,
    /// Only those of which few units are free, [`crate::stock::LOW`] at most.
    pub low: bool,
    /// Only what comes after this: the next page.
    pub after: Option<Sku>,
}

/// The units of a SKU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockLine {
    /// Which SKU.
    pub sku: Sku,
    /// Units that anyone may buy.
    pub free: u32,
    /// Units in checkouts.
    pub reserved: u32,
    /// Units sold.
    pub sold: u32,
    /// The day, at midnight UTC, on which it is expected back.
    pub expected: Option<Timestamp>,
    /// What the warehouse is called that its ledger named last.
    pub warehouse: Option<String>,
}

/// Some stock, by SKU.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StockPage {
    /// At most [`STOCK_PAGE`].
    pub lines: Vec<StockLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<Sku>,
}

/// What changed the number of units owned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// Units arrived.
    Received,
    /// Units were counted.
    Corrected,
    /// Units were given up.
    WrittenOff,
}

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Rises with time.
    pub id: i64,
    /// What happened.
    pub movement: Movement,
    /// Units that came (above zero) or went (below).
    pub units: i32,
    /// What the warehouse is called.
    pub warehouse: String,
    /// The delivery note, the count, the import.
    pub reference: String,
    /// Why, in words.
    pub reason: String,
    /// When it was written.
    pub at: Timestamp,
}

/// Some of a SKU's ledger, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerPage {
    /// At most [`STOCK_PAGE`].
    pub entries: Vec<LedgerEntry>,
    /// Older entries than this one are on the next page, if there is one.
    pub next: Option<i64>,
}

/// Units of a SKU that a checkout has. Whose it is, is not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldLine {
    /// Which checkout.
    pub checkout: CheckoutId,
    /// Which SKU.
    pub sku: Sku,
    /// Units.
    pub units: u32,
    /// Whether they are being paid for: only the end of that frees or sells them.
    pub paying: bool,
    /// Until when they are held.
    pub until: Timestamp,
}

/// Some of what checkouts have, what ends first coming first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HoldPage {
    /// At most [`STOCK_PAGE`].
    pub lines: Vec<HoldLine>,
    /// What PostgreSQL's clock said.
    pub now: Timestamp,
    /// Where the next page begins, if there is one.
    pub next: Option<HoldCursor>,
}

/// What came of a form that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It is done now.
    Now,
    /// It was done before, and nothing is done twice.
    Before,
}

/// Why something was not done to stock.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StockError {
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Refused(Vec<StockRefusal>),
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// There is no such checkout.
    #[error("not found")]
    NotFound,
    /// The checkout is being paid for: how that ends decides.
    #[error("it is being paid for")]
    BeingPaid,
    /// The checkout was paid.
    #[error("it was paid")]
    Paid,
    /// The store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

impl From<StaffError> for StockError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Forbidden => Self::Forbidden,
            _ => Self::Unavailable,
        }
    }
}

/// Looking after stock. Reading is for [`crate::staff::Permission::ReadStock`], changing for
/// [`crate::staff::Permission::ChangeStock`]. What changes something is written into the audit log in
/// the same transaction.
#[async_trait]
pub trait StockRoom: Send + Sync {
    /// How much there is, by SKU.
    ///
    /// # Errors
    /// [`StockError::Forbidden`], [`StockError::Unavailable`].
    async fn levels(&self, by: &StaffMember, query: &StockQuery) -> Result<StockPage, StockError>;

    /// How much there is of one SKU; none of one that was never received.
    ///
    /// # Errors
    /// As for [`StockRoom::levels`].
    async fn level(&self, by: &StaffMember, sku: &Sku) -> Result<Option<StockLine>, StockError>;

    /// How that came about, the newest first; `before` is the entry that the page before ended with.
    ///
    /// # Errors
    /// As for [`StockRoom::levels`].
    async fn ledger(
        &self,
        by: &StaffMember,
        sku: &Sku,
        before: Option<i64>,
    ) -> Result<LedgerPage, StockError>;

    /// Adds units that arrived, into the warehouse that the SKU's ledger named last.
    ///
    /// # Errors
    /// [`StockError::Refused`] (`quantity`, `reference`, `reason`, or the whole form),
    /// [`StockError::Forbidden`], [`StockError::Unavailable`].
    async fn receive(
        &self,
        by: &StaffMember,
        sku: &Sku,
        form: &StockForm,
        caller: &Caller,
    ) -> Result<Entered, StockError>;

    /// Adds or takes away units after they were counted.
    ///
    /// # Errors
    /// As for [`StockRoom::receive`].
    async fn correct(
        &self,
        by: &StaffMember,
        sku: &Sku,
        form: &StockForm,
        caller: &Caller,
    ) -> Result<Entered, StockError>;

    /// Notes the day on which a SKU is expected back, as `2026-12-03`; nothing for none.
    ///
    /// # Errors
    /// [`StockError::Refused`] (`day`, or the whole form), [`StockError::Forbidden`],
    /// [`StockError::Unavailable`].
    async fn expect(
        &self,
        by: &StaffMember,
        sku: &Sku,
        day: &str,
        caller: &Caller,
    ) -> Result<Entered, StockError>;

    /// What checkouts hold or pay for now.
    ///
    /// # Errors
    /// As for [`StockRoom::levels`].
    async fn holds(
        &self,
        by: &StaffMember,
        after: Option<&HoldCursor>,
    ) -> Result<HoldPage, StockError>;
}

/// Ending what checkouts hold.
#[async_trait]
pub trait HoldReleasing: Send + Sync {
    /// Ends a checkout that nobody is paying for, as its shopper could: its units are free at once. A
    /// second time it finds nothing to do. For [`crate::staff::Permission::EditOrders`].
    ///
    /// # Errors
    /// [`StockError::NotFound`], [`StockError::BeingPaid`], [`StockError::Paid`],
    /// [`StockError::Forbidden`], [`StockError::Unavailable`].
    async fn release(
        &self,
        by: &StaffMember,
        checkout: &CheckoutId,
        caller: &Caller,
    ) -> Result<(), StockError>;
}
