//! `GET /api/suggest`

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;

use super::{items::malformed, json, shapes::SuggestionsBody};
use crate::http::{AppState, problem::Problem};

/// How many of each kind are offered.
const OFFERED: usize = 6;
/// Seconds that a client may keep suggestions.
const MAX_AGE: u32 = 30;
/// Longest beginning that is looked at, in characters.
const LONGEST: usize = 80;

/// The parameters.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Asked {
    query: String,
}

/// What to offer while someone types.
#[utoipa::path(
    get,
    path = "/api/suggest",
    params(("query" = Option<String>, Query, description = "What was typed so far.")),
    responses(
        (status = 200, description = "Queries, categories and products", body = SuggestionsBody),
        (status = 400, description = "The parameter is malformed", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Search is not ready", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(asked) = asked.map_err(|_| malformed())?;
    let beginning: String = asked.query.trim_start().chars().take(LONGEST).collect();
    let found = state.shop.search.suggest(&beginning, OFFERED).await?;
    Ok(json::tagged(&headers, MAX_AGE, &SuggestionsBody::of(&found, &state.shop.stock.snapshot())))
}
