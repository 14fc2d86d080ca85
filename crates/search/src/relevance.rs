//! How good a ranking is, against what people judged: NDCG@10.
//!
//! Gain is the rating, the discount is log2(rank + 1), the ideal is over all judged products of the
//! query, what nobody judged gains nothing, and the mean is over the queries that have at least one
//! product rated above zero.

use std::collections::HashMap;

/// How many results of a query count.
const DEPTH: usize = 10;

/// Ratings by product, for each query.
pub type Judgments = HashMap<String, HashMap<String, f64>>;

/// How good the rankings of many queries are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Relevance {
    /// How many queries were scored.
    pub queries: usize,
    /// The mean NDCG@10.
    pub ndcg: f64,
    /// The same with unjudged results dropped before scoring.
    pub condensed: f64,
    /// The share of the first ten results that was judged.
    pub judged: f64,
}

/// A line of a judgments file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the judgments is not query,product_id,rating")]
pub struct BadJudgment {
    /// The line, from one.
    pub line: usize,
}

/// Reads judgments from CSV with the columns query, product_id and rating and a line of headings.
/// A query with commas is written in quotes. Several ratings of one product become their mean.
///
/// # Errors
/// [`BadJudgment`].
pub fn read_judgments(csv: &str) -> Result<Judgments, BadJudgment> {
    let mut ratings: HashMap<String, HashMap<String, (f64, f64)>> = HashMap::new();
    for (at, line) in csv.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let (query, product, rating) = judgment(line).ok_or(BadJudgment { line: at + 1 })?;
        let sum = ratings.entry(query).or_default().entry(product).or_default();
        sum.0 += rating;
        sum.1 += 1.0;
    }
    let mean = |products: HashMap<String, (f64, f64)>| {
        products.into_iter().map(|(product, (sum, count))| (product, sum / count)).collect()
    };
    Ok(ratings.into_iter().map(|(query, products)| (query, mean(products))).collect())
}

fn judgment(line: &str) -> Option<(String, String, f64)> {
    let (rest, rating) = line.trim_end().rsplit_once(',')?;
    let (query, product) = rest.rsplit_once(',')?;
    let query = match query.strip_prefix('"').and_then(|query| query.strip_suffix('"')) {
        Some(quoted) => quoted.replace("\"\"", "\""),
        None => query.to_owned(),
    };
    Some((query, product.to_owned(), rating.parse().ok().filter(|rating: &f64| *rating >= 0.0)?))
}

/// Whether a query is scored: some product is rated above zero for it.
#[must_use]
pub fn is_scored(judged: &HashMap<String, f64>) -> bool {
    judged.values().any(|rating| *rating > 0.0)
}

/// NDCG@10 of one ranking. Zero when nothing is rated above zero.
#[must_use]
pub fn ndcg(judged: &HashMap<String, f64>, ranking: &[String]) -> f64 {
    let gains = ranking.iter().map(|product| judged.get(product).copied().unwrap_or(0.0));
    let mut best: Vec<f64> = judged.values().copied().collect();
    best.sort_by(|a, b| b.total_cmp(a));
    let ideal = discounted(best.into_iter());
    if ideal > 0.0 { discounted(gains) / ideal } else { 0.0 }
}

fn discounted(gains: impl Iterator<Item = f64>) -> f64 {
    gains.take(DEPTH).enumerate().map(|(at, gain)| gain / (at as f64 + 2.0).log2()).sum()
}

/// Scores the rankings of all queries; a query without a ranking scores zero. For the condensed
/// figure a ranking should go deeper than ten.
#[must_use]
pub fn score(judgments: &Judgments, rankings: &HashMap<String, Vec<String>>) -> Relevance {
    let mut relevance = Relevance::default();
    let (mut judged_results, mut results) = (0, 0);
    for (query, judged) in judgments.iter().filter(|(_, judged)| is_scored(judged)) {
        let ranking = rankings.get(query).map_or(&[][..], Vec::as_slice);
        relevance.queries += 1;
        relevance.ndcg += ndcg(judged, ranking);
        let known: Vec<String> =
            ranking.iter().filter(|product| judged.contains_key(*product)).cloned().collect();
        relevance.condensed += ndcg(judged, &known);
        let first = &ranking[..ranking.len().min(DEPTH)];
        results += first.len();
        judged_results += first.iter().filter(|product| judged.contains_key(*product)).count();
    }
    let queries = relevance.queries.max(1) as f64;
    relevance.ndcg /= queries;
    relevance.condensed /= queries;
    relevance.judged = f64::from(judged_results as u32) / f64::from((results as u32).max(1));
    relevance
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(ratings: &[(&str, f64)]) -> HashMap<String, f64> {
        ratings.iter().map(|(product, rating)| ((*product).to_owned(), *rating)).collect()
    }

    fn ranking(products: &[&str]) -> Vec<String> {
        products.iter().map(|product| (*product).to_owned()).collect()
    }

    #[test]
    fn the_best_order_scores_one_and_a_worse_one_less() {
        let judged = judged(&[("a", 3.0), ("b", 2.0), ("c", 0.0)]);
        assert!((ndcg(&judged, &ranking(&["a", "b"])) - 1.0).abs() < 1e-9);
        // 2 first, then 3 / log2(3), against 3 + 2 / log2(3).
        let swapped = (2.0 + 3.0 / 3_f64.log2()) / (3.0 + 2.0 / 3_f64.log2());
        assert!((ndcg(&judged, &ranking(&["b", "a"])) - swapped).abs() < 1e-9);
        assert!(ndcg(&judged, &ranking(&["c", "x"])).abs() < 1e-9);
    }

    #[test]
    fn only_the_first_ten_count() {
        let judged = judged(&[("a", 1.0)]);
        let mut late = vec!["x".to_owned(); 10];
        late.push("a".to_owned());
        assert!(ndcg(&judged, &late).abs() < 1e-9);
    }

    #[test]
    fn unjudged_results_count_against_but_not_when_condensed() {
        let judgments = Judgments::from([
            ("q".to_owned(), judged(&[("a", 2.0)])),
            ("nobody likes any".to_owned(), judged(&[("a", 0.0)])),
        ]);
        let rankings = HashMap::from([("q".to_owned(), ranking(&["x", "a"]))]);
        let relevance = score(&judgments, &rankings);
        assert_eq!(relevance.queries, 1);
        assert!((relevance.ndcg - 1.0 / 3_f64.log2()).abs() < 1e-9);
        assert!((relevance.condensed - 1.0).abs() < 1e-9);
        assert!((relevance.judged - 0.5).abs() < 1e-9);
    }

    #[test]
    fn judgments_are_read_and_meant() {
        let read =
            read_judgments("query,product_id,rating\nhub,1,3\nhub,1,2\n\"a, \"\"b\"\"\",2,0\n");
        let read = read.expect("well formed");
        assert!((read["hub"]["1"] - 2.5).abs() < 1e-9);
        assert!(read["a, \"b\""].contains_key("2"));
        assert_eq!(read_judgments("h\nhub,1,good"), Err(BadJudgment { line: 2 }));
    }
}
