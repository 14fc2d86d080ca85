//! Signing in and out.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Clock, Email, SystemClock};
use sessions::SignedIn;
use storefront::limits::{Ask, Whom};

use super::{Refused, arrival};
use crate::http::{AppState, caller::Calling, next, posted::Posted, visitor::Visitor};

/// `POST /sign-in`
pub(in crate::http) async fn post(
    State(state): State<AppState>,
    mut visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match enter(&state, &mut visitor, &calling, &posted).await {
        Ok(()) => {
            let next = next::local(posted.text("next")).unwrap_or("/account");
            Redirect::to(next).into_response()
        }
        Err(refused) => {
            refused.answer(&state, &visitor, &posted, ("sign-in", "/sign-in"), &headers).await
        }
    }
}

async fn enter(
    state: &AppState,
    visitor: &mut Visitor,
    calling: &Calling,
    posted: &Posted,
) -> Result<(), Refused> {
    let email = posted.text("email").trim();
    if Email::parse(email).is_err() {
        return Err(Refused::field("email", "Enter an email address like name@example.com."));
    }
    if posted.text("password").is_empty() {
        return Err(Refused::field("password", "Enter your password."));
    }
    let (rules, address) = (&state.rules, calling.address());
    let mut asks = vec![
        Ask { rule: &rules.sign_in, whom: Whom::AccountFrom(email, address) },
        Ask { rule: &rules.sign_in_address, whom: Whom::Address(address) },
        Ask { rule: &rules.passwords, whom: Whom::Everyone },
    ];
    if !visitor.knows_place(state, email) {
        let whom = Whom::AccountByStrangers(email);
        asks.push(Ask { rule: &rules.sign_in_strangers, whom });
    }
    calling.within(state, &asks).await?;
    let began = SystemClock.now();
    let password = posted.secret("password");
    let account = state.shop.accounts.sign_in(email, &password, &calling.0).await?;
    arrival::sign_in(state, visitor, &account, began, calling).await
}

/// `POST /sign-out`
pub(in crate::http) async fn out(
    State(state): State<AppState>,
    mut visitor: Visitor,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    if let Err(error) = SignedIn::sign_out(&visitor.session).await {
        tracing::warn!(%error, "a session is not known to have ended");
        let refused = Refused::from(storefront::ShopError::Unavailable);
        return refused.answer(&state, &visitor, &posted, ("sign-out", "/account"), &headers).await;
    }
    visitor.set_kept(&state, String::new());
    Redirect::to("/sign-in?done=signed-out").into_response()
}
