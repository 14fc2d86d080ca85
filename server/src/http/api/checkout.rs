//! `POST /api/checkout`, and `GET` and `PATCH /api/checkout/{checkoutId}`

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State, rejection::JsonRejection, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{CheckoutId, Quantity, Sku};
use serde::Deserialize;
use serde_json::json;
use storefront::{
    checkout::{BeginLine, CheckoutError, IdempotencyKey, Submitted},
    orders::Buyer,
};
use utoipa::ToSchema;

use super::checkout_shapes::{
    CartLineAsked, ChangeAsked, CheckoutAsked, CheckoutBody, SubmittedBody,
};
use crate::http::{
    AppState,
    caller::Calling,
    cart::NO_QUANTITY,
    checkout::{
        beginning,
        sentences::{code, sentence, status},
    },
    problem::Problem,
    visitor::Visitor,
};

const IDEMPOTENCY_KEY: &str = "idempotency-key";
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// What is to be done.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(in crate::http) enum Op {
    /// Holds units and freezes prices.
    Begin,
    /// Moves the end of the hold.
    Extend,
    /// Lets the units go.
    Cancel,
    /// Orders and pays.
    Submit,
}

/// The parameters.
#[derive(Deserialize)]
pub(in crate::http) struct Asked {
    op: Op,
}

fn bad_request(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_request", detail)
}

/// A refusal as a problem, with what a program needs to go on.
fn problem(error: &CheckoutError) -> Response {
    let refused = match error {
        CheckoutError::Fields(errors) => Problem::fields(errors),
        CheckoutError::Coupon(refusal) => Problem::field("coupon", refusal.message()),
        other => Problem::new(status(other), code(other), sentence(other, &[])),
    };
    let refused = match error {
        CheckoutError::SoldOut(short) => refused.with(
            "skus",
            json!(short
            .iter()
            .map(|line| json!({
                "sku": line.sku.as_str(),
                "wanted": line.wanted,
                "available": line.free,
                "inOtherCheckoutsUntil": line.in_checkouts_until.map(kernel::Timestamp::rfc3339),
            }))
            .collect::<Vec<_>>()),
        ),
        CheckoutError::PriceChanged(moved) => refused.with(
            "changes",
            json!(moved
            .iter()
            .map(|price| json!({
                "sku": price.sku.as_ref().map(Sku::as_str),
                "was": { "amount": price.was.amount(), "currency": price.was.currency().code() },
                "now": { "amount": price.now.amount(), "currency": price.now.currency().code() },
            }))
            .collect::<Vec<_>>()),
        ),
        CheckoutError::Incomplete(missing) => refused.with("missing", json!(missing)),
        CheckoutError::Declined { order, until, reason } => refused
            .with("orderId", json!(order.as_str()))
            .with("expiresAt", json!(until.map(kernel::Timestamp::rfc3339)))
            .with("reason", json!(reason)),
        _ => refused,
    };
    let mut answer = refused.into_response();
    if let CheckoutError::InProgress(seconds) = error {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    answer
}

fn private(status: StatusCode, body: impl serde::Serialize) -> Response {
    (status, [(header::CACHE_CONTROL, "private, no-store")], Json(body)).into_response()
}

/// Begins, extends, cancels or submits a checkout.
#[utoipa::path(
    post,
    path = "/api/checkout",
    params(
        ("op" = Op, Query, description = "BEGIN, EXTEND, CANCEL or SUBMIT."),
        ("Idempotency-Key" = Option<String>, Header, description = "SUBMIT: 8 to 128 printable characters; the same again has the same answer."),
    ),
    request_body = CheckoutAsked,
    responses(
        (status = 200, description = "EXTEND and CANCEL: the checkout. BEGIN: the same lines were held already", body = CheckoutBody),
        (status = 201, description = "BEGIN: the checkout. SUBMIT: the order, which is paid", body = SubmittedBody),
        (status = 202, description = "SUBMIT: whether it is paid is not known yet, or the bank wants to see the shopper at `nextAction`", body = SubmittedBody),
        (status = 400, description = "No such `op`, or SUBMIT without a key", body = Problem, content_type = "application/problem+json"),
        (status = 402, description = "`payment_declined`: the units are held until `expiresAt` for another try with another key", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such checkout", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`sold_out`, `hold_expired`, `price_changed`, `in_progress`, `no_extension_left` or `checkout_over`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`incomplete`, `payment_required`, `nothing_to_buy`, or `idempotency_mismatch`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; nothing is charged twice", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn post(
    State(state): State<AppState>,
    mut visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
    body: Bytes,
) -> Result<Response, Problem> {
    let Query(Asked { op }) =
        asked.map_err(|_| bad_request("`op` is BEGIN, EXTEND, CANCEL or SUBMIT."))?;
    let asked: CheckoutAsked = if body.iter().all(u8::is_ascii_whitespace) {
        CheckoutAsked::default()
    } else {
        serde_json::from_slice(&body)
            .map_err(|_| bad_request("The body is JSON with a `cart` or a `checkoutId`."))?
    };
    if matches!(op, Op::Begin) {
        let lines = asked.cart.map(lines).transpose()?;
        return Ok(match beginning::begin(&state, &mut visitor, &calling, lines).await {
            Ok(begun) => {
                let status = if begun.replayed { StatusCode::OK } else { StatusCode::CREATED };
                private(status, CheckoutBody::from(&begun.checkout))
            }
            Err(error) => problem(&error),
        });
    }
    let key = headers.get(IDEMPOTENCY_KEY).map(|value| value.to_str().unwrap_or_default());
    if matches!(op, Op::Submit) && key.is_none() {
        return Err(bad_request("SUBMIT needs the header Idempotency-Key."));
    }
    let id = asked.checkout_id.ok_or_else(|| bad_request("The body names no `checkoutId`."))?;
    let (buyer, id) = own(&visitor, id)?;
    let checkouts = &state.shop.checkouts;
    let done = match op {
        Op::Extend => checkouts.extend(&buyer, &id).await,
        Op::Cancel => checkouts.cancel(&buyer, &id).await,
        Op::Begin | Op::Submit => {
            let key = IdempotencyKey::parse(key.unwrap_or_default())
                .map_err(|error| bad_request(&format!("{error}.")))?;
            return Ok(submit(&state, &buyer, &id, &key).await);
        }
    };
    Ok(match done {
        Ok(view) => private(StatusCode::OK, CheckoutBody::from(&view)),
        Err(error) => problem(&error),
    })
}

async fn submit(
    state: &AppState,
    buyer: &Buyer,
    id: &CheckoutId,
    key: &IdempotencyKey,
) -> Response {
    match state.shop.checkouts.submit(buyer, id, key).await {
        Ok(submitted) => {
            let status = match submitted {
                Submitted::Paid(_) => StatusCode::CREATED,
                Submitted::Waiting(_) | Submitted::ActionNeeded(..) => StatusCode::ACCEPTED,
            };
            let mut answer = private(status, SubmittedBody::from(&submitted));
            if submitted.order().replayed {
                answer.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
            }
            answer
        }
        Err(error) => problem(&error),
    }
}

/// The checkout as it is.
#[utoipa::path(
    get,
    path = "/api/checkout/{checkoutId}",
    params(("checkoutId" = String, Path, description = "From BEGIN.")),
    responses(
        (status = 200, description = "The checkout", body = CheckoutBody),
        (status = 404, description = "There is no such checkout", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn get(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let (buyer, id) = own(&visitor, id)?;
    Ok(match state.shop.checkouts.view(&buyer, &id).await {
        Ok(view) => private(StatusCode::OK, CheckoutBody::from(&view)),
        Err(error) => problem(&error),
    })
}

/// Enters contact, addresses, delivery or a coupon.
#[utoipa::path(
    patch,
    path = "/api/checkout/{checkoutId}",
    params(("checkoutId" = String, Path, description = "From BEGIN.")),
    request_body = ChangeAsked,
    responses(
        (status = 200, description = "The checkout with its totals", body = CheckoutBody),
        (status = 400, description = "The body is no JSON of this shape", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such checkout", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`hold_expired`, `ordered` or `checkout_over`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields were refused; nothing was entered", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn patch(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
    asked: Result<Json<ChangeAsked>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(asked) = asked.map_err(|_| {
        bad_request(
            "The body is JSON with any of contact, shippingAddress, deliveryMethod, coupon.",
        )
    })?;
    let (buyer, id) = own(&visitor, id)?;
    Ok(match state.shop.checkouts.change(&buyer, &id, &asked.into()).await {
        Ok(view) => private(StatusCode::OK, CheckoutBody::from(&view)),
        Err(error) => problem(&error),
    })
}

fn own(visitor: &Visitor, id: String) -> Result<(Buyer, CheckoutId), Problem> {
    let id = CheckoutId::parse(id).map_err(|_| Problem::not_found())?;
    Ok((visitor.buyer().ok_or_else(Problem::not_found)?, id))
}

fn lines(asked: Vec<CartLineAsked>) -> Result<Vec<BeginLine>, Problem> {
    asked
        .into_iter()
        .map(|line| {
            let sku = Sku::parse(line.sku)
                .map_err(|_| Problem::field("sku", "This is not a SKU of this shop."))?;
            let units = line.quantity.as_u64().and_then(|units| u32::try_from(units).ok());
            let quantity = units
                .and_then(|units| Quantity::new(units).ok())
                .ok_or_else(|| Problem::field("quantity", NO_QUANTITY))?;
            Ok(BeginLine { sku, quantity })
        })
        .collect()
}
