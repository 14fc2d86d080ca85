//! What staff ask of orders and do to them, answered. Each is allowed here, by the roles that whoever
//! asks has now.

use async_trait::async_trait;
use audit::Doer;
use kernel::{AccountId, Money, OrderId};
use storefront::{
    account::Caller,
    order_room::{
        AgreeForm, BoughtBy, FormKey, NoteForm, OrderRoom, OrderRoomError, RefundForm, ReturnPage,
        ReturnsQuery, RoomPage, RoomQuery, RoomView, ShipForm, check_reason,
    },
    order_taking::check_reference,
    orders::{OrderRefusal, OrderStatus, ReturnForm, Shipment, Who},
    payment::PaymentState,
    staff::{Permission, StaffMember},
};

use crate::{
    desk::CheckoutDesk,
    refunding::{Part, PartAsked},
};

pub(crate) fn allow(by: &StaffMember, permission: Permission) -> Result<(), OrderRoomError> {
    by.require(permission).map_err(|_| OrderRoomError::Forbidden)
}

fn form_key(text: &str) -> Result<FormKey, OrderRefusal> {
    FormKey::read(text).ok_or(OrderRefusal::BadForm)
}

/// Whether a text of an address can be the id of a return at all.
fn return_named(id: &str) -> Result<(), OrderRefusal> {
    let plain = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if plain { Ok(()) } else { Err(OrderRefusal::NotFound) }
}

/// A refusal that is about a field of the form, if it is the one that says so.
pub(crate) fn about(
    refusal: OrderRefusal,
    field: &'static str,
    message: &'static str,
) -> OrderRoomError {
    match refusal {
        OrderRefusal::BadForm => OrderRoomError::field(field, message),
        other => OrderRoomError::Order(other),
    }
}

/// Whether money may have been taken by a payment in this state.
const fn was_taken(state: PaymentState) -> bool {
    matches!(
        state,
        PaymentState::Captured
            | PaymentState::Refunded
            | PaymentState::Voided
            | PaymentState::NeedsReview
    )
}

impl CheckoutDesk {
    /// Whether an order left just like this: then the same form was sent twice.
    async fn left_so(&self, id: &OrderId, shipment: &Shipment) -> Result<bool, OrderRefusal> {
        let seen = self.inner.orders.view_any(id).await?;
        Ok(seen.shipment.as_ref() == Some(shipment))
    }
}

#[async_trait]
impl OrderRoom for CheckoutDesk {
    async fn list(&self, by: &StaffMember, query: &RoomQuery) -> Result<RoomPage, OrderRoomError> {
        allow(by, Permission::ReadOrders)?;
        Ok(self.inner.orders.room_page(query).await?)
    }

    async fn bought_by(
        &self,
        by: &StaffMember,
        account: &AccountId,
    ) -> Result<BoughtBy, OrderRoomError> {
        allow(by, Permission::ReadOrders)?;
        Ok(self.inner.orders.bought_by(account).await?)
    }

    async fn view(&self, by: &StaffMember, id: &OrderId) -> Result<RoomView, OrderRoomError> {
        allow(by, Permission::ReadOrders)?;
        let (order, buyer, notes) = self.inner.orders.view_with_notes(id).await?;
        let payments = self.inner.payments.of_order(id).await;
        let payments = payments.map_err(|_| OrderRefusal::Unavailable)?;
        let taken = payments.iter().find(|one| one.state == PaymentState::Captured);
        let left = taken.filter(|_| order.paid_at.is_some()).and_then(|one| {
            let left = one.amount.amount() - one.refunding.amount();
            Money::new(left, one.amount.currency()).ok()
        });
        let nothing = Money::zero(order.totals.total.currency());
        let going_back = payments
            .iter()
            .any(|one| one.outside.is_some() && one.refunding.amount() > one.refunded.amount());
        let owed = match going_back {
            true => self.inner.payments.owed_by_hand(id).await,
            false => Ok(Vec::new()),
        };
        let owed = owed.map_err(|_| OrderRefusal::Unavailable)?;
        // Only what was taken can have been refused to go back.
        let taken = payments.iter().any(|one| one.outside.is_none() && was_taken(one.state));
        let refused = match taken {
            true => self.inner.payments.refused_refunds(id).await,
            false => Ok(Vec::new()),
        };
        let refused = refused.map_err(|_| OrderRefusal::Unavailable)?;
        Ok(RoomView { left: left.unwrap_or(nothing), order, buyer, notes, payments, owed, refused })
    }

    async fn returns(
        &self,
        by: &StaffMember,
        query: &ReturnsQuery,
    ) -> Result<ReturnPage, OrderRoomError> {
        allow(by, Permission::ReadOrders)?;
        Ok(self.inner.orders.returns_page(query).await?)
    }

    async fn note(
        &self,
        by: &StaffMember,
        id: &OrderId,
        form: &NoteForm,
        caller: &Caller,
    ) -> Result<(), OrderRoomError> {
        allow(by, Permission::EditOrders)?;
        let text = form.check().map_err(|error| OrderRoomError::Fields(vec![error]))?;
        let key = form_key(&form.key)?;
        Ok(self.inner.orders.note(by, id, (&text, &key), caller).await?)
    }

    async fn ship(
        &self,
        by: &StaffMember,
        id: &OrderId,
        form: &ShipForm,
        caller: &Caller,
    ) -> Result<(), OrderRoomError> {
        allow(by, Permission::Fulfil)?;
        let shipment = form.check().map_err(OrderRoomError::Fields)?;
        let doer = Doer { by, caller };
        let refusal = match self.ship_by(Some(doer), id, &shipment).await {
            Ok(()) => return Ok(()),
            Err(refusal) => refusal,
        };
        let sent = OrderRefusal::NotNow(OrderStatus::Shipped);
        if refusal == sent && self.left_so(id, &shipment).await? {
            return Ok(());
        }
        Err(refusal.into())
    }

    async fn deliver(
        &self,
        by: &StaffMember,
        id: &OrderId,
        caller: &Caller,
    ) -> Result<(), OrderRoomError> {
        allow(by, Permission::Fulfil)?;
        match self.deliver_by(Some(Doer { by, caller }), id).await {
            // Noted before.
            Err(OrderRefusal::NotNow(OrderStatus::Delivered)) => Ok(()),
            done => Ok(done?),
        }
    }

    async fn cancel(
        &self,
        by: &StaffMember,
        id: &OrderId,
        reason: &str,
        caller: &Caller,
    ) -> Result<bool, OrderRoomError> {
        allow(by, Permission::EditOrders)?;
        let reason = check_reason(reason).map_err(|error| OrderRoomError::Fields(vec![error]))?;
        self.cancel_by(Some(Doer { by, caller }), id, Who::Staff, &reason).await?;
        let seen = self.inner.orders.view_any(id).await?;
        Ok(seen.summary.status == OrderStatus::Cancelled)
    }

    async fn refund_part(
        &self,
        by: &StaffMember,
        id: &OrderId,
        form: &RefundForm,
        caller: &Caller,
    ) -> Result<(), OrderRoomError> {
        allow(by, Permission::Refund)?;
        let key = form_key(&form.key)?;
        let currency = self.inner.orders.currency(id).await?;
        let (amount, reason) = form.check(currency).map_err(OrderRoomError::Fields)?;
        let part = Part { amount, reason: &reason, key: &key };
        match self.refund_part_by(Doer { by, caller }, id, &part).await? {
            PartAsked::Done => Ok(()),
            PartAsked::TooMuch => {
                Err(OrderRoomError::field("amount", "So much is not left of what was paid."))
            }
            PartAsked::Otherwise => Err(OrderRoomError::field(
                "key",
                "This form was sent before with another amount. Look at the order, and send it once more if more shall go back.",
            )),
        }
    }

    async fn paid_back(
        &self,
        by: &StaffMember,
        id: &OrderId,
        refund: &str,
        reference: &str,
        caller: &Caller,
    ) -> Result<(), OrderRoomError> {
        allow(by, Permission::Refund)?;
        let reference =
            check_reference(reference).map_err(|error| OrderRoomError::Fields(vec![error]))?;
        let doer = Doer { by, caller };
        Ok(self.paid_back_by(doer, id, refund, &reference).await?)
    }

    async fn resend(
        &self,
        by: &StaffMember,
        id: &OrderId,
        key: &str,
        caller: &Caller,
    ) -> Result<(), OrderRoomError> {
        allow(by, Permission::EditOrders)?;
        let sent = self.inner.orders.resend(by, id, &form_key(key)?, caller).await;
        sent.map_err(|refusal| {
            about(refusal, "", "Nobody is left to write to: the address was erased.")
        })
    }

    async fn ask_return(
        &self,
        by: &StaffMember,
        id: &OrderId,
        form: &ReturnForm,
        caller: &Caller,
    ) -> Result<(), OrderRoomError> {
        allow(by, Permission::EditOrders)?;
        form_key(&form.key)?;
        let asked = self.inner.orders.ask_return(by, id, form, caller).await;
        asked.map_err(|refusal| match refusal {
            OrderRefusal::NotThoseUnits => OrderRoomError::field(
                "",
                "Choose how many units come back, at most as many as its buyer has.",
            ),
            other => about(other, "reason", "Write at most 500 characters on one line."),
        })
    }

    async fn approve_return(
        &self,
        by: &StaffMember,
        id: &OrderId,
        return_id: &str,
        form: &AgreeForm,
        caller: &Caller,
    ) -> Result<(), OrderRoomError> {
        allow(by, Permission::Fulfil)?;
        return_named(return_id)?;
        let currency = self.inner.orders.currency_of_return(id, return_id).await?;
        let refund = form.check(currency).map_err(|error| OrderRoomError::Fields(vec![error]))?;
        if refund.amount() > 0 {
            allow(by, Permission::Refund)?;
        }
        let doer = Some(Doer { by, caller });
        let agreed = self.approve_return_by(doer, return_id, refund, form.restock).await;
        agreed.map_err(|refusal| {
            about(refusal, "refund", "So much is not left of what was paid, or somebody else decided on the return otherwise meanwhile.")
        })
    }

    async fn refuse_return(
        &self,
        by: &StaffMember,
        id: &OrderId,
        return_id: &str,
        reason: &str,
        caller: &Caller,
    ) -> Result<(), OrderRoomError> {
        allow(by, Permission::Fulfil)?;
        let reason = check_reason(reason).map_err(|error| OrderRoomError::Fields(vec![error]))?;
        return_named(return_id)?;
        self.inner.orders.currency_of_return(id, return_id).await?;
        let doer = Some(Doer { by, caller });
        let refused = self.refuse_return_by(doer, return_id, &reason).await;
        refused.map_err(|refusal| {
            about(
                refusal,
                "reason",
                "The return was agreed to meanwhile, or its buyer was told another reason.",
            )
        })
    }
}
