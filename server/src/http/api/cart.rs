//! `GET /api/cart` and `PATCH /api/cart`

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::Response,
};
use kernel::{Quantity, Sku};
use serde::Deserialize;
use storefront::{
    ShopError,
    cart::{CartChange, CartError, CartOwner, OperationToken},
    stock::StockSnapshot,
};
use utoipa::ToSchema;

use super::{
    body::{JsonBody, text},
    cart_shapes::CartBody,
    json,
    quantity::{Unfit, quantity},
};
use crate::http::{
    AppState,
    cart::{NO_QUANTITY, changing, sentence},
    problem::Problem,
    visitor::Visitor,
};

/// What is to be done.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(in crate::http) enum Op {
    /// Adds units.
    Add,
    /// Takes units off, or the whole line.
    Remove,
}

/// The parameters.
#[derive(Deserialize)]
pub(in crate::http) struct Asked {
    op: Op,
}

/// What is added or removed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Wanted {
    #[serde(default, deserialize_with = "text")]
    #[schema(required)]
    sku: String,
    /// Units, 1 to 99. To remove the whole line it is left out.
    #[schema(value_type = Option<u32>)]
    quantity: Option<serde_json::Value>,
    /// Names this sending: 8 to 40 letters and digits. A second one of the same name changes nothing.
    key: Option<String>,
}

impl Wanted {
    fn change(&self, op: Op, stock: &StockSnapshot) -> Result<CartChange, Problem> {
        let sku = Sku::parse(self.sku.as_str())
            .map_err(|_| Problem::field("sku", "This is not a SKU of this shop."))?;
        let units = self.quantity.as_ref().map(|value| quantity(value, &sku, stock)).transpose();
        Ok(match (op, units) {
            (Op::Add, Ok(quantity)) => {
                CartChange::Add { sku, quantity: quantity.unwrap_or(Quantity::ONE) }
            }
            (Op::Add, Err(Unfit::AboveStock { free, .. })) => {
                return Err(problem(CartError::NotEnoughStock { available: free }));
            }
            (Op::Remove, Ok(Some(quantity))) => CartChange::TakeOff { sku, quantity },
            // More than any line has.
            (Op::Remove, Ok(None) | Err(Unfit::AboveStock { .. })) => CartChange::Remove { sku },
            (_, Err(Unfit::NoQuantity)) => return Err(Problem::field("quantity", NO_QUANTITY)),
        })
    }
}

fn problem(error: CartError) -> Problem {
    let detail = sentence(error);
    let conflict = |code| Problem::new(StatusCode::CONFLICT, code, detail.clone());
    match error {
        CartError::NotEnoughStock { available } => {
            Problem::not_enough_stock(available, detail.clone())
        }
        CartError::TooManyUnits { .. } => Problem::field("quantity", detail),
        CartError::TooManyLines { .. } => conflict("cart_full"),
        CartError::PriceChanged { .. } => conflict("price_changed"),
        CartError::NothingToUndo => conflict("nothing_to_undo"),
        CartError::NoSuchLine | CartError::NotSold => {
            Problem::new(StatusCode::NOT_FOUND, "not_found", detail)
        }
        CartError::Unavailable => Problem::from(ShopError::Unavailable),
    }
}

/// The cart of whoever asks.
#[utoipa::path(
    get,
    path = "/api/cart",
    responses(
        (status = 200, description = "The cart with the prices and the stock of now", body = CartBody),
        (status = 503, description = "The cart cannot be reached", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn get(
    State(state): State<AppState>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let owner = match visitor.cart() {
        Some(owner) => owner,
        None if visitor.cart_is_out_of_reach().await => {
            return Err(problem(CartError::Unavailable));
        }
        // Whoever is new has an empty cart.
        None => CartOwner::Cookie(String::new()),
    };
    let view = state.shop.carts.view(&owner).await.map_err(problem)?;
    Ok(answer(CartBody::from(&view)))
}

fn answer(body: CartBody) -> Response {
    json::private(StatusCode::OK, body)
}

/// Adds to the cart of whoever asks, or takes off it.
#[utoipa::path(
    patch,
    path = "/api/cart",
    params(("op" = Op, Query, description = "ADD or REMOVE.")),
    request_body = Wanted,
    responses(
        (status = 200, description = "The cart as it is now", body = CartBody),
        (status = 400, description = "No such `op`, or the body is no JSON object", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Nothing of this SKU is sold, or in the cart", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not_enough_stock`, with the units available, or `cart_full`. Nothing was changed", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field was refused", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The cart cannot be reached", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn patch(
    State(state): State<AppState>,
    mut visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
    wanted: Result<JsonBody, Problem>,
) -> Result<Response, Problem> {
    let Query(Asked { op }) = asked.map_err(|_| Problem::bad_request("`op` is ADD or REMOVE."))?;
    let wanted: Wanted = wanted?
        .read("The body is JSON with a `sku` and, unless a line is removed, a `quantity`.")?;
    let token = wanted
        .key
        .as_deref()
        .map(OperationToken::parse)
        .transpose()
        .map_err(|error| Problem::field("key", error.to_string()))?;
    let change = wanted.change(op, &state.shop.stock.snapshot())?;
    let view = changing::change_and_view(&state, &mut visitor, change, token.as_ref()).await;
    Ok(answer(CartBody::from(&view.map_err(problem)?)))
}
