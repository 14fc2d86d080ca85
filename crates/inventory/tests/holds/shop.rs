//! A shop with some stock, for one test.

use std::{str::FromStr, time::Duration};

use inventory::{
    MAIN_WAREHOUSE, StockChange, hold_mismatches,
    holds::{DeskSettings, HoldDesk, ReserveError, ReserveRequest, Reserved},
    ledger_mismatches, receive,
};
use kernel::{CheckoutId, Quantity, Sku};
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use testkit::TestDatabase;

/// Connections of the desk in tests.
const SERVING: u32 = 8;

pub(crate) struct TestShop {
    pub(crate) database: TestDatabase,
    pub(crate) desk: HoldDesk,
}

pub(crate) fn sku(text: &str) -> Sku {
    Sku::parse(text).expect("a SKU")
}

pub(crate) fn checkout(text: &str) -> CheckoutId {
    CheckoutId::parse(text).expect("an id")
}

/// A wish of a checkout that counts for itself.
pub(crate) fn wish(id: &str, lines: &[(&str, u32)]) -> ReserveRequest {
    ReserveRequest::new(checkout(id), id, goods(lines), 300)
}

/// Lines with their types.
pub(crate) fn goods(lines: &[(&str, u32)]) -> Vec<(Sku, Quantity)> {
    let quantity = |units| Quantity::new(units).expect("a quantity");
    lines.iter().map(|(code, units)| (sku(code), quantity(*units))).collect()
}

/// Columns of a SKU: free, reserved, sold.
pub(crate) type Columns = (i32, i32, i32);

impl TestShop {
    /// With so many units of each SKU, and a patience that outlasts a busy machine.
    pub(crate) async fn new(stock: &[(&str, i32)]) -> Self {
        let database = TestDatabase::new().await;
        let options = PgConnectOptions::from_str(&database.uri()).expect("an address");
        let pool = PgPoolOptions::new().max_connections(SERVING).connect_lazy_with(options);
        let settings = DeskSettings {
            serving: SERVING as usize,
            deadline: Duration::from_secs(60),
            ..DeskSettings::default()
        };
        let shop = Self { database, desk: HoldDesk::new(pool, settings) };
        for (code, units) in stock {
            shop.receive(code, *units, "start").await;
        }
        shop
    }

    pub(crate) fn pool(&self) -> &PgPool {
        &self.database.pool
    }

    pub(crate) async fn receive(&self, code: &str, units: i32, note: &str) {
        let change = StockChange {
            sku: sku(code),
            quantity: units,
            warehouse: MAIN_WAREHOUSE.to_owned(),
            reference: note.to_owned(),
            reason: "test".to_owned(),
        };
        receive(self.pool(), &change).await.expect("received");
    }

    pub(crate) async fn reserve(
        &self,
        id: &str,
        lines: &[(&str, u32)],
    ) -> Result<Reserved, ReserveError> {
        self.desk.reserve(&wish(id, lines)).await
    }

    pub(crate) async fn columns(&self, code: &str) -> Columns {
        sqlx::query_as("select free, reserved, sold from inventory.stock where sku = $1")
            .bind(code)
            .fetch_one(self.pool())
            .await
            .expect("a row")
    }

    /// The states of a checkout's lines by SKU.
    pub(crate) async fn lines(&self, id: &str) -> Vec<(String, i32, String)> {
        sqlx::query_as(
            "select sku, quantity, state from inventory.hold where checkout = $1 order by sku",
        )
        .bind(id)
        .fetch_all(self.pool())
        .await
        .expect("lines")
    }

    /// Lets the time of a checkout's lines be over.
    pub(crate) async fn expire(&self, id: &str) {
        sqlx::query(
            "update inventory.hold set expires_at = statement_timestamp() - interval '1 second'
             where checkout = $1",
        )
        .bind(id)
        .execute(self.pool())
        .await
        .expect("aged");
    }

    /// Returns once so many connections wait for locks of others.
    pub(crate) async fn wait_for_waiting(&self, connections: usize) {
        let connections = i64::try_from(connections).expect("a few");
        let waiting = "select count(*) from pg_stat_activity
                       where datname = current_database() and wait_event_type = 'Lock'";
        while sqlx::query_scalar::<_, i64>(waiting).fetch_one(self.pool()).await.expect("counted")
            < connections
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Looks at the books, and closes.
    pub(crate) async fn close(self) {
        assert_eq!(ledger_mismatches(self.pool()).await.expect("readable"), []);
        assert_eq!(hold_mismatches(self.pool()).await.expect("readable"), []);
        drop(self.desk);
        self.database.drop().await;
    }
}
