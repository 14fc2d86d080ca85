//! Files of products, as a merchant sends them.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::public_feed::FeedProduct;

/// The first line of every file.
const COLUMNS: &str = "sku,title,brand,summary,price";
/// What its columns are, as the form says it.
pub(super) const USES: [&str; 5] = ["sku", "title", "brand", "summary", "price"];
/// Letters of the shortest word that is searched for.
const SHORTEST: usize = 4;

/// So many products of the public catalogue, which is told again from its beginning as often as
/// needed, under other SKUs.
pub(super) fn of_feed(feed: &[FeedProduct], products: usize) -> String {
    file(feed.iter().cycle().take(products).enumerate().map(|(at, product)| {
        [
            format!("OFFICE-{at}"),
            product.title.clone(),
            product.brand.clone(),
            product.summary.clone(),
            price(product.price.max(1)),
        ]
    }))
}

/// So many products that nobody sells.
pub(super) fn generated(products: usize) -> String {
    file((0..products).map(|at| {
        [
            format!("MADE-{at}"),
            format!("Thing number {at}"),
            format!("Maker {}", at % 97),
            "Made so that there is one more of them.".to_owned(),
            price(100 + (at % 10_000) as i64),
        ]
    }))
}

/// The word that most titles have.
pub(super) fn common_word(feed: &[FeedProduct]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for product in feed {
        let title = product.title.to_lowercase();
        let words = title.split(|letter: char| !letter.is_ascii_alphabetic());
        for word in words.filter(|word| word.len() >= SHORTEST) {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(word, _)| word)
}

fn price(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn file(rows: impl Iterator<Item = [String; USES.len()]>) -> String {
    let mut text = format!("{COLUMNS}\n");
    for row in rows {
        let cells = row.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(title: &str, price: i64) -> FeedProduct {
        FeedProduct {
            id: 1,
            slug: "s".to_owned(),
            title: title.to_owned(),
            brand: "Acme".to_owned(),
            summary: "One, of many".to_owned(),
            price,
            attributes: Vec::new(),
        }
    }

    #[test]
    fn a_catalogue_is_told_again_until_there_is_enough_of_it() {
        let feed = [product("A 5\" screen", 1_250), product("Cable", 0)];
        let text = of_feed(&feed, 3);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                COLUMNS,
                r#""OFFICE-0","A 5"" screen","Acme","One, of many","12.50""#,
                r#""OFFICE-1","Cable","Acme","One, of many","0.01""#,
                r#""OFFICE-2","A 5"" screen","Acme","One, of many","12.50""#,
            ]
        );
        assert_eq!(COLUMNS, USES.join(","));
    }

    #[test]
    fn no_two_things_that_are_made_have_one_sku() {
        let text = generated(300);
        let skus: std::collections::BTreeSet<&str> =
            text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!((text.lines().count(), skus.len()), (301, 300));
        assert!(text.contains("\"MADE-0\"") && text.contains("\"1.00\""));
    }

    #[test]
    fn the_commonest_word_is_searched_for() {
        let feed = [product("Black toner", 1), product("Toner, red", 1), product("A red mug", 1)];
        assert_eq!(common_word(&feed).as_deref(), Some("toner"));
        assert_eq!(common_word(&[]), None);
    }
}
