//! What staff do to an order, as forms of its page.

use axum::{extract::Path, response::Response};
use kernel::OrderId;
use storefront::{
    order_room::{NoteForm, OrderRoomError, RefundForm, ShipForm},
    orders::OrderRefusal,
};

use super::staff_form::StaffForm;

/// The order of a number in an address.
pub(super) fn number(id: &str) -> Result<OrderId, OrderRoomError> {
    OrderId::parse(id).map_err(|_| OrderRoomError::Order(OrderRefusal::NotFound))
}

/// Sends on to the page of the order, which says what was done, or draws it again. `name` is the form's
/// on the page.
pub(super) async fn answer(
    order: &str,
    form: StaffForm,
    name: &'static str,
    done: Result<&'static str, OrderRoomError>,
) -> Response {
    let page = format!("/admin/orders/{}", app::encode(order));
    match done {
        Err(OrderRoomError::Order(OrderRefusal::NotFound)) => form.missing().await,
        done => form.answer(name, &page, &[], done.map(|word| format!("{page}?done={word}"))).await,
    }
}

/// `POST /admin/orders/{id}/note`
pub(in crate::http) async fn note(Path(id): Path<String>, form: StaffForm) -> Response {
    let note = NoteForm { text: form.text("text"), key: form.text("key") };
    let done = async {
        let room = &form.shop().order_room;
        room.note(&form.by, &number(&id)?, &note, &form.caller).await?;
        Ok::<_, OrderRoomError>("noted")
    };
    let done = done.await;
    answer(&id, form, "note", done).await
}

/// `POST /admin/orders/{id}/ship`
pub(in crate::http) async fn ship(Path(id): Path<String>, form: StaffForm) -> Response {
    let shipment = ShipForm {
        carrier: form.text("carrier"),
        tracking: form.text("tracking"),
        tracking_url: form.text("tracking_url"),
    };
    let done = async {
        let room = &form.shop().order_room;
        room.ship(&form.by, &number(&id)?, &shipment, &form.caller).await?;
        Ok::<_, OrderRoomError>("shipped")
    };
    let done = done.await;
    answer(&id, form, "ship", done).await
}

/// `POST /admin/orders/{id}/deliver`
pub(in crate::http) async fn deliver(Path(id): Path<String>, form: StaffForm) -> Response {
    let done = async {
        let room = &form.shop().order_room;
        room.deliver(&form.by, &number(&id)?, &form.caller).await?;
        Ok::<_, OrderRoomError>("delivered")
    };
    let done = done.await;
    answer(&id, form, "deliver", done).await
}

/// `POST /admin/orders/{id}/cancel`
pub(in crate::http) async fn cancel(Path(id): Path<String>, form: StaffForm) -> Response {
    let done = async {
        let (order, reason) = (number(&id)?, form.text("reason"));
        // While nobody knows how its payment ends, it is only asked for.
        let over = form.shop().order_room.cancel(&form.by, &order, &reason, &form.caller).await?;
        Ok::<_, OrderRoomError>(if over { "cancelled" } else { "cancel-asked" })
    };
    let done = done.await;
    answer(&id, form, "cancel", done).await
}

/// `POST /admin/orders/{id}/refund`
pub(in crate::http) async fn refund(Path(id): Path<String>, form: StaffForm) -> Response {
    let refund = RefundForm {
        amount: form.text("amount"),
        reason: form.text("reason"),
        key: form.text("key"),
    };
    let done = async {
        let room = &form.shop().order_room;
        room.refund_part(&form.by, &number(&id)?, &refund, &form.caller).await?;
        Ok::<_, OrderRoomError>("refunded")
    };
    let done = done.await;
    answer(&id, form, "refund", done).await
}

/// `POST /admin/orders/{id}/resend`
pub(in crate::http) async fn resend(Path(id): Path<String>, form: StaffForm) -> Response {
    let done = async {
        let (order, key) = (number(&id)?, form.text("key"));
        form.shop().order_room.resend(&form.by, &order, &key, &form.caller).await?;
        Ok::<_, OrderRoomError>("resent")
    };
    let done = done.await;
    answer(&id, form, "resend", done).await
}
