//! Where payments are worked at.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::{Clock, OrderId, PaymentId};
use patience::{Away, Guard, Guarded, ask};
use sqlx::PgPool;
use storefront::payment::{PaymentProvider, PaymentView};

use crate::store;

/// For how long whoever works at a payment has it for themselves, in seconds: longer than a
/// provider and PostgreSQL together may take for all steps of one payment.
pub(crate) const LEASE: f64 = 60.0;

/// What the server decides about payments. Without `Debug`, for the secrets in it.
#[derive(Clone)]
pub struct Settings {
    /// What the provider signs its messages with: one secret, or two while it is being exchanged.
    pub webhook_secrets: Vec<String>,
    /// How long PostgreSQL may take for one use.
    pub deadline: Duration,
}

impl Settings {
    /// Settings as they should be, with this secret.
    #[must_use]
    pub fn new(webhook_secret: impl Into<String>) -> Self {
        Self { webhook_secrets: vec![webhook_secret.into()], deadline: Duration::from_secs(3) }
    }
}

/// Why nothing is known of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeskError {
    /// There is none of this id.
    #[error("no such payment")]
    NotFound,
    /// PostgreSQL does not answer. What was asked of the provider is done by the recovery worker.
    #[error("PostgreSQL is away")]
    Unavailable,
}

impl From<Away> for DeskError {
    fn from(_: Away) -> Self {
        Self::Unavailable
    }
}

/// Works at payments: asks the provider, and writes down what it says.
pub struct PaymentDesk {
    pub(crate) books: Arc<Books>,
    pub(crate) provider: Arc<dyn PaymentProvider>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: Settings,
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

impl PaymentDesk {
    /// A desk over PostgreSQL and a provider. The pool should be its own, of a few connections.
    #[must_use]
    pub fn new(
        pool: PgPool,
        provider: Arc<dyn PaymentProvider>,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Self {
        let guard = Guard::new("payments", "PostgreSQL", settings.deadline);
        Self { books: Arc::new(Books { pool, guard }), provider, clock, settings }
    }

    /// The provider that is asked.
    #[must_use]
    pub fn provider(&self) -> &dyn PaymentProvider {
        &*self.provider
    }

    /// A payment as it is written down; nobody is asked.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn view(&self, payment: &PaymentId) -> Result<PaymentView, DeskError> {
        Ok(self.load(payment).await?.view())
    }

    /// The payments of an order, the first attempt first.
    ///
    /// # Errors
    /// [`DeskError::Unavailable`].
    pub async fn of_order(&self, order: &OrderId) -> Result<Vec<PaymentView>, DeskError> {
        let found = self.stored_of_order(order).await?;
        Ok(found.iter().map(store::payments::Stored::view).collect())
    }

    pub(crate) async fn stored_of_order(
        &self,
        order: &OrderId,
    ) -> Result<Vec<store::payments::Stored>, DeskError> {
        let pool = &self.books.pool;
        self.ask(async { store::payments::of_order(&mut *pool.acquire().await?, order).await })
            .await
    }

    pub(crate) async fn load(
        &self,
        payment: &PaymentId,
    ) -> Result<store::payments::Stored, DeskError> {
        let pool = &self.books.pool;
        self.ask(async { store::payments::find(&mut *pool.acquire().await?, payment).await })
            .await?
            .ok_or(DeskError::NotFound)
    }

    /// Asks PostgreSQL.
    pub(crate) async fn ask<T>(
        &self,
        question: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> Result<T, DeskError> {
        Ok(ask(&self.books, question).await?)
    }
}
