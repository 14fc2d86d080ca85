//! Sending money back.

use kernel::{Money, OrderId, PaymentId};
use sqlx::PgTransaction;
use storefront::payment::{Answer, PaymentState};

use crate::{
    desk::{DeskError, LEASE, PaymentDesk},
    driving::record,
    moves::News,
    store::{
        payments::{Change, find, lock},
        refunds::{self, Taken},
    },
};

/// Refunds of one order that are sent at once while somebody waits for it.
const AT_ONCE: i64 = 10;

/// How a refund ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundEnded {
    /// Its id.
    pub id: String,
    /// The order whose payment it is of.
    pub order: OrderId,
    /// The payment.
    pub payment: PaymentId,
    /// What it was asked for by: the id of a return, or [`crate::CALLED_OFF`].
    pub cause: String,
    /// How much goes back, or would have.
    pub amount: Money,
    /// Whether it goes back. If not, the provider refused it for good, and a person has to look.
    pub done: bool,
}

impl PaymentDesk {
    /// Sends what waits to go back of an order right now, instead of leaving it to the recovery
    /// worker: refunds that were asked for, and payments that were called off. What does not get
    /// to its end is left to the worker. Tells how many refunds ended; the worker goes on telling of
    /// them until [`crate::refund_noted`].
    ///
    /// # Errors
    /// [`DeskError::Unavailable`].
    pub async fn give_back_now(&self, order: &OrderId) -> Result<usize, DeskError> {
        for payment in self.stored_of_order(order).await? {
            if !payment.wanted && !payment.state.is_final() && !payment.leased {
                self.drive(&payment.charge.payment).await?;
            }
        }
        self.send_refunds(Some(order), AT_ONCE).await
    }

    /// Sends refunds that were asked for, and tells how many ended.
    pub(crate) async fn send_refunds(
        &self,
        order: Option<&OrderId>,
        limit: i64,
    ) -> Result<usize, DeskError> {
        let taken = refunds::take(&self.books.pool, self.provider.name(), order, LEASE, limit);
        let mut ended = 0;
        for refund in self.ask(taken).await? {
            match self.send_refund(&refund).await {
                Ok(done) => ended += usize::from(done),
                // One that cannot be sent does not keep the others waiting.
                Err(error) => {
                    tracing::warn!(%error, refund = refund.id, "a refund could not be sent");
                }
            }
        }
        Ok(ended)
    }

    async fn send_refund(&self, refund: &Taken) -> Result<bool, DeskError> {
        let payment = self.load(&refund.payment).await?;
        let Ok(amount) = Money::new(refund.amount, payment.charge.amount.currency()) else {
            tracing::error!(refund = refund.id, "a refund's amount cannot be read");
            return Ok(false);
        };
        match self.provider.refund(&payment.charge, &refund.id, amount).await {
            Answer::Known(done) => {
                if !done {
                    // A provider also refuses since all of it went back already.
                    self.look_after(&refund.payment, 0).await?;
                }
                self.ask(self.end_refund(refund, amount, done)).await?;
                Ok(true)
            }
            Answer::Unknown => {
                self.ask(refunds::put_off(&self.books.pool, &refund.id)).await?;
                Ok(false)
            }
        }
    }

    async fn end_refund(
        &self,
        refund: &Taken,
        amount: Money,
        done: bool,
    ) -> Result<(), sqlx::Error> {
        let mut txn = pool::begin(&self.books.pool).await?;
        finish(&mut txn, &refund.payment, &refund.id, amount, done).await?;
        txn.commit().await
    }
}

/// Writes how a refund ended, and what that makes of its payment. False when it was written before.
pub(crate) async fn finish(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
    id: &str,
    amount: Money,
    done: bool,
) -> Result<bool, sqlx::Error> {
    lock(txn, payment).await?;
    let before = find(&mut *txn, payment).await?.ok_or(sqlx::Error::RowNotFound)?;
    let done = done || before.state == PaymentState::Refunded;
    if !refunds::end(txn, id, done).await? {
        return Ok(false);
    }
    refunds::count(txn, payment, amount, done).await?;
    let now = find(&mut *txn, payment).await?.ok_or(sqlx::Error::RowNotFound)?;
    let whole = now.refunded == now.charge.amount;
    if whole && now.state == PaymentState::Captured {
        record(txn, payment, News::Refunded, Change::default()).await?;
    }
    if !done {
        tracing::error!(%payment, refund = id, "a refund was refused");
    }
    Ok(true)
}
