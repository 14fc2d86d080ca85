//! What staff say of money in doubt, as forms of the page of its order.

use axum::{extract::Path, response::Response};
use kernel::PaymentId;
use storefront::{
    order_room::OrderRoomError,
    orders::OrderRefusal,
    payment_room::{AfterRefusal, Found, Said},
};

use super::{
    orders::{answer, number},
    staff_form::StaffForm,
};

const NOT_FOUND: OrderRoomError = OrderRoomError::Order(OrderRefusal::NotFound);

fn nothing_chosen() -> OrderRoomError {
    OrderRoomError::field("what", "Choose one of these.")
}

/// `POST /admin/orders/{id}/refunds/{refund}/refused`
pub(in crate::http) async fn refused(
    Path((id, refund)): Path<(String, String)>,
    form: StaffForm,
) -> Response {
    let done = async {
        let order = number(&id)?;
        let after = AfterRefusal::parse(&form.text("what")).ok_or_else(nothing_chosen)?;
        let (room, reference) = (&form.shop().payment_room, form.text("reference"));
        let said = Said::Refund(&refund, after);
        room.say(&form.by, &order, said, &reference, &form.caller).await?;
        Ok::<_, OrderRoomError>("looked-into")
    };
    let done = done.await;
    answer(&id, form, "refused", done).await
}

/// `POST /admin/orders/{id}/payments/{payment}/found`
pub(in crate::http) async fn found(
    Path((id, payment)): Path<(String, String)>,
    form: StaffForm,
) -> Response {
    let done = async {
        let order = number(&id)?;
        let payment = PaymentId::parse(payment).map_err(|_| NOT_FOUND)?;
        let found = Found::parse(&form.text("what")).ok_or_else(nothing_chosen)?;
        let (room, reference) = (&form.shop().payment_room, form.text("reference"));
        let said = Said::Payment(&payment, found);
        room.say(&form.by, &order, said, &reference, &form.caller).await?;
        Ok::<_, OrderRoomError>("looked-into")
    };
    let done = done.await;
    answer(&id, form, "found", done).await
}
