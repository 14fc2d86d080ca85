//! What a person makes of money that the provider leaves in doubt. The order must be locked.

use kernel::{OrderId, PaymentId};
use sqlx::PgTransaction;
use storefront::{
    payment::PaymentState,
    payment_room::{AfterRefusal, Found, RefusedRefund, ToLookInto},
};

use crate::{
    desk::{DeskError, PaymentDesk},
    driving::record,
    moves::News,
    refunds::RefundEnded,
    store::{looking, payments, refunds},
};

/// What came of saying what becomes of a refused refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusalEnded {
    /// It is so now.
    Now(RefundEnded),
    /// It was so before.
    Before,
    /// It was ended in another way before.
    Otherwise,
    /// So much is not left of what was taken: other refunds were asked for since.
    TooMuch,
    /// The order has no such refund that was refused.
    NotThere,
}

/// Says what becomes of a refund that its provider refused for good. Asked for again it is another
/// refund of the same cause, which is sent as all are; paid back by hand it counts as gone back, of which
/// the order has to take note in the same transaction.
///
/// # Errors
/// What PostgreSQL says.
pub async fn end_refused(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    refund_id: &str,
    after: AfterRefusal,
) -> Result<RefusalEnded, sqlx::Error> {
    let Some(found) = looking::find(&mut *txn, order, refund_id).await? else {
        return Ok(RefusalEnded::NotThere);
    };
    let payment = &found.refund.payment;
    payments::lock(txn, payment).await?;
    if let Some(before) = found.after {
        let same = before == after.as_str();
        return Ok(if same { RefusalEnded::Before } else { RefusalEnded::Otherwise });
    }
    let amount = found.refund.amount;
    let goes_back = after != AfterRefusal::LetBe;
    if goes_back && !refunds::reserve(txn, payment, amount.amount()).await? {
        return Ok(RefusalEnded::TooMuch);
    }
    if !looking::set_after(txn, refund_id, after.as_str()).await? {
        return Ok(RefusalEnded::Otherwise);
    }
    match after {
        AfterRefusal::Again => {
            refunds::insert(txn, payment, &found.refund.cause, amount.amount()).await?;
        }
        AfterRefusal::ByHand => {
            refunds::count(txn, payment, amount, true).await?;
            let now = payments::find(&mut *txn, payment).await?.ok_or(sqlx::Error::RowNotFound)?;
            if now.refunded == now.charge.amount {
                record(txn, payment, News::Refunded, payments::Change::default()).await?;
            }
        }
        AfterRefusal::LetBe => {}
    }
    Ok(RefusalEnded::Now(RefundEnded { done: after == AfterRefusal::ByHand, ..found.refund }))
}

/// What came of saying what became of a payment's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundOut {
    /// It is written, and the order has to take note of it.
    Now,
    /// It was written before.
    Before,
    /// The payment is in no doubt, or came to another end.
    NoDoubt,
    /// Another attempt to pay followed this one, so that it cannot be the one that paid the order.
    Overtaken,
    /// The order has no such payment.
    NotThere,
}

/// Writes down what a person found out at the provider about a payment that contradicts itself, or that
/// nobody knows the end of.
///
/// # Errors
/// What PostgreSQL says.
pub async fn found_out(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    payment: &PaymentId,
    found: Found,
) -> Result<FoundOut, sqlx::Error> {
    payments::lock(txn, payment).await?;
    let of_order = payments::of_order(&mut *txn, order).await?;
    let Some(now) = of_order.iter().find(|one| one.charge.payment == *payment) else {
        return Ok(FoundOut::NotThere);
    };
    let (news, state) = match found {
        Found::Taken => (News::FoundTaken, PaymentState::Captured),
        Found::NotTaken => (News::FoundNotTaken, PaymentState::Voided),
    };
    if now.state == state {
        return Ok(FoundOut::Before);
    }
    if now.state != PaymentState::NeedsReview {
        return Ok(FoundOut::NoDoubt);
    }
    let last = of_order.last().is_some_and(|one| one.charge.payment == *payment);
    if found == Found::Taken && !last {
        return Ok(FoundOut::Overtaken);
    }
    record(txn, payment, news, payments::Change::default()).await?;
    // Of others an order never took note, and never will.
    if last {
        looking::set_unsettled(txn, payment).await?;
    }
    Ok(FoundOut::Now)
}

impl PaymentDesk {
    /// What waits for a person to look into it, of all orders, the oldest first.
    ///
    /// # Errors
    /// [`DeskError::Unavailable`].
    pub async fn to_look_into(&self, limit: u32) -> Result<Vec<ToLookInto>, DeskError> {
        self.ask(looking::all(&self.books.pool, i64::from(limit))).await
    }

    /// Refunds of an order that were refused and that nobody has looked into, the oldest first.
    ///
    /// # Errors
    /// [`DeskError::Unavailable`].
    pub async fn refused_refunds(&self, order: &OrderId) -> Result<Vec<RefusedRefund>, DeskError> {
        self.ask(looking::refused(&self.books.pool, order)).await
    }
}
