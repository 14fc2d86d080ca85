//! Giving up an order, and what goes back for it.

use audit::Doer;
use inventory::holds;
use kernel::{OrderId, Quantity, Sku};
use orders::LockedOrder;
use payments::{ask_rest, call_off};
use pricing::give_back_coupon;
use serde_json::json;
use sqlx::PgTransaction;
use storefront::{
    checkout::CheckoutState,
    orders::{Buyer, OrderRefusal, OrderStatus, OrderView, Orders, Who},
};

use crate::{
    desk::CheckoutDesk,
    ending::{cancel_unpaid, publish},
    held::counted,
    noting::note,
    planted::planted,
    row::Checkout,
    store,
    trouble::Trouble,
};

/// The cause of a refund for a cancelled order.
const CANCELLED: &str = "cancelled";

/// What came of giving up an order.
enum Given {
    /// It is cancelled, or was before.
    Up,
    /// Its payment is under way and was called off: how that ends decides.
    CallingOff,
}

impl CheckoutDesk {
    /// Cancels an order for its buyer.
    pub(crate) async fn cancel_order_of(
        &self,
        buyer: &Buyer,
        id: &OrderId,
    ) -> Result<OrderView, OrderRefusal> {
        // Whoever is not the buyer does not find it.
        self.inner.orders.view(buyer, id).await?;
        self.cancel_order(id, Who::Shopper, "").await?;
        self.inner.orders.view(buyer, id).await
    }

    /// Cancels an order that has not been shipped: its units are free again, and what was paid goes
    /// back. Cancelled already, nothing is done. One whose payment nobody knows the end of stays
    /// as it is until that is known.
    ///
    /// # Errors
    /// [`OrderRefusal`].
    pub async fn cancel_order(
        &self,
        id: &OrderId,
        who: Who,
        reason: &str,
    ) -> Result<(), OrderRefusal> {
        self.cancel_by(None, id, who, reason).await
    }

    pub(crate) async fn cancel_by(
        &self,
        by: Option<Doer<'_>>,
        id: &OrderId,
        who: Who,
        reason: &str,
    ) -> Result<(), OrderRefusal> {
        let given = self.ask(self.give_up(by, id, who, reason)).await.map_err(refused)?;
        // Asked for in the commit; at once rather than in a moment, if the provider answers.
        let payments = &self.inner.payments;
        let at_once = async {
            if let Given::CallingOff = given {
                for payment in payments.of_order(id).await? {
                    payments.drive(&payment.id).await?;
                }
                let _ = self.settle(id).await?;
                // Declined before it could be called off, it would wait for another payment.
                self.ask(self.give_up(by, id, who, reason)).await?;
            }
            payments.give_back_now(id).await?;
            Ok::<_, Trouble>(())
        };
        if let Err(error) = at_once.await {
            tracing::warn!(%error, order = %id, "a refund was left to the recovery worker");
        }
        Ok(())
    }

    async fn give_up(
        &self,
        by: Option<Doer<'_>>,
        id: &OrderId,
        who: Who,
        reason: &str,
    ) -> Result<Given, Trouble> {
        let mut txn = pool::begin(self.pool()).await?;
        let (row, mut order) = self.locked_with_checkout(&mut txn, id).await?;
        let before = order.status;
        let mut asked = false;
        let given = match order.status {
            OrderStatus::Cancelled => Given::Up,
            OrderStatus::PendingPayment => {
                if row.state == CheckoutState::Submitted {
                    // Its units are being paid for until it is known how that ended, whether it was
                    // called off before or has ended and only that is not written yet.
                    call_off(&mut txn, id).await?;
                    asked = order.ask_to_cancel(&mut txn, who, reason).await.map_err(not_now)?;
                    Given::CallingOff
                } else {
                    holds::release(&mut txn, &row.id).await?;
                    cancel_unpaid(&mut txn, &mut order, who, reason).await?;
                    store::set_state(&mut txn, &row.id, CheckoutState::Cancelled).await?;
                    Given::Up
                }
            }
            _ => {
                self.unsell(&mut txn, &row, &mut order, who, reason).await?;
                Given::Up
            }
        };
        if asked || order.status != before {
            let after = json!({ "status": order.status, "asked": asked, "reason": reason });
            let states = (json!({ "status": before }), after);
            note(&mut txn, by, "order_cancelled", id, states).await?;
        }
        txn.commit().await?;
        Ok(given)
    }

    /// Makes units free again that were sold, and has the money go back.
    async fn unsell(
        &self,
        txn: &mut PgTransaction<'_>,
        row: &Checkout,
        order: &mut LockedOrder,
        who: Who,
        reason: &str,
    ) -> Result<(), Trouble> {
        let cancelled = order.cancel(txn, who, reason).await.map_err(not_now)?;
        // Before stock, as where a payment is settled: who locks several payments at once would else
        // close a ring of both.
        let goes_back = cancelled.refund.amount() > 0 && !planted("cancel-keeps-money");
        if let Some(payment) = order.payment.as_ref().filter(|_| goes_back) {
            // Some of it may be on its way back already, of which the order does not know yet.
            ask_rest(txn, payment, CANCELLED)
                .await
                .map_err(|error| Trouble::Wrong(error.to_string()))?;
        }
        let back = counted_of(row, cancelled.unsold);
        if !back.is_empty() {
            holds::return_sold(txn, back).await?;
        }
        give_back_coupon(txn, &order.id).await?;
        publish(txn, "order.cancelled", order).await
    }

    /// Locks an order and the checkout that it came from, in the order in which all do.
    pub(crate) async fn locked_with_checkout(
        &self,
        txn: &mut PgTransaction<'_>,
        id: &OrderId,
    ) -> Result<(Checkout, LockedOrder), Trouble> {
        let found = store::of_order(&mut *txn, id).await?;
        let checkout = found.ok_or(Trouble::Order(OrderRefusal::NotFound))?;
        let row = store::lock(txn, &checkout).await?;
        let row = row.ok_or(Trouble::Order(OrderRefusal::NotFound))?;
        Ok((row, orders::lock(txn, id).await?))
    }
}

/// Those of some units that are counted: of the others nothing was ever held or sold.
pub(crate) fn counted_of(row: &Checkout, units: Vec<(Sku, u32)>) -> Vec<(Sku, Quantity)> {
    let are_counted: Vec<Sku> = counted(&row.lines).map(|(sku, _)| sku).collect();
    units
        .into_iter()
        .filter(|(sku, _)| are_counted.contains(sku))
        .filter_map(|(sku, units)| Some((sku, Quantity::new(units).ok()?)))
        .collect()
}

/// An order that does not allow it is no fault of the program's.
pub(crate) fn not_now(error: orders::OrderError) -> Trouble {
    match error {
        orders::OrderError::NoWay { from, .. } => Trouble::Order(OrderRefusal::NotNow(from)),
        orders::OrderError::NotFound => Trouble::Order(OrderRefusal::NotFound),
        orders::OrderError::BadText(_)
        | orders::OrderError::Decided
        | orders::OrderError::RefundTooLarge
        | orders::OrderError::DoesNotAddUp
        | orders::OrderError::NotThoseUnits => Trouble::Order(OrderRefusal::BadForm),
        other => Trouble::from(other),
    }
}

pub(crate) fn refused(trouble: Trouble) -> OrderRefusal {
    match trouble {
        Trouble::Order(refusal) => refusal,
        other => {
            other.told();
            OrderRefusal::Unavailable
        }
    }
}
