//! Setting back what was done to many products.

use kernel::{Currency, Money};
use mongodb::bson::{DateTime, Document, doc};
use storefront::{
    ShopError,
    catalogue::Catalogue,
    goods_room::{BulkBack, BulkForm, GoodsError, GoodsRoom},
};

use super::desk::{Desk, editor, form};
use crate::ground::{category, product, product_id};

#[tokio::test]
async fn what_somebody_changed_since_is_left_as_it_is() {
    let desk = Desk::with(&["one", "two", "three"]).await;
    let archive = form("key1", "archive", &["one", "two", "three"]);
    assert_eq!(desk.apply(&archive).await.expect("applied").changed, 3);
    let mut draft = product("two");
    draft.title = "Sold again".to_owned();
    desk.ground.put_product(&draft, Some(2)).await.expect("written");
    for _ in 0..2 {
        let standing = desk.undo("key1").await.expect("undone");
        assert_eq!(standing.back, Some(BulkBack { back: 2, left: 1, waiting: 0 }));
        for (id, version) in [("one", 3), ("two", 3), ("three", 3)] {
            let shown = desk.ground.product(&product_id(id)).await.expect("sold");
            assert_eq!(shown.version, version, "{id}");
        }
    }
    let shown = desk.ground.product(&product_id("two")).await.expect("sold");
    assert_eq!(shown.title, "Sold again");
    // What is set back is not done again by the form that did it.
    let standing = desk.apply(&archive).await.expect("as before");
    assert_eq!(standing.back, Some(BulkBack { back: 2, left: 1, waiting: 0 }));
    assert!(desk.ground.product(&product_id("one")).await.is_ok());
    assert_eq!(desk.lines(), ["products_changed bulk key1", "products_set_back bulk key1"]);
    desk.close().await;
}

#[tokio::test]
async fn prices_tags_and_categories_come_back_as_they_were() {
    let desk = Desk::open().await;
    let mut draft = product("one");
    draft.tags = vec!["b".to_owned(), "a".to_owned()];
    draft.variants[0].compare_at = Money::new(1_050, Currency::EUR).ok();
    desk.ground.put_product(&draft, None).await.expect("written");
    let before = desk.ground.product(&product_id("one")).await.expect("sold");
    let raise = BulkForm { amount: "33".to_owned(), ..form("key1", "raise_percent", &["one"]) };
    let tag = BulkForm { tag: "b".to_owned(), ..form("key2", "take_tag", &["one"]) };
    for form in [&raise, &tag] {
        assert_eq!(desk.apply(form).await.expect("applied").changed, 1);
    }
    let undone = desk.undo("key1").await.expect("looked at");
    assert_eq!(undone.back.map(|back| back.left), Some(1), "it was changed since");
    let undone = desk.undo("key2").await.expect("undone");
    assert_eq!(undone.back.map(|back| back.back), Some(1));
    let after = desk.ground.product(&product_id("one")).await.expect("sold");
    assert_eq!(after.tags, before.tags);
    let again = BulkForm { key: "key3".to_owned(), ..raise };
    desk.apply(&again).await.expect("applied");
    let dearer = desk.ground.product(&product_id("one")).await.expect("sold");
    desk.undo("key3").await.expect("undone");
    let after = desk.ground.product(&product_id("one")).await.expect("sold");
    assert_ne!(dearer.variants, after.variants);
    assert_eq!(after.version, dearer.version + 1);
    assert_eq!(after.variants[0].price.amount(), 1_330);
    desk.close().await;
}

#[tokio::test]
async fn what_else_has_changed_meanwhile_is_in_nobodys_way() {
    let desk = Desk::with(&["one"]).await;
    let price =
        async || desk.ground.product(&product_id("one")).await.expect("sold").variants[0].price;
    let before = price().await;
    let raise = BulkForm { amount: "10".to_owned(), ..form("key1", "raise_percent", &["one"]) };
    assert_eq!(desk.apply(&raise).await.expect("applied").changed, 1);
    assert_ne!(price().await, before);
    let products = desk.ground.database.collection::<Document>("products");
    let rated = doc! { "$inc": { "version": 1_i64 }, "$set": { "title": "Another title" } };
    products.update_one(doc! { "_id": "one" }, rated).await.expect("written");
    let standing = desk.undo("key1").await.expect("undone");
    assert_eq!(standing.back, Some(BulkBack { back: 1, left: 0, waiting: 0 }));
    let after = desk.ground.product(&product_id("one")).await.expect("sold");
    assert_eq!((after.title.as_str(), after.variants[0].price), ("Another title", before));
    desk.close().await;
}

#[tokio::test]
async fn nothing_comes_back_into_a_category_that_is_gone() {
    let desk = Desk::open().await;
    let (cups, jugs) = (category("cups", None), category("jugs", None));
    for category in [&cups, &jugs] {
        desk.ground.put_category(category).await.expect("written");
    }
    let mut draft = product("one");
    draft.categories = vec![cups.id.clone(), jugs.id.clone()];
    desk.ground.put_product(&draft, None).await.expect("written");
    let emptied = BulkForm { shelf: "cups".to_owned(), ..form("key1", "take_category", &["one"]) };
    assert_eq!(desk.apply(&emptied).await.expect("applied").changed, 1);
    let categories = desk.ground.database.collection::<Document>("categories");
    categories.delete_one(doc! { "_id": "cups" }).await.expect("deleted");
    assert_eq!(desk.undo("key1").await.expect("undone").back.map(|back| back.back), Some(1));
    let products = desk.ground.database.collection::<Document>("products");
    let stored = products.find_one(doc! { "_id": "one" }).await.expect("read").expect("there");
    assert_eq!(stored.get_array("categories").ok(), Some(&vec!["jugs".into()]));
    desk.close().await;
}

#[tokio::test]
async fn nothing_comes_into_a_category_that_is_gone_before_its_turn() {
    let desk = Desk::with(&["one"]).await;
    desk.ground.put_category(&category("cups", None)).await.expect("written");
    let filled = BulkForm { shelf: "cups".to_owned(), ..form("key1", "add_category", &["one"]) };
    assert_eq!(desk.apply(&filled).await.expect("applied").changed, 1);
    // As if the time had not sufficed for it.
    let products = desk.ground.database.collection::<Document>("products");
    let before = doc! { "$pull": { "categories": "cups" } };
    products.update_one(doc! { "_id": "one" }, before).await.expect("taken out");
    let parts = desk.ground.database.collection::<Document>("bulk_parts");
    let waiting = doc! { "$set": { "state": "waiting", "changed": 0_i64, "items": [] } };
    assert_eq!(parts.update_many(doc! {}, waiting).await.expect("written").matched_count, 1);
    let categories = desk.ground.database.collection::<Document>("categories");
    categories.delete_one(doc! { "_id": "cups" }).await.expect("deleted");
    let standing = desk.apply(&filled).await.expect("gone on with");
    assert_eq!((standing.changed, standing.waiting), (0, 0));
    let stored = products.find_one(doc! { "_id": "one" }).await.expect("read").expect("there");
    assert!(!stored.get_array("categories").expect("a list").contains(&"cups".into()));
    desk.close().await;
}

#[tokio::test]
async fn after_a_day_it_is_forgotten_how() {
    let desk = Desk::with(&["one"]).await;
    desk.apply(&form("key1", "archive", &["one"])).await.expect("applied");
    let deeds = desk.ground.database.collection::<Document>("bulk_deeds");
    let old = doc! { "$set": { "at": DateTime::from_millis(1_700_000_000_000) } };
    deeds.update_one(doc! { "_id": "key1" }, old).await.expect("made older");
    desk.apply(&form("key2", "draft", &["one"])).await.expect("applied");
    assert_eq!(desk.desk.deed(&editor(), "key1").await, Err(GoodsError::NotFound));
    assert_eq!(desk.undo("key1").await, Err(GoodsError::NotFound));
    let parts = desk.ground.database.collection::<Document>("bulk_parts");
    assert_eq!(parts.count_documents(doc! {}).await.expect("counted"), 1);
    assert_eq!(desk.undo("key2").await.expect("undone").back.map(|back| back.back), Some(1));
    let shown = desk.ground.product(&product_id("one")).await;
    assert_eq!(shown.err(), Some(ShopError::Gone), "as the deed before left it");
    desk.close().await;
}
