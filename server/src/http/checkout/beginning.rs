//! `POST /checkout`: units of the cart are held, and the checkout begins.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Quantity, Sku};
use sessions::short_address;
use storefront::{
    cart::{CartError, CartView},
    checkout::{Begin, BeginLine, Begun, CheckoutError},
    limits::{Ask, Whom},
    orders::OrderLine,
};

use super::sentences::{sentence, status};
use crate::http::{
    AppState, caller::Calling, limits::TooOften, pages, posted::Posted, visitor::Visitor,
};

/// Holds what is in the cart, or the one thing that the form names.
pub(in crate::http) async fn post(
    State(state): State<AppState>,
    mut visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let asks = [Ask { rule: &state.rules.checkout, whom: Whom::Address(calling.address()) }];
    if let Err(TooOften(message)) = calling.within(&state, &asks).await {
        return refused(
            &state,
            &visitor,
            &posted,
            StatusCode::TOO_MANY_REQUESTS,
            message,
            &headers,
        )
        .await;
    }
    let named = Sku::parse(posted.text("sku")).ok().map(|sku| BeginLine {
        sku,
        quantity: Quantity::parse(posted.text("quantity")).unwrap_or(Quantity::ONE),
    });
    let titles = titles(&state, &mut visitor).await;
    match begin(&state, &mut visitor, &calling, named.map(|line| vec![line])).await {
        Ok(begun) => Redirect::to(&format!("/checkout/{}", begun.checkout.id)).into_response(),
        Err(error) => {
            let message = sentence(&error, &titles);
            refused(&state, &visitor, &posted, status(&error), message, &headers).await
        }
    }
}

/// Begins a checkout for whoever asks, of these lines or of their cart.
///
/// # Errors
/// [`CheckoutError`].
pub(in crate::http) async fn begin(
    state: &AppState,
    visitor: &mut Visitor,
    calling: &Calling,
    lines: Option<Vec<BeginLine>>,
) -> Result<Begun, CheckoutError> {
    let cart = visitor.settled_cart(state).await;
    let lines = match (lines, &cart) {
        (Some(lines), _) => lines,
        (None, Some(owner)) => match state.shop.carts.view(owner).await {
            Ok(view) => of_cart(&view),
            Err(CartError::Unavailable) => return Err(CheckoutError::Unavailable),
            Err(_) => Vec::new(),
        },
        (None, None) if visitor.cart_is_out_of_reach().await => {
            return Err(CheckoutError::Unavailable);
        }
        (None, None) => Vec::new(),
    };
    if lines.is_empty() {
        return Err(CheckoutError::NothingToBuy);
    }
    let newcomer = visitor.buyer().is_none();
    let buyer = visitor.settled_buyer(state);
    let wish = Begin { lines, network: short_address(calling.address()), cart, newcomer };
    state.shop.checkouts.begin(&buyer, &wish).await
}

/// What a cart would buy. What is sold out of it is asked for too: the answer says so.
fn of_cart(view: &CartView) -> Vec<BeginLine> {
    let lines = view.lines.iter();
    lines.map(|line| BeginLine { sku: line.sku.clone(), quantity: line.quantity }).collect()
}

/// What the lines of the cart are called, for sentences.
async fn titles(state: &AppState, visitor: &mut Visitor) -> Vec<OrderLine> {
    let Some(owner) = visitor.settled_cart(state).await else { return Vec::new() };
    let Ok(view) = state.shop.carts.view(&owner).await else { return Vec::new() };
    view.lines
        .into_iter()
        .map(|line| OrderLine {
            sku: line.sku,
            product_slug: line.product_slug,
            title: line.title,
            options: line.options,
            image: line.image,
            quantity: line.quantity,
            unit_price: line.unit_price,
            line_total: line.line_total.unwrap_or(line.unit_price),
            returned: 0,
            tax_basis_points: None,
        })
        .collect()
}

async fn refused(
    state: &AppState,
    visitor: &Visitor,
    posted: &Posted,
    status: StatusCode,
    message: String,
    headers: &HeaderMap,
) -> Response {
    let page = visitor.for_page(state).await;
    let form = posted.again("checkout", vec![app::FormError { field: String::new(), message }]);
    pages::refused(state, "/cart", status, page, form, headers).await
}
