//! The public catalogue of electronics, read for measuring: one JSON object a line, gzipped.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A product as the feed tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FeedProduct {
    /// The feed's number.
    pub(crate) id: i64,
    /// Title and number, fit for an address.
    pub(crate) slug: String,
    /// What it is called.
    pub(crate) title: String,
    /// Who makes it.
    pub(crate) brand: String,
    /// A sentence.
    pub(crate) summary: String,
    /// In cents.
    pub(crate) price: i64,
    /// Names and values, by name.
    pub(crate) attributes: Vec<(String, AttributeValue)>,
}

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum AttributeValue {
    /// A measure.
    Number(f64),
    /// Words.
    Text(String),
}

/// Reads every product.
///
/// # Errors
/// A sentence when the file is not there or not such a feed.
pub(crate) fn read(path: &Path) -> Result<Vec<FeedProduct>> {
    let file = File::open(path).with_context(|| {
        format!(
            "the public catalogue is not at {}; name it with --feed or QUAYSIDE_BENCH_FEED",
            path.display()
        )
    })?;
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    let mut products = Vec::new();
    for (at, line) in lines.enumerate() {
        let line = line.with_context(|| format!("{} cannot be read", path.display()))?;
        products.push(product(&line).with_context(|| format!("line {}", at + 1))?);
    }
    if products.is_empty() {
        bail!("{} holds no products", path.display());
    }
    Ok(products)
}

fn product(line: &str) -> Result<FeedProduct> {
    let fields: serde_json::Map<String, Value> = serde_json::from_str(line)?;
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (id, title) = (text("id"), text("title"));
    let mut attributes: Vec<(String, AttributeValue)> = fields
        .iter()
        .filter_map(|(name, value)| {
            let name = name.strip_prefix("attr_")?;
            Some((name.get(2..)?.to_owned(), attribute_value(value)?))
        })
        .collect();
    attributes.sort_by(|a, b| a.0.cmp(&b.0));
    // A name may come once as text and once as a number; the first stands.
    attributes.dedup_by(|a, b| a.0 == b.0);
    Ok(FeedProduct {
        slug: format!("{}-{id}", address_words(&title)),
        id: id.parse().context("an id that is no number")?,
        title,
        brand: text("supplier"),
        summary: text("short_description"),
        price: fields.get("price").and_then(Value::as_i64).unwrap_or(0),
        attributes,
    })
}

fn attribute_value(value: &Value) -> Option<AttributeValue> {
    match value {
        Value::String(text) => Some(AttributeValue::Text(text.clone())),
        Value::Number(number) => number.as_f64().map(AttributeValue::Number),
        Value::Bool(yes) => Some(AttributeValue::Text(if *yes { "yes" } else { "no" }.to_owned())),
        _ => None,
    }
}

fn address_words(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|character: char| !character.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_becomes_a_product() {
        let line = r#"{"id":"7","title":"HP 80 (blue)","supplier":"HP","price":1250,
            "attr_t_type":"Original","attr_n_width":5.5,"attr_b_colour":true}"#;
        let read = product(line).expect("well formed");
        assert_eq!((read.id, read.slug.as_str(), read.price), (7, "hp-80-blue-7", 1250));
        let names: Vec<&str> = read.attributes.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["colour", "type", "width"]);
        assert_eq!(read.attributes[2].1, AttributeValue::Number(5.5));
    }

    #[test]
    fn a_missing_feed_is_a_sentence() {
        let error = read(Path::new("/nowhere/feed.gz")).expect_err("not there");
        assert!(error.to_string().contains("--feed"));
    }
}
