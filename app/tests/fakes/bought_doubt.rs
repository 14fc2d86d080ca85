//! Money in doubt. Pages only read, so saying something of it is away.

use async_trait::async_trait;
use kernel::OrderId;
use storefront::{
    account::Caller,
    order_room::OrderRoomError,
    orders::OrderRefusal,
    payment_room::{PaymentRoom, Said, ToLookInto},
    staff::StaffMember,
};

use super::bought::FakeOrders;

#[async_trait]
impl PaymentRoom for FakeOrders {
    async fn to_look_into(&self, _: &StaffMember) -> Result<Vec<ToLookInto>, OrderRoomError> {
        self.answers().to_look_into.clone()
    }

    async fn say(
        &self,
        _: &StaffMember,
        _: &OrderId,
        _: Said<'_>,
        _: &str,
        _: &Caller,
    ) -> Result<(), OrderRoomError> {
        Err(OrderRoomError::Order(OrderRefusal::Unavailable))
    }
}
