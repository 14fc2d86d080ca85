//! `/api/admin/orders` and what is below it.

use axum::{
    Extension,
    extract::{Path, Query, State, rejection::PathRejection, rejection::QueryRejection},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kernel::{Money, OrderId};
use storefront::{
    order_room::{LookUp, OrderRoomError, RefundForm, RoomQuery, ShipForm},
    orders::{OrderCursor, OrderStatus},
    staff::StaffMember,
};

use super::{
    super::{body::JsonBody, items::malformed, json, named::named, orders as bought},
    forbidden, key,
    order_shapes::{CancelAsked, RefundAsked, RoomOrdersBody, RoomViewBody, ShipAsked},
    unknown,
};
use crate::http::{AppState, caller::Calling, problem::Problem};

pub(super) fn problem(error: OrderRoomError) -> Problem {
    match error {
        OrderRoomError::Forbidden => forbidden(),
        OrderRoomError::Fields(errors) => Problem::fields(&errors),
        OrderRoomError::Order(refusal) => bought::problem(refusal),
    }
}

pub(super) fn number(id: Result<Path<String>, PathRejection>) -> Result<OrderId, Problem> {
    OrderId::parse(named(id)?).map_err(|_| Problem::not_found())
}

/// The order as it is now.
pub(super) async fn standing(
    state: &AppState,
    by: &StaffMember,
    id: &OrderId,
) -> Result<Response, Problem> {
    let view = state.shop.order_room.view(by, id).await.map_err(problem)?;
    Ok(json::private(StatusCode::OK, RoomViewBody::from(&view)))
}

/// Orders of everyone, the newest first.
#[utoipa::path(
    get,
    path = "/api/admin/orders",
    params(
        ("nextCursor" = Option<String>, Query, description = "From the last answer."),
        ("status" = Option<String>, Query, description = "pending_payment, paid, allocated, shipped, delivered, cancelled or returned."),
        ("find" = Option<String>, Query, description = "An order's number, a mail address, a SKU, words that a name's words begin with, a telephone number or a postcode."),
    ),
    responses(
        (status = 200, description = "A page of orders", body = RoomOrdersBody),
        (status = 400, description = "A parameter is malformed", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`find` can be none of those", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn list(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    parameters: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(parameters) = parameters.map_err(|_| malformed())?;
    let query = query(&parameters)?;
    let page = state.shop.order_room.list(&by, &query).await.map_err(problem)?;
    Ok(json::private(StatusCode::OK, RoomOrdersBody::from(&page)))
}

fn query(parameters: &[(String, String)]) -> Result<RoomQuery, Problem> {
    let mut query = RoomQuery::default();
    for (name, value) in parameters {
        match name.as_str() {
            _ if value.is_empty() => {}
            "nextCursor" => {
                let cursor = OrderCursor::parse(value);
                query.after =
                    Some(cursor.map_err(|error| Problem::bad_request(format!("{error}.")))?);
            }
            "status" => {
                let status = OrderStatus::parse(value);
                query.status = Some(status.ok_or_else(|| {
                    Problem::bad_request("`status` is none that an order can have.")
                })?);
            }
            "find" => {
                query.find = LookUp::read(value).map_err(|error| Problem::fields(&[error]))?;
            }
            _ => return Err(unknown(name)),
        }
    }
    Ok(query)
}

/// One order.
#[utoipa::path(
    get,
    path = "/api/admin/orders/{orderId}",
    params(("orderId" = String, Path, description = "Its number.")),
    responses(
        (status = 200, description = "The order", body = RoomViewBody),
        (status = 404, description = "There is no such order", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn one(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    standing(&state, &by, &number(id)?).await
}

/// Hands a paid order to a carrier; its buyer is told by letter.
#[utoipa::path(
    post,
    path = "/api/admin/orders/{orderId}/ship",
    params(("orderId" = String, Path, description = "Its number.")),
    request_body = ShipAsked,
    responses(
        (status = 200, description = "The order as it is now", body = RoomViewBody),
        (status = 400, description = "The body is no JSON object", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such order", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not_now`: it is not one that can be sent off", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields were refused", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn ship(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    id: Result<Path<String>, PathRejection>,
    calling: Calling,
    body: JsonBody,
) -> Result<Response, Problem> {
    let id = number(id)?;
    let asked: ShipAsked = body.read("The body is an object with `carrier`.")?;
    let ShipAsked { carrier, tracking, tracking_url } = asked;
    let form = ShipForm { carrier, tracking, tracking_url };
    state.shop.order_room.ship(&by, &id, &form, &calling.0).await.map_err(problem)?;
    standing(&state, &by, &id).await
}

/// Notes that an order arrived.
#[utoipa::path(
    post,
    path = "/api/admin/orders/{orderId}/deliver",
    params(("orderId" = String, Path, description = "Its number.")),
    responses(
        (status = 200, description = "The order as it is now", body = RoomViewBody),
        (status = 404, description = "There is no such order", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not_now`: it was not sent off", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn deliver(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    id: Result<Path<String>, PathRejection>,
    calling: Calling,
) -> Result<Response, Problem> {
    let id = number(id)?;
    state.shop.order_room.deliver(&by, &id, &calling.0).await.map_err(problem)?;
    standing(&state, &by, &id).await
}

/// Cancels an order that was not shipped: its units are free again, and what was paid goes back.
#[utoipa::path(
    post,
    path = "/api/admin/orders/{orderId}/cancel",
    params(("orderId" = String, Path, description = "Its number.")),
    request_body = CancelAsked,
    responses(
        (status = 200, description = "The order as it is now. While nobody knows how its payment ends, cancelling is asked for only", body = RoomViewBody),
        (status = 400, description = "The body is no JSON object", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such order", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not_now`: it was shipped", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields were refused", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn cancel(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    id: Result<Path<String>, PathRejection>,
    calling: Calling,
    body: JsonBody,
) -> Result<Response, Problem> {
    let id = number(id)?;
    let asked: CancelAsked = body.read("The body is an object with `reason`.")?;
    state.shop.order_room.cancel(&by, &id, &asked.reason, &calling.0).await.map_err(problem)?;
    standing(&state, &by, &id).await
}

/// Has some of what was paid go back, without a return.
#[utoipa::path(
    post,
    path = "/api/admin/orders/{orderId}/refund",
    params(
        ("orderId" = String, Path, description = "Its number."),
        ("Idempotency-Key" = String, Header, description = "8 to 64 letters, digits and hyphens. The same again pays nothing back again."),
    ),
    request_body = RefundAsked,
    responses(
        (status = 200, description = "The order as it is now", body = RoomViewBody),
        (status = 400, description = "The body is no JSON object, or there is no key", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such order", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not_now`: nothing can go back", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields were refused, such as more than is left", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn refund(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    id: Result<Path<String>, PathRejection>,
    calling: Calling,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response, Problem> {
    let id = number(id)?;
    let key = key(&headers);
    if key.is_empty() {
        return Err(Problem::bad_request("A refund needs the header Idempotency-Key."));
    }
    let asked: RefundAsked = body.read("The body is an object with `amount` and `reason`.")?;
    let room = &state.shop.order_room;
    let view = room.view(&by, &id).await.map_err(problem)?;
    let amount = Money::new(asked.amount, view.left.currency()).map_err(|_| {
        Problem::field("amount", "Enter how much goes back in minor units, above zero.")
    })?;
    let form = RefundForm { amount: amount.decimal(), reason: asked.reason, key };
    room.refund_part(&by, &id, &form, &calling.0).await.map_err(problem)?;
    standing(&state, &by, &id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Result<RoomQuery, Problem> {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        query(&pairs)
    }

    #[test]
    fn what_is_no_parameter_of_the_list_is_refused() {
        for bad in [("status", "lost"), ("nextCursor", "x"), ("find", "a@"), ("since", "May")] {
            assert!(asked(&[bad]).is_err(), "{bad:?}");
        }
        let query = asked(&[("status", "paid"), ("find", "Ada"), ("nextCursor", "")]);
        let query = query.expect("they are right");
        assert_eq!(query.status, Some(OrderStatus::Paid));
        assert_eq!(query.find.and_then(|find| find.name).as_deref(), Some("Ada"));
    }
}
