//! Figures, said beforehand.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{Currency, Money, Sku, Timestamp};
use storefront::{
    figures_room::{
        Figures, FiguresError, FiguresRoom, Funnel, LowStock, Sales, Sold, Span, Step, TopProduct,
        TopSearch, Waiting,
    },
    staff::{Permission, StaffMember},
};

/// Saturday, 21 November 2026, 14:05 UTC.
const NOW: Timestamp = Timestamp::from_millis(1_795_269_900_000);

/// What is answered.
pub(crate) struct Stored {
    /// In place of what [`figures`] makes.
    pub(crate) figures: Option<Figures>,
    /// What waits.
    pub(crate) waiting: Waiting,
    /// Why nothing is answered, if so.
    pub(crate) refused: Option<FiguresError>,
}

/// The port for figures.
pub(crate) struct FakeFigures(Mutex<Stored>);

/// An amount in euros.
fn euros(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("in range")
}

fn sku(code: &str) -> Sku {
    Sku::parse(code).expect("a SKU")
}

/// So many orders of two units and twenty euros each.
pub(crate) fn sold(orders: u64) -> Sold {
    let cents = i64::try_from(orders).expect("few") * 2_000;
    Sold { money: euros(cents), orders, units: orders * 2 }
}

/// A product of which so many units were sold, for ten euros each.
pub(crate) fn product(code: &str, title: &str, units: u64) -> TopProduct {
    let money = euros(i64::try_from(units).expect("few") * 1_000);
    TopProduct { sku: sku(code), title: title.to_owned(), units, money }
}

/// A search.
pub(crate) fn search(query: &str, searches: u64, results: u64) -> TopSearch {
    TopSearch { query: query.to_owned(), searches, results }
}

/// Figures of a span in which one order was sold in its first step, two in the next, and so on.
pub(crate) fn figures(step: Step) -> Figures {
    let count = u64::try_from(step.count()).expect("few");
    let products = vec![product("MUG/1", "Harbour mug", 9), product("PEN-1", "Pen", 4)];
    Figures {
        span: Span::ending(step, NOW),
        sales: vec![Sales {
            currency: Currency::EUR,
            steps: (1..=count).map(sold).collect(),
            before: sold(14),
            by_units: products.clone(),
            by_money: products,
        }],
        checkouts: (1..=count)
            .map(|paid| Funnel { begun: 4 * paid, described: 3 * paid, submitted: 2 * paid, paid })
            .collect(),
        checkouts_before: Funnel { begun: 10, described: 5, submitted: 5, paid: 5 },
        searches: vec![search("lamp", 12, 3)],
        in_vain: vec![search("unobtainium", 2, 0)],
    }
}

/// Figures of seven days in which nothing happened.
pub(crate) fn nothing() -> Figures {
    let none = Sold::nothing(Currency::EUR);
    Figures {
        sales: vec![Sales {
            currency: Currency::EUR,
            steps: vec![none; Step::Day.count()],
            before: none,
            by_units: Vec::new(),
            by_money: Vec::new(),
        }],
        checkouts: vec![Funnel::default(); Step::Day.count()],
        checkouts_before: Funnel::default(),
        searches: Vec::new(),
        in_vain: Vec::new(),
        span: Span::ending(Step::Day, NOW),
    }
}

impl FakeFigures {
    /// With something of everything.
    pub(crate) fn filled() -> Arc<Self> {
        Arc::new(Self(Mutex::new(Stored {
            figures: None,
            waiting: Waiting {
                orders: Some(3),
                returns: Some(1),
                payments: Some(0),
                low: Some(vec![
                    LowStock { sku: sku("MUG/1"), free: 0 },
                    LowStock { sku: sku("PEN-1"), free: 3 },
                ]),
                more_low: false,
            },
            refused: None,
        })))
    }

    /// What is answered from now on.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().expect("no test breaks off while it holds this")
    }
}

#[async_trait]
impl FiguresRoom for FakeFigures {
    async fn figures(&self, by: &StaffMember, step: Step) -> Result<Arc<Figures>, FiguresError> {
        by.require(Permission::ReadReports)?;
        let stored = self.stored();
        match stored.refused {
            Some(error) => Err(error),
            None => Ok(Arc::new(stored.figures.clone().unwrap_or_else(|| figures(step)))),
        }
    }

    async fn waiting(&self, _: &StaffMember) -> Result<Waiting, FiguresError> {
        let stored = self.stored();
        match stored.refused {
            Some(error) => Err(error),
            None => Ok(stored.waiting.clone()),
        }
    }
}
