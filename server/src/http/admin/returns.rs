//! What staff decide on returns, as forms of the page of their order.

use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use storefront::{
    order_room::{AgreeForm, OrderRoomError},
    staff::StaffMember,
};

use super::orders::{Sent, number};
use crate::http::{AppState, caller::Calling, posted::Posted, respond::RequestId};

/// `POST /admin/orders/{id}/returns/{return_id}/approve`
pub(in crate::http) async fn approve(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Extension(request): Extension<RequestId>,
    Path((id, return_id)): Path<(String, String)>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form =
        AgreeForm { refund: posted.text("refund").to_owned(), restock: posted.ticked("restock") };
    let done = async {
        let order = number(&id)?;
        let room = &state.shop.order_room;
        room.approve_return(&by, &order, &return_id, &form, &calling.0).await?;
        Ok::<_, OrderRoomError>("return-approved")
    };
    let done = done.await;
    let sent = Sent { state: &state, by, request, order: &id, posted: &posted, headers: &headers };
    sent.answer("approve", done).await
}

/// `POST /admin/orders/{id}/returns/{return_id}/refuse`
pub(in crate::http) async fn refuse(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Extension(request): Extension<RequestId>,
    Path((id, return_id)): Path<(String, String)>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let done = async {
        let (order, reason) = (number(&id)?, posted.text("reason"));
        let room = &state.shop.order_room;
        room.refuse_return(&by, &order, &return_id, reason, &calling.0).await?;
        Ok::<_, OrderRoomError>("return-refused")
    };
    let done = done.await;
    let sent = Sent { state: &state, by, request, order: &id, posted: &posted, headers: &headers };
    sent.answer("refuse", done).await
}
