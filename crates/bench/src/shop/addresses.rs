//! What is asked for: addresses of each kind of page, found as a shopper finds them.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::http::{Connection, request};
use crate::queries::{beginnings, encoded};

/// Product pages that are asked for.
const PRODUCTS: usize = 1_000;
/// Category pages that are asked for.
const CATEGORIES: usize = 40;

/// A kind of page or answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Home,
    Category,
    Search,
    Product,
    Items,
    Suggest,
    Hot,
}

impl Kind {
    /// What it is called in the report.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Category => "category pages",
            Self::Search => "search pages",
            Self::Product => "product pages",
            Self::Items => "GET /api/items",
            Self::Suggest => "GET /api/suggest",
            Self::Hot => "hot page (one product)",
        }
    }

    /// Whether it is HTML.
    pub(super) fn is_page(self) -> bool {
        !matches!(self, Self::Items | Self::Suggest)
    }

    /// Whether it belongs to search.
    pub(super) fn is_search(self) -> bool {
        matches!(self, Self::Search | Self::Items | Self::Suggest)
    }
}

/// The addresses of one kind.
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) paths: Vec<String>,
}

/// Asks the shop for products and categories, and makes the addresses of every kind.
pub(super) async fn find(address: SocketAddr, queries: &[String]) -> Result<Vec<Row>> {
    let mut connection = Connection::open(address).await?;
    let all = json(&mut connection, "/api/items?limit=1").await?;
    let categories: Vec<String> = values(&all, "category").into_iter().take(CATEGORIES).collect();
    let mut slugs = BTreeSet::new();
    // Of each query's first products the next that is not among them yet.
    for query in queries {
        if slugs.len() == PRODUCTS {
            break;
        }
        let path = format!("/api/items?limit=12&query={}", encoded(query));
        let found = json(&mut connection, &path).await?;
        let items = found["items"].as_array().cloned().unwrap_or_default();
        let new = items
            .iter()
            .filter_map(|item| item["slug"].as_str())
            .find(|slug| !slugs.contains(*slug));
        slugs.extend(new.map(str::to_owned));
    }
    let products: Vec<String> = slugs.iter().map(|slug| format!("/p/{slug}")).collect();
    ensure!(!products.is_empty(), "the shop found no products");
    let each = |prefix: &str, texts: &[String]| {
        texts.iter().map(|text| format!("{prefix}{}", encoded(text))).collect::<Vec<_>>()
    };
    let rows = [
        (Kind::Home, vec!["/".to_owned()]),
        (Kind::Category, categories.iter().map(|slug| format!("/c/{slug}")).collect()),
        (Kind::Search, each("/search?q=", queries)),
        (Kind::Product, products.clone()),
        (Kind::Items, each("/api/items?query=", queries)),
        (Kind::Suggest, each("/api/suggest?query=", &beginnings(queries))),
        (Kind::Hot, products.into_iter().take(1).collect()),
    ];
    let rows = rows.into_iter().filter(|(_, paths)| !paths.is_empty());
    Ok(rows.map(|(kind, paths)| Row { kind, paths }).collect())
}

/// The body of middle size among some of a row's, for the baseline.
pub(super) async fn middle_body(address: SocketAddr, row: &Row) -> Result<Vec<u8>> {
    let mut connection = Connection::open(address).await?;
    let mut bodies = Vec::new();
    for path in row.paths.iter().step_by((row.paths.len() / 40).max(1)) {
        let mut body = Vec::new();
        let answer = connection.ask(&request(path, None), Some(&mut body)).await?;
        ensure!(answer.status == 200, "{path} answered {}", answer.status);
        bodies.push(body);
    }
    bodies.sort_by_key(Vec::len);
    let middle = bodies.len() / 2;
    bodies.into_iter().nth(middle).context("no body")
}

async fn json(connection: &mut Connection, path: &str) -> Result<Value> {
    let mut body = Vec::new();
    let answer = connection.ask(&request(path, None), Some(&mut body)).await?;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    serde_json::from_slice(&body).with_context(|| format!("{path} gave no JSON"))
}

/// The values of a facet.
fn values(items: &Value, facet: &str) -> Vec<String> {
    let facets = items["facets"].as_array();
    let values = facets
        .into_iter()
        .flatten()
        .find(|one| one["name"] == facet)
        .and_then(|one| one["values"].as_array());
    let values = values.into_iter().flatten().filter_map(|value| value["value"].as_str());
    values.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_read_from_facets() {
        let items = serde_json::json!({ "facets": [
            { "name": "brand", "values": [{ "value": "HP" }] },
            { "name": "category", "values": [{ "value": "laptops" }, { "value": "cables" }] },
        ] });
        assert_eq!(values(&items, "category"), ["laptops", "cables"]);
        assert!(values(&items, "rating").is_empty());
    }
}
