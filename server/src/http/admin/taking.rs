//! Orders that staff take, and what is paid back of them by hand.

use axum::{extract::Path, response::Response};
use storefront::{
    order_room::OrderRoomError,
    order_taking::{TakeError, TakeForm},
};

use super::{orders::number, staff_form::StaffForm};

/// The page that the form is on.
const PAGE: &str = "/admin/orders/new";

/// `POST /admin/orders`
pub(in crate::http) async fn take(form: StaffForm) -> Response {
    let wanted = TakeForm::read(|name| form.text(name));
    let taken = form.shop().order_taking.take(&form.by, &wanted, &form.caller).await;
    let led: Result<_, TakeError> = taken.map(|order| format!("/admin/orders/{order}?done=taken"));
    form.answer("take", PAGE, &[], led).await
}

/// `POST /admin/orders/reckon`: the page is drawn again, and reckons what was typed.
pub(in crate::http) async fn reckon(form: StaffForm) -> Response {
    form.draw_again("take", PAGE).await
}

/// `POST /admin/orders/{id}/refunds/{refund}/paid`
pub(in crate::http) async fn paid_back(
    Path((id, refund)): Path<(String, String)>,
    form: StaffForm,
) -> Response {
    let page = format!("/admin/orders/{}", app::encode(&id));
    let paid = async {
        let (order, reference) = (number(&id)?, form.text("reference"));
        let room = &form.shop().order_room;
        room.paid_back(&form.by, &order, &refund, &reference, &form.caller).await
    };
    let led: Result<_, OrderRoomError> = paid.await.map(|()| format!("{page}?done=paid-back"));
    form.answer("paid-back", &page, &[], led).await
}
