//! `POST /api/checkout`, and `GET` and `PATCH /api/checkout/{checkoutId}`

use axum::{
    extract::{Path, Query, State, rejection::PathRejection, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::Response,
};
use kernel::{CheckoutId, Sku};
use serde::Deserialize;
use storefront::{
    checkout::{BeginLine, CheckoutError, IdempotencyKey, ShortLine, Submitted},
    enquiry::FieldError,
    orders::Buyer,
    stock::StockSnapshot,
};
use utoipa::ToSchema;

use super::{
    body::JsonBody,
    checkout_refusals::{REPLAYED, problem},
    checkout_shapes::{
        BegunOrSubmittedBody, CartLineAsked, ChangeAsked, CheckoutAsked, CheckoutBody,
        SubmittedBody,
    },
    json,
    named::named,
    quantity::{Unfit, quantity},
};
use crate::http::{
    AppState, caller::Calling, cart::NO_QUANTITY, checkout::beginning, problem::Problem,
    visitor::Visitor,
};

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// What is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
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

/// Begins, extends, cancels or submits a checkout.
#[utoipa::path(
    post,
    path = "/api/checkout",
    params(
        ("op" = Op, Query, description = "BEGIN, EXTEND, CANCEL or SUBMIT."),
        ("Idempotency-Key" = Option<String>, Header, description = "SUBMIT: 1 to 255 printable characters; the same again has the same answer."),
    ),
    request_body = CheckoutAsked,
    responses(
        (status = 200, description = "EXTEND and CANCEL: the checkout. BEGIN: the same lines were held already", body = CheckoutBody),
        (status = 201, description = "BEGIN: the checkout. SUBMIT: the order, which is paid", body = BegunOrSubmittedBody),
        (status = 202, description = "SUBMIT: whether it is paid is not known yet, or the bank wants to see the shopper at `nextAction`", body = SubmittedBody),
        (status = 400, description = "No such `op`, SUBMIT without a key, or a body that is no JSON object", body = Problem, content_type = "application/problem+json"),
        (status = 402, description = "`payment_declined`: the units are held until `expiresAt` for another try with another key", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such checkout", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`sold_out`, `hold_expired`, `price_changed`, `in_progress`, `no_extension_left` or `checkout_over`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field was refused, `incomplete`, `payment_required`, `nothing_to_buy`, or `idempotency_mismatch`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; nothing is charged twice", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn post(
    State(state): State<AppState>,
    mut visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
    body: Result<JsonBody, Problem>,
) -> Result<Response, Problem> {
    let Query(Asked { op }) =
        asked.map_err(|_| Problem::bad_request("`op` is BEGIN, EXTEND, CANCEL or SUBMIT."))?;
    let asked = asked_for(op, &body?);
    if op == Op::Begin {
        let asked = asked?;
        let stock = state.shop.stock.snapshot();
        let lines = match asked.cart.map(|asked| lines(asked, &stock)).transpose() {
            Ok(lines) => lines,
            Err(error) => return Ok(problem(&error)),
        };
        return Ok(match beginning::begin(&state, &mut visitor, &calling, lines).await {
            Ok(begun) => {
                let status = if begun.replayed { StatusCode::OK } else { StatusCode::CREATED };
                json::private(status, CheckoutBody::from(&begun.checkout))
            }
            Err(error) => problem(&error),
        });
    }
    let key = match op {
        Op::Submit => Some(key(&headers)?),
        Op::Begin | Op::Extend | Op::Cancel => None,
    };
    let id = asked.and_then(|asked| {
        asked.checkout_id.ok_or_else(|| Problem::field("checkoutId", "Name a checkout."))
    });
    let checkouts = &state.shop.checkouts;
    if let (Err(_), Some(key), Some(buyer)) = (&id, &key, visitor.buyer())
        && checkouts.key_is_used(&buyer, key).await == Ok(true)
    {
        return Ok(problem(&CheckoutError::KeyUsed));
    }
    let (buyer, id) = own(&visitor, id?)?;
    let done = match (op, key) {
        (Op::Submit, Some(key)) => {
            return Ok(submitted(&checkouts.submit(&buyer, &id, &key).await));
        }
        (Op::Extend, _) => checkouts.extend(&buyer, &id).await,
        _ => checkouts.cancel(&buyer, &id).await,
    };
    Ok(match done {
        Ok(view) => json::private(StatusCode::OK, CheckoutBody::from(&view)),
        Err(error) => problem(&error),
    })
}

/// What the body asks for. Each operation takes one field, and the other's would go unheard.
fn asked_for(op: Op, body: &JsonBody) -> Result<CheckoutAsked, Problem> {
    let shape = "The body is JSON with a `cart` or a `checkoutId`.";
    let asked: CheckoutAsked = body.read_or_default(shape)?;
    match op {
        Op::Begin if asked.checkout_id.is_some() => {
            Err(Problem::field("checkoutId", "BEGIN takes a cart."))
        }
        Op::Extend | Op::Cancel | Op::Submit if asked.cart.is_some() => {
            Err(Problem::field("cart", "Only BEGIN takes a cart."))
        }
        _ => Ok(asked),
    }
}

fn key(headers: &HeaderMap) -> Result<IdempotencyKey, Problem> {
    let key = headers
        .get(IDEMPOTENCY_KEY)
        .ok_or_else(|| Problem::bad_request("SUBMIT needs the header Idempotency-Key."))?;
    IdempotencyKey::parse(key.to_str().unwrap_or_default())
        .map_err(|error| Problem::bad_request(format!("{error}.")))
}

/// What is answered to a submission.
fn submitted(became: &Result<Submitted, CheckoutError>) -> Response {
    let submitted = match became {
        Ok(submitted) => submitted,
        Err(error) => return problem(error),
    };
    let status = match submitted {
        Submitted::Paid(_) => StatusCode::CREATED,
        Submitted::Waiting(_) | Submitted::ActionNeeded(..) => StatusCode::ACCEPTED,
    };
    let mut answer = json::private(status, SubmittedBody::from(submitted));
    if submitted.order().replayed {
        answer.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    answer
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
    id: Result<Path<String>, PathRejection>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let (buyer, id) = own(&visitor, named(id)?)?;
    Ok(match state.shop.checkouts.view(&buyer, &id).await {
        Ok(view) => json::private(StatusCode::OK, CheckoutBody::from(&view)),
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
        (status = 400, description = "The body is no JSON object", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such checkout", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`hold_expired`, `ordered` or `checkout_over`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields were refused; nothing was entered", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn patch(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    visitor: Visitor,
    body: Result<JsonBody, Problem>,
) -> Result<Response, Problem> {
    let shape = "The body is JSON with any of contact, shippingAddress, deliveryMethod, coupon.";
    let asked: ChangeAsked = body?.read(shape)?;
    let (buyer, id) = own(&visitor, named(id)?)?;
    Ok(match state.shop.checkouts.change(&buyer, &id, &asked.into()).await {
        Ok(view) => json::private(StatusCode::OK, CheckoutBody::from(&view)),
        Err(error) => problem(&error),
    })
}

fn own(visitor: &Visitor, id: String) -> Result<(Buyer, CheckoutId), Problem> {
    let id = CheckoutId::parse(id).map_err(|_| Problem::not_found())?;
    Ok((visitor.buyer().ok_or_else(Problem::not_found)?, id))
}

/// The lines that are asked for.
///
/// # Errors
/// A field that is wrong; or all lines of which there are fewer than any line may have.
fn lines(
    asked: Vec<CartLineAsked>,
    stock: &StockSnapshot,
) -> Result<Vec<BeginLine>, CheckoutError> {
    let wrong = |field, message| CheckoutError::Fields(vec![FieldError { field, message }]);
    let mut lines = Vec::with_capacity(asked.len());
    let mut short = Vec::new();
    for line in asked {
        let sku =
            Sku::parse(line.sku).map_err(|_| wrong("sku", "This is not a SKU of this shop."))?;
        match quantity(&line.quantity, &sku, stock) {
            Ok(quantity) => lines.push(BeginLine { sku, quantity }),
            Err(Unfit::AboveStock { wanted, free }) => {
                short.push(ShortLine { sku, wanted, free, in_checkouts_until: None });
            }
            Err(Unfit::NoQuantity) => return Err(wrong("quantity", NO_QUANTITY)),
        }
    }
    if short.is_empty() { Ok(lines) } else { Err(CheckoutError::SoldOut(short)) }
}
