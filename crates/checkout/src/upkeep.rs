//! What is done without anybody asking: payments that were left, orders that are never paid, holds
//! that ended, refunds to be told. Any number of servers may do it at once.

use std::time::Duration;

use kernel::OrderId;
use payments::RefundEnded;
use storefront::{
    ShopError,
    checkout::CheckoutState,
    orders::{OrderStatus, Who},
};

use crate::{
    desk::CheckoutDesk, ending::cancel_unpaid, fulfilling::returned_by, store, trouble::Trouble,
};

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(1);
/// How much of each kind one round does.
const LIMIT: u32 = 50;
/// How long a payment that was called off may take to end before it is called off once more, in
/// seconds.
const CALLING_OFF: u32 = 60;
/// Every how many rounds what is old is forgotten.
const TIDY_EVERY: u32 = 600;

impl CheckoutDesk {
    /// Looks after payments, orders and checkouts, for ever. While a store is away nothing is lost by
    /// not doing it.
    pub async fn look_after_for_ever(self) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut failing = false;
        for round in 0_u32.. {
            ticks.tick().await;
            let done = self.look_after(round.is_multiple_of(TIDY_EVERY)).await;
            if let Some(error) = done.as_ref().err().filter(|_| !failing) {
                tracing::warn!(%error, "payments and orders are not looked after");
            }
            failing = done.is_err();
        }
    }

    /// One round of it, now.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] while a store is away.
    pub async fn look_after_once(&self) -> Result<(), ShopError> {
        self.look_after(false).await.map_err(|error| {
            tracing::warn!(%error, "payments and orders are not looked after");
            ShopError::Unavailable
        })
    }

    async fn look_after(&self, tidy: bool) -> Result<(), Trouble> {
        let limit = usize::try_from(LIMIT).unwrap_or(usize::MAX);
        let recovered = self.inner.payments.recover(limit).await?;
        let mut unsettled: Vec<OrderId> = recovered
            .driven
            .iter()
            .filter(|payment| payment.state.is_decided())
            .map(|payment| payment.order.clone())
            .collect();
        for payment in &recovered.unsettled {
            match self.inner.payments.view(payment).await {
                Ok(view) => unsettled.push(view.order),
                Err(error) => tracing::warn!(%error, %payment, "a payment cannot be read"),
            }
        }
        for order in unsettled {
            // One that cannot be settled does not keep the others waiting.
            if let Err(error) = self.settle(&order).await {
                tracing::warn!(%error, %order, "an order could not be settled");
            }
        }
        self.note_refunds(&recovered.refunded).await;
        self.end_overdue().await?;
        self.end_expired().await?;
        if tidy {
            self.ask(async { Ok(orders::prune_requests(self.pool(), 10_000).await?) }).await?;
            self.ask(async { Ok(orders::prune_letters(self.pool(), 10_000).await?) }).await?;
            self.inner.payments.forget_messages().await?;
        }
        Ok(())
    }

    /// Tells orders of refunds that ended.
    async fn note_refunds(&self, ended: &[RefundEnded]) {
        for refund in ended {
            let noted = self.ask(async {
                let mut txn = pool::begin(self.pool()).await?;
                let (_, mut order) = self.locked_with_checkout(&mut txn, &refund.order).await?;
                // What was never told to be paid is not told to be paid back.
                if payments::refund_noted(&mut txn, &refund.id).await?
                    && refund.done
                    && order.payment.as_ref() == Some(&refund.payment)
                {
                    // For a return it is noted under the return's id, as whoever agrees to the next
                    // one looks for it there.
                    let of_return = returned_by(&refund.cause);
                    let reference = of_return.unwrap_or(&refund.id);
                    order.refunded(&mut txn, reference, refund.amount, Who::Shop).await?;
                }
                Ok(txn.commit().await?)
            });
            // One that cannot be told does not keep the others waiting.
            if let Err(error) = noted.await {
                tracing::warn!(%error, order = %refund.order, "an order was not told of a refund");
            }
        }
    }

    /// Gives up orders whose time for being paid is over.
    async fn end_overdue(&self) -> Result<(), Trouble> {
        let overdue = async { Ok(orders::overdue(self.pool(), LIMIT).await?) };
        for order in self.ask(overdue).await? {
            // Paid in time, and only not noted yet, it is not called off.
            if let Err(error) = self.settle(&order).await {
                tracing::warn!(%error, %order, "an order could not be settled");
            }
            let ended = self.ask(async {
                let mut txn = pool::begin(self.pool()).await?;
                let (row, mut order) = self.locked_with_checkout(&mut txn, &order).await?;
                if order.status != OrderStatus::PendingPayment {
                    return Ok(());
                }
                match row.state {
                    // Only the known end of its payment moves it on. That it is not wanted any more
                    // brings that about.
                    CheckoutState::Submitted => {
                        payments::call_off(&mut txn, &order.id).await?;
                        // Others come first until it is looked at again.
                        order.pay_within(&mut txn, CALLING_OFF).await?;
                    }
                    CheckoutState::Open if row.state_now() == CheckoutState::Open => return Ok(()),
                    CheckoutState::Open => {
                        let end = CheckoutState::Expired;
                        self.close_order(&mut txn, &row, end, Who::Shop).await?;
                    }
                    _ => cancel_unpaid(&mut txn, &mut order, Who::Shop, "").await?,
                }
                Ok(txn.commit().await?)
            });
            if let Err(error) = ended.await {
                tracing::warn!(%error, %order, "an order that is never paid could not be ended");
            }
        }
        Ok(())
    }

    /// Notes that holds ended, and gives up the orders that waited for another payment.
    async fn end_expired(&self) -> Result<(), Trouble> {
        let limit = i64::from(LIMIT);
        self.ask(async { Ok(store::expire(self.pool(), limit).await?) }).await?;
        let ended = async { Ok(store::ended_with_order(self.pool(), limit).await?) };
        for id in self.ask(ended).await? {
            let closed = self.ask(async {
                let mut txn = pool::begin(self.pool()).await?;
                let Some(row) = store::lock(&mut txn, &id).await? else { return Ok(()) };
                if row.state == CheckoutState::Open && row.state_now() == CheckoutState::Expired {
                    self.close_order(&mut txn, &row, CheckoutState::Expired, Who::Shop).await?;
                }
                Ok(txn.commit().await?)
            });
            if let Err(error) = closed.await {
                tracing::warn!(%error, checkout = %id, "a checkout whose end came was not closed");
            }
        }
        Ok(())
    }
}
