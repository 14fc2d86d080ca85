//! A shop of which every figure is known.

use std::{sync::Arc, time::Duration};

use figures::FiguresDesk;
use kernel::{AccountId, Currency, FixedClock, Money, Sku, Timestamp};
use storefront::{
    figures_room::{Figures, FiguresRoom, Sold, Step, TopProduct},
    staff::{Role, StaffMember},
};
use testkit::TestDatabase;

/// Saturday, 21 November 2026, 14:05 UTC.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_269_900_000);
/// For how long a patient test lets PostgreSQL answer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Shop {
    pub(crate) database: TestDatabase,
    pub(crate) desk: FiguresDesk,
}

pub(crate) fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("rita").expect("an id"),
        name: "Rita".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

pub(crate) fn sku(code: &str) -> Sku {
    Sku::parse(code).expect("a SKU")
}

pub(crate) fn francs() -> Currency {
    Currency::parse("CHF").expect("a currency")
}

/// What was sold in euros.
pub(crate) fn sold(cents: i64, orders: u64, units: u64) -> Sold {
    sold_in(Currency::EUR, cents, orders, units)
}

pub(crate) fn sold_in(currency: Currency, cents: i64, orders: u64, units: u64) -> Sold {
    Sold { money: Money::new(cents, currency).expect("in range"), orders, units }
}

/// A product that was sold in euros.
pub(crate) fn product(code: &str, title: &str, units: u64, cents: i64) -> TopProduct {
    let money = Money::new(cents, Currency::EUR).expect("in range");
    TopProduct { sku: sku(code), title: title.to_owned(), units, money }
}

impl Shop {
    /// With nothing in it.
    pub(crate) async fn empty() -> Self {
        let database = TestDatabase::new().await;
        let desk = FiguresDesk::new(
            database.pool.clone(),
            Currency::EUR,
            Arc::new(FixedClock(NOW)),
            PATIENCE,
        );
        Self { database, desk }
    }

    /// With what `shop.sql` says.
    pub(crate) async fn filled() -> Self {
        let shop = Self::empty().await;
        shop.run(include_str!("shop.sql")).await;
        shop
    }

    pub(crate) async fn run(&self, statements: &'static str) {
        sqlx::raw_sql(statements).execute(&self.database.pool).await.expect("the statements run");
    }

    /// Figures as an analyst is told them.
    pub(crate) async fn figures(&self, step: Step) -> Arc<Figures> {
        self.desk.figures(&member(Role::Analyst), step).await.expect("figures")
    }
}
