//! Queries as people type them, made from what the catalogue sells: brands, kinds, words of titles,
//! some of them mistyped.

use std::collections::BTreeSet;

use crate::chance::Chance;
use crate::public_feed::{AttributeValue, FeedProduct};

/// Queries that are asked.
pub(crate) const QUERIES: usize = 1_200;

/// `QUERIES` different queries of one to four words, the same ones in every run.
pub(crate) fn of(products: &[FeedProduct]) -> Vec<String> {
    let mut chance = Chance::new(2_026);
    let mut seen = BTreeSet::new();
    let mut queries = Vec::new();
    // A catalogue of a few products has fewer queries in it than are wanted.
    for _ in 0..QUERIES * 20 {
        let Some(product) = chance.pick(products) else { break };
        let mut words = words_of(product, &mut chance);
        if chance.below(7) == 0 {
            mistype(&mut words, &mut chance);
        }
        let query = words.join(" ");
        if !query.is_empty() && seen.insert(query.clone()) {
            queries.push(query);
        }
        if queries.len() == QUERIES {
            break;
        }
    }
    queries
}

/// What people leave of a query while they type it.
pub(crate) fn beginnings(queries: &[String]) -> Vec<String> {
    let mut chance = Chance::new(31);
    let beginning = |query: &String| query.chars().take(2 + chance.below(7)).collect::<String>();
    let distinct: BTreeSet<String> = queries.iter().map(beginning).collect();
    distinct.into_iter().collect()
}

/// A text as the value of a parameter in an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            b' ' => "+".to_owned(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn words_of(product: &FeedProduct, chance: &mut Chance) -> Vec<String> {
    let title = title_words(product);
    let kind = kind(product);
    let brand: Vec<String> =
        product.brand.to_lowercase().split_whitespace().map(str::to_owned).collect();
    match chance.below(10) {
        0 => brand,
        1 => kind,
        2 | 3 => [brand, kind].concat(),
        4 | 5 => title.into_iter().take(2).collect(),
        6 => title.into_iter().take(3).collect(),
        7 => title.into_iter().skip(1).take(2 + chance.below(2)).collect(),
        8 => chance.pick(&title).cloned().into_iter().collect(),
        _ => {
            let mut picked: Vec<String> =
                (0..2).filter_map(|_| chance.pick(&title).cloned()).collect();
            picked.dedup();
            [brand, picked].concat()
        }
    }
    .into_iter()
    .take(4)
    .collect()
}

fn title_words(product: &FeedProduct) -> Vec<String> {
    product
        .title
        .to_lowercase()
        .split(|character: char| character.is_whitespace() || ",()/".contains(character))
        .filter(|word| word.chars().filter(|character| character.is_alphanumeric()).count() > 1)
        .map(str::to_owned)
        .collect()
}

/// The first words of the attribute that says what kind of thing it is, else of the summary.
fn kind(product: &FeedProduct) -> Vec<String> {
    let named = product.attributes.iter().find_map(|(name, value)| match value {
        AttributeValue::Text(text) if matches!(name.as_str(), "product_type" | "form_factor") => {
            Some(text.as_str())
        }
        _ => None,
    });
    let text = named.unwrap_or(&product.summary).to_lowercase();
    let words = text.split(|character: char| !character.is_alphanumeric());
    let mut words: Vec<String> =
        words.filter(|word| word.len() > 2).take(3).map(str::to_owned).collect();
    words.truncate(2);
    words
}

/// Drops, doubles or swaps a letter within the longest word of five letters or more.
fn mistype(words: &mut [String], chance: &mut Chance) {
    let longest = words.iter_mut().max_by_key(|word| word.chars().count());
    let Some(word) = longest.filter(|word| word.chars().count() >= 5) else { return };
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(3) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at + 1),
    }
    *word = letters.into_iter().collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(id: i64, title: &str) -> FeedProduct {
        FeedProduct {
            id,
            slug: format!("p-{id}"),
            title: title.to_owned(),
            brand: "Acme".to_owned(),
            summary: "Laser printer toner".to_owned(),
            price: 1,
            attributes: Vec::new(),
        }
    }

    #[test]
    fn queries_are_different_and_the_same_in_every_run() {
        let products: Vec<_> =
            (0..200).map(|at| product(at, &format!("Acme toner X{at} black cartridge"))).collect();
        let made = of(&products);
        assert_eq!(made, of(&products));
        assert!(made.len() > 400);
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), made.len());
        assert!(made.iter().all(|query| (1..=4).contains(&query.split(' ').count())));
        assert!(beginnings(&made).iter().all(|text| text.chars().count() <= 8));
    }

    #[test]
    fn a_query_fits_into_an_address() {
        assert_eq!(encoded("usb c & 15\""), "usb+c+%26+15%22");
    }
}
