//! What staff do to orders: sending them off, and deciding on returns.

use audit::Doer;
use inventory::holds;
use kernel::{Money, OrderId};
use payments::{RefundError, ask_refund};
use serde_json::json;
use storefront::orders::{OrderRefusal, OrderStatus, Shipment, Who};

use crate::{
    cancelling::{counted_of, not_now, refused},
    desk::CheckoutDesk,
    ending::publish,
    noting::note,
    trouble::Trouble,
};

/// What the cause of a refund for a return begins with; its id follows.
const RETURN: &str = "return ";

/// The return that a refund was agreed to for.
pub(crate) fn returned_by(cause: &str) -> Option<&str> {
    cause.strip_prefix(RETURN)
}

/// More than is left, or another sum than was agreed to before, is for whoever typed it to put right.
fn not_asked(error: RefundError) -> Trouble {
    match error {
        RefundError::TooMuch | RefundError::Different => Trouble::Order(OrderRefusal::BadForm),
        RefundError::Store(error) => Trouble::Store(error),
    }
}

impl CheckoutDesk {
    /// Hands a paid order to a carrier: it is allocated to the one warehouse there is, and leaves it.
    ///
    /// # Errors
    /// [`OrderRefusal`].
    pub async fn ship(&self, id: &OrderId, shipment: &Shipment) -> Result<(), OrderRefusal> {
        self.ship_by(None, id, shipment).await
    }

    pub(crate) async fn ship_by(
        &self,
        by: Option<Doer<'_>>,
        id: &OrderId,
        shipment: &Shipment,
    ) -> Result<(), OrderRefusal> {
        self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let (_, mut order) = self.locked_with_checkout(&mut txn, id).await?;
            let before = json!({ "status": order.status });
            if order.status == OrderStatus::Paid {
                order.allocate(&mut txn).await.map_err(not_now)?;
            }
            order.ship(&mut txn, shipment, Who::Staff).await.map_err(not_now)?;
            publish(&mut txn, "order.shipped", &order).await?;
            let after = json!({
                "status": order.status,
                "carrier": shipment.carrier,
                "tracking": shipment.tracking,
            });
            note(&mut txn, by, "order_shipped", id, (before, after)).await?;
            Ok(txn.commit().await?)
        })
        .await
        .map_err(refused)
    }

    /// Notes that an order arrived.
    ///
    /// # Errors
    /// [`OrderRefusal`].
    pub async fn deliver(&self, id: &OrderId) -> Result<(), OrderRefusal> {
        self.deliver_by(None, id).await
    }

    pub(crate) async fn deliver_by(
        &self,
        by: Option<Doer<'_>>,
        id: &OrderId,
    ) -> Result<(), OrderRefusal> {
        self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let (_, mut order) = self.locked_with_checkout(&mut txn, id).await?;
            let before = json!({ "status": order.status });
            order.deliver(&mut txn, Who::Staff).await.map_err(not_now)?;
            publish(&mut txn, "order.delivered", &order).await?;
            let after = json!({ "status": order.status });
            note(&mut txn, by, "order_delivered", id, (before, after)).await?;
            Ok(txn.commit().await?)
        })
        .await
        .map_err(refused)
    }

    /// Agrees to a return: `refund` goes back, and the units are free again if they can be sold.
    /// Agreed to before with the same refund, nothing is done.
    ///
    /// # Errors
    /// [`OrderRefusal`]; [`OrderRefusal::BadForm`] when it was refused before, another refund was agreed
    /// to, or the refund is more than was paid.
    pub async fn approve_return(
        &self,
        return_id: &str,
        refund: Money,
        restock: bool,
    ) -> Result<(), OrderRefusal> {
        self.approve_return_by(None, return_id, refund, restock).await
    }

    pub(crate) async fn approve_return_by(
        &self,
        by: Option<Doer<'_>>,
        return_id: &str,
        refund: Money,
        restock: bool,
    ) -> Result<(), OrderRefusal> {
        let order = self
            .ask(async {
                let mut txn = pool::begin(self.pool()).await?;
                let id = orders::lock_of_return(&mut txn, return_id).await.map_err(not_now)?.id;
                txn.rollback().await?;
                // From here on in the order in which all lock.
                let mut txn = pool::begin(self.pool()).await?;
                let (row, mut order) = self.locked_with_checkout(&mut txn, &id).await?;
                let before = json!({ "return": return_id, "status": order.status });
                let approved = order
                    .approve_return(&mut txn, return_id, refund, restock)
                    .await
                    .map_err(not_now)?;
                if approved.all_returned && !approved.before {
                    publish(&mut txn, "order.returned", &order).await?;
                }
                let sum = approved.refund;
                if let Some(payment) = order.payment.as_ref().filter(|_| sum.amount() > 0) {
                    let cause = format!("{RETURN}{return_id}");
                    ask_refund(&mut txn, payment, &cause, sum).await.map_err(not_asked)?;
                }
                // After the payment, as everywhere.
                let back = counted_of(&row, approved.restock);
                if !back.is_empty() {
                    holds::return_sold(&mut txn, back).await?;
                }
                if !approved.before {
                    let after = json!({
                        "return": return_id,
                        "status": order.status,
                        "refund": sum,
                        "restocked": restock,
                    });
                    note(&mut txn, by, "return_approved", &id, (before, after)).await?;
                }
                txn.commit().await?;
                Ok(id)
            })
            .await
            .map_err(refused)?;
        self.give_back_soon(&order).await;
        Ok(())
    }

    /// Sends money back that was asked for, at once rather than in a moment, if the provider answers.
    pub(crate) async fn give_back_soon(&self, order: &OrderId) {
        if let Err(error) = self.inner.payments.give_back_now(order).await {
            tracing::warn!(%error, %order, "a refund was left to the recovery worker");
        }
    }

    /// Does not agree to a return.
    ///
    /// # Errors
    /// [`OrderRefusal`]; [`OrderRefusal::BadForm`] when it was agreed to before, or refused for another
    /// reason.
    pub async fn refuse_return(&self, return_id: &str, reason: &str) -> Result<(), OrderRefusal> {
        self.refuse_return_by(None, return_id, reason).await
    }

    pub(crate) async fn refuse_return_by(
        &self,
        by: Option<Doer<'_>>,
        return_id: &str,
        reason: &str,
    ) -> Result<(), OrderRefusal> {
        self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let mut order = orders::lock_of_return(&mut txn, return_id).await.map_err(not_now)?;
            if order.refuse_return(&mut txn, return_id, reason).await.map_err(not_now)? {
                let state = |state: &str| json!({ "return": return_id, "state": state });
                let states = (state("requested"), state("refused"));
                note(&mut txn, by, "return_refused", &order.id, states).await?;
            }
            Ok(txn.commit().await?)
        })
        .await
        .map_err(refused)
    }
}
