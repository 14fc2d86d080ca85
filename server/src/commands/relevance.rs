//! `quayside relevance`

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result};
use search::relevance::{JudgedQuery, score};
use storefront::{search::Search, search_request::SearchRequest};

use crate::{compose, config::Config};

/// Asks the shop's own index every judged query and prints how well it ranks.
pub(super) async fn run(config: &Config, judgments: &Path) -> Result<()> {
    let queries = read(judgments)?;
    let composed = compose::shop(config).await?;
    tokio::spawn(composed.stock.run());
    let index = composed.index;
    tokio::spawn(index.clone().run());
    index.until_ready().await;
    let mut judged = Vec::new();
    for (query, ratings) in queries {
        let request = SearchRequest::parse([("query", query.as_str()), ("limit", "10")])?;
        let page = index.search(&request).await?;
        let found = page.items.iter().map(|card| {
            card.external_id.clone().unwrap_or_else(|| card.id.to_string())
        });
        judged.push(JudgedQuery { query, ratings, found: found.collect() });
    }
    let score = score(&judged);
    println!("{score}");
    Ok(())
}

type Ratings = BTreeMap<String, u8>;

/// Reads `query,product_id,rating` with a heading. A query may hold commas within quotes.
fn read(path: &Path) -> Result<BTreeMap<String, Ratings>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut queries: BTreeMap<String, Ratings> = BTreeMap::new();
    for (number, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty()) {
        let parts = line.rsplitn(3, ',').collect::<Vec<_>>();
        let [rating, product, query] = parts[..] else {
            anyhow::bail!("line {} is not query,product_id,rating", number + 1);
        };
        let rating = rating.trim().parse().with_context(|| format!("the rating in line {}", number + 1))?;
        let query = query.trim_matches('"').replace("\"\"", "\"");
        queries.entry(query).or_default().insert(product.to_owned(), rating);
    }
    Ok(queries)
}
