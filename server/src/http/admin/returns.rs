//! What staff decide on returns, as forms of the page of their order.

use axum::{extract::Path, response::Response};
use storefront::order_room::{AgreeForm, OrderRoomError};

use super::{
    orders::{answer, number},
    staff_form::StaffForm,
};

/// `POST /admin/orders/{id}/returns/{return_id}/approve`
pub(in crate::http) async fn approve(
    Path((id, return_id)): Path<(String, String)>,
    form: StaffForm,
) -> Response {
    let agreed = AgreeForm { refund: form.text("refund"), restock: form.posted.ticked("restock") };
    let done = async {
        let (order, room) = (number(&id)?, &form.shop().order_room);
        room.approve_return(&form.by, &order, &return_id, &agreed, &form.caller).await?;
        Ok::<_, OrderRoomError>("return-approved")
    };
    let done = done.await;
    answer(&id, form, "approve", done).await
}

/// `POST /admin/orders/{id}/returns/{return_id}/refuse`
pub(in crate::http) async fn refuse(
    Path((id, return_id)): Path<(String, String)>,
    form: StaffForm,
) -> Response {
    let done = async {
        let (order, room) = (number(&id)?, &form.shop().order_room);
        let reason = form.text("reason");
        room.refuse_return(&form.by, &order, &return_id, &reason, &form.caller).await?;
        Ok::<_, OrderRoomError>("return-refused")
    };
    let done = done.await;
    answer(&id, form, "refuse", done).await
}
