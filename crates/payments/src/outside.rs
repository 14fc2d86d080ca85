//! Payments that were made outside the shop, by transfer or in cash, as a member of staff says. No
//! provider knows of them, so none is ever asked; what goes back of them is paid back by hand.

use kernel::{Money, OrderId, PaymentId};
use sqlx::PgTransaction;
use storefront::{order_room::OwedRefund, payment::CardToken};

use crate::{
    desk::{DeskError, PaymentDesk},
    driving::record,
    moves::News,
    opening::OpenError,
    refunds::{RefundEnded, finish},
    store::{by_hand, payments},
};

/// What stands in the place of a provider's name, and of a card.
pub const OUTSIDE: &str = "manual";

/// A payment that was made.
#[derive(Clone, Copy, Debug)]
pub struct TakenOutside<'a> {
    /// The order it is for.
    pub order: &'a OrderId,
    /// The how manieth attempt on that order, from 1.
    pub attempt: u32,
    /// By what it is found outside.
    pub reference: &'a str,
    /// What was paid: all that the order costs.
    pub amount: Money,
}

/// Writes a payment that was made, by the moves that all payments make. The order must be locked, and
/// has to take note of it in the same transaction.
///
/// # Errors
/// [`OpenError::Nothing`], [`OpenError::AnotherOpen`], [`OpenError::Store`].
pub async fn take_outside(
    txn: &mut PgTransaction<'_>,
    taken: &TakenOutside<'_>,
) -> Result<PaymentId, OpenError> {
    if taken.amount.amount() == 0 {
        return Err(OpenError::Nothing);
    }
    let card = CardToken::parse(OUTSIDE).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let row = payments::New {
        order: taken.order,
        attempt: taken.attempt,
        provider: OUTSIDE,
        card: &card,
        return_url: "",
        amount: taken.amount,
        // Nobody is at it.
        lease: 0.0,
    };
    let payment = payments::insert(txn, row).await?.ok_or(OpenError::AnotherOpen)?;
    record(txn, &payment, News::Asking, payments::Change::default()).await?;
    let found =
        payments::Change { reference: Some(taken.reference), ..payments::Change::default() };
    record(txn, &payment, News::Captured, found).await?;
    Ok(payment)
}

/// What came of noting that a refund was paid back by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaidBack {
    /// It is noted now. The order has to take note too, by [`crate::refund_noted`].
    Now(RefundEnded),
    /// It was noted before.
    Before,
    /// The order has no such refund of a payment outside.
    NotThere,
}

/// Notes that a refund of an order was paid back by hand. The order must be locked.
///
/// # Errors
/// What PostgreSQL says.
pub async fn paid_back(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    refund_id: &str,
) -> Result<PaidBack, sqlx::Error> {
    let Some(refund) = by_hand::find(&mut *txn, order, refund_id).await? else {
        return Ok(PaidBack::NotThere);
    };
    let now = finish(txn, &refund.payment, &refund.id, refund.amount, true).await?;
    Ok(if now { PaidBack::Now(refund) } else { PaidBack::Before })
}

impl PaymentDesk {
    /// What of an order has to be paid back by hand, the oldest first.
    ///
    /// # Errors
    /// [`DeskError::Unavailable`].
    pub async fn owed_by_hand(&self, order: &OrderId) -> Result<Vec<OwedRefund>, DeskError> {
        self.ask(by_hand::owed(&self.books.pool, order)).await
    }
}
