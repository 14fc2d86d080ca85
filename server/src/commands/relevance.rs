//! `quayside relevance`

use std::{collections::HashMap, path::Path};

use anyhow::{Context, Result};
use search::relevance::{read_judgments, score};
use storefront::{search::Search, search_request::SearchRequest};

use crate::{compose, config::Config};

/// How deep each ranking is read: beyond ten, so that the figure without unjudged products has ten
/// judged ones to look at.
const DEPTH: &str = "50";

/// Asks an index of its own every judged query and prints how well it ranks.
pub(super) async fn run(config: &Config, judgments: &Path) -> Result<()> {
    let text = std::fs::read_to_string(judgments)
        .with_context(|| format!("cannot read {}", judgments.display()))?;
    let judgments = read_judgments(&text)?;
    // The server's own is its alone while it is up, and what is measured is a fresh build.
    let config = Config { index: config.data.join("index").join("relevance"), ..config.clone() };
    let composed = compose::shop(&config).await?;
    composed.index.rebuild().await?;
    let mut rankings = HashMap::new();
    for query in judgments.keys() {
        let request = SearchRequest::parse([("query", query.as_str()), ("limit", DEPTH)])?;
        let page = composed.index.search(&request).await?;
        let found = page.items.iter().filter_map(|card| card.external_id.clone()).collect();
        rankings.insert(query.clone(), found);
    }
    let relevance = score(&judgments, &rankings);
    println!("queries scored     {}", relevance.queries);
    println!("NDCG@10            {:.3}", relevance.ndcg);
    println!("  condensed        {:.3}", relevance.condensed);
    println!("judged in the top  {:.3}", relevance.judged);
    Ok(())
}
