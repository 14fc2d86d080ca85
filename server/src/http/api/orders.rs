//! `GET /api/orders`, `GET /api/orders/{orderId}` and `POST /api/orders/{orderId}/cancel`

use axum::{
    extract::{Path, Query, State, rejection::PathRejection, rejection::QueryRejection},
    http::StatusCode,
    response::Response,
};
use kernel::{OrderId, Timestamp};
use storefront::orders::{Buyer, OrderCursor, OrderQuery, OrderRefusal, OrderStatus};
use time::{Date, OffsetDateTime, format_description::well_known};

use super::{
    json,
    named::named,
    order_shapes::{OrderBody, OrdersBody},
};
use crate::http::{
    AppState,
    orders::{sentence, status},
    problem::Problem,
    visitor::Visitor,
};

pub(super) fn problem(refusal: OrderRefusal) -> Problem {
    let code = match refusal {
        OrderRefusal::NotFound => "not_found",
        OrderRefusal::NotNow(_) => "not_now",
        OrderRefusal::TooLate => "too_late",
        OrderRefusal::NotThoseUnits | OrderRefusal::BadForm => "invalid",
        OrderRefusal::Unavailable => "unavailable",
    };
    Problem::new(status(refusal), code, sentence(refusal))
}

/// The orders of whoever asks, newest first.
#[utoipa::path(
    get,
    path = "/api/orders",
    params(
        ("nextCursor" = Option<String>, Query, description = "From the last answer."),
        ("limit" = Option<u32>, Query, description = "1 to 100, 24 unless said otherwise."),
        ("since" = Option<String>, Query, description = "Only those placed then or later: RFC 3339, or a date."),
        ("status" = Option<Vec<String>>, Query, description = "pending_payment, paid, allocated, shipped, delivered, cancelled or returned. Repeats."),
    ),
    responses(
        (status = 200, description = "A page of orders", body = OrdersBody),
        (status = 400, description = "A parameter is malformed", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    parameters: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(parameters) = parameters.map_err(|_| super::items::malformed())?;
    let query = query(&parameters)?;
    let Some(buyer) = visitor.buyer() else {
        return Ok(json::private(StatusCode::OK, OrdersBody::empty(query.limit)));
    };
    let page = state.shop.orders.list(&buyer, &query).await.map_err(problem)?;
    Ok(json::private(StatusCode::OK, OrdersBody::from(&page)))
}

fn query(parameters: &[(String, String)]) -> Result<OrderQuery, Problem> {
    let mut query = OrderQuery::default();
    for (name, value) in parameters {
        match name.as_str() {
            "nextCursor" if !value.is_empty() => {
                let cursor = OrderCursor::parse(value);
                query.after =
                    Some(cursor.map_err(|error| Problem::bad_request(format!("{error}.")))?);
            }
            "limit" => {
                query.limit = value
                    .parse()
                    .ok()
                    .filter(|limit| (1..=OrderQuery::MOST).contains(limit))
                    .ok_or_else(|| Problem::bad_request("`limit` is 1 to 100."))?;
            }
            "since" if !value.is_empty() => {
                let since = moment(value);
                query.since = Some(since.ok_or_else(|| {
                    Problem::bad_request("`since` is a time like 2026-11-21T10:00:00Z, or a date.")
                })?);
            }
            "status" if !value.is_empty() => {
                let status = OrderStatus::parse(value);
                query.statuses.push(status.ok_or_else(|| {
                    Problem::bad_request("`status` is pending_payment, paid, allocated, shipped, delivered, cancelled or returned.")
                })?);
            }
            _ => {}
        }
    }
    Ok(query)
}

fn moment(text: &str) -> Option<Timestamp> {
    // A plus that was not escaped arrives as a space.
    let at = OffsetDateTime::parse(&text.replace(' ', "+"), &well_known::Rfc3339).ok().or_else(
        || {
            let date = Date::parse(text, &well_known::Iso8601::DATE).ok()?;
            Some(date.midnight().assume_utc())
        },
    )?;
    Some(Timestamp::from_millis(i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok()?))
}

/// One order of whoever asks.
#[utoipa::path(
    get,
    path = "/api/orders/{orderId}",
    params(("orderId" = String, Path, description = "From SUBMIT.")),
    responses(
        (status = 200, description = "The order", body = OrderBody),
        (status = 404, description = "There is no such order", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn one(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let (buyer, id) = own(&visitor, named(id)?)?;
    let view = state.shop.orders.view(&buyer, &id).await.map_err(problem)?;
    Ok(json::private(StatusCode::OK, OrderBody::from(&view)))
}

/// Cancels an order that was not shipped.
#[utoipa::path(
    post,
    path = "/api/orders/{orderId}/cancel",
    params(("orderId" = String, Path, description = "From SUBMIT.")),
    responses(
        (status = 200, description = "The order as it is now", body = OrderBody),
        (status = 404, description = "There is no such order", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not_now`: it was shipped", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn cancel(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let (buyer, id) = own(&visitor, named(id)?)?;
    let view = state.shop.cancelling.cancel(&buyer, &id).await.map_err(problem)?;
    Ok(json::private(StatusCode::OK, OrderBody::from(&view)))
}

fn own(visitor: &Visitor, id: String) -> Result<(Buyer, OrderId), Problem> {
    let id = OrderId::parse(id).map_err(|_| Problem::not_found())?;
    Ok((visitor.buyer().ok_or_else(Problem::not_found)?, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Result<OrderQuery, Problem> {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        query(&pairs)
    }

    #[test]
    fn what_is_no_parameter_of_this_list_is_refused() {
        for bad in [("limit", "0"), ("limit", "101"), ("since", "May"), ("status", "lost")] {
            assert!(asked(&[bad]).is_err(), "{bad:?}");
        }
        let query = asked(&[("since", "2026-11-21"), ("status", "paid"), ("limit", "5")]);
        let query = query.expect("they are right");
        assert_eq!(query.since.expect("a time").rfc3339(), "2026-11-21T00:00:00Z");
        assert_eq!((query.statuses.as_slice(), query.limit), (&[OrderStatus::Paid][..], 5));
    }
}
