//! Making an account, and confirming its address.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Clock, SystemClock};
use storefront::{
    account::{AccountError, Reason, Registration},
    limits::{Ask, Whom},
};

use super::{Refused, arrival};
use crate::http::{AppState, caller::Calling, posted::Posted, visitor::Visitor};

/// `POST /register`: the same answer whether the address has an account or not.
pub(in crate::http) async fn post(
    State(state): State<AppState>,
    visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match register(&state, &calling, &posted).await {
        Ok(()) => Redirect::to("/register?done=sent").into_response(),
        Err(refused) => {
            refused.answer(&state, &visitor, &posted, ("register", "/register"), &headers).await
        }
    }
}

async fn register(state: &AppState, calling: &Calling, posted: &Posted) -> Result<(), Refused> {
    let form = Registration {
        email: posted.text("email").to_owned(),
        name: posted.text("name").to_owned(),
        password: posted.secret("password"),
    };
    let rules = &state.rules;
    let asks = [
        Ask { rule: &rules.register, whom: Whom::Address(calling.address()) },
        Ask { rule: &rules.letters, whom: Whom::AccountByStrangers(form.email.trim()) },
        Ask { rule: &rules.passwords, whom: Whom::Everyone },
    ];
    calling.within(state, &asks).await?;
    Ok(state.shop.accounts.register(&form, &calling.0).await?)
}

/// `POST /verify-email`: the address becomes the account's own, and its owner is signed in.
pub(in crate::http) async fn verify(
    State(state): State<AppState>,
    mut visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match confirm(&state, &mut visitor, &calling, &posted).await {
        Ok(()) => Redirect::to("/account?done=verified").into_response(),
        Err(refused) => {
            let page = ("verify", "/verify-email");
            refused.answer(&state, &visitor, &posted, page, &headers).await
        }
    }
}

async fn confirm(
    state: &AppState,
    visitor: &mut Visitor,
    calling: &Calling,
    posted: &Posted,
) -> Result<(), Refused> {
    let rules = &state.rules;
    let asks = [
        Ask {
            rule: &rules.sign_in,
            whom: Whom::AccountFrom(posted.text("token"), calling.address()),
        },
        Ask { rule: &rules.sign_in_address, whom: Whom::Address(calling.address()) },
        Ask { rule: &rules.passwords, whom: Whom::Everyone },
    ];
    calling.within(state, &asks).await?;
    if posted.text("password").is_empty() {
        return Err(AccountError::refused("password", Reason::WrongPassword).into());
    }
    let began = SystemClock.now();
    let (link, password) = (posted.secret("token"), posted.secret("password"));
    let account = state.shop.accounts.verify(&link, &password, &calling.0).await?;
    arrival::sign_in(state, visitor, &account, began, calling).await
}
