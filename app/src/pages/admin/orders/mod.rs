//! Orders behind the counter: the list, an order with all that can be done to it, its packing slip, and
//! the form for one that staff take.

mod deciding;
mod deeds;
mod detail;
mod doubt;
mod facts;
mod list;
mod owed;
mod reckoned;
mod sending_back;
mod slip;
mod taking;

use kernel::OrderId;
use storefront::{
    Shop, ShopError,
    order_room::{OrderRoomError, RoomView},
    orders::OrderRefusal,
    staff::StaffMember,
};

pub(super) use list::table;

use super::super::{Page, refusal};
use crate::context::{Failure, FormState, PageRequest, Visitor};

/// Draws the page at `/admin/orders` and below. A form that was refused is drawn on its order's page.
pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
    rest: &[&str],
) -> Page {
    match rest {
        ["new"] => taking::draw(shop, visitor, member, form).await,
        [] => list::draw(shop, request, member).await,
        [id] => match read(shop, member, id).await {
            Ok(view) => detail::draw(request, visitor, member, form, &view),
            Err(error) => failed(&error),
        },
        [id, "slip"] => match read(shop, member, id).await {
            Ok(view) => slip::draw(member, &view.order),
            Err(error) => failed(&error),
        },
        _ => refusal::not_found(),
    }
}

async fn read(shop: &Shop, member: &StaffMember, id: &str) -> Result<RoomView, OrderRoomError> {
    let id = OrderId::parse(id).map_err(|_| OrderRoomError::Order(OrderRefusal::NotFound))?;
    shop.order_room.view(member, &id).await
}

/// What a page says that could not be drawn.
pub(super) fn failed(error: &OrderRoomError) -> Page {
    match error {
        OrderRoomError::Forbidden => refusal::failed(Failure::Forbidden),
        OrderRoomError::Order(OrderRefusal::NotFound) => refusal::not_found(),
        OrderRoomError::Order(_) | OrderRoomError::Fields(_) => {
            refusal::error(ShopError::Unavailable)
        }
    }
}
