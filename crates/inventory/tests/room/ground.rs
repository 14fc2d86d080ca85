//! A stock room over a database of its own.

use std::time::Duration;

use inventory::{MAIN_WAREHOUSE, StockBook, StockChange, ledger_mismatches, receive};
use kernel::{AccountId, Sku};
use storefront::{
    account::Caller,
    staff::{Role, StaffMember},
    stock_room::StockForm,
};
use testkit::TestDatabase;

/// For how long a patient test lets PostgreSQL answer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Ground {
    pub(crate) database: TestDatabase,
    pub(crate) book: StockBook,
}

pub(crate) fn sku(code: &str) -> Sku {
    Sku::parse(code).expect("a SKU")
}

/// Somebody of staff.
pub(crate) fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("wanda").expect("an id"),
        name: "Wanda".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

pub(crate) fn caller() -> Caller {
    Caller { address: "203.0.113.77".parse().ok(), agent: "a test".to_owned() }
}

/// A form as it is posted.
pub(crate) fn form(quantity: &str, reference: &str, reason: &str, key: &str) -> StockForm {
    let [quantity, reference, reason, key] = [quantity, reference, reason, key].map(str::to_owned);
    StockForm { quantity, reference, reason, key }
}

impl Ground {
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::new().await;
        let book = StockBook::new(database.pool.clone(), PATIENCE);
        Self { database, book }
    }

    /// Receives units without a member of staff, as the command line does.
    pub(crate) async fn receive(&self, code: &str, quantity: i32, warehouse: &str) {
        let change = StockChange {
            sku: sku(code),
            quantity,
            warehouse: warehouse.to_owned(),
            reference: format!("start {warehouse}"),
            reason: "test".to_owned(),
        };
        receive(&self.database.pool, &change).await.expect("received");
    }

    pub(crate) async fn stock(&self, stock: &[(&str, i32)]) {
        for (code, units) in stock {
            self.receive(code, *units, MAIN_WAREHOUSE).await;
        }
    }

    pub(crate) async fn run(&self, statement: &'static str) {
        sqlx::query(statement).execute(&self.database.pool).await.expect("done");
    }

    /// Lines of the audit log, the oldest first.
    pub(crate) async fn audit(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select concat_ws(' ', actor, action, subject, before, after) from accounts.audit order by id",
        )
        .fetch_all(&self.database.pool)
        .await
        .expect("read")
    }

    /// Free, reserved, sold.
    pub(crate) async fn columns(&self, code: &str) -> (i32, i32, i32) {
        sqlx::query_as("select free, reserved, sold from inventory.stock where sku = $1")
            .bind(code)
            .fetch_one(&self.database.pool)
            .await
            .expect("a row")
    }

    /// Everything adds up still.
    pub(crate) async fn close(self) {
        assert_eq!(ledger_mismatches(&self.database.pool).await.expect("readable"), []);
        let wrong: Vec<String> = sqlx::query_scalar(
            r#"select coalesce(stock.sku, low_stock.sku) from inventory.stock
               full join inventory.low_stock on low_stock.sku = stock.sku collate "C"
               where (coalesce(stock.free, 6) <= 5) <> (low_stock.sku is not null)"#,
        )
        .fetch_all(&self.database.pool)
        .await
        .expect("read");
        assert_eq!(wrong, Vec::<String>::new(), "what is low is noted as low");
        self.database.drop().await;
    }
}
