//! All that is stored about a person: to take along, or to have erased.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use serde_json::{Value, json};
use sessions::SignedIn;
use storefront::{ShopError, account::AccountError, cart::CartOwner, profile::ProfileError};

use super::{Refused, details};
use crate::http::{AppState, caller::Calling, posted::Posted, problem::Problem, visitor::Shopper};

/// `GET /account/export`: one file with everything.
pub(in crate::http) async fn export(
    State(state): State<AppState>,
    shopper: Shopper,
) -> Result<Response, Problem> {
    let all = everything(&state, &shopper).await?;
    let headers = [
        (header::CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\""),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, Json(all)).into_response())
}

async fn everything(state: &AppState, shopper: &Shopper) -> Result<Value, ShopError> {
    let (shop, account) = (&state.shop, &shopper.account);
    let own = shop.own_account.export(account).await.map_err(|error| match error {
        AccountError::NotFound => ShopError::NotFound,
        _ => ShopError::Unavailable,
    })?;
    let profile = match shop.profiles.export(account).await {
        Ok(profile) => Some(profile),
        Err(ProfileError::NotFound) => None,
        Err(_) => return Err(ShopError::Unavailable),
    };
    let owner = CartOwner::Account(account.clone());
    let cart = shop.carts.view(&owner).await.map_err(|_| ShopError::Unavailable)?;
    let sessions = shop.sessions.list(account, Some(&shopper.handle)).await?;
    let reviews = shop.reviews.export(account).await?;
    let wishlist = profile.as_ref().map(|kept| &kept.wishlist);
    let viewed = profile.as_ref().map(|kept| &kept.viewed);
    let profile = profile.as_ref().map(|kept| &kept.profile);
    Ok(json!({
        "account": own,
        "profile": profile,
        "wishlist": wishlist,
        "viewed": viewed,
        "cart": cart,
        "reviews": reviews,
        "sessions": sessions,
    }))
}

/// `POST /account/erase`. The account goes first, and with it the note that all other stores are to
/// forget its owner, which is asked for until they have.
pub(in crate::http) async fn erase(
    State(state): State<AppState>,
    shopper: Shopper,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match erased(&state, &shopper, &calling, &posted).await {
        Ok(()) => {
            // The sessions are ended in their stores; this takes the cookie back.
            if let Err(error) = SignedIn::sign_out(&shopper.visitor.session).await {
                tracing::debug!(%error, "an erased person's session had ended already");
            }
            Redirect::to("/sign-in?done=erased").into_response()
        }
        Err(refused) => {
            let page = ("erase", "/account/privacy");
            refused.answer(&state, &shopper.visitor, &posted, page, &headers).await
        }
    }
}

async fn erased(
    state: &AppState,
    shopper: &Shopper,
    calling: &Calling,
    posted: &Posted,
) -> Result<(), Refused> {
    if !posted.ticked("sure") {
        return Err(Refused::field("sure", "Tick the box if you are sure."));
    }
    details::guess(state, shopper, calling).await?;
    let (shop, account) = (&state.shop, &shopper.account);
    let view = shop.own_account.view(account).await?;
    let current = posted.secret("current_password");
    shop.own_account.erase(account, &current, &calling.0).await?;
    if let Some(letters) = &shop.letters
        && let Err(error) = letters.forget(&view.email).await
    {
        tracing::error!(%error, "letters of an erased person are still in the folder");
    }
    Ok(())
}
