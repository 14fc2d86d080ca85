//! The desk at which shoppers buy, and what it is made of.

use std::{pin::Pin, sync::Arc, time::Duration};

use async_trait::async_trait;
use hmac::{Hmac, Mac};
use inventory::holds::HoldDesk;
use kernel::{CheckoutId, OrderId, random_token};
use orders::OrderBook;
use patience::{Away, Guard, Guarded, ask};
use payments::PaymentDesk;
use pricing::PriceBook;
use sha2::Sha256;
use sqlx::{PgPool, error::DatabaseError};
use storefront::{
    account::Secret, catalogue::Catalogue, checkout::CheckoutCopies, payment::PaymentProvider,
    shop::ShopFront, stock::StockBoard,
};
use tokio::sync::{Notify, Semaphore, SemaphorePermit};

use crate::{sold_out::Crowd, store, trouble::Trouble};

/// How often the end of a hold may be moved.
pub const EXTENSIONS: u32 = 2;
/// How often a payment may be tried again after it was declined.
pub const MORE_TRIES: u32 = 2;

/// How many ask for prices at a time. In a crowd the others wait here, where no deadline runs: each
/// has its own only once its turn has come.
const PRICING: usize = 8;

/// What the shop decides about buying. Without `Debug`, for the secret in it.
#[derive(Clone)]
pub struct Settings {
    /// For how long units are held, in seconds.
    pub hold_seconds: u32,
    /// How long an order may wait for being paid, in seconds, while nobody knows whether it is.
    pub pay_seconds: u32,
    /// The most units of one SKU that one person or one network may have in checkouts at a time;
    /// none lifts that.
    pub most_held: Option<u32>,
    /// Scheme, host and port where browsers reach the shop, without a trailing slash.
    pub origin: String,
    /// Knows who sells, as invoices name it.
    pub front: Arc<dyn ShopFront>,
    /// Makes links to orders and keys of forms.
    pub key: [u8; 32],
    /// How long PostgreSQL may take for one use.
    pub deadline: Duration,
}

/// What the desk works with.
pub struct CheckoutParts {
    /// PostgreSQL, through a pool of a few connections.
    pub postgres: PgPool,
    /// Where units are held.
    pub holds: HoldDesk,
    /// What things cost now.
    pub catalogue: Arc<dyn Catalogue>,
    /// The same a moment ago. A checkout begins at that; before anything is charged, what things cost
    /// now is looked at.
    pub recent: Arc<dyn Catalogue>,
    /// The newest figures of stock, if there are any. Where they say that something is sold out,
    /// PostgreSQL is asked whether it is before anything else is done for its buyer.
    pub stock: Option<Arc<dyn StockBoard>>,
    /// What an order costs.
    pub prices: PriceBook,
    /// Where orders are read.
    pub orders: OrderBook,
    /// Where payments are worked at.
    pub payments: Arc<PaymentDesk>,
    /// Where copies are kept for while PostgreSQL does not answer, if anywhere.
    pub copies: Option<Arc<dyn CheckoutCopies>>,
    /// What the shop decides.
    pub settings: Settings,
}

/// The desk at which shoppers buy. Cheap to clone.
#[derive(Clone)]
pub struct CheckoutDesk {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) books: Arc<Books>,
    pub(crate) holds: HoldDesk,
    pub(crate) catalogue: Arc<dyn Catalogue>,
    pub(crate) recent: Arc<dyn Catalogue>,
    pub(crate) stock: Option<Arc<dyn StockBoard>>,
    pub(crate) prices: PriceBook,
    pub(crate) orders: OrderBook,
    pub(crate) payments: Arc<PaymentDesk>,
    pub(crate) copies: Option<Arc<dyn CheckoutCopies>>,
    pub(crate) settings: Settings,
    pub(crate) crowd: Crowd,
    /// Turns at whoever knows prices.
    pub(crate) turns: Semaphore,
    /// Told of each order that is paid here.
    pub(crate) paid: Notify,
}

/// PostgreSQL, under a guard.
pub(crate) struct Books {
    pub(crate) pool: PgPool,
    guard: Guard,
}

#[async_trait]
impl Guarded for Books {
    fn guard(&self) -> &Guard {
        &self.guard
    }

    async fn look(&self) -> bool {
        store::ping(&self.pool).await.is_ok()
    }
}

impl CheckoutDesk {
    /// Opens the desk.
    #[must_use]
    pub fn new(parts: CheckoutParts) -> Self {
        let guard = Guard::new("checkouts", "PostgreSQL", parts.settings.deadline);
        let inner = Inner {
            books: Arc::new(Books { pool: parts.postgres, guard }),
            holds: parts.holds,
            catalogue: parts.catalogue,
            recent: parts.recent,
            stock: parts.stock,
            prices: parts.prices,
            orders: parts.orders,
            payments: parts.payments,
            copies: parts.copies,
            settings: parts.settings,
            crowd: Crowd::default(),
            turns: Semaphore::new(PRICING),
            paid: Notify::new(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Waits until an order is paid at this desk, or was since this was asked last: its event is in
    /// the outbox then. Those of other servers are not told of here.
    pub async fn until_paid(&self) {
        self.inner.paid.notified().await;
    }

    pub(crate) fn pool(&self) -> &PgPool {
        &self.inner.books.pool
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(crate) fn provider(&self) -> &dyn PaymentProvider {
        self.inner.payments.provider()
    }

    /// A turn at whoever knows prices, for one question. Nobody waits for a second one with the first.
    pub(crate) async fn turn(&self) -> Result<SemaphorePermit<'_>, Trouble> {
        self.inner.turns.acquire().await.map_err(|_| Trouble::Away)
    }

    /// Asks PostgreSQL. What is refused there is no failure of it. On the heap, for transactions make
    /// long futures, and theirs would be a part of each that asks.
    pub(crate) fn ask<'a, T: Send + 'a>(
        &'a self,
        question: impl Future<Output = Result<T, Trouble>> + Send + 'a,
    ) -> Pin<Box<dyn Future<Output = Result<T, Trouble>> + Send + 'a>> {
        Box::pin(async move {
            let asked = async {
                match question.await {
                    Ok(answer) => Ok(Ok(answer)),
                    Err(Trouble::Store(error)) if !is_refused(&error) => Err(error),
                    Err(refused) => Ok(Err(refused)),
                }
            };
            ask(&self.inner.books, asked).await.map_err(|Away| Trouble::Away)?
        })
    }

    /// The secret by which an order's page is found. Nobody without the shop's key can make it.
    pub(crate) fn link_of(&self, order: &OrderId) -> Secret {
        Secret::new(self.mark("order link", order.as_str()))
    }

    pub(crate) fn mark(&self, what: &str, of: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.settings().key)
            .expect("a key of any length will do");
        mac.update(what.as_bytes());
        mac.update(&[0]);
        mac.update(of.as_bytes());
        kernel::hex(&mac.finalize().into_bytes())
    }
}

/// Whether PostgreSQL is there and somebody else was in the way, or it finds a value or a statement
/// wrong, so that asking something else is not in vain: locks not got, data exceptions, broken
/// constraints, exceptions of a function.
fn is_refused(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| {
        matches!(&*code, "55P03" | "40P01")
            || ["22", "23", "P0"].iter().any(|class| code.starts_with(class))
    })
}

/// An id for a checkout: 128 random bits.
pub(crate) fn new_id() -> CheckoutId {
    CheckoutId::parse(random_token::<16>()).expect("hexadecimal digits")
}
