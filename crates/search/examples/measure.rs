//! Measures the index on the public catalogue: build time, relevance and latency in process.
//!
//! `QUAYSIDE_DATA=<folder with icecat.jsonl.gz and judgments-dev.csv> cargo run --release -p search
//! --example measure`. The mapping of the catalogue is a rough one of this measurement's own.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{
    collections::HashMap,
    io::{BufRead, BufReader},
    path::Path,
    sync::Arc,
    time::Instant,
};

use kernel::{Slug, SystemClock, Timestamp};
use search::{IndexSettings, NoQueryLog, SearchIndex, relevance};
use storefront::{
    product::Product,
    search::Search,
    search_request::{SearchRequest, Sort},
};
use support::{FakeBoard, FakeFeed, price, product, spec};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data =
        std::env::var("QUAYSIDE_DATA").map_err(|_| "set QUAYSIDE_DATA to the data folder")?;
    let data = Path::new(&data);
    let products = read(&data.join("icecat.jsonl.gz"))?;
    println!("{} products read", products.len());
    let titles: Vec<String> = products.iter().map(|product| product.title.clone()).collect();

    let folder = tempfile::tempdir()?;
    let board = Arc::new(FakeBoard::default());
    board.set(1, products.iter().map(|product| product.variants[0].sku.as_str()));
    let index = SearchIndex::open(
        IndexSettings { folder: folder.path().to_owned() },
        FakeFeed::of(products),
        board,
        Arc::new(NoQueryLog),
        Arc::new(SystemClock),
    )
    .await?;
    let begun = Instant::now();
    index.rebuild().await?;
    println!("built in {:?}", begun.elapsed());

    judge(&index, &std::fs::read_to_string(data.join("judgments-dev.csv"))?).await?;
    typo(&index).await?;
    latency(&index, &titles).await?;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("RssAnon")).for_each(|line| println!("{line}"));
    Ok(())
}

fn asking(query: &str, limit: usize) -> SearchRequest {
    let mut request = SearchRequest::everything(Sort::Relevance, limit);
    request.query = query.to_owned();
    request
}

async fn judge(index: &SearchIndex, csv: &str) -> Result<(), Box<dyn std::error::Error>> {
    let judgments = relevance::read_judgments(csv)?;
    let mut rankings = HashMap::new();
    let mut worst = Vec::new();
    for (query, judged) in judgments.iter().filter(|(_, judged)| relevance::is_scored(judged)) {
        let page = index.search(&asking(query, 50)).await?;
        let ranking: Vec<String> =
            page.items.iter().filter_map(|card| card.external_id.clone()).collect();
        let shown = page
            .items
            .iter()
            .take(10)
            .map(|card| {
                let rating = card.external_id.as_ref().and_then(|id| judged.get(id));
                format!(
                    "      {} {}",
                    rating.map_or("-".to_owned(), |rating| format!("{rating:.1}")),
                    card.title
                )
            })
            .collect::<Vec<_>>()
            .join("\n");
        worst.push((relevance::ndcg(judged, &ranking), query.clone(), page.total, shown));
        rankings.insert(query.clone(), ranking);
    }
    worst.sort_by(|a, b| a.0.total_cmp(&b.0));
    if std::env::args().any(|argument| argument == "--details") {
        for (ndcg, query, total, shown) in &worst {
            println!("  {ndcg:.3} {query} ({total})\n{shown}");
        }
    }
    println!("{:?}", relevance::score(&judgments, &rankings));
    Ok(())
}

async fn typo(index: &SearchIndex) -> Result<(), Box<dyn std::error::Error>> {
    let right = index.search(&asking("laptop", 10)).await?;
    let wrong = index.search(&asking("latop", 10)).await?;
    let same = wrong.items.iter().filter(|card| right.items.contains(card)).count();
    println!("latop: {same} of 10 as laptop, did you mean {:?}", wrong.did_you_mean);
    Ok(())
}

async fn latency(index: &SearchIndex, titles: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let mut queries: Vec<String> = Vec::new();
    for (at, title) in titles.iter().enumerate().step_by(12) {
        let words: Vec<&str> = title.split_whitespace().collect();
        let begin = at % words.len().max(1);
        let taken = words.iter().skip(begin).take(1 + at % 3).copied().collect::<Vec<_>>();
        queries.push(taken.join(" ").to_lowercase());
    }
    queries.sort();
    queries.dedup();
    for query in queries.iter().take(200) {
        index.search(&asking(query, 24)).await?;
    }
    let mut times = Vec::new();
    for query in &queries {
        let begun = Instant::now();
        index.search(&asking(query, 24)).await?;
        times.push((begun.elapsed(), query));
    }
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{} queries: p50 {:?} p90 {:?} p99 {:?}", times.len(), at(0.5).0, at(0.9).0, at(0.99));
    for (time, query) in times.iter().rev().take(5) {
        println!("  slowest {time:?} {query}");
    }
    let begun = Instant::now();
    index.search(&asking("", 24)).await?;
    println!("everything: {:?}", begun.elapsed());
    let begun = Instant::now();
    for beginning in ["l", "la", "lap", "hp las", "usb c", "wireless m"] {
        index.suggest(beginning, 6).await?;
    }
    println!("suggest: {:?} each", begun.elapsed() / 6);
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Product>, Box<dyn std::error::Error>> {
    let file = flate2::read::GzDecoder::new(std::fs::File::open(path)?);
    BufReader::new(file).lines().map(|line| mapped(&line?)).collect()
}

fn mapped(line: &str) -> Result<Product, Box<dyn std::error::Error>> {
    let record: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line)?;
    let text =
        |name: &str| record.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    let id = text("id");
    let title = text("title");
    let title = if title.is_empty() { text("name") } else { title };
    let mut one = product(&format!("ice-{id}"), &title);
    one.slug = Slug::from_title(&title, &id)?;
    one.external_id = Some(id);
    one.brand = text("supplier");
    one.summary = text("short_description");
    one.variants[0].price =
        price(record.get("price").and_then(serde_json::Value::as_i64).unwrap_or(0));
    one.created_at = Timestamp::from_millis(
        text("date_released").get(..4).and_then(|year| year.parse::<i64>().ok()).unwrap_or(0),
    );
    if let Some(codes) = record.get("ean").and_then(|v| v.as_array()) {
        one.variants[0].barcodes =
            codes.iter().filter_map(|code| code.as_str().map(str::to_owned)).collect();
    }
    one.specs.push(spec("Model", &text("name")));
    for (name, value) in &record {
        let Some((kind, name)) = name.strip_prefix("attr_").and_then(|name| name.split_once('_'))
        else {
            continue;
        };
        let shown = match (kind, value) {
            ("t", serde_json::Value::String(text)) => text.clone(),
            ("n", number) => number.to_string().trim_end_matches(".0").to_owned(),
            _ => continue,
        };
        let mut name = name.trim_matches('_').replace('_', " ");
        name[..1].make_ascii_uppercase();
        one.specs.push(spec(&name, &shown));
    }
    Ok(one)
}
