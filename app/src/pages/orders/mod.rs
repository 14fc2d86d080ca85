//! What was bought: the list, an order, its invoice, and the way back to an order for guests.

mod around;
mod confirmation;
mod deeds;
pub(super) mod detail;
pub(super) mod figures;
mod find;
mod invoice;
pub(super) mod lines;
mod list;
pub(super) mod returns;
mod tax;
mod timeline;
pub(super) mod words;

use kernel::OrderId;
use storefront::{
    Shop, ShopError,
    account::Secret,
    orders::{OrderRefusal, OrderView},
};

use super::{Page, refusal};
use crate::context::{FormState, PageRequest, Visitor};

/// Draws the page at `/orders` and below. Where a form is sent to that has no page of its own, the
/// page is drawn that the form is on.
pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    form: Option<FormState>,
    rest: &[&str],
) -> Page {
    let form = form.unwrap_or_default();
    match rest {
        [] => list::draw(shop, request, visitor).await,
        ["find"] => find::draw(request, &form),
        [token] | [token, "cancel" | "return" | "reorder"] => {
            match read(shop, visitor, token).await {
                Ok(view) => detail::draw(request, visitor, &form, token, &view),
                Err(error) => failed(error),
            }
        }
        [token, "invoice"] => match read(shop, visitor, token).await {
            Ok(view) => invoice::draw(shop, visitor, token, &view),
            Err(error) => failed(error),
        },
        _ => refusal::not_found(),
    }
}

/// The order that a token leads to: one of the visitor's own by its number, or any by the secret of
/// a link.
async fn read(shop: &Shop, visitor: &Visitor, token: &str) -> Result<OrderView, OrderRefusal> {
    if let (Some(buyer), Ok(id)) = (&visitor.buyer, OrderId::parse(token)) {
        match shop.orders.view(buyer, &id).await {
            Err(OrderRefusal::NotFound) => {}
            found => return found,
        }
    }
    shop.orders.by_link(&Secret::new(token)).await
}

/// Why no order can be shown.
fn failed(error: OrderRefusal) -> Page {
    match error {
        OrderRefusal::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}
