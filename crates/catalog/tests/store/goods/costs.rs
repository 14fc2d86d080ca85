//! A page of the list costs the same however many products there are.

use catalog::ProductEditor;
use kernel::{Currency, ProductId};
use mongodb::bson::{DateTime, Document, doc};
use storefront::{
    goods_room::{
        GOODS_PAGE, GoodsCursor, GoodsKey, GoodsPage, GoodsQuery, GoodsSort, MOST_MATCHES,
    },
    product_desk::{KEPT_VERSIONS, ProductDesk},
};

use super::desk::{Desk, editor, filter};
use crate::{
    costs::{Cost, costs},
    ground::{category, product_id},
};

/// A moment at which many products change.
const MOMENT: i64 = 1_700_000_000_000;
/// Two categories with three statuses each: no list is merged of more stretches.
const STRETCHES: i64 = 6;
/// Products that have the word `rare`: one of so many.
const RARE: i64 = 60;

/// One of many products like a first one: half of them have the same title, price and moment.
fn like(first: &Document, number: i64, all: i64) -> Document {
    let id = format!("p{number:05}");
    let mut product = first.clone();
    let variants = product.get_array_mut("variants").expect("an array");
    let variant = variants[0].as_document_mut().expect("a document");
    variant.insert("sku", format!("S-{number}"));
    let half = number * 2 / all;
    let mut words = vec!["product".to_owned(), id.clone()];
    words.extend((number % RARE == 0).then(|| "rare".to_owned()));
    product.extend(doc! {
        "slug": id.as_str(),
        "status": if number % 4 == 0 { "draft" } else { "active" },
        "brand": format!("brand-{}", number / 4 % 3),
        "categories": [format!("shelf-{}", number / 12 % 3)],
        "title_key": format!("title {half}"),
        "price_from": half,
        "updated_at": DateTime::from_millis(MOMENT + half),
        "words": words,
        "_id": id,
    });
    product
}

/// So many products, on three shelves, one of which is in a category with none of its own.
async fn furnished(count: i64) -> Desk {
    let desk = Desk::with(&["first"]).await;
    desk.ground.put_category(&category("home", None)).await.expect("written");
    desk.ground.put_category(&category("shelf-1", Some("home"))).await.expect("written");
    let products = desk.ground.database.collection::<Document>("products");
    let first = products.find_one(doc! {}).await.expect("answered").expect("there");
    let all: Vec<_> = (0..count).map(|number| like(&first, number, count)).collect();
    products.insert_many(all).await.expect("written");
    // It is like none of them, so a plan that ends at once could be one that looks at it in vain.
    products.delete_one(doc! { "_id": first.get("_id") }).await.expect("deleted");
    desk
}

/// A place among products that are all alike, half of them before it.
fn amid(sort: GoodsSort, count: i64) -> GoodsCursor {
    let key = match sort {
        GoodsSort::Newest => GoodsKey::Number(MOMENT + 1),
        GoodsSort::Title => GoodsKey::Text("title 1".to_owned()),
        GoodsSort::PriceUp | GoodsSort::PriceDown => GoodsKey::Number(1),
    };
    let id = ProductId::parse(format!("p{:05}", count * 3 / 4)).expect("an id");
    GoodsCursor { key, id }
}

/// A page of the list, and what it asks of products.
async fn listing(desk: &Desk, query: &GoodsQuery) -> (GoodsPage, Vec<Cost>) {
    let (page, costs) = costs(&desk.ground.database, "products", desk.list(query)).await;
    assert!(page.rows.len() <= GOODS_PAGE);
    assert!(costs.iter().any(Cost::lists), "products are asked for: {costs:#?}");
    (page, costs)
}

/// Lists read what they show, and counts what they count.
async fn is_cheap(desk: &Desk, query: &GoodsQuery) {
    let (page, costs) = listing(desk, query).await;
    let counted = i64::try_from(page.matches).expect("a count");
    for cost in costs {
        if cost.lists() {
            assert!(cost.reads_what_it_finds(STRETCHES), "{cost:#?}");
            assert!(!cost.scans() && !cost.sorts(), "{cost:#?}");
        } else {
            assert!(cost.reads_at_most(counted + 2 * STRETCHES), "{cost:#?}");
        }
    }
}

#[tokio::test]
async fn every_filter_and_order_reads_what_it_shows_and_nothing_else() {
    const PRODUCTS: i64 = 600;
    let desk = furnished(PRODUCTS).await;
    for status in ["", "draft"] {
        for brand in ["", "brand-1"] {
            for category in ["", "home"] {
                let filter = filter("", status, category, brand);
                for sort in GoodsSort::ALL {
                    for after in [None, Some(amid(sort, PRODUCTS))] {
                        let query = GoodsQuery { filter: filter.clone(), sort, after, most: None };
                        is_cheap(&desk, &query).await;
                    }
                }
            }
        }
    }
    desk.close().await;
}

#[tokio::test]
async fn no_more_are_counted_than_a_page_may_cost() {
    let most = i64::try_from(MOST_MATCHES).expect("a count");
    let desk = furnished(most + 50).await;
    let query = GoodsQuery::default();
    let (page, costs) = listing(&desk, &query).await;
    assert_eq!(page.matches, MOST_MATCHES + 1);
    for cost in costs {
        assert!(cost.reads_at_most(most + 1), "{cost:#?}");
    }
    desk.close().await;
}

#[tokio::test]
async fn words_cost_what_they_find_among_few_products_and_among_many() {
    let desk = furnished(900).await;
    let found = 900 / RARE;
    for (status, category, brand) in [("", "", ""), ("draft", "", ""), ("", "home", "brand-0")] {
        for sort in GoodsSort::ALL {
            let filter = filter("rare", status, category, brand);
            let query = GoodsQuery { filter, sort, after: None, most: None };
            let (_, costs) = listing(&desk, &query).await;
            for cost in costs {
                assert!(cost.reads_at_most(found + 1), "{cost:#?}");
            }
        }
    }
    desk.close().await;
}

#[tokio::test]
async fn a_history_reads_the_versions_of_its_product_and_nothing_else() {
    let desk = Desk::with(&["one"]).await;
    let products = desk.ground.database.collection::<Document>("products");
    let one = products.find_one(doc! {}).await.expect("answered").expect("there");
    let kept = i64::try_from(KEPT_VERSIONS).expect("a count");
    let versions = (0..4 * kept).map(|number| {
        let product = if number % 2 == 0 { "one" } else { "other" };
        doc! {
            "_id": format!("{product}.{number}"),
            "product": product,
            "version": number + 1,
            "document": one.clone(),
            "replaced_at": DateTime::from_millis(MOMENT),
        }
    });
    let stored = desk.ground.database.collection::<Document>("product_versions");
    stored.insert_many(versions.collect::<Vec<_>>()).await.expect("written");
    let writing = ProductEditor::new(desk.ground.shared(), desk.log.clone(), Currency::EUR);
    let (by, id) = (editor(), product_id("one"));
    let history = writing.history(&by, &id);
    let (history, costs) = costs(&desk.ground.database, "product_versions", history).await;
    history.expect("answered");
    for cost in costs {
        assert!(cost.reads_what_it_finds(1), "{cost:#?}");
        assert!(!cost.scans() && !cost.sorts(), "{cost:#?}");
    }
    drop(writing);
    desk.close().await;
}
