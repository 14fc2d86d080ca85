//! What a person prefers.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::profile::PreferenceForm;

use super::Refused;
use crate::http::{AppState, posted::Posted, visitor::Shopper};

/// `POST /account/preferences`
pub(in crate::http) async fn post(
    State(state): State<AppState>,
    mut shopper: Shopper,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match prefer(&state, &mut shopper, &posted).await {
        Ok(()) => Redirect::to("/account/preferences?done=saved").into_response(),
        Err(refused) => {
            let page = ("preferences", "/account/preferences");
            refused.answer(&state, &shopper.visitor, &posted, page, &headers).await
        }
    }
}

async fn prefer(state: &AppState, shopper: &mut Shopper, posted: &Posted) -> Result<(), Refused> {
    let form = PreferenceForm {
        language: posted.text("language").to_owned(),
        newsletter: posted.ticked("newsletter"),
        colour_scheme: posted.text("colour_scheme").to_owned(),
        remember_viewed: posted.ticked("remember_viewed"),
    };
    let version = posted
        .text("version")
        .parse()
        .map_err(|_| Refused::field("", "The form is damaged. Load the page again."))?;
    let wanted = form.check().map_err(Refused::fields)?;
    state.shop.profiles.prefer(&shopper.account, version, &wanted).await?;
    shopper.visitor.keep_scheme(wanted.colour_scheme).await;
    Ok(())
}
