//! The addresses that a person keeps.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use kernel::AddressId;
use storefront::profile::{AddressForm, Purpose};

use super::Refused;
use crate::http::{AppState, posted::Posted, visitor::Shopper};

const PAGE: &str = "/account/addresses";

fn form(posted: &Posted) -> AddressForm {
    let text = |name: &str| posted.text(name).to_owned();
    AddressForm {
        name: text("name"),
        line1: text("line1"),
        line2: text("line2"),
        city: text("city"),
        region: text("region"),
        postcode: text("postcode"),
        country: text("country"),
        phone: text("phone"),
    }
}

fn damaged() -> Refused {
    Refused::field("", "The form is damaged. Load the page again.")
}

fn gone() -> Refused {
    Refused::with_status(StatusCode::NOT_FOUND, "", "There is no such address any more.")
}

async fn answer(
    done: Result<&'static str, Refused>,
    state: &AppState,
    shopper: &Shopper,
    posted: &Posted,
    page: (&'static str, &str),
    headers: &HeaderMap,
) -> Response {
    match done {
        Ok(word) => Redirect::to(&format!("{PAGE}?done={word}")).into_response(),
        Err(refused) => refused.answer(state, &shopper.visitor, posted, page, headers).await,
    }
}

/// `POST /account/addresses`
pub(in crate::http) async fn add(
    State(state): State<AppState>,
    shopper: Shopper,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let added = async {
        // The form's own, so that sending it twice adds one address.
        let id = AddressId::parse(posted.text("id")).map_err(|_| damaged())?;
        let address = form(&posted).check().map_err(Refused::fields)?;
        state.shop.profiles.add_address(&shopper.account, &id, &address).await?;
        Ok("added")
    };
    answer(added.await, &state, &shopper, &posted, ("add", PAGE), &headers).await
}

/// `POST /account/addresses/{id}`
pub(in crate::http) async fn change(
    State(state): State<AppState>,
    shopper: Shopper,
    Path(id): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let changed = async {
        let id = AddressId::parse(id.as_str()).map_err(|_| gone())?;
        let version = posted.text("version").parse().map_err(|_| damaged())?;
        let address = form(&posted).check().map_err(Refused::fields)?;
        state.shop.profiles.change_address(&shopper.account, version, &id, &address).await?;
        Ok("changed")
    };
    let page = format!("{PAGE}/{}", app::encode(&id));
    answer(changed.await, &state, &shopper, &posted, ("change", &page), &headers).await
}

/// What a button beside an address does.
#[derive(Clone, Copy)]
enum Button {
    Remove,
    Choose(Purpose),
}

async fn press(
    button: Button,
    state: &AppState,
    shopper: &Shopper,
    id: &str,
) -> Result<&'static str, Refused> {
    let id = AddressId::parse(id).map_err(|_| gone())?;
    let (profiles, account) = (&state.shop.profiles, &shopper.account);
    match button {
        Button::Remove => {
            // Removing what is not there would change nothing; but it is told, as for all else.
            let profile = profiles.profile(account).await?;
            if profile.addresses.iter().all(|saved| saved.id != id) {
                return Err(gone());
            }
            profiles.remove_address(account, &id).await?;
            Ok("removed")
        }
        Button::Choose(purpose) => {
            profiles.choose_address(account, purpose, &id).await?;
            Ok("chosen")
        }
    }
}

/// `POST /account/addresses/{id}/remove`
pub(in crate::http) async fn remove(
    State(state): State<AppState>,
    shopper: Shopper,
    Path(id): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let done = press(Button::Remove, &state, &shopper, &id).await;
    answer(done, &state, &shopper, &posted, ("buttons", PAGE), &headers).await
}

/// `POST /account/addresses/{id}/deliver`
pub(in crate::http) async fn deliver(
    State(state): State<AppState>,
    shopper: Shopper,
    Path(id): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let done = press(Button::Choose(Purpose::Delivery), &state, &shopper, &id).await;
    answer(done, &state, &shopper, &posted, ("buttons", PAGE), &headers).await
}

/// `POST /account/addresses/{id}/invoice`
pub(in crate::http) async fn invoice(
    State(state): State<AppState>,
    shopper: Shopper,
    Path(id): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let done = press(Button::Choose(Purpose::Billing), &state, &shopper, &id).await;
    answer(done, &state, &shopper, &posted, ("buttons", PAGE), &headers).await
}
