//! What is written about payments in the transaction of whoever owns the order. The order must be
//! locked by it.

use kernel::{Money, OrderId, PaymentId};
use sqlx::{PgConnection, PgTransaction};
use storefront::payment::{CardToken, PaymentState, PaymentView};

use crate::{
    desk::LEASE,
    driving::record,
    moves::News,
    store::{payments, refunds},
};

/// A payment that is to be.
#[derive(Clone, Debug)]
pub struct NewPayment {
    /// The order it is for.
    pub order: OrderId,
    /// The how manieth attempt on that order, from 1.
    pub attempt: u32,
    /// The name of the provider that keeps the card.
    pub provider: &'static str,
    /// The card.
    pub card: CardToken,
    /// Where the provider sends the shopper back to.
    pub return_url: String,
    /// Exactly what is to be taken.
    pub amount: Money,
}

/// A payment that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its id.
    pub payment: PaymentId,
    /// Whether it stood already.
    pub replayed: bool,
}

/// Why a payment was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is nothing to pay; that needs no payment.
    #[error("nothing is to be paid")]
    Nothing,
    /// The order has a payment that is not known to have failed.
    #[error("the order has another payment")]
    AnotherOpen,
    /// The order has a payment of this attempt, of another amount or card.
    #[error("this attempt is another payment")]
    Different,
    /// A person has to look at another payment of the order first: it may have taken the money.
    #[error("a payment of the order needs review")]
    NeedsReview,
    /// PostgreSQL.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Opens a payment: what is meant, before anybody is asked. [`crate::PaymentDesk::drive`] follows
/// after the commit; if it does not, the recovery worker does it in a minute.
///
/// # Errors
/// [`OpenError`].
pub async fn open(txn: &mut PgTransaction<'_>, new: &NewPayment) -> Result<Opened, OpenError> {
    if new.amount.amount() == 0 {
        return Err(OpenError::Nothing);
    }
    let before = payments::of_order(&mut *txn, &new.order).await?;
    if before.iter().any(|payment| payment.state == PaymentState::NeedsReview) {
        return Err(OpenError::NeedsReview);
    }
    let row = payments::New {
        order: &new.order,
        attempt: new.attempt,
        provider: new.provider,
        card: &new.card,
        return_url: &new.return_url,
        amount: new.amount,
        lease: LEASE,
    };
    if let Some(payment) = payments::insert(txn, row).await? {
        return Ok(Opened { payment, replayed: false });
    }
    // Read anew: somebody else may have written since.
    let of_order = payments::of_order(&mut *txn, &new.order).await?;
    let Some(same) = of_order.into_iter().find(|found| found.charge.attempt == new.attempt) else {
        return Err(OpenError::AnotherOpen);
    };
    let equal = same.charge.amount == new.amount
        && same.charge.card == new.card
        && same.provider == new.provider;
    if equal {
        Ok(Opened { payment: same.charge.payment, replayed: true })
    } else {
        Err(OpenError::Different)
    }
}

/// The payments of an order, the first attempt first.
///
/// # Errors
/// What PostgreSQL says.
pub async fn of_order(
    conn: &mut PgConnection,
    order: &OrderId,
) -> Result<Vec<PaymentView>, sqlx::Error> {
    let found = payments::of_order(conn, order).await?;
    Ok(found.iter().map(payments::Stored::view).collect())
}

/// How a payment ended, as an order needs to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It has not, or nobody knows how.
    NotYet,
    /// The money was taken, and is wanted.
    Paid,
    /// No money was taken, or all goes back: another payment may be tried.
    Unpaid,
    /// The same, and it was called off before that was known: no other payment is wanted.
    CalledOff,
    /// A person has to look.
    NeedsReview,
}

/// How a payment ended. It is locked, and so cannot change before the transaction ends.
///
/// # Errors
/// What PostgreSQL says; [`sqlx::Error::RowNotFound`] when there is none of this id.
pub async fn ended(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
) -> Result<(PaymentView, Ended), sqlx::Error> {
    payments::lock(txn, payment).await?;
    let found = payments::find(&mut *txn, payment).await?.ok_or(sqlx::Error::RowNotFound)?;
    let ended = match found.state {
        PaymentState::Captured if found.wanted => Ended::Paid,
        PaymentState::Declined if !found.wanted => Ended::CalledOff,
        PaymentState::Captured
        | PaymentState::Declined
        | PaymentState::Voided
        | PaymentState::Refunded => Ended::Unpaid,
        PaymentState::NeedsReview => Ended::NeedsReview,
        _ => Ended::NotYet,
    };
    Ok((found.view(), ended))
}

/// Notes that the order has taken note of how this payment ended, so that the recovery worker
/// speaks of it no more. False when it was noted before, or it has not ended.
///
/// # Errors
/// What PostgreSQL says.
pub async fn settled(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
) -> Result<bool, sqlx::Error> {
    payments::set_settled(txn, payment).await
}

/// Notes that the order has taken note of how this refund ended, so that the recovery worker speaks
/// of it no more. False when it was noted before, or it has not ended.
///
/// # Errors
/// What PostgreSQL says.
pub async fn refund_noted(
    txn: &mut PgTransaction<'_>,
    refund_id: &str,
) -> Result<bool, sqlx::Error> {
    refunds::set_noted(txn, refund_id).await
}

/// Calls an order's payment off: what was not asked for never is, what was set aside is let go, and
/// what was taken goes back. For ever. After the commit [`crate::PaymentDesk::give_back_now`] sees to
/// it, or the recovery worker does. Tells how many payments that concerns.
///
/// # Errors
/// What PostgreSQL says.
pub async fn call_off(txn: &mut PgTransaction<'_>, order: &OrderId) -> Result<u64, sqlx::Error> {
    let concerned = payments::call_off(txn, order).await?;
    for payment in payments::of_order(&mut *txn, order).await? {
        if payment.state == PaymentState::Created {
            record(txn, &payment.charge.payment, News::CalledOff, payments::Change::default())
                .await?;
        }
    }
    Ok(concerned)
}

/// Why a refund was not asked for.
#[derive(Debug, thiserror::Error)]
pub enum RefundError {
    /// Nothing was taken by this payment, or not so much that is not going back already.
    #[error("not so much is left")]
    TooMuch,
    /// A refund of another amount was asked for by the same cause.
    #[error("this cause is another refund")]
    Different,
    /// PostgreSQL.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Asks for some of a payment to go back, once for each cause, such as the id of a return. After the
/// commit [`crate::PaymentDesk::give_back_now`] sends it, or the recovery worker does. Tells the
/// refund's id.
///
/// # Errors
/// [`RefundError`].
pub async fn ask_refund(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
    cause: &str,
    amount: Money,
) -> Result<String, RefundError> {
    if !payments::lock(txn, payment).await? {
        return Err(RefundError::TooMuch);
    }
    if let Some((id, before)) = refunds::of_cause(&mut *txn, payment, cause).await? {
        return if before == amount.amount() { Ok(id) } else { Err(RefundError::Different) };
    }
    let found = payments::find(&mut *txn, payment).await?;
    let in_currency =
        found.is_some_and(|found| found.charge.amount.currency() == amount.currency());
    let enough = in_currency
        && amount.amount() > 0
        && refunds::reserve(txn, payment, amount.amount()).await?;
    if !enough {
        return Err(RefundError::TooMuch);
    }
    Ok(refunds::insert(txn, payment, cause, amount.amount()).await?)
}

/// Whether a refund of a payment was asked for by a cause before.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn refund_asked(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
    cause: &str,
) -> Result<bool, sqlx::Error> {
    Ok(refunds::of_cause(&mut *txn, payment, cause).await?.is_some())
}

/// Asks for all of a payment to go back that is not going back already. Nothing is asked for when
/// nothing is left.
///
/// # Errors
/// [`RefundError`]; [`RefundError::TooMuch`] when it is not known that the money was taken.
pub async fn ask_rest(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
    cause: &str,
) -> Result<(), RefundError> {
    payments::lock(txn, payment).await?;
    let found = payments::find(&mut *txn, payment).await?.ok_or(RefundError::TooMuch)?;
    // Of what a person found was not taken, nothing is there to go back.
    if matches!(found.state, PaymentState::Refunded | PaymentState::Voided) {
        return Ok(());
    }
    let amount = found.charge.amount;
    let rest = Money::new(amount.amount() - found.refunding.amount(), amount.currency());
    match rest {
        Ok(rest) if rest.amount() > 0 => ask_refund(txn, payment, cause, rest).await.map(drop),
        _ => Ok(()),
    }
}
