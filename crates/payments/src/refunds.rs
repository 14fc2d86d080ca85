//! Sending money back.

use kernel::Money;
use storefront::payment::{Answer, PaymentState};

use crate::{
    desk::{DeskError, LEASE, PaymentDesk},
    driving::record,
    moves::News,
    store::{
        self,
        payments::{Change, find, lock},
        refunds::{self, Taken},
    },
};

impl PaymentDesk {
    /// Sends refunds that were asked for, and tells how many ended.
    pub(crate) async fn send_refunds(&self, limit: i64) -> Result<usize, DeskError> {
        let taken = refunds::take(&self.books.pool, self.provider.name(), LEASE, limit);
        let mut ended = 0;
        for refund in self.ask(taken).await? {
            ended += usize::from(self.send_refund(&refund).await?);
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
        let mut txn = store::begin(&self.books.pool).await?;
        lock(&mut txn, &refund.payment).await?;
        if refunds::end(&mut txn, &refund.id, done).await? {
            refunds::count(&mut txn, &refund.payment, amount, done).await?;
            let now = find(&mut txn, &refund.payment).await?.ok_or(sqlx::Error::RowNotFound)?;
            let whole = now.refunded == now.charge.amount;
            if whole && now.state == PaymentState::Captured {
                record(&mut txn, &refund.payment, News::Refunded, Change::default()).await?;
            }
            if !done {
                tracing::error!(payment = %refund.payment, refund = refund.id, "a refund was refused");
            }
        }
        txn.commit().await
    }
}
