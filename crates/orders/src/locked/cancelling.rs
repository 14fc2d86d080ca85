//! Giving up.

use kernel::Money;
use sqlx::PgTransaction;
use storefront::{
    mail::LetterKind,
    orders::{Happening, OrderStatus, Who},
};

use super::{Cancelled, LockedOrder, bounded, left};
use crate::{letters, refusal::OrderError, store::events};

impl LockedOrder {
    /// Notes that somebody wants the order given up while nobody knows how its payment ends. Noted
    /// before, nothing is written, and the answer is false.
    ///
    /// # Errors
    /// [`OrderError::NoWay`] once it was shipped, [`OrderError::BadText`], [`OrderError::Store`].
    pub async fn ask_to_cancel(
        &mut self,
        txn: &mut PgTransaction<'_>,
        who: Who,
        reason: &str,
    ) -> Result<bool, OrderError> {
        self.allow(OrderStatus::Cancelled)?;
        bounded("reason", reason, 500)?;
        let asked = events::New::once(Happening::CancelRequested, who, reason);
        Ok(events::insert(txn, &self.id, asked).await?)
    }

    /// Gives the order up. Cancelled before, nothing is written. What the shop does by itself after
    /// somebody asked for it is noted as theirs.
    ///
    /// # Errors
    /// [`OrderError::NoWay`] once it was shipped, [`OrderError::BadText`], [`OrderError::Store`].
    pub async fn cancel(
        &mut self,
        txn: &mut PgTransaction<'_>,
        who: Who,
        reason: &str,
    ) -> Result<Cancelled, OrderError> {
        let nothing = Cancelled {
            unsold: Vec::new(),
            unheld: Vec::new(),
            refund: Money::zero(self.total.currency()),
            before: self.status == OrderStatus::Cancelled,
        };
        if nothing.before {
            return Ok(nothing);
        }
        bounded("reason", reason, 500)?;
        let asked = match who {
            Who::Shop => events::who_asked_to_cancel(txn, &self.id).await?,
            Who::Shopper | Who::Staff => None,
        };
        let (who, reason) =
            asked.as_ref().map_or((who, reason), |(who, reason)| (*who, reason.as_str()));
        self.become_next(txn, OrderStatus::Cancelled, Happening::Cancelled, who, reason).await?;
        letters::write(txn, &self.id, LetterKind::OrderCancelled, None).await?;
        let lines = self.lines.clone();
        let cancelled = if self.payment.is_some() {
            Cancelled { unsold: lines, refund: left(self.total, self.refunded), ..nothing }
        } else {
            Cancelled { unheld: lines, ..nothing }
        };
        self.forget_when_over(txn).await?;
        Ok(cancelled)
    }
}
