//! A forgotten password, and the link to a new address.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::limits::{Ask, Whom};

use super::{Refused, arrival};
use crate::http::{AppState, caller::Calling, posted::Posted, visitor::Visitor};

/// `POST /forgot-password`: the same answer whether the address has an account or not.
pub(in crate::http) async fn forgotten(
    State(state): State<AppState>,
    visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match ask(&state, &visitor, &calling, &posted).await {
        Ok(()) => Redirect::to("/forgot-password?done=sent").into_response(),
        Err(refused) => {
            let page = ("forgotten", "/forgot-password");
            refused.answer(&state, &visitor, &posted, page, &headers).await
        }
    }
}

async fn ask(
    state: &AppState,
    visitor: &Visitor,
    calling: &Calling,
    posted: &Posted,
) -> Result<(), Refused> {
    let (rules, email) = (&state.rules, posted.text("email").trim());
    let mut asks = vec![Ask { rule: &rules.register, whom: Whom::Address(calling.address()) }];
    // Strangers who ask for letters to an address keep its owner from none.
    if !visitor.knows_place(state, email) {
        asks.push(Ask { rule: &rules.letters, whom: Whom::AccountByStrangers(email) });
    }
    calling.within(state, &asks).await?;
    Ok(state.shop.accounts.ask_reset(email, &calling.0).await?)
}

/// `POST /reset-password`
pub(in crate::http) async fn reset(
    State(state): State<AppState>,
    visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match set_password(&state, &visitor, &calling, &posted).await {
        Ok(()) => Redirect::to("/sign-in?done=reset").into_response(),
        Err(refused) => {
            let page = ("reset", "/reset-password");
            refused.answer(&state, &visitor, &posted, page, &headers).await
        }
    }
}

/// Sets a new password by the link of a letter.
pub(in crate::http) async fn set_password(
    state: &AppState,
    visitor: &Visitor,
    calling: &Calling,
    posted: &Posted,
) -> Result<(), Refused> {
    let rules = &state.rules;
    let asks = [
        Ask { rule: &rules.sign_in_address, whom: Whom::Address(calling.address()) },
        Ask { rule: &rules.passwords, whom: Whom::Everyone },
    ];
    calling.within(state, &asks).await?;
    let (link, password) = (posted.secret("token"), posted.secret("password"));
    let account = state.shop.accounts.reset(&link, &password, &calling.0).await?;
    arrival::follow(&*state.shop.profiles, &account).await;
    // Whoever reads the account's mail is no stranger, however many are trying it.
    visitor.remember_place(state, account.email.as_str());
    Ok(())
}

/// `POST /confirm-email`
pub(in crate::http) async fn confirm_mail(
    State(state): State<AppState>,
    visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let confirmed = state.shop.accounts.confirm_mail(&posted.secret("token"), &calling.0).await;
    match confirmed {
        Ok(account) => {
            arrival::follow(&*state.shop.profiles, &account).await;
            let own = visitor.account() == Some(&account.id);
            Redirect::to(if own {
                "/account?done=mail-changed"
            } else {
                "/sign-in?done=mail-changed"
            })
            .into_response()
        }
        Err(error) => {
            let page = ("confirm", "/confirm-email");
            Refused::from(error).answer(&state, &visitor, &posted, page, &headers).await
        }
    }
}
