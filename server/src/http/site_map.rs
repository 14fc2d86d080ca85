//! For search engines: what may be read, and every page there is.

use std::fmt::Write as _;

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use storefront::{
    search::SearchError,
    search_request::{SearchRequest, Sort},
};

use super::AppState;

/// Products in one file of the site map. The protocol allows 50,000.
const PER_FILE: u64 = 5_000;

/// `/robots.txt`
pub(super) async fn robots(State(state): State<AppState>) -> Response {
    let identity = state.shop.identity();
    let origin = &identity.origin;
    let text = format!(
        "User-agent: *\nDisallow: /search\nDisallow: /api/\nAllow: /\nSitemap: {origin}/sitemap.xml\n"
    );
    ([(header::CACHE_CONTROL, "public, max-age=3600")], text).into_response()
}

fn xml(body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/xml; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=600"),
    ];
    (headers, body).into_response()
}

fn unavailable() -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(header::RETRY_AFTER, "30")],
        "The catalogue does not answer just now.\n",
    )
        .into_response()
}

/// `/sitemap.xml`: the list of files.
pub(super) async fn index(State(state): State<AppState>) -> Response {
    let everything = SearchRequest::everything(Sort::Newest, 1);
    let Ok(found) = state.shop.search.search(&everything).await else { return unavailable() };
    let identity = state.shop.identity();
    let origin = &identity.origin;
    let mut body = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let files = found.total.div_ceil(PER_FILE);
    for name in std::iter::once("pages".to_owned())
        .chain((1..=files).map(|number| format!("products-{number}")))
    {
        let _ = writeln!(body, "<sitemap><loc>{origin}/sitemap/{name}.xml</loc></sitemap>");
    }
    body.push_str("</sitemapindex>\n");
    xml(body)
}

/// One file of the site map.
pub(super) async fn page(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let paths = match file.strip_suffix(".xml") {
        Some("pages") => fixed_paths(&state).await,
        Some(name) => {
            match name.strip_prefix("products-").and_then(|number| number.parse::<u64>().ok()) {
                Some(number) if number >= 1 => product_paths(&state, number).await,
                _ => return StatusCode::NOT_FOUND.into_response(),
            }
        }
        None => return StatusCode::NOT_FOUND.into_response(),
    };
    let paths = match paths {
        Ok(paths) if paths.is_empty() => return StatusCode::NOT_FOUND.into_response(),
        Ok(paths) => paths,
        Err(_) => return unavailable(),
    };
    let identity = state.shop.identity();
    let origin = &identity.origin;
    let mut body = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in paths {
        let _ = writeln!(body, "<url><loc>{origin}{path}</loc></url>");
    }
    body.push_str("</urlset>\n");
    xml(body)
}

async fn fixed_paths(state: &AppState) -> Result<Vec<String>, SearchError> {
    let top = state.shop.catalogue.top_categories().await.map_err(|_| SearchError::Unavailable)?;
    let mut paths = vec!["/".to_owned()];
    for category in top.iter() {
        paths.push(format!("/c/{}", category.slug));
        paths.extend(category.children.iter().map(|child| format!("/c/{}", child.slug)));
    }
    collection_paths(state, &mut paths).await?;
    paths.extend(state.shop.content.titles().into_iter().map(|(slug, _)| format!("/pages/{slug}")));
    Ok(paths)
}

/// Walks all collections: many more of them than a page of them are a merchant's exception.
async fn collection_paths(state: &AppState, paths: &mut Vec<String>) -> Result<(), SearchError> {
    let mut after = None;
    loop {
        let slugs = state.shop.collections.slugs(after.as_ref()).await;
        let slugs = slugs.map_err(|_| SearchError::Unavailable)?;
        let Some(last) = slugs.last() else { return Ok(()) };
        after = Some(last.clone());
        paths.extend(slugs.iter().map(|slug| format!("/collections/{slug}")));
    }
}

/// Walks the list by its cursor: a hundred at a time, so that no file costs the memory of all.
async fn product_paths(state: &AppState, number: u64) -> Result<Vec<String>, SearchError> {
    let mut request = SearchRequest::everything(Sort::Newest, 100);
    let (mut passed, first, last) = (0, (number - 1) * PER_FILE, number * PER_FILE);
    let mut paths = Vec::new();
    loop {
        let found = state.shop.search.search(&request).await?;
        for card in &found.items {
            if (first..last).contains(&passed) {
                paths.push(format!("/p/{}", card.slug));
            }
            passed += 1;
        }
        match &found.next_cursor {
            Some(cursor) if passed < last => request.cursor = Some(cursor.clone()),
            _ => return Ok(paths),
        }
    }
}
