//! An order that nobody else changes until a transaction ends, and what is done to it.

use kernel::{CheckoutId, Money, OrderId, PaymentId, Sku};
use sqlx::PgTransaction;
use storefront::{
    mail::LetterKind,
    orders::{Happening, OrderStatus, Who},
};

use crate::{
    letters,
    moves::{is_over, may_become},
    refusal::OrderError,
    store::{events, lines, orders, owners, returns},
};

mod cancelling;
mod returning;
mod sending;

/// An order that nobody else changes until the transaction ends in which it was locked. What is
/// done to it has to be done in the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedOrder {
    /// Its id.
    pub id: OrderId,
    /// What it came from.
    pub checkout: CheckoutId,
    /// Where it stands.
    pub status: OrderStatus,
    /// What it costs.
    pub total: Money,
    /// What of it was paid back.
    pub refunded: Money,
    /// The payment that paid it.
    pub payment: Option<PaymentId>,
    /// Units bought, by SKU ascending: the order in which their stock is to be locked.
    pub lines: Vec<(Sku, u32)>,
    pub(crate) forget: bool,
}

/// How an order took being paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidOutcome {
    /// It is paid now.
    Now,
    /// It was paid by this payment before, and nothing was written.
    Before,
}

/// What a cancelled order gives back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// Units that were sold and are not any more, by SKU ascending; none if it was never paid.
    pub unsold: Vec<(Sku, u32)>,
    /// Units that were only held for it, by SKU ascending; none if it was paid.
    pub unheld: Vec<(Sku, u32)>,
    /// What has to be paid back.
    pub refund: Money,
    /// It was cancelled before, and nothing was written.
    pub before: bool,
}

/// Locks an order. To be done before any of its stock is locked.
///
/// # Errors
/// [`OrderError::NotFound`], [`OrderError::Store`].
pub async fn lock(txn: &mut PgTransaction<'_>, id: &OrderId) -> Result<LockedOrder, OrderError> {
    let mut order = orders::lock(txn, id).await?.ok_or(OrderError::NotFound)?;
    order.lines = lines::units_by_sku(txn, id).await?;
    Ok(order)
}

/// Locks the order of a checkout, if it has one.
///
/// # Errors
/// [`OrderError::Store`].
pub async fn lock_of_checkout(
    txn: &mut PgTransaction<'_>,
    checkout: &CheckoutId,
) -> Result<Option<LockedOrder>, OrderError> {
    match orders::of_checkout(txn, checkout).await? {
        Some(id) => lock(txn, &id).await.map(Some),
        None => Ok(None),
    }
}

/// Locks the order that a return is about.
///
/// # Errors
/// [`OrderError::NotFound`], [`OrderError::Store`].
pub async fn lock_of_return(
    txn: &mut PgTransaction<'_>,
    return_id: &str,
) -> Result<LockedOrder, OrderError> {
    let id = returns::order_of(txn, return_id).await?.ok_or(OrderError::NotFound)?;
    lock(txn, &id).await
}

impl LockedOrder {
    /// It was paid, all of it. By the same payment before, nothing is written.
    ///
    /// # Errors
    /// [`OrderError::NoWay`] when it was cancelled meanwhile or paid otherwise: the payment is then
    /// to be given back. [`OrderError::WrongAmount`], [`OrderError::Store`].
    pub async fn paid(
        &mut self,
        txn: &mut PgTransaction<'_>,
        payment: &PaymentId,
        captured: Money,
    ) -> Result<PaidOutcome, OrderError> {
        if self.payment.as_ref() == Some(payment) {
            return Ok(PaidOutcome::Before);
        }
        self.allow(OrderStatus::Paid)?;
        if captured != self.total {
            let (captured, total) = (captured.amount(), self.total.amount());
            return Err(OrderError::WrongAmount { captured, total });
        }
        let done = orders::set_paid(txn, &self.id, payment).await?;
        self.moved(done, OrderStatus::Paid)?;
        self.payment = Some(payment.clone());
        let paid = events::New {
            amount: Some(captured.amount()),
            ..events::New::once(Happening::Paid, Who::Shopper, "")
        };
        events::insert(txn, &self.id, paid).await?;
        letters::write(txn, &self.id, LetterKind::OrderPaid, None).await?;
        Ok(PaidOutcome::Now)
    }

    /// A payment was declined. The order waits for another for `seconds` more.
    ///
    /// # Errors
    /// [`OrderError::NoWay`] unless it waits for being paid, [`OrderError::Store`].
    pub async fn declined(
        &mut self,
        txn: &mut PgTransaction<'_>,
        payment: &PaymentId,
        seconds: u32,
    ) -> Result<(), OrderError> {
        let declined = events::New {
            what: Happening::PaymentDeclined,
            who: Who::Shop,
            note: "",
            amount: None,
            reference: payment.as_str(),
        };
        self.allow(OrderStatus::Paid)?;
        if events::insert(txn, &self.id, declined).await?
            && !orders::set_pay_by(txn, &self.id, seconds).await?
        {
            return Err(self.no_way(OrderStatus::Paid));
        }
        Ok(())
    }

    /// It may wait for being paid for `seconds` from now on.
    ///
    /// # Errors
    /// [`OrderError::NoWay`] unless it waits for being paid, [`OrderError::Store`].
    pub async fn pay_within(
        &mut self,
        txn: &mut PgTransaction<'_>,
        seconds: u32,
    ) -> Result<(), OrderError> {
        if orders::set_pay_by(txn, &self.id, seconds).await? {
            Ok(())
        } else {
            Err(self.no_way(OrderStatus::Paid))
        }
    }

    /// Money was paid back; `reference` names the refund. False if that was noted before, and
    /// nothing is written.
    ///
    /// # Errors
    /// [`OrderError::RefundTooLarge`], [`OrderError::DoesNotAddUp`] for another currency,
    /// [`OrderError::Store`].
    pub async fn refunded(
        &mut self,
        txn: &mut PgTransaction<'_>,
        reference: &str,
        amount: Money,
        who: Who,
    ) -> Result<bool, OrderError> {
        let sum = self.refunded.checked_add(amount).map_err(|_| OrderError::DoesNotAddUp)?;
        let refunded = events::New {
            what: Happening::Refunded,
            who,
            note: "",
            amount: Some(amount.amount()),
            reference,
        };
        // Whether it was noted before comes first: noted, it is in the sum already.
        if !events::insert(txn, &self.id, refunded).await? {
            return Ok(false);
        }
        if sum > self.total {
            return Err(OrderError::RefundTooLarge);
        }
        orders::add_refund(txn, &self.id, amount.amount()).await?;
        self.refunded = sum;
        letters::write(txn, &self.id, LetterKind::OrderRefunded, Some(amount)).await?;
        Ok(true)
    }

    /// Moves on where nothing but the status changes.
    async fn become_next(
        &mut self,
        txn: &mut PgTransaction<'_>,
        to: OrderStatus,
        what: Happening,
        who: Who,
        note: &str,
    ) -> Result<(), OrderError> {
        self.allow(to)?;
        let done = orders::set_status(txn, &self.id, self.status, to).await?;
        self.moved(done, to)?;
        events::insert(txn, &self.id, events::New::once(what, who, note)).await?;
        Ok(())
    }

    fn no_way(&self, to: OrderStatus) -> OrderError {
        OrderError::NoWay { from: self.status, to }
    }

    fn allow(&self, to: OrderStatus) -> Result<(), OrderError> {
        if may_become(self.status, to) { Ok(()) } else { Err(self.no_way(to)) }
    }

    /// Not moved, it was not locked in this transaction: somebody else has moved it.
    fn moved(&mut self, done: bool, to: OrderStatus) -> Result<(), OrderError> {
        if !done {
            return Err(self.no_way(to));
        }
        self.status = to;
        Ok(())
    }

    async fn forget_when_over(&mut self, txn: &mut PgTransaction<'_>) -> Result<(), OrderError> {
        if self.forget && is_over(self.status) {
            owners::wipe_one(txn, &self.id).await?;
            self.forget = false;
        }
        Ok(())
    }
}

fn left(total: Money, refunded: Money) -> Money {
    Money::new(total.amount() - refunded.amount(), total.currency())
        .unwrap_or(Money::zero(total.currency()))
}

fn bounded(name: &'static str, text: &str, longest: usize) -> Result<(), OrderError> {
    let plain = text.chars().count() <= longest && !text.contains(char::is_control);
    if plain { Ok(()) } else { Err(OrderError::BadText(name)) }
}
