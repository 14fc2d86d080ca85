//! Moving the end of a hold, and letting go of it.

use inventory::holds;
use kernel::CheckoutId;
use orders::LockedOrder;
use outbox::Event;
use pricing::give_back_coupon;
use serde_json::json;
use sqlx::PgTransaction;
use storefront::{
    checkout::{CheckoutError, CheckoutState, CheckoutView},
    orders::{Buyer, OrderStatus, Who},
};

use crate::{
    buyer::Owner,
    desk::{CheckoutDesk, EXTENSIONS},
    held::counted,
    planted::planted,
    row::Checkout,
    store,
    trouble::Trouble,
};

impl CheckoutDesk {
    pub(crate) async fn extend_now(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
    ) -> Result<CheckoutView, Trouble> {
        let owner = Owner::of(buyer);
        self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let row = own_locked(&mut txn, &owner, id).await?;
            match row.state_now() {
                CheckoutState::Open if row.extensions < EXTENSIONS => {}
                CheckoutState::Open => return Err(CheckoutError::NoExtensionLeft.into()),
                CheckoutState::Expired => return Err(CheckoutError::HoldExpired.into()),
                _ => return Err(CheckoutError::Over.into()),
            }
            let seconds = self.settings().hold_seconds;
            let until = if counted(&row.lines).next().is_some() {
                holds::extend(&mut txn, id, seconds).await?.ok_or(CheckoutError::HoldExpired)?
            } else {
                store::in_seconds(&mut txn, seconds).await?
            };
            store::set_extended(&mut txn, id, until).await?;
            if let Some(order) = &row.order {
                orders::lock(&mut txn, order).await?.pay_within(&mut txn, seconds).await?;
            }
            Ok(txn.commit().await?)
        })
        .await?;
        Ok(self.shown(&self.own(&owner, id).await?))
    }

    pub(crate) async fn cancel_now(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
    ) -> Result<CheckoutView, Trouble> {
        let owner = Owner::of(buyer);
        self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let row = own_locked(&mut txn, &owner, id).await?;
            match row.state {
                CheckoutState::Open => {
                    let (end, who) = (CheckoutState::Cancelled, Who::Shopper);
                    self.close_order(&mut txn, &row, end, who).await?;
                }
                CheckoutState::Expired | CheckoutState::Cancelled => {}
                CheckoutState::Submitted | CheckoutState::Completed => {
                    return Err(CheckoutError::Over.into());
                }
            }
            Ok(txn.commit().await?)
        })
        .await?;
        Ok(self.shown(&self.own(&owner, id).await?))
    }

    /// Lets go of an open checkout that is locked, and gives up the order that it may have.
    pub(crate) async fn close_order(
        &self,
        txn: &mut PgTransaction<'_>,
        row: &Checkout,
        end: CheckoutState,
        who: Who,
    ) -> Result<(), Trouble> {
        if let Some(order) = &row.order {
            let mut order = orders::lock(txn, order).await?;
            if order.status == OrderStatus::PendingPayment {
                holds::release(txn, &row.id).await?;
                cancel_unpaid(txn, &mut order, who, "").await?;
            }
        } else if planted("release-without-units") {
            store::forget_units(txn, &row.id).await?;
        } else {
            holds::release(txn, &row.id).await?;
        }
        Ok(store::set_state(txn, &row.id, end).await?)
    }
}

/// Gives up an order that is not paid and whose units are not held for it any more. A reason is for its
/// buyer to read.
pub(crate) async fn cancel_unpaid(
    txn: &mut PgTransaction<'_>,
    order: &mut LockedOrder,
    who: Who,
    reason: &str,
) -> Result<(), Trouble> {
    order.cancel(txn, who, reason).await?;
    give_back_coupon(txn, &order.id).await?;
    publish(txn, "order.cancelled", order).await
}

/// Tells whoever reads the outbox what became of an order.
pub(crate) async fn publish(
    txn: &mut PgTransaction<'_>,
    topic: &'static str,
    order: &LockedOrder,
) -> Result<(), Trouble> {
    let told = json!({
        "checkout": order.checkout.as_str(),
        "total": { "amount": order.total.amount(), "currency": order.total.currency().code() },
        "lines": order.lines.iter()
            .map(|(sku, units)| json!({ "sku": sku.as_str(), "quantity": units }))
            .collect::<Vec<_>>(),
    });
    let event = Event::new(topic, order.id.as_str(), &told)
        .map_err(|error| Trouble::Wrong(error.to_string()))?;
    outbox::publish(txn, &event).await?;
    Ok(())
}

/// Locks a checkout of this owner.
pub(crate) async fn own_locked(
    txn: &mut PgTransaction<'_>,
    owner: &Owner,
    id: &CheckoutId,
) -> Result<Checkout, Trouble> {
    let found = store::lock(txn, id).await?.filter(|row| row.owner == *owner);
    found.ok_or_else(|| CheckoutError::NotFound.into())
}
