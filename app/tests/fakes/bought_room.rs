//! Orders for staff. Pages only read, so whatever changes something is away.

use async_trait::async_trait;
use kernel::{AccountId, OrderId, PaymentId};
use storefront::{
    account::Caller,
    order_room::{
        AgreeForm, BoughtBy, BoughtSum, NoteForm, OrderNote, OrderRoom, OrderRoomError, RefundForm,
        ReturnPage, ReturnsQuery, RoomOrder, RoomPage, RoomQuery, RoomReturn, RoomView, ShipForm,
    },
    orders::{OrderRefusal, OrderStatus, ReturnForm, ReturnState},
    payment::{PaymentState, PaymentView},
    staff::StaffMember,
};

use super::bought::{FakeOrders, NUMBER, day, euros};

const AWAY: OrderRoomError = OrderRoomError::Order(OrderRefusal::Unavailable);

fn number() -> OrderId {
    OrderId::parse(NUMBER).expect("a number")
}

/// The one order in a list.
pub(crate) fn row(name: &str) -> RoomOrder {
    RoomOrder {
        id: number(),
        status: OrderStatus::Paid,
        ordered_at: day(0),
        name: Some(name.to_owned()),
        units: 3,
        total: euros(33),
        refunded: euros(0),
        return_waits: false,
    }
}

/// A return of it that waits.
pub(crate) fn waiting(reason: &str) -> RoomReturn {
    RoomReturn {
        id: "0".repeat(32),
        order: number(),
        state: ReturnState::Requested,
        asked_at: day(6),
        decided_at: None,
        reason: reason.to_owned(),
        refund: None,
    }
}

fn paid(outside: bool) -> PaymentView {
    PaymentView {
        id: PaymentId::parse("payment1").expect("an id"),
        order: number(),
        attempt: 1,
        amount: euros(33),
        refunding: euros(5),
        refunded: euros(2),
        state: PaymentState::Captured,
        action_url: None,
        decline_reason: None,
        being_worked_at: false,
        changed_at: day(0),
        outside: outside.then(|| "Receipt 7".to_owned()),
    }
}

#[async_trait]
impl OrderRoom for FakeOrders {
    async fn list(&self, _: &StaffMember, query: &RoomQuery) -> Result<RoomPage, OrderRoomError> {
        self.answers().room_asked.push(query.clone());
        self.answers().room.clone()
    }

    async fn bought_by(&self, _: &StaffMember, _: &AccountId) -> Result<BoughtBy, OrderRoomError> {
        let orders = self.answers().room.clone()?.orders;
        Ok(BoughtBy { orders, sums: vec![BoughtSum { orders: 12, spent: euros(330) }] })
    }

    async fn view(&self, _: &StaffMember, id: &OrderId) -> Result<RoomView, OrderRoomError> {
        if *id != number() {
            return Err(OrderRefusal::NotFound.into());
        }
        let order = self.answers().order.clone()?;
        let signed = order.contact.as_ref().map(|contact| contact.name.clone());
        let signed = signed.unwrap_or_default();
        let notes = vec![OrderNote { at: day(1), text: format!("Rang {signed}"), signed }];
        let owed = self.answers().owed.clone();
        let mut payment = paid(!owed.is_empty());
        if self.answers().in_doubt {
            payment.state = PaymentState::NeedsReview;
        }
        let (payments, refused) = (vec![payment], self.answers().refused.clone());
        let buyer = AccountId::parse("ada").ok().filter(|_| order.contact.is_some());
        Ok(RoomView { order, buyer, notes, payments, left: euros(28), owed, refused })
    }

    async fn returns(
        &self,
        _: &StaffMember,
        query: &ReturnsQuery,
    ) -> Result<ReturnPage, OrderRoomError> {
        self.answers().returns_asked.push(query.clone());
        self.answers().returns.clone()
    }

    async fn note(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: &NoteForm,
        _: &Caller,
    ) -> Result<(), OrderRoomError> {
        Err(AWAY)
    }

    async fn ship(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: &ShipForm,
        _: &Caller,
    ) -> Result<(), OrderRoomError> {
        Err(AWAY)
    }

    async fn deliver(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: &Caller,
    ) -> Result<(), OrderRoomError> {
        Err(AWAY)
    }

    async fn cancel(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: &str,
        _: &Caller,
    ) -> Result<bool, OrderRoomError> {
        Err(AWAY)
    }

    async fn refund_part(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: &RefundForm,
        _: &Caller,
    ) -> Result<(), OrderRoomError> {
        Err(AWAY)
    }

    async fn paid_back(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: &str,
        _: &str,
        _: &Caller,
    ) -> Result<(), OrderRoomError> {
        Err(AWAY)
    }

    async fn resend(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: &str,
        _: &Caller,
    ) -> Result<(), OrderRoomError> {
        Err(AWAY)
    }

    async fn ask_return(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: &ReturnForm,
        _: &Caller,
    ) -> Result<(), OrderRoomError> {
        Err(AWAY)
    }

    async fn approve_return(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: &str,
        _: &AgreeForm,
        _: &Caller,
    ) -> Result<(), OrderRoomError> {
        Err(AWAY)
    }

    async fn refuse_return(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: &str,
        _: &str,
        _: &Caller,
    ) -> Result<(), OrderRoomError> {
        Err(AWAY)
    }
}
