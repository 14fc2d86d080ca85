//! Stock behind the counter. Pages only read, so whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{CheckoutId, Sku, Timestamp};
use storefront::{
    account::Caller,
    staff::StaffMember,
    stock_room::{
        Entered, HoldCursor, HoldLine, HoldPage, HoldReleasing, LedgerEntry, LedgerPage, Movement,
        STOCK_PAGE, StockError, StockForm, StockLine, StockPage, StockQuery, StockRoom,
    },
};

/// What is in stock, and what checkouts have of it.
pub(crate) struct Stored {
    /// Lines of stock, by SKU.
    pub(crate) lines: Vec<StockLine>,
    /// The ledger of each of them, the newest first.
    pub(crate) ledger: Vec<LedgerEntry>,
    /// What checkouts have, what ends first coming first.
    pub(crate) holds: Vec<HoldLine>,
    /// Why nothing is answered, if so.
    pub(crate) refused: Option<StockError>,
}

/// The ports that are about stock.
pub(crate) struct FakeStockRoom(Mutex<Stored>);

const MORNING: Timestamp = Timestamp::from_millis(1_795_269_900_000);

fn sku(code: &str) -> Sku {
    Sku::parse(code).expect("a SKU")
}

/// A line of which so many units are free.
pub(crate) fn line(code: &str, free: u32) -> StockLine {
    StockLine {
        sku: sku(code),
        free,
        reserved: 2,
        sold: 7,
        expected: None,
        warehouse: Some("Harbour store".to_owned()),
    }
}

/// A row of the ledger.
pub(crate) fn entry(id: i64, reason: &str) -> LedgerEntry {
    LedgerEntry {
        id,
        movement: if id % 2 == 0 { Movement::Corrected } else { Movement::Received },
        units: if id % 2 == 0 { -3 } else { 12 },
        warehouse: "Harbour store".to_owned(),
        reference: format!("DN {id}"),
        reason: reason.to_owned(),
        at: MORNING,
    }
}

/// What a checkout has for so many seconds; of one that is being paid for, no matter how many.
pub(crate) fn hold(checkout: &str, code: &str, seconds: i64, paying: bool) -> HoldLine {
    HoldLine {
        checkout: CheckoutId::parse(checkout).expect("an id"),
        sku: sku(code),
        units: 1,
        paying,
        until: Timestamp::from_millis(MORNING.millis() + seconds * 1000),
    }
}

impl FakeStockRoom {
    /// With a few things in it.
    pub(crate) fn filled() -> Arc<Self> {
        let expected = Some(Timestamp::from_millis(1_796_256_000_000));
        let lines =
            vec![line("BAG-1", 40), StockLine { expected, ..line("MUG/1", 0) }, line("PEN-1", 3)];
        Arc::new(Self(Mutex::new(Stored {
            lines,
            ledger: vec![entry(2, "Counted"), entry(1, "Delivery")],
            holds: vec![
                hold("0123456789abcdef", "BAG-1", 200, false),
                hold("0123456789abcdef", "MUG/1", 200, false),
                hold("fedcba9876543210", "PEN-1", 260, true),
            ],
            refused: None,
        })))
    }

    /// What is answered from.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().expect("no test breaks off while it holds this")
    }

    fn open(&self) -> Result<MutexGuard<'_, Stored>, StockError> {
        let stored = self.stored();
        match &stored.refused {
            Some(error) => Err(error.clone()),
            None => Ok(stored),
        }
    }
}

#[async_trait]
impl StockRoom for FakeStockRoom {
    async fn levels(&self, _: &StaffMember, query: &StockQuery) -> Result<StockPage, StockError> {
        let stored = self.open()?;
        let fits = |line: &&StockLine| {
            let beginning = query.beginning.as_ref().map_or("", Sku::as_str);
            line.sku.as_str().starts_with(beginning)
                && (!query.low || line.free <= storefront::stock::LOW)
                && query.after.as_ref().is_none_or(|after| line.sku > *after)
        };
        let mut lines: Vec<_> = stored.lines.iter().filter(fits).cloned().collect();
        let more = lines.len() > STOCK_PAGE;
        lines.truncate(STOCK_PAGE);
        let next = lines.last().filter(|_| more).map(|line| line.sku.clone());
        Ok(StockPage { lines, next })
    }

    async fn level(&self, _: &StaffMember, sku: &Sku) -> Result<Option<StockLine>, StockError> {
        Ok(self.open()?.lines.iter().find(|line| line.sku == *sku).cloned())
    }

    async fn ledger(
        &self,
        _: &StaffMember,
        _: &Sku,
        before: Option<i64>,
    ) -> Result<LedgerPage, StockError> {
        let stored = self.open()?;
        let older = stored.ledger.iter().filter(|entry| before.is_none_or(|id| entry.id < id));
        let mut entries: Vec<_> = older.cloned().collect();
        let more = entries.len() > STOCK_PAGE;
        entries.truncate(STOCK_PAGE);
        let next = entries.last().filter(|_| more).map(|entry| entry.id);
        Ok(LedgerPage { entries, next })
    }

    async fn receive(
        &self,
        _: &StaffMember,
        _: &Sku,
        _: &StockForm,
        _: &Caller,
    ) -> Result<Entered, StockError> {
        Err(StockError::Unavailable)
    }

    async fn correct(
        &self,
        _: &StaffMember,
        _: &Sku,
        _: &StockForm,
        _: &Caller,
    ) -> Result<Entered, StockError> {
        Err(StockError::Unavailable)
    }

    async fn expect(
        &self,
        _: &StaffMember,
        _: &Sku,
        _: &str,
        _: &Caller,
    ) -> Result<Entered, StockError> {
        Err(StockError::Unavailable)
    }

    async fn holds(
        &self,
        _: &StaffMember,
        after: Option<&HoldCursor>,
    ) -> Result<HoldPage, StockError> {
        let place = |line: &HoldLine| HoldCursor {
            micros: line.until.millis() * 1000,
            checkout: line.checkout.clone(),
            sku: line.sku.clone(),
        };
        let key =
            |cursor: &HoldCursor| (cursor.micros, cursor.checkout.clone(), cursor.sku.clone());
        let stored = self.open()?;
        let later = stored
            .holds
            .iter()
            .filter(|line| after.is_none_or(|after| key(&place(line)) > key(after)));
        let mut lines: Vec<_> = later.cloned().collect();
        let more = lines.len() > STOCK_PAGE;
        lines.truncate(STOCK_PAGE);
        let next = lines.last().filter(|_| more).map(place);
        Ok(HoldPage { lines, now: MORNING, next })
    }
}

#[async_trait]
impl HoldReleasing for FakeStockRoom {
    async fn release(&self, _: &StaffMember, _: &CheckoutId, _: &Caller) -> Result<(), StockError> {
        Err(StockError::Unavailable)
    }
}
