//! What shoppers write about products, and say of what others wrote.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::Slug;
use storefront::{
    ShopError,
    catalogue::Found,
    limits::{Ask, Whom},
    product::Product,
    reviews::{ReportReason, ReviewForm},
};

use super::Refused;
use crate::http::{AppState, caller::Calling, posted::Posted, visitor::Shopper};

/// `POST /p/{slug}/review`
pub(in crate::http) async fn write(
    State(state): State<AppState>,
    shopper: Shopper,
    Path(slug): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let written = async {
        let product = product(&state, &shopper, &slug, &calling).await?;
        let text = |name| posted.text(name).to_owned();
        let form = ReviewForm {
            stars: text("stars"),
            title: text("title"),
            text: text("text"),
            name: text("name"),
        };
        state.shop.reviews.write(&shopper.account, &product, &form).await?;
        Ok::<_, Refused>("written")
    };
    let written = written.await;
    answer(&state, &shopper, &slug, ("review", "#your-review"), written, &posted, &headers).await
}

/// `POST /p/{slug}/reviews/{review}/helpful`
pub(in crate::http) async fn vote(
    State(state): State<AppState>,
    shopper: Shopper,
    Path((slug, review)): Path<(String, String)>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let voted = async {
        let (helpful, word) = match posted.text("op") {
            "add" => (true, "helpful"),
            "remove" => (false, "not-helpful"),
            _ => return Err(Refused::field("", "The form asks for nothing that can be done.")),
        };
        let product = product(&state, &shopper, &slug, &calling).await?;
        state.shop.reviews.vote(&shopper.account, &product.id, &review, helpful).await?;
        Ok::<_, Refused>(word)
    };
    let voted = voted.await;
    answer(&state, &shopper, &slug, ("helpful", "#reviews"), voted, &posted, &headers).await
}

/// `POST /p/{slug}/reviews/{review}/report`
pub(in crate::http) async fn report(
    State(state): State<AppState>,
    shopper: Shopper,
    Path((slug, review)): Path<(String, String)>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let reported = async {
        let reason = ReportReason::named(posted.text("reason"))
            .ok_or_else(|| Refused::field("", "Choose a reason for the report."))?;
        let product = product(&state, &shopper, &slug, &calling).await?;
        state.shop.reviews.report(&shopper.account, &product.id, &review, reason).await?;
        Ok::<_, Refused>("reported")
    };
    let reported = reported.await;
    answer(&state, &shopper, &slug, ("report", "#reviews"), reported, &posted, &headers).await
}

/// The product at an address, for somebody who has not asked too often.
async fn product(
    state: &AppState,
    shopper: &Shopper,
    slug: &str,
    calling: &Calling,
) -> Result<Arc<Product>, Refused> {
    let whom = Whom::Bearer(shopper.account.as_str());
    calling.within(state, &[Ask { rule: &state.rules.reviews, whom }]).await?;
    let slug = Slug::parse(slug).map_err(|_| ShopError::NotFound)?;
    match state.shop.catalogue.product_by_slug(&slug).await? {
        Found::Here(product) => Ok(product),
        Found::MovedTo(_) => Err(ShopError::NotFound.into()),
    }
}

/// Leads back to the product, or shows it again. `names` are the form's and where on the page it is.
async fn answer(
    state: &AppState,
    shopper: &Shopper,
    slug: &str,
    names: (&'static str, &str),
    done: Result<&'static str, Refused>,
    posted: &Posted,
    headers: &HeaderMap,
) -> Response {
    let (form, place) = names;
    let page = format!("/p/{}", app::encode(slug));
    match done {
        Ok(word) => Redirect::to(&format!("{page}?done={word}{place}")).into_response(),
        Err(refused) => {
            refused.answer(state, &shopper.visitor, posted, (form, page.as_str()), headers).await
        }
    }
}
