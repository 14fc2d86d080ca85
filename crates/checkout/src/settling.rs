//! Settling: what a payment came to becomes what the order, its units and its coupon came to, in one
//! commit.

use inventory::holds;
use kernel::{Money, OrderId, PaymentId};
use orders::{LockedOrder, answer_request};
use payments::Ended;
use sqlx::PgTransaction;
use storefront::{
    checkout::{CheckoutError, CheckoutState, IdempotencyKey, Submitted, SubmittedOrder},
    orders::{OrderStatus, Who},
    payment::{PaymentState, PaymentView},
};

use crate::{
    answer::Answer,
    desk::{CheckoutDesk, MORE_TRIES},
    ending::{cancel_unpaid, publish},
    planted::planted,
    row::Checkout,
    store,
    trouble::Trouble,
    view::totals,
};

impl CheckoutDesk {
    /// Tells whoever waits for orders that are paid, after the commit.
    pub(crate) fn tell_paid(&self, told: &Result<Submitted, CheckoutError>) {
        if matches!(told, Ok(Submitted::Paid(_))) {
            self.inner.paid.notify_one();
        }
    }

    /// Has an order take note of how its last payment ended, if it has. However often and by how many
    /// this is done, it is done once.
    pub(crate) async fn settle(
        &self,
        order: &OrderId,
    ) -> Result<Result<Submitted, CheckoutError>, Trouble> {
        self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let Some(checkout) = store::of_order(&mut txn, order).await? else {
                return Err(Trouble::Wrong(format!("the order {order} has no checkout")));
            };
            let row = store::lock(&mut txn, &checkout)
                .await?
                .ok_or_else(|| Trouble::Wrong(format!("the checkout {checkout} is gone")))?;
            let locked = orders::lock(&mut txn, order).await?;
            let told = self.settle_locked(&mut txn, &row, locked).await?;
            txn.commit().await?;
            self.tell_paid(&told);
            Ok(told)
        })
        .await
    }

    async fn settle_locked(
        &self,
        txn: &mut PgTransaction<'_>,
        row: &Checkout,
        order: LockedOrder,
    ) -> Result<Result<Submitted, CheckoutError>, Trouble> {
        let payments = payments::of_order(&mut *txn, &order.id).await?;
        let Some(last) = payments.last() else {
            return Ok(self.told(row, &order, None));
        };
        // Locked, so that it stays as it is read here.
        let (payment, ended) = payments::ended(txn, &last.id).await?;
        let pending = order.status == OrderStatus::PendingPayment;
        if ended == Ended::Paid && !pending && planted("settle-unguarded") {
            publish(txn, "order.paid", &order).await?;
        }
        let ended = match ended {
            Ended::NotYet if planted("paid-before-known") => Ended::Paid,
            Ended::NotYet if payment.state == PaymentState::Unknown && planted("timeout-is-no") => {
                Ended::Unpaid
            }
            ended => ended,
        };
        let answer = match ended {
            Ended::Paid if pending => self.settle_paid(txn, row, order.clone(), &payment).await?,
            Ended::Unpaid | Ended::CalledOff
                if pending && row.state == CheckoutState::Submitted =>
            {
                let again = ended == Ended::Unpaid && payment.state == PaymentState::Declined;
                self.settle_unpaid(txn, row, order.clone(), &payment, again).await?
            }
            _ => {
                if ended != Ended::NotYet {
                    payments::settled(txn, &payment.id).await?;
                }
                return Ok(self.told(row, &order, Some(&payment)));
            }
        };
        payments::settled(txn, &payment.id).await?;
        Ok(answer.told(false))
    }

    /// Units are sold, the order is paid.
    async fn settle_paid(
        &self,
        txn: &mut PgTransaction<'_>,
        row: &Checkout,
        order: LockedOrder,
        payment: &PaymentView,
    ) -> Result<Answer, Trouble> {
        self.sell(txn, row, order, &payment.id, payment.amount).await
    }

    /// Nothing had to be paid.
    pub(crate) async fn settle_free(
        &self,
        txn: &mut PgTransaction<'_>,
        row: &Checkout,
        order: LockedOrder,
    ) -> Result<Answer, Trouble> {
        let nothing = Money::zero(order.total.currency());
        let free = PaymentId::parse(format!("free-{}", row.id))
            .map_err(|error| Trouble::Wrong(error.to_string()))?;
        self.sell(txn, row, order, &free, nothing).await
    }

    pub(crate) async fn sell(
        &self,
        txn: &mut PgTransaction<'_>,
        row: &Checkout,
        mut order: LockedOrder,
        payment: &PaymentId,
        captured: Money,
    ) -> Result<Answer, Trouble> {
        holds::settle_lines(txn, &row.id).await?;
        order.paid(txn, payment, captured).await?;
        store::set_state(txn, &row.id, CheckoutState::Completed).await?;
        publish(txn, "order.paid", &order).await?;
        let answer = Answer::Paid(submitted(row, &order));
        keep(txn, row, &answer).await?;
        Ok(answer)
    }

    /// Nothing was paid: the units are held for another try, if there may be one, or free.
    async fn settle_unpaid(
        &self,
        txn: &mut PgTransaction<'_>,
        row: &Checkout,
        mut order: LockedOrder,
        payment: &PaymentView,
        again: bool,
    ) -> Result<Answer, Trouble> {
        let again =
            again && row.declined < MORE_TRIES && !store::has_another_open(&mut *txn, row).await?;
        let seconds = self.settings().hold_seconds;
        let answer = if again {
            let until = match holds::give_back(txn, &row.id, Some(seconds)).await? {
                holds::GivenBack::HeldUntil(until) => until,
                // None of its goods are counted.
                holds::GivenBack::Freed | holds::GivenBack::Nothing => {
                    store::in_seconds(&mut *txn, seconds).await?
                }
            };
            order.declined(txn, &payment.id, seconds).await?;
            store::set_declined(txn, &row.id, until).await?;
            publish(txn, "order.declined", &order).await?;
            declined(&order, payment, Some(until))
        } else {
            holds::give_back(txn, &row.id, None).await?;
            cancel_unpaid(txn, &mut order, Who::Shop, "").await?;
            store::set_state(txn, &row.id, CheckoutState::Expired).await?;
            match payment.state {
                PaymentState::Declined => declined(&order, payment, None),
                _ => Answer::Over,
            }
        };
        keep(txn, row, &answer).await?;
        Ok(answer)
    }

    /// How an order stands that nothing was done to.
    pub(crate) fn told(
        &self,
        row: &Checkout,
        order: &LockedOrder,
        payment: Option<&PaymentView>,
    ) -> Result<Submitted, CheckoutError> {
        let so_far = submitted(row, order);
        match order.status {
            OrderStatus::PendingPayment => {}
            OrderStatus::Cancelled => return Err(CheckoutError::Over),
            _ => return Ok(Submitted::Paid(SubmittedOrder { replayed: true, ..so_far })),
        }
        match payment {
            // Declined, and another payment may be tried.
            Some(payment) if row.state != CheckoutState::Submitted => {
                Err(CheckoutError::Declined {
                    order: order.id.clone(),
                    until: Some(row.expires_at),
                    reason: payment.decline_reason.clone(),
                    replayed: true,
                })
            }
            Some(PaymentView {
                state: PaymentState::RequiresAction,
                action_url: Some(url),
                ..
            }) => Ok(Submitted::ActionNeeded(so_far, url.clone())),
            _ => Ok(Submitted::Waiting(so_far)),
        }
    }
}

fn declined(
    order: &LockedOrder,
    payment: &PaymentView,
    until: Option<kernel::Timestamp>,
) -> Answer {
    Answer::Declined { order: order.id.clone(), until, reason: payment.decline_reason.clone() }
}

pub(crate) fn submitted(row: &Checkout, order: &LockedOrder) -> SubmittedOrder {
    SubmittedOrder {
        id: order.id.clone(),
        status: order.status,
        totals: totals(&row.quote.totals),
        replayed: false,
    }
}

/// Keeps what a request is answered.
async fn keep(txn: &mut PgTransaction<'_>, row: &Checkout, answer: &Answer) -> Result<(), Trouble> {
    let Some((scope, key)) = &row.submission else { return Ok(()) };
    let key =
        IdempotencyKey::parse(key.as_str()).map_err(|error| Trouble::Wrong(error.to_string()))?;
    answer_request(txn, scope, &key, answer).await?;
    Ok(())
}
