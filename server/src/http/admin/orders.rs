//! What staff do to an order, as forms of its page.

use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::OrderId;
use storefront::{
    order_room::{NoteForm, OrderRoomError, RefundForm, ShipForm},
    orders::OrderRefusal,
    staff::StaffMember,
};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, pages, posted::Posted, respond::RequestId};

/// A form of the page of an order, as it was sent.
pub(super) struct Sent<'a> {
    pub(super) state: &'a AppState,
    pub(super) by: StaffMember,
    pub(super) request: RequestId,
    /// The number of the order, as the address has it.
    pub(super) order: &'a str,
    pub(super) posted: &'a Posted,
    pub(super) headers: &'a HeaderMap,
}

impl Sent<'_> {
    /// Sends on to the page of the order, which says what was done, or draws it again. `form` is the
    /// form's name on the page.
    pub(super) async fn answer(
        self,
        form: &'static str,
        done: Result<&'static str, OrderRoomError>,
    ) -> Response {
        let Self { state, by, request, order, posted, headers } = self;
        let page = format!("/admin/orders/{}", app::encode(order));
        // New keys for the other forms on the page.
        let visitor =
            app::Visitor { staff: Some(by), form_key: request.0, ..app::Visitor::default() };
        match done {
            Ok(word) => Redirect::to(&format!("{page}?done={word}")).into_response(),
            Err(OrderRoomError::Order(OrderRefusal::NotFound)) => {
                pages::missing(state, visitor, headers).await
            }
            Err(error) => {
                let refused = Refused::from(error);
                refused.answer(state, visitor, posted, (form, &page), &[], headers).await
            }
        }
    }
}

/// The order of a number in an address.
pub(super) fn number(id: &str) -> Result<OrderId, OrderRoomError> {
    OrderId::parse(id).map_err(|_| OrderRoomError::Order(OrderRefusal::NotFound))
}

/// `POST /admin/orders/{id}/note`
pub(in crate::http) async fn note(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Extension(request): Extension<RequestId>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form =
        NoteForm { text: posted.text("text").to_owned(), key: posted.text("key").to_owned() };
    let done = async {
        state.shop.order_room.note(&by, &number(&id)?, &form, &calling.0).await?;
        Ok::<_, OrderRoomError>("noted")
    };
    let done = done.await;
    let sent = Sent { state: &state, by, request, order: &id, posted: &posted, headers: &headers };
    sent.answer("note", done).await
}

/// `POST /admin/orders/{id}/ship`
pub(in crate::http) async fn ship(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Extension(request): Extension<RequestId>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form = ShipForm {
        carrier: posted.text("carrier").to_owned(),
        tracking: posted.text("tracking").to_owned(),
        tracking_url: posted.text("tracking_url").to_owned(),
    };
    let done = async {
        state.shop.order_room.ship(&by, &number(&id)?, &form, &calling.0).await?;
        Ok::<_, OrderRoomError>("shipped")
    };
    let done = done.await;
    let sent = Sent { state: &state, by, request, order: &id, posted: &posted, headers: &headers };
    sent.answer("ship", done).await
}

/// `POST /admin/orders/{id}/deliver`
pub(in crate::http) async fn deliver(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Extension(request): Extension<RequestId>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let done = async {
        state.shop.order_room.deliver(&by, &number(&id)?, &calling.0).await?;
        Ok::<_, OrderRoomError>("delivered")
    };
    let done = done.await;
    let sent = Sent { state: &state, by, request, order: &id, posted: &posted, headers: &headers };
    sent.answer("deliver", done).await
}

/// `POST /admin/orders/{id}/cancel`
pub(in crate::http) async fn cancel(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Extension(request): Extension<RequestId>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let done = async {
        let (order, reason) = (number(&id)?, posted.text("reason"));
        // While nobody knows how its payment ends, it is only asked for.
        let over = state.shop.order_room.cancel(&by, &order, reason, &calling.0).await?;
        Ok::<_, OrderRoomError>(if over { "cancelled" } else { "cancel-asked" })
    };
    let done = done.await;
    let sent = Sent { state: &state, by, request, order: &id, posted: &posted, headers: &headers };
    sent.answer("cancel", done).await
}

/// `POST /admin/orders/{id}/refund`
pub(in crate::http) async fn refund(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Extension(request): Extension<RequestId>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form = RefundForm {
        amount: posted.text("amount").to_owned(),
        reason: posted.text("reason").to_owned(),
        key: posted.text("key").to_owned(),
    };
    let done = async {
        state.shop.order_room.refund_part(&by, &number(&id)?, &form, &calling.0).await?;
        Ok::<_, OrderRoomError>("refunded")
    };
    let done = done.await;
    let sent = Sent { state: &state, by, request, order: &id, posted: &posted, headers: &headers };
    sent.answer("refund", done).await
}

/// `POST /admin/orders/{id}/resend`
pub(in crate::http) async fn resend(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Extension(request): Extension<RequestId>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let done = async {
        let (order, key) = (number(&id)?, posted.text("key"));
        state.shop.order_room.resend(&by, &order, key, &calling.0).await?;
        Ok::<_, OrderRoomError>("resent")
    };
    let done = done.await;
    let sent = Sent { state: &state, by, request, order: &id, posted: &posted, headers: &headers };
    sent.answer("resend", done).await
}
