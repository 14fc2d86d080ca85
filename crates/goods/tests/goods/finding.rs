//! Which products are found, and in which order, against the same said in Rust.

use kernel::{CategoryId, ProductId, Timestamp};
use storefront::{
    draft::ProductStatus,
    goods_index::{GoodsEntry, GoodsListed},
    goods_room::{GoodsQuery, GoodsSort, MOST_MATCHES, TypedWord, words_of},
};

use crate::ground::{Kept, entry, filter, find, ground, ids, product};

/// Many that are alike in something: titles, prices, moments.
fn shelf_of(count: usize) -> Vec<GoodsEntry> {
    let statuses = [ProductStatus::Active, ProductStatus::Draft, ProductStatus::Archived];
    let titles =
        ["Harbour mug", "Ärmel, blau", "harbour Lamp", "Žluťoučký mug", "Mug of the harbour"];
    (0..count)
        .map(|number| {
            let title = titles[number % titles.len()];
            let millis = i64::try_from(number / 7).expect("few");
            let mut words = words_of(title);
            words.push(format!("mug-{number}"));
            let id = format!("p{:03}", number * 61 % 997);
            let mut entry = GoodsEntry { words, ..entry(&id, 1, title) };
            entry.listed = GoodsListed {
                status: statuses[number % statuses.len()],
                brand: ["Quay", "Pier & Sons", ""][number / 4 % 3].to_owned(),
                categories: [&["cups"][..], &["lamps", "cups"], &[]][number % 3]
                    .iter()
                    .map(|id| CategoryId::parse(*id).expect("an id"))
                    .collect(),
                price_from: i64::try_from(number * 37 % 11).expect("few") * 100,
                updated_at: Timestamp::from_millis(millis),
                ..entry.listed
            };
            entry
        })
        .collect()
}

fn has(entry: &GoodsEntry, typed: &TypedWord) -> bool {
    let begins = |part: &String| entry.words.iter().any(|word| word.starts_with(part.as_str()));
    typed.whole.as_ref().is_some_and(&begins) || typed.parts.iter().all(begins)
}

fn matches(entry: &GoodsEntry, query: &GoodsQuery) -> bool {
    let (filter, product) = (&query.filter, &entry.listed);
    filter.status().is_none_or(|status| product.status == status)
        && (filter.brand().is_empty() || product.brand == filter.brand())
        && filter.category().is_none_or(|category| product.categories.contains(category))
        && filter.words().iter().all(|word| has(entry, word))
}

/// All that match, in order.
fn expected(shelf: &[GoodsEntry], query: &GoodsQuery) -> Vec<GoodsListed> {
    let found = shelf.iter().filter(|entry| matches(entry, query));
    let mut found: Vec<_> = found.map(|entry| entry.listed.clone()).collect();
    found.sort_by(|one, other| match query.sort {
        GoodsSort::Title => {
            (&one.title_key, one.id.as_str()).cmp(&(&other.title_key, other.id.as_str()))
        }
        GoodsSort::Newest => {
            (other.updated_at, other.id.as_str()).cmp(&(one.updated_at, one.id.as_str()))
        }
        GoodsSort::PriceUp => {
            (one.price_from, one.id.as_str()).cmp(&(other.price_from, other.id.as_str()))
        }
        GoodsSort::PriceDown => {
            (other.price_from, other.id.as_str()).cmp(&(one.price_from, one.id.as_str()))
        }
    });
    found
}

#[tokio::test]
async fn every_list_is_in_order_whatever_it_asks_for_and_wherever_it_goes_on() {
    let (database, shelf) = ground().await;
    let stored = shelf_of(160);
    for entry in &stored {
        shelf.put(entry.clone());
    }
    let kept = Kept::of(&shelf, &database.pool);
    kept.caught_up().await;
    let filters = [
        filter("", "", "", ""),
        filter("", "draft", "", ""),
        filter("", "", "cups", ""),
        filter("", "", "lamps", "Pier & Sons"),
        filter("harb MUG", "active", "", ""),
        filter("ärm", "", "", "Quay"),
        filter("žlu", "", "", ""),
        filter("mug-1", "", "", ""),
        filter("mug-7 lamp", "", "", ""),
        filter("arbour", "", "", ""),
        filter("", "", "nowhere", ""),
    ];
    for filter in filters {
        for sort in GoodsSort::ALL {
            let mut query = GoodsQuery { filter: filter.clone(), sort, after: None, most: Some(7) };
            let all = expected(&stored, &query);
            let mut rest = all.as_slice();
            loop {
                let found = kept.find(&query).await;
                assert_eq!(found.products, rest[..rest.len().min(8)], "{query:?}");
                assert_eq!(found.matches, all.len(), "{query:?}");
                let Some(last) = rest.get(6).filter(|_| rest.len() > 7) else { break };
                query.after = Some(last.place(sort));
                rest = &rest[7..];
            }
        }
    }
    kept.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn what_it_is_behind_about_is_left_out_and_not_counted() {
    let (database, shelf) = ground().await;
    for id in ["a", "b", "c"] {
        shelf.put(entry(id, 1, "Mug"));
    }
    let kept = Kept::of(&shelf, &database.pool);
    kept.caught_up().await;
    let without: Vec<ProductId> = ["b", "unknown"].map(product).to_vec();
    let found = find(&kept.copy, &GoodsQuery::default(), &without).await;
    assert_eq!((ids(&found), found.matches), (vec!["c".to_owned(), "a".to_owned()], 2));
    kept.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn it_counts_no_further_than_a_list_says() {
    let (database, shelf) = ground().await;
    for number in 0..MOST_MATCHES + 20 {
        shelf.put(entry(&format!("p{number}"), 1, "Mug"));
    }
    let kept = Kept::of(&shelf, &database.pool);
    kept.caught_up().await;
    assert_eq!(kept.find(&GoodsQuery::default()).await.matches, MOST_MATCHES + 1);
    kept.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn what_postgresql_cannot_hold_wedges_nothing() {
    let (database, shelf) = ground().await;
    let mut odd = entry("odd", 1, "Zero\0 mug 'quoted' \\ & | ! :*");
    odd.words.extend(["o'neil".to_owned(), "\0".to_owned(), "back\\slash".to_owned()]);
    shelf.put(odd.clone());
    shelf.put(entry("even", 1, "Mug"));
    let kept = Kept::of(&shelf, &database.pool);
    kept.caught_up().await;
    assert_eq!(kept.ids().await, ["even", "odd"]);
    let quoted = GoodsQuery { filter: filter("quot", "", "", ""), ..GoodsQuery::default() };
    assert_eq!(kept.find(&quoted).await.products, [odd.listed]);
    kept.kill().await;
    database.drop().await;
}
