//! A desk over a database of its own.

use std::sync::Arc;

use kernel::{Clock, Currency, Money, OrderId, PaymentId, SystemClock, Timestamp};
use payments::{NewPayment, Opened, PaymentDesk, Recovered, Settings, call_off, open};
use sqlx::AssertSqlSafe;
use storefront::payment::{CardToken, PaymentProvider, PaymentState};
use testkit::TestDatabase;

use crate::bank::Bank;

pub(crate) const SECRET: &str = "a secret of the tests";

pub(crate) fn euros(amount: i64) -> Money {
    Money::new(amount, Currency::EUR).expect("an amount")
}

pub(crate) fn now() -> Timestamp {
    SystemClock.now()
}

pub(crate) fn an_order() -> OrderId {
    OrderId::parse(kernel::random_token::<16>()).expect("an id")
}

pub(crate) fn new_payment(order: &OrderId, attempt: u32, provider: &'static str) -> NewPayment {
    NewPayment {
        order: order.clone(),
        attempt,
        provider,
        card: CardToken::parse("card_1").expect("a name"),
        return_url: "http://127.0.0.1:3000/checkout".to_owned(),
        amount: euros(1_999),
    }
}

pub(crate) struct Shop {
    pub(crate) database: TestDatabase,
    pub(crate) bank: Arc<Bank>,
    pub(crate) desk: PaymentDesk,
}

pub(crate) fn desk_of(database: &TestDatabase, provider: Arc<dyn PaymentProvider>) -> PaymentDesk {
    let clock = Arc::new(SystemClock);
    PaymentDesk::new(database.pool.clone(), provider, clock, Settings::new(SECRET))
}

impl Shop {
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::new().await;
        let bank = Arc::new(Bank::default());
        let desk = desk_of(&database, bank.clone());
        Self { database, bank, desk }
    }

    pub(crate) async fn close(self) {
        self.database.drop().await;
    }

    pub(crate) async fn open(&self, order: &OrderId, attempt: u32) -> PaymentId {
        let opened = self.try_open(&new_payment(order, attempt, "bank")).await;
        opened.expect("it is opened").payment
    }

    pub(crate) async fn try_open(&self, new: &NewPayment) -> Result<Opened, payments::OpenError> {
        let mut txn = self.database.pool.begin().await?;
        let opened = open(&mut txn, new).await?;
        txn.commit().await?;
        Ok(opened)
    }

    pub(crate) async fn call_off(&self, order: &OrderId) {
        let mut txn = self.database.pool.begin().await.expect("begun");
        call_off(&mut txn, order).await.expect("called off");
        txn.commit().await.expect("committed");
    }

    pub(crate) async fn state(&self, payment: &PaymentId) -> PaymentState {
        self.desk.view(payment).await.expect("there").state
    }

    /// Has time pass for whoever waits for something to be due.
    pub(crate) async fn pass(&self) {
        for table in ["payment", "refund", "webhook_inbox"] {
            let statement = format!(
                "update payments.{table} set due_at = statement_timestamp() - interval '1 h'"
            );
            sqlx::query(AssertSqlSafe(statement))
                .execute(&self.database.pool)
                .await
                .expect("moved");
        }
    }

    /// Rounds of the recovery worker, until there is nothing left to do.
    pub(crate) async fn recover(&self) -> Recovered {
        let mut last = Recovered::default();
        for _ in 0..12 {
            self.pass().await;
            last = self.desk.recover(10).await.expect("PostgreSQL answers");
            let asked = "select count(*) from payments.refund where state = 'asked'";
            if last.driven.is_empty() && self.count(asked).await == 0 {
                break;
            }
        }
        last
    }

    pub(crate) async fn count(&self, statement: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(statement.to_owned()))
            .fetch_one(&self.database.pool)
            .await
            .expect("counted")
    }
}
