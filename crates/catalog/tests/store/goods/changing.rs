//! What is done to many products, once and in the log.

use std::sync::atomic::Ordering;

use kernel::{Currency, Money};
use mongodb::bson::{Document, doc};
use serde_json::{Value, json};
use storefront::{
    ShopError,
    account::Caller,
    catalogue::Catalogue,
    goods_room::{BulkChange, BulkForm, GoodsError, GoodsQuery, GoodsRoom},
    product::Product,
    staff::Role,
};

use super::desk::{Desk, editor, filter, form, member};
use crate::ground::{category, product, product_id, variant};

fn euros(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("a price")
}

#[tokio::test]
async fn each_action_changes_what_it_says_and_nothing_else() {
    let desk = Desk::open().await;
    desk.ground.put_category(&category("cups", None)).await.expect("written");
    let mut draft = product("one");
    draft.variants[0].compare_at = Some(euros(1_050));
    draft.variants.push(variant("SKU-b", 0));
    desk.ground.put_product(&draft, None).await.expect("written");
    let act = async |key: &str, action: &str, typed: &str| {
        let [amount, shelf, tag] = [(); 3].map(|()| typed.to_owned());
        let form = BulkForm { amount, shelf, tag, ..form(key, action, &["one"]) };
        desk.apply(&form).await.expect("applied").changed
    };
    let seen = async || (*desk.ground.product(&product_id("one")).await.expect("sold")).clone();
    let prices = |product: &Product| -> Vec<i64> {
        product.variants.iter().map(|variant| variant.price.amount()).collect()
    };

    assert_eq!(act("k1", "add_tag", "New in").await, 1);
    assert_eq!(act("k2", "add_tag", "New in").await, 0, "it has it already");
    assert_eq!((seen().await.version, seen().await.tags), (2, vec!["New in".to_owned()]));
    assert_eq!(act("k3", "take_tag", "New in").await, 1);
    assert!(seen().await.tags.is_empty());
    assert_eq!(act("k4", "add_category", "cups").await, 1);
    assert_eq!(seen().await.categories.len(), 1);
    assert_eq!(act("k5", "take_category", "cups").await, 1);
    assert!(seen().await.categories.is_empty());

    assert_eq!(act("k6", "raise_percent", "2.5").await, 1);
    let dearer = seen().await;
    assert_eq!(prices(&dearer), [1_025, 0]);
    assert_eq!(dearer.variants[0].compare_at, Some(euros(1_050)));
    assert_eq!(act("k7", "raise_amount", "0.25").await, 1);
    let dearer = seen().await;
    assert_eq!((prices(&dearer), dearer.variants[0].compare_at), (vec![1_050, 25], None));
    assert_eq!(act("k8", "lower_amount", "1").await, 1);
    assert_eq!(prices(&seen().await), [950, 1]);
    assert_eq!(act("k9", "lower_percent", "50").await, 1);
    assert_eq!(prices(&seen().await), [475, 1]);

    let shown = async || desk.ground.product(&product_id("one")).await.map(|one| one.version);
    assert_eq!(act("k10", "archive", "").await, 1);
    assert_eq!(shown().await, Err(ShopError::Gone));
    assert_eq!(act("k11", "draft", "").await, 1);
    assert_eq!(shown().await, Err(ShopError::NotFound));
    assert_eq!(act("k12", "publish", "").await, 1);
    assert_eq!(shown().await, Ok(12), "each change is a version");
    desk.close().await;
}

#[tokio::test]
async fn a_deed_of_many_parts_is_done_once_however_often_it_is_sent() {
    let desk = Desk::open().await;
    let drafts: Vec<_> = (0..130).map(|number| product(&format!("p{number}"))).collect();
    desk.ground.upsert_products(&drafts).await.expect("written");
    let all = BulkForm { all: true, status: "active".to_owned(), ..form("key1", "archive", &[]) };
    let preview = desk.desk.preview(&editor(), &all).await.expect("counted");
    let all = BulkForm { meant: preview.mark, ..all };
    assert_eq!((preview.products, preview.skus), (130, 130));
    let (one, other) = futures::join!(desk.apply(&all), desk.apply(&all));
    assert_eq!(one.expect("applied").changed, 130);
    assert_eq!(other.expect("applied").changed, 130);
    // What matched matches no longer, and the deed is the same deed.
    assert_eq!(desk.apply(&all).await.expect("as before").changed, 130);
    let archived = GoodsQuery { filter: filter("", "archived", "", ""), ..GoodsQuery::default() };
    assert_eq!(desk.list(&archived).await.matches, 130);
    let products = desk.ground.database.collection::<Document>("products");
    let twice = doc! { "version": { "$gt": 2_i64 } };
    assert_eq!(products.count_documents(twice).await.expect("counted"), 0);
    // Two who begin at once have each written the line before.
    let lines = desk.lines();
    assert!((1..=2).contains(&lines.len()), "{lines:?}");
    assert!(lines.iter().all(|line| line == "products_changed bulk key1"), "{lines:?}");
    desk.close().await;
}

#[tokio::test]
async fn nothing_is_done_that_is_not_in_the_log_or_was_not_confirmed() {
    let desk = Desk::with(&["one", "two"]).await;
    let archive = form("key1", "archive", &["one", "two"]);
    desk.log.away.store(true, Ordering::Relaxed);
    assert_eq!(desk.apply(&archive).await, Err(GoodsError::Unavailable));
    desk.log.away.store(false, Ordering::Relaxed);
    let meant = BulkForm { meant: "3".to_owned(), ..archive.clone() };
    assert_eq!(desk.apply(&meant).await, Err(GoodsError::Changed));
    let refused = |error: GoodsError| match error {
        GoodsError::Refused(errors) => errors[0].field,
        other => panic!("not refused: {other:?}"),
    };
    let absent = desk.apply(&form("key2", "archive", &["three"])).await;
    assert_eq!(absent.map_err(refused), Err("all"));
    let nowhere =
        BulkForm { shelf: "nowhere".to_owned(), ..form("key3", "add_category", &["one"]) };
    assert_eq!(desk.apply(&nowhere).await.map_err(refused), Err("shelf"));
    let keyless = form("a/b", "archive", &["one", "two"]);
    assert_eq!(desk.apply(&keyless).await, Err(GoodsError::NotFound));
    assert_eq!(desk.lines(), Vec::<String>::new());
    for id in ["one", "two"] {
        assert_eq!(desk.ground.product(&product_id(id)).await.expect("sold").version, 1);
    }
    assert_eq!(desk.apply(&archive).await.map(|standing| standing.changed), Ok(2));
    desk.close().await;
}

#[tokio::test]
async fn as_many_others_are_not_those_that_were_confirmed() {
    let desk = Desk::with(&["one", "two"]).await;
    let all = BulkForm { all: true, status: "active".to_owned(), ..form("key1", "archive", &[]) };
    let mark = desk.desk.preview(&editor(), &all).await.expect("looked at").mark;
    desk.apply(&form("key2", "draft", &["two"])).await.expect("applied");
    desk.ground.put_product(&product("three"), None).await.expect("written");
    let confirmed = BulkForm { meant: mark, ..all.clone() };
    assert_eq!(desk.apply(&confirmed).await, Err(GoodsError::Changed));
    assert_eq!(desk.apply(&all).await.expect("looked at again").changed, 2);
    desk.close().await;
}

#[tokio::test]
async fn the_log_tells_which_and_what_they_were_and_become() {
    let desk = Desk::with(&["one", "two"]).await;
    let last = || desk.log.last.lock().expect("nobody breaks off").clone();
    let dearer = BulkForm { amount: "10".to_owned(), ..form("key1", "raise_percent", &["one"]) };
    desk.apply(&dearer).await.expect("applied");
    let (before, after) = last();
    let price = |value: &Value| value["first"]["one"]["SKU-one"]["amount"].as_i64();
    assert_eq!((price(&before), price(&after)), (Some(1_000), Some(1_100)), "{before} {after}");
    assert_eq!(after["chosen"], json!({ "ticked": ["one"] }));
    let all = BulkForm { all: true, brand: String::new(), ..form("key2", "archive", &[]) };
    desk.apply(&all).await.expect("applied");
    let (before, after) = last();
    assert_eq!(before["first"], json!({ "one": "active", "two": "active" }));
    assert_eq!(after["first"], json!({ "one": "archived", "two": "archived" }));
    assert_eq!(after["chosen"]["all_that_match"]["query"], json!(""));
    desk.close().await;
}

#[tokio::test]
async fn what_was_done_in_a_day_is_listed_with_what_became_of_it() {
    let desk = Desk::with(&["one", "two"]).await;
    assert_eq!(desk.desk.deeds(&editor()).await, Ok(Vec::new()));
    desk.ground.put_category(&category("cups", None)).await.expect("written");
    let filled = BulkForm { shelf: "cups".to_owned(), ..form("key1", "add_category", &["one"]) };
    desk.apply(&filled).await.expect("applied");
    desk.apply(&form("key2", "archive", &["one", "two"])).await.expect("applied");
    desk.undo("key2").await.expect("undone");
    let deeds = desk.desk.deeds(&editor()).await.expect("listed");
    let [second, first] = &deeds[..] else { panic!("{deeds:?}") };
    assert_eq!((first.standing.key.as_str(), first.standing.changed), ("key1", 1));
    assert_eq!((first.category.as_deref(), first.signed.as_str()), (Some("CUPS"), "Mira"));
    assert_eq!((second.change.clone(), second.standing.changed), (BulkChange::Archive, 2));
    assert_eq!(second.standing.back.map(|back| back.back), Some(2));
    desk.close().await;
}

#[tokio::test]
async fn only_those_who_may_change_products_do() {
    let desk = Desk::with(&["one"]).await;
    let (reader, caller) = (member(&[Role::Orders, Role::Support]), Caller::default());
    let archive = form("key1", "archive", &["one"]);
    let forbidden = Some(GoodsError::Forbidden);
    assert_eq!(desk.desk.preview(&reader, &archive).await.err(), forbidden);
    assert_eq!(desk.desk.apply(&reader, &archive, &caller).await.err(), forbidden);
    desk.apply(&archive).await.expect("applied");
    assert_eq!(desk.desk.undo(&reader, "key1", &caller).await.err(), forbidden);
    assert_eq!(desk.ground.product(&product_id("one")).await.err(), Some(ShopError::Gone));
    desk.close().await;
}
