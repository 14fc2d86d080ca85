//! The list of products behind the counter: its first page, one deep in it, and a search.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};

use super::owner::Owner;
use crate::baseline::Baseline;
use crate::http::{self, Load, Served};
use crate::queries::encoded;
use crate::report::progress;
use crate::samples::{Samples, shown};

const LIST: &str = "/admin/products";
/// Connections, one question at a time on each.
pub(super) const CONNECTIONS: usize = 8;
/// The page that is deep in the list.
const DEEP: usize = 200;

/// One page of the list.
pub(super) struct Row {
    /// Which.
    pub(super) name: String,
    /// As the shop serves it.
    pub(super) served: Served,
    /// The same bytes as a ready string.
    pub(super) ready: Samples,
}

/// Everything that was measured of the list.
pub(super) struct Lists {
    /// Its pages.
    pub(super) rows: Vec<Row>,
    /// `/livez`, which asks no store and draws nothing.
    pub(super) live: Served,
}

/// Measures for `counted` seconds each, after `warm_up` seconds. `word` is what is searched for.
///
/// # Errors
/// When a page is not answered as it should be.
pub(super) async fn measure(
    (address, owner): (SocketAddr, &Owner),
    word: &str,
    (warm_up, counted): (f64, f64),
) -> Result<Lists> {
    progress("looking for a page deep in the list");
    let (number, deep) = deep(owner).await?;
    let pages = [
        ("first page".to_owned(), LIST.to_owned()),
        (format!("page {number}"), deep),
        (format!("search for `{word}`"), format!("{LIST}?query={}", encoded(word))),
    ];
    let bodies = tempfile::tempdir().context("no folder for the baseline's bodies")?;
    for (at, (_, path)) in pages.iter().enumerate() {
        std::fs::write(bodies.path().join(at.to_string()), owner.page(path).await?)?;
    }
    let baseline = Baseline::start(bodies.path())?;
    let load = |address| Load {
        address,
        connections: CONNECTIONS,
        warm_up: Duration::from_secs_f64(warm_up),
        counted: Duration::from_secs_f64(counted),
        encoding: None,
    };
    let live = http::run(load(address), &["/livez".to_owned()])?;
    let mut rows = Vec::new();
    for (at, (name, path)) in pages.into_iter().enumerate() {
        progress(format!("the list of products, {name}"));
        let ready = http::run(load(baseline.address), &[format!("/{at}")])?.samples;
        let served = http::ask_in_turn(load(address), owner.asking(&path))?;
        let [middle, late] = [50.0, 99.0].map(|part| shown(served.samples.percentile(part)));
        progress(format!("p50 {middle}, p99 {late}"));
        rows.push(Row { name, served, ready });
    }
    Ok(Lists { rows, live })
}

/// The number and the address of a page that is reached by going on and on.
async fn deep(owner: &Owner) -> Result<(usize, String)> {
    let (mut number, mut path) = (1, LIST.to_owned());
    while number < DEEP {
        let Some(next) = next_page(&owner.page(&path).await?) else { break };
        (number, path) = (number + 1, next);
    }
    Ok((number, path))
}

/// Where the link to the next page leads.
fn next_page(page: &str) -> Option<String> {
    let mut tags = page.split("<a ").skip(1).filter_map(|rest| rest.split_once('>'));
    let (tag, _) = tags.find(|(tag, _)| tag.contains("rel=\"next\""))?;
    let (_, rest) = tag.split_once("href=\"")?;
    Some(rest.split_once('"')?.0.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_where_its_link_leads() {
        let page = r#"<a href="/admin/products">First page</a>
            <a href="/admin/products?sort=title&amp;nextCursor=a" rel="next" class="button">Next page</a>"#;
        assert_eq!(next_page(page).as_deref(), Some("/admin/products?sort=title&nextCursor=a"));
        assert_eq!(next_page(r#"<a href="/p">rel="next"</a>"#), None);
    }
}
