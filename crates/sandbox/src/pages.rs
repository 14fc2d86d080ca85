//! The pages that a shopper sees: where a card is entered, and where its owner is asked.

use std::{io, sync::Arc};

use axum::{
    Form, Json, Router,
    extract::{DefaultBodyLimit, FromRequest, Path, Query, Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY},
    },
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    cards::{BadCard, CardDetails},
    charges::Status,
    desk::Desk,
    seal::{page_seal, same},
};

/// More than any card takes, in bytes.
const LONGEST_FORM: usize = 16 * 1024;
/// Nothing but the page itself. Not `form-action`: browsers hold it against where a form's answer
/// sends them, which is the shop.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; \
                      base-uri 'none'";
const STYLE: &str = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:28rem;margin:2rem auto;\
padding:0 1rem;color:#1c1c1c;background:#fff}label{display:block;margin:1rem 0 .25rem}\
input{font:inherit;width:100%;box-sizing:border-box;padding:.6rem;border:1px solid #5c5c5c;\
border-radius:.3rem}button{font:inherit;margin:1.5rem .5rem 0 0;padding:.6rem 1.2rem;\
min-height:2.75rem;border:1px solid #14532d;border-radius:.3rem;background:#14532d;color:#fff}\
button.no{background:#fff;color:#1c1c1c;border-color:#5c5c5c}\
[role=alert]{padding:.6rem;border-left:.3rem solid #a61b1b;background:#fdecec}";

/// The routes.
pub(crate) fn router() -> Router<Arc<Desk>> {
    Router::new()
        .route("/cards/{checkout}", get(card_page).post(keep_card))
        .route("/owner/{payment}/{token}", get(owner_page).post(owner_says))
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
}

#[derive(Deserialize)]
struct Sealed {
    #[serde(default)]
    seal: String,
}

/// What comes as JSON.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CardOrder {
    payment_details: CardDetails,
}

fn page(status: StatusCode, title: &str, main: &str) -> Response {
    let text = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>{STYLE}</style></head><body><main><h1>{title}</h1>{main}</main></body></html>"
    );
    let mut response = (status, Html(text)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The address of the page opens it.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn no_such_page() -> Response {
    page(StatusCode::NOT_FOUND, "No such page", "<p>Please go back to the shop.</p>")
}

fn broken(error: &io::Error) -> Response {
    tracing::error!(%error, "the journal cannot be written");
    let words = "<p role=\"alert\">Nothing was changed. Please try again.</p>";
    page(StatusCode::SERVICE_UNAVAILABLE, "Not now", words)
}

fn card_form(status: StatusCode, bad: Option<BadCard>) -> Response {
    let alert = bad.map(|bad| format!("<p role=\"alert\" id=\"wrong\">{bad}</p>"));
    let field = |name: &str, label: &str, hints: &str, wrong: BadCard| {
        let marks = if bad == Some(wrong) {
            " aria-invalid=\"true\" aria-describedby=\"wrong\" autofocus"
        } else {
            ""
        };
        format!(
            "<label for=\"{name}\">{label}</label>\
             <input id=\"{name}\" name=\"{name}\" required inputmode=\"numeric\" {hints}{marks}>"
        )
    };
    let form = [
        "<p>This is a sandbox: it takes no money. Use test cards only, such as \
         4242 4242 4242 4242.</p>"
            .to_owned(),
        alert.unwrap_or_default(),
        "<form method=\"post\">".to_owned(),
        field("number", "Card number", "autocomplete=\"cc-number\"", BadCard::Number),
        field("expiry", "Expiry, such as 12/30", "autocomplete=\"cc-exp\"", BadCard::Expiry),
        field("cvc", "Security code", "autocomplete=\"cc-csc\"", BadCard::Code),
        "<button>Keep this card</button></form>".to_owned(),
    ];
    page(status, "Your card", &form.concat())
}

fn may_enter(desk: &Desk, checkout: &str, sealed: &Sealed) -> bool {
    same(&page_seal(&desk.settings.secret, checkout), &sealed.seal)
}

async fn card_page(
    State(desk): State<Arc<Desk>>,
    Path(checkout): Path<String>,
    Query(sealed): Query<Sealed>,
) -> Response {
    if may_enter(&desk, &checkout, &sealed) {
        card_form(StatusCode::OK, None)
    } else {
        no_such_page()
    }
}

async fn keep_card(
    State(desk): State<Arc<Desk>>,
    Path(checkout): Path<String>,
    Query(sealed): Query<Sealed>,
    request: Request,
) -> Response {
    if !may_enter(&desk, &checkout, &sealed) {
        return no_such_page();
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("application/json")) {
        let kept = match Json::<CardOrder>::from_request(request, &()).await {
            Ok(Json(order)) => desk.keep_card(&checkout, &order.payment_details),
            Err(_) => Ok(Err(BadCard::Number)),
        };
        return match kept {
            Ok(Ok(())) => Json(json!({ "status": "ready" })).into_response(),
            Ok(Err(_)) => Json(json!({ "status": "invalid" })).into_response(),
            Err(error) => broken(&error),
        };
    }
    let Ok(Form(details)) = Form::<CardDetails>::from_request(request, &()).await else {
        return card_form(StatusCode::UNPROCESSABLE_ENTITY, Some(BadCard::Number));
    };
    match desk.keep_card(&checkout, &details) {
        Ok(Ok(())) => Redirect::to(&desk.settings.shop_url).into_response(),
        Ok(Err(bad)) => card_form(StatusCode::UNPROCESSABLE_ENTITY, Some(bad)),
        Err(error) => broken(&error),
    }
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
    let amount = format!("{}.{:02}", charge.amount / 100, charge.amount % 100);
    let words = format!(
        "<p>A shop asks for {amount} {}. Is that you?</p><form method=\"post\">\
         <button name=\"answer\" value=\"yes\">Yes, pay</button>\
         <button class=\"no\" name=\"answer\" value=\"no\">No</button></form>",
        charge.currency.chars().filter(char::is_ascii_alphabetic).collect::<String>()
    );
    page(StatusCode::OK, "Your bank asks", &words)
}

#[derive(Deserialize)]
struct OwnerAnswer {
    answer: String,
}

async fn owner_says(
    State(desk): State<Arc<Desk>>,
    Path((payment, token)): Path<(String, String)>,
    Form(said): Form<OwnerAnswer>,
) -> Response {
    match desk.owner_says(&payment, &token, said.answer == "yes") {
        // The shopper comes back by GET.
        Ok(Some(return_url)) => Redirect::to(&return_url).into_response(),
        Ok(None) => no_such_page(),
        Err(error) => broken(&error),
    }
}
