//! Orders: what a shopper does to them. Their pages are drawn as all others are.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Email, OrderId, Quantity};
use storefront::{
    account::Secret,
    cart::{CartChange, CartError, OperationToken},
    limits::{Ask, Whom},
    orders::{OrderRefusal, OrderStatus, OrderView, ReturnForm},
};

use super::{
    AppState, caller::Calling, cart::changing, limits::TooOften, pages, posted::Posted,
    visitor::Visitor,
};

/// The status that a refusal has.
pub(super) const fn status(refusal: OrderRefusal) -> StatusCode {
    match refusal {
        OrderRefusal::NotFound => StatusCode::NOT_FOUND,
        OrderRefusal::NotNow(_) | OrderRefusal::TooLate => StatusCode::CONFLICT,
        OrderRefusal::NotThoseUnits | OrderRefusal::BadForm => StatusCode::UNPROCESSABLE_ENTITY,
        OrderRefusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// What is said of a refusal.
pub(super) fn sentence(refusal: OrderRefusal) -> String {
    match refusal {
        OrderRefusal::NotFound => "There is no such order.".to_owned(),
        OrderRefusal::NotNow(status) => {
            format!(
                "This cannot be done with an order that is {}.",
                status.name().replace('_', " ")
            )
        }
        OrderRefusal::TooLate => "The time for sending it back is over.".to_owned(),
        OrderRefusal::NotThoseUnits => {
            "Choose how many units you send back, at most as many as you have.".to_owned()
        }
        OrderRefusal::BadForm => {
            "The form could not be read. Write at most 500 characters and send it again.".to_owned()
        }
        OrderRefusal::Unavailable => {
            "This cannot be done just now. Nothing was lost; try again in a moment.".to_owned()
        }
    }
}

/// The order that a token leads to: one of the visitor's own by its number, or any by the secret of
/// a link.
async fn read(state: &AppState, visitor: &Visitor, token: &str) -> Result<OrderView, OrderRefusal> {
    if let (Some(buyer), Ok(id)) = (visitor.buyer(), OrderId::parse(token)) {
        match state.shop.orders.view(&buyer, &id).await {
            Err(OrderRefusal::NotFound) => {}
            found => return found,
        }
    }
    state.shop.orders.by_link(&Secret::new(token)).await
}

async fn again(
    state: &AppState,
    visitor: &Visitor,
    (form, token): (&'static str, &str),
    posted: &Posted,
    refusal: OrderRefusal,
    headers: &HeaderMap,
) -> Response {
    let page = visitor.for_page(state).await;
    if refusal == OrderRefusal::NotFound {
        return pages::missing(state, page, headers).await;
    }
    let errors = vec![app::FormError { field: String::new(), message: sentence(refusal) }];
    let address = format!("/orders/{}", app::encode(token));
    let form = posted.again(form, errors);
    pages::refused(state, &address, status(refusal), page, form, headers).await
}

/// `POST /orders/{token}/cancel`
pub(super) async fn cancel(
    State(state): State<AppState>,
    Path(token): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let own = match (visitor.buyer(), OrderId::parse(token.as_str())) {
        (Some(buyer), Ok(id)) => state.shop.cancelling.cancel(&buyer, &id).await,
        _ => Err(OrderRefusal::NotFound),
    };
    let cancelled = match own {
        Err(OrderRefusal::NotFound) => {
            state.shop.cancelling.cancel_by_link(&Secret::new(token.as_str())).await
        }
        other => other,
    };
    match cancelled {
        Ok(view) => {
            // While nobody knows how its payment ends, it is only asked for.
            let over = view.summary.status == OrderStatus::Cancelled;
            let done = if over { "cancelled" } else { "cancel-asked" };
            Redirect::to(&format!("/orders/{}?done={done}", app::encode(&token))).into_response()
        }
        Err(refusal) => {
            again(&state, &visitor, ("cancel", &token), &posted, refusal, &headers).await
        }
    }
}

/// Asks for it as the buyer, or as whoever has the link.
async fn send_back(
    state: &AppState,
    visitor: &Visitor,
    token: &str,
    form: &ReturnForm,
) -> Result<OrderView, OrderRefusal> {
    if let (Some(buyer), Ok(id)) = (visitor.buyer(), OrderId::parse(token)) {
        match state.shop.orders.request_return(&buyer, &id, form).await {
            Err(OrderRefusal::NotFound) => {}
            asked => return asked,
        }
    }
    state.shop.orders.request_return_by_link(&Secret::new(token), form).await
}

/// `POST /orders/{token}/return`: asks for sending something back.
pub(super) async fn ask_return(
    State(state): State<AppState>,
    Path(token): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let asked = async {
        let view = read(&state, &visitor, &token).await?;
        let lines = view.summary.lines.iter().filter_map(|line| {
            let typed = posted.text(&format!("quantity-{}", line.sku)).trim();
            let units = if typed.is_empty() || typed == "0" { return None } else { typed };
            Some(
                Quantity::parse(units)
                    .map(|units| (line.sku.clone(), units))
                    .map_err(|_| OrderRefusal::NotThoseUnits),
            )
        });
        let form = ReturnForm {
            lines: lines.collect::<Result<_, _>>()?,
            reason: posted.text("reason").trim().to_owned(),
            key: posted.text("key").to_owned(),
        };
        send_back(&state, &visitor, &token, &form).await
    };
    match asked.await {
        Ok(_) => Redirect::to(&format!("/orders/{}?done=return-asked", app::encode(&token)))
            .into_response(),
        Err(refusal) => {
            again(&state, &visitor, ("return", &token), &posted, refusal, &headers).await
        }
    }
}

/// `POST /orders/{token}/reorder`: puts what is still sold of it into the cart.
pub(super) async fn reorder(
    State(state): State<AppState>,
    Path(token): Path<String>,
    mut visitor: Visitor,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let view = match read(&state, &visitor, &token).await {
        Ok(view) => view,
        Err(refusal) => {
            return again(&state, &visitor, ("reorder", &token), &posted, refusal, &headers).await;
        }
    };
    // Pressed twice, it is put into the cart once.
    let key: String =
        posted.text("key").chars().filter(char::is_ascii_alphanumeric).take(36).collect();
    let lines = view.summary.lines.len();
    let mut left_out = 0;
    for (place, line) in view.summary.lines.into_iter().enumerate() {
        let once = OperationToken::parse(format!("{key}{place}")).ok();
        let units = match state.shop.stock.snapshot().free.get(line.sku.as_str()) {
            // As many as there are, rather than none.
            Some(free) => line.quantity.units().min(*free),
            None => line.quantity.units(),
        };
        let Ok(quantity) = Quantity::new(units) else {
            left_out += 1;
            continue;
        };
        let change = CartChange::Add { sku: line.sku.clone(), quantity };
        match changing::change(&state, &mut visitor, change, once.as_ref()).await {
            Ok(()) => {}
            Err(CartError::Unavailable) => {
                let refusal = OrderRefusal::Unavailable;
                return again(&state, &visitor, ("reorder", &token), &posted, refusal, &headers)
                    .await;
            }
            // Not sold any more, or none left: the cart goes on without it.
            Err(error) => {
                tracing::info!(%error, sku = %line.sku, "something cannot be bought again");
                left_out += 1;
            }
        }
    }
    if left_out == 0 {
        return Redirect::to("/cart").into_response();
    }
    let done = if left_out < lines { "reordered-in-part" } else { "reordered-nothing" };
    Redirect::to(&format!("/orders/{}?done={done}", app::encode(&token))).into_response()
}

/// `POST /orders/find`: sends a link to an order to whom it belongs. What is answered tells nothing.
pub(super) async fn find(
    State(state): State<AppState>,
    visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let email = Email::parse(posted.text("email"));
    let number = posted.text("orderId").trim().to_uppercase();
    let mut errors = Vec::new();
    if OrderId::parse(number.as_str()).is_err() {
        let message = "Enter the number of the order, like 4F7K-2MXD-9QRA.".to_owned();
        errors.push(app::FormError { field: "orderId".to_owned(), message });
    }
    if email.is_err() {
        let message = "Enter an email address like name@example.com.".to_owned();
        errors.push(app::FormError { field: "email".to_owned(), message });
    }
    let (Ok(email), Ok(number)) = (email, OrderId::parse(number)) else {
        let page = visitor.for_page(&state).await;
        let form = posted.again("find", errors);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return pages::refused(&state, "/orders/find", status, page, form, &headers).await;
    };
    let asks = [
        Ask { rule: &state.rules.register, whom: Whom::Address(calling.address()) },
        Ask { rule: &state.rules.letters, whom: Whom::AccountByStrangers(email.as_str()) },
    ];
    let sent = match calling.within(&state, &asks).await {
        Ok(()) => state.shop.orders.send_link(&number, &email).await,
        Err(TooOften(message)) => {
            let page = visitor.for_page(&state).await;
            let errors = vec![app::FormError { field: String::new(), message }];
            let form = posted.again("find", errors);
            let status = StatusCode::TOO_MANY_REQUESTS;
            return pages::refused(&state, "/orders/find", status, page, form, &headers).await;
        }
    };
    match sent {
        Ok(()) => Redirect::to("/orders/find?done=sent").into_response(),
        Err(refusal) => {
            let page = visitor.for_page(&state).await;
            let errors = vec![app::FormError { field: String::new(), message: sentence(refusal) }];
            let form = posted.again("find", errors);
            pages::refused(&state, "/orders/find", status(refusal), page, form, &headers).await
        }
    }
}
