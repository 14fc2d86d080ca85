//! Name, password and address of an account.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::limits::{Ask, Whom};

use super::{Refused, arrival};
use crate::http::{AppState, caller::Calling, limits::TooOften, posted::Posted, visitor::Shopper};

/// The page that all three forms are on.
const PAGE: &str = "/account/details";

/// `POST /account/name`
pub(in crate::http) async fn name(
    State(state): State<AppState>,
    shopper: Shopper,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let own = &state.shop.own_account;
    match own.rename(&shopper.account, posted.text("name"), &calling.0).await {
        Ok(account) => {
            arrival::follow(&*state.shop.profiles, &account).await;
            Redirect::to("/account/details?done=name").into_response()
        }
        Err(error) => {
            let refused = Refused::from(error);
            refused.answer(&state, &shopper.visitor, &posted, ("name", PAGE), &headers).await
        }
    }
}

/// `POST /account/password`
pub(in crate::http) async fn password(
    State(state): State<AppState>,
    shopper: Shopper,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match change_password(&state, &shopper, &calling, &posted).await {
        Ok(()) => Redirect::to("/account/details?done=password").into_response(),
        Err(refused) => {
            refused.answer(&state, &shopper.visitor, &posted, ("password", PAGE), &headers).await
        }
    }
}

async fn change_password(
    state: &AppState,
    shopper: &Shopper,
    calling: &Calling,
    posted: &Posted,
) -> Result<(), Refused> {
    guess(state, shopper, calling).await?;
    let (current, new) = (posted.secret("current_password"), posted.secret("password"));
    let keep = Some(&shopper.handle);
    let own = &state.shop.own_account;
    Ok(own.change_password(&shopper.account, &current, &new, keep, &calling.0).await?)
}

/// `POST /account/email`
pub(in crate::http) async fn email(
    State(state): State<AppState>,
    shopper: Shopper,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match ask_change(&state, &shopper, &calling, &posted).await {
        Ok(()) => Redirect::to("/account/details?done=mail-asked").into_response(),
        Err(refused) => {
            refused.answer(&state, &shopper.visitor, &posted, ("email", PAGE), &headers).await
        }
    }
}

async fn ask_change(
    state: &AppState,
    shopper: &Shopper,
    calling: &Calling,
    posted: &Posted,
) -> Result<(), Refused> {
    guess(state, shopper, calling).await?;
    let email = posted.text("email").trim();
    let rule = &state.rules.letters;
    calling.within(state, &[Ask { rule, whom: Whom::AccountByStrangers(email) }]).await?;
    let current = posted.secret("current_password");
    let own = &state.shop.own_account;
    Ok(own.ask_mail_change(&shopper.account, &current, email, &calling.0).await?)
}

/// Counts a look at the password of somebody whose session may have been taken.
pub(super) async fn guess(
    state: &AppState,
    shopper: &Shopper,
    calling: &Calling,
) -> Result<(), TooOften> {
    let rules = &state.rules;
    let asks = [
        Ask { rule: &rules.sign_in, whom: Whom::Bearer(shopper.account.as_str()) },
        Ask { rule: &rules.passwords, whom: Whom::Everyone },
    ];
    calling.within(state, &asks).await
}
