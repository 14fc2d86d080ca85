//! What programs note of orders, and the letters that they have sent again.

use axum::{
    Extension,
    extract::{Path, State, rejection::PathRejection},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;
use storefront::{order_room::NoteForm, staff::StaffMember};
use utoipa::ToSchema;

use super::{
    super::body::{JsonBody, text},
    key,
    orders::{number, problem, standing},
};
use crate::http::{AppState, caller::Calling, problem::Problem};

/// A note for staff.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct NoteAsked {
    /// At most 2,000 characters. Its buyer never reads it.
    #[serde(default, deserialize_with = "text")]
    #[schema(required)]
    pub(super) text: String,
}

/// The key of a call that needs one.
fn keyed(headers: &HeaderMap) -> Result<String, Problem> {
    let key = key(headers);
    if key.is_empty() {
        return Err(Problem::bad_request("This needs the header Idempotency-Key."));
    }
    Ok(key)
}

/// Notes something of an order for staff alone.
#[utoipa::path(
    post,
    path = "/api/admin/orders/{orderId}/notes",
    params(
        ("orderId" = String, Path, description = "Its number."),
        ("Idempotency-Key" = String, Header, description = "8 to 64 letters, digits and hyphens. The same again notes nothing again."),
    ),
    request_body = NoteAsked,
    responses(
        (status = 200, description = "The order as it is now", body = super::order_shapes::RoomViewBody),
        (status = 400, description = "The body is no JSON object, or there is no key", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such order", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields were refused", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn note(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    id: Result<Path<String>, PathRejection>,
    calling: Calling,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response, Problem> {
    let (id, key) = (number(id)?, keyed(&headers)?);
    let asked: NoteAsked = body.read("The body is an object with `text`.")?;
    let form = NoteForm { text: asked.text, key };
    state.shop.order_room.note(&by, &id, &form, &calling.0).await.map_err(problem)?;
    standing(&state, &by, &id).await
}

/// Sends the letter again that tells how an order stands.
#[utoipa::path(
    post,
    path = "/api/admin/orders/{orderId}/resend",
    params(
        ("orderId" = String, Path, description = "Its number."),
        ("Idempotency-Key" = String, Header, description = "8 to 64 letters, digits and hyphens. The same again sends nothing again."),
    ),
    responses(
        (status = 200, description = "The order as it is now", body = super::order_shapes::RoomViewBody),
        (status = 400, description = "There is no key", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such order", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Nobody is left to write to", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn resend(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    id: Result<Path<String>, PathRejection>,
    calling: Calling,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (id, key) = (number(id)?, keyed(&headers)?);
    state.shop.order_room.resend(&by, &id, &key, &calling.0).await.map_err(problem)?;
    standing(&state, &by, &id).await
}
