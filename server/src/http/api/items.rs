//! `GET /api/items` and `GET /api/items/{id}`

use axum::{
    extract::{Path, Query, State, rejection::PathRejection, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use kernel::ProductId;
use serde_json::Value;
use storefront::{ShopError, search::SearchError, search_request::SearchRequest};

use super::{
    json,
    named::named,
    shapes::{ItemsBody, ProductBody},
};
use crate::http::{AppState, problem::Problem};

/// Seconds that a client may keep an answer. Stock and prices move; the tag makes asking cheap.
const MAX_AGE: u32 = 1;

/// Products that match.
#[utoipa::path(
    get,
    path = "/api/items",
    params(
        ("query" = Option<String>, Query, description = "Words to look for; empty lists everything."),
        ("filter" = Option<Vec<String>>, Query, description = "`category:<slug>`, `brand:<name>`, `price:<min>-<max>` in minor units, `rating:<min>`, `inStock:true`, `spec.<name>:<value>`. Repeats: the same name again is OR, other names are AND."),
        ("sort" = Option<String>, Query, description = "relevance (default), price, -price, newest or rating."),
        ("nextCursor" = Option<String>, Query, description = "From the last answer."),
        ("limit" = Option<u32>, Query, description = "1 to 100, 24 unless said otherwise."),
    ),
    responses(
        (status = 200, description = "A page of products", body = ItemsBody),
        (status = 400, description = "A parameter is malformed", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The cursor's list is no longer kept; beside the refusal is the first page of what it is now", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Search is not ready", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn list(
    State(state): State<AppState>,
    headers: HeaderMap,
    parameters: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(parameters) = parameters.map_err(|_| malformed())?;
    let request = SearchRequest::parse(
        parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())),
    )?;
    match page(&state, &request).await {
        Ok(body) => Ok(json::tagged(&headers, MAX_AGE, &body)),
        Err(SearchError::CursorGone) => Err(begun_anew(&state, request).await?),
        Err(error) => Err(error.into()),
    }
}

async fn page(state: &AppState, request: &SearchRequest) -> Result<ItemsBody, SearchError> {
    let page = state.shop.search.search(request).await?;
    Ok(ItemsBody::of(&page, request.limit, &state.shop.stock.snapshot()))
}

/// The refusal of a cursor whose list is gone, with the first page of what the list is now.
async fn begun_anew(state: &AppState, request: SearchRequest) -> Result<Problem, Problem> {
    let first = page(state, &SearchRequest { cursor: None, ..request }).await?;
    let Ok(Value::Object(first)) = serde_json::to_value(first) else {
        return Err(ShopError::Unavailable.into());
    };
    let gone = Problem::from(SearchError::CursorGone);
    Ok(first.into_iter().fold(gone, |gone, (name, value)| gone.with(name, value)))
}

/// The refusal of a query string that is no list of names and values in UTF-8.
pub(super) fn malformed() -> Problem {
    Problem::bad_request("The address holds text that is not UTF-8.")
}

/// A product with its variants.
#[utoipa::path(
    get,
    path = "/api/items/{id}",
    params(("id" = String, Path, description = "The product's id")),
    responses(
        (status = 200, description = "The product", body = ProductBody),
        (status = 404, description = "There is no such product", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "It is no longer sold", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The catalogue does not answer", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn one(
    State(state): State<AppState>,
    headers: HeaderMap,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let id = ProductId::parse(named(id)?).map_err(|_| Problem::not_found())?;
    let product = state.shop.catalogue.product(&id).await?;
    Ok(json::tagged(&headers, MAX_AGE, &ProductBody::of(&product, &state.shop.stock.snapshot())))
}
