//! The pages that shoppers see: where a card is entered, and where its owner is asked.

mod markup;

use std::{io, sync::Arc};

use axum::{
    Form, Json, Router,
    extract::{FromRequest, Path, Query, Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use kernel::{Currency, Money};
use serde::Deserialize;
use serde_json::json;

use self::markup::{CardForm, STYLE, escaped, page};
use crate::{
    cards::{BadCard, CardDetails},
    charges::{ChargeRow, Status},
    desk::Desk,
    returning::is_within,
    seal::{page_seal, same},
};

/// The routes.
pub(crate) fn router() -> Router<Arc<Desk>> {
    Router::new()
        .route("/cards/{checkout}", get(card_page).post(keep_card))
        .route("/owner/{payment}/{token}", get(owner_page).post(owner_says))
        .route("/page.css", get(style))
}

/// What the address of a page for a card says.
#[derive(Deserialize)]
struct Opening {
    /// Opens the page.
    #[serde(default)]
    seal: String,
    /// Where the shopper wants to go back to.
    #[serde(default, rename = "return")]
    back: String,
}

impl Opening {
    fn opens(&self, desk: &Desk, checkout: &str) -> bool {
        same(&page_seal(&desk.settings.secret, checkout), &self.seal)
    }

    /// Where the shopper goes back to: to the shop's checkout, unless another page of the shop is
    /// asked for.
    fn back<'a>(&'a self, desk: &'a Desk) -> &'a str {
        if is_within(&self.back, &desk.return_origins) {
            &self.back
        } else {
            &desk.settings.shop_url
        }
    }
}

/// What comes as JSON.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CardOrder {
    payment_details: CardDetails,
}

async fn style() -> Response {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "max-age=300")];
    (headers, STYLE).into_response()
}

fn no_such_page() -> Response {
    let words = "<p>Please go back to the shop.</p>";
    page(StatusCode::NOT_FOUND, "No such page", words)
}

fn broken(error: &io::Error) -> Response {
    tracing::error!(%error, "the journal cannot be written");
    let words = "<p role=\"alert\">Nothing was changed. Please try again.</p>";
    page(StatusCode::SERVICE_UNAVAILABLE, "Not now", words)
}

async fn card_page(
    State(desk): State<Arc<Desk>>,
    Path(checkout): Path<String>,
    Query(opening): Query<Opening>,
) -> Response {
    if !opening.opens(&desk, &checkout) {
        return no_such_page();
    }
    let kept = desk.card(&checkout).map(|card| card.last_four);
    CardForm { bad: &[], expiry: "", kept, back: opening.back(&desk) }.page()
}

/// Whether a header says this, in whatever case.
fn says(headers: &HeaderMap, header: impl axum::http::header::AsHeaderName, what: &str) -> bool {
    let value = headers.get(header).and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.to_ascii_lowercase().contains(what))
}

/// Keeps a card. A browser that sent the form is sent back to the shop, or shown the form again
/// (422). Everybody else is told in JSON whether the card is kept, always with 200.
async fn keep_card(
    State(desk): State<Arc<Desk>>,
    Path(checkout): Path<String>,
    Query(opening): Query<Opening>,
    request: Request,
) -> Response {
    let as_json = says(request.headers(), CONTENT_TYPE, "application/json");
    let for_page = !as_json && says(request.headers(), ACCEPT, "text/html");
    if !opening.opens(&desk, &checkout) {
        return if for_page {
            no_such_page()
        } else {
            (StatusCode::NOT_FOUND, Json(json!({ "error": "no_such_page" }))).into_response()
        };
    }
    // What cannot be read is a card with every field wrong.
    let details = if as_json {
        let order = Json::<CardOrder>::from_request(request, &()).await;
        order.map(|Json(order)| order.payment_details).unwrap_or_default()
    } else {
        let form = Form::<CardDetails>::from_request(request, &()).await;
        form.map(|Form(details)| details).unwrap_or_default()
    };
    let kept = desk.keep_card(&checkout, &details);
    if for_page {
        told_on_page(kept, &desk, &checkout, &opening, &details)
    } else {
        told_in_json(kept)
    }
}

fn told_on_page(
    kept: io::Result<Result<(), Vec<BadCard>>>,
    desk: &Desk,
    checkout: &str,
    opening: &Opening,
    details: &CardDetails,
) -> Response {
    let back = opening.back(desk);
    match kept {
        Ok(Ok(())) => Redirect::to(back).into_response(),
        Ok(Err(bad)) => {
            let kept = desk.card(checkout).map(|card| card.last_four);
            CardForm { bad: &bad, expiry: &details.expiry, kept, back }.page()
        }
        Err(error) => broken(&error),
    }
}

fn told_in_json(kept: io::Result<Result<(), Vec<BadCard>>>) -> Response {
    let status = match kept {
        Ok(Ok(())) => "ready",
        Ok(Err(_)) => "invalid",
        Err(error) => {
            tracing::error!(%error, "the journal cannot be written");
            let told = Json(json!({ "error": "no_journal" }));
            return (StatusCode::SERVICE_UNAVAILABLE, told).into_response();
        }
    };
    ([(CACHE_CONTROL, "no-store")], Json(json!({ "status": status }))).into_response()
}

/// The amount of a charge, as it is shown.
fn shown(charge: &ChargeRow) -> String {
    let currency = Currency::parse(&charge.currency).ok();
    let money = currency.and_then(|currency| Money::new(charge.amount, currency).ok());
    money.map(|money| money.to_string()).unwrap_or_default()
}

async fn owner_page(
    State(desk): State<Arc<Desk>>,
    Path((payment, token)): Path<(String, String)>,
) -> Response {
    let Some(charge) = desk.asked_owner(&payment, &token) else { return no_such_page() };
    if charge.status != Status::ActionNeeded {
        // Asked and answered: Back leads on.
        return Redirect::to(&charge.return_url).into_response();
    }
    let words = format!(
        "<p>A shop asks your card for <strong>{}</strong>. Is that you?</p>\
         <p class=\"quiet\">This is a sandbox. It takes no money.</p>\
         <form method=\"post\"><p class=\"buttons\">\
         <button class=\"act\" name=\"answer\" value=\"approve\">Approve</button>\
         <button name=\"answer\" value=\"decline\">Decline</button></p></form>",
        escaped(&shown(&charge))
    );
    page(StatusCode::OK, "Approve this payment?", &words)
}

/// What the owner's page sends, as a form or as JSON.
#[derive(Deserialize)]
struct OwnerAnswer {
    answer: Word,
}

/// What the card's owner says.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Approve,
    Decline,
}

async fn owner_says(
    State(desk): State<Arc<Desk>>,
    Path((payment, token)): Path<(String, String)>,
    request: Request,
) -> Response {
    let kind = request.headers().get(CONTENT_TYPE);
    let said = if kind.is_none_or(HeaderValue::is_empty) {
        // A program that does what is asked of it, without a form to answer.
        Some(OwnerAnswer { answer: Word::Approve })
    } else if says(request.headers(), CONTENT_TYPE, "application/json") {
        Json::from_request(request, &()).await.ok().map(|Json(said)| said)
    } else {
        Form::from_request(request, &()).await.ok().map(|Form(said)| said)
    };
    let Some(said) = said else {
        let words = "<p role=\"alert\">The answer is `approve` or `decline`.</p>";
        return page(StatusCode::UNPROCESSABLE_ENTITY, "Approve this payment?", words);
    };
    match desk.owner_says(&payment, &token, said.answer == Word::Approve) {
        // The shopper comes back by GET.
        Ok(Some(return_url)) => Redirect::to(&return_url).into_response(),
        Ok(None) => no_such_page(),
        Err(error) => broken(&error),
    }
}
