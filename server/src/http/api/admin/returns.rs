//! What programs decide on returns.

use axum::{
    Extension,
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};
use kernel::{Money, OrderId};
use serde::{Deserialize, Serialize};
use storefront::{order_room::AgreeForm, orders::ReturnView, staff::StaffMember};
use utoipa::ToSchema;

use super::{
    super::{
        body::{JsonBody, text},
        shapes::MoneyBody,
    },
    orders::{problem, standing},
};
use crate::http::{AppState, caller::Calling, problem::Problem};

/// Units of a SKU that are sent back.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct ReturnedBody {
    sku: String,
    quantity: u32,
}

/// What a buyer sends back.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct ReturnBody {
    return_id: String,
    /// requested, approved or refused.
    state: &'static str,
    asked_at: String,
    /// Why, as its buyer wrote it; empty if nobody said.
    reason: String,
    lines: Vec<ReturnedBody>,
    /// What goes back for it; null while nobody has agreed to it.
    refund: Option<MoneyBody>,
}

impl From<&ReturnView> for ReturnBody {
    fn from(one: &ReturnView) -> Self {
        let lines = one.lines.iter();
        Self {
            return_id: one.id.clone(),
            state: one.state.name(),
            asked_at: one.asked_at.rfc3339(),
            reason: one.reason.clone(),
            lines: lines
                .map(|line| ReturnedBody { sku: line.sku.to_string(), quantity: line.quantity })
                .collect(),
            refund: one.refund.map(Into::into),
        }
    }
}

/// That a return is agreed to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct AgreeAsked {
    /// What goes back for it in minor units, in the currency of the order; 0 for nothing.
    pub(super) refund: i64,
    /// Whether its units can be sold again.
    pub(super) restock: bool,
}

/// Why a return is not agreed to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct RefuseAsked {
    /// Its buyer reads it.
    #[serde(default, deserialize_with = "text")]
    #[schema(required)]
    pub(super) reason: String,
}

/// The order and the return that an address names.
fn both(ids: Result<Path<(String, String)>, PathRejection>) -> Result<(OrderId, String), Problem> {
    let Path((order, one)) = ids.map_err(|_| Problem::not_found())?;
    Ok((OrderId::parse(order).map_err(|_| Problem::not_found())?, one))
}

/// Agrees to a return: money goes back, and its units are free again if they can be sold. The same
/// again does nothing.
#[utoipa::path(
    post,
    path = "/api/admin/orders/{orderId}/returns/{returnId}/approve",
    params(
        ("orderId" = String, Path, description = "Its number."),
        ("returnId" = String, Path, description = "The return's id."),
    ),
    request_body = AgreeAsked,
    responses(
        (status = 200, description = "The order as it is now", body = super::order_shapes::RoomViewBody),
        (status = 400, description = "The body is no JSON object", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "No role of the token allows it: money needs one that gives it back", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such return", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`refund`: more than is left, or somebody decided otherwise", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn approve(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    ids: Result<Path<(String, String)>, PathRejection>,
    calling: Calling,
    body: JsonBody,
) -> Result<Response, Problem> {
    let (id, one) = both(ids)?;
    let asked: AgreeAsked = body.read("The body is an object with `refund` and `restock`.")?;
    let room = &state.shop.order_room;
    let view = room.view(&by, &id).await.map_err(problem)?;
    let refund = Money::new(asked.refund, view.left.currency())
        .map_err(|_| Problem::field("refund", "Enter how much goes back in minor units, or 0."))?;
    let form = AgreeForm { refund: refund.decimal(), restock: asked.restock };
    room.approve_return(&by, &id, &one, &form, &calling.0).await.map_err(problem)?;
    standing(&state, &by, &id).await
}

/// Does not agree to a return. The same again does nothing.
#[utoipa::path(
    post,
    path = "/api/admin/orders/{orderId}/returns/{returnId}/refuse",
    params(
        ("orderId" = String, Path, description = "Its number."),
        ("returnId" = String, Path, description = "The return's id."),
    ),
    request_body = RefuseAsked,
    responses(
        (status = 200, description = "The order as it is now", body = super::order_shapes::RoomViewBody),
        (status = 400, description = "The body is no JSON object", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such return", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`reason`: missing, too long, or somebody decided otherwise", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn refuse(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    ids: Result<Path<(String, String)>, PathRejection>,
    calling: Calling,
    body: JsonBody,
) -> Result<Response, Problem> {
    let (id, one) = both(ids)?;
    let asked: RefuseAsked = body.read("The body is an object with `reason`.")?;
    let room = &state.shop.order_room;
    room.refuse_return(&by, &id, &one, &asked.reason, &calling.0).await.map_err(problem)?;
    standing(&state, &by, &id).await
}
