use futures::{StreamExt, TryStreamExt};
use mongodb::bson::{Document, doc};
use storefront::{
    draft::ProductStatus,
    feed::{FeedChange, FeedError, FeedPosition, ProductFeed},
};

use crate::ground::{Ground, category, product, product_id, review};

/// The next change that says something.
async fn next(
    changes: &mut (impl futures::Stream<Item = Result<(FeedChange, FeedPosition), FeedError>> + Unpin),
) -> (FeedChange, FeedPosition) {
    loop {
        match changes.next().await.expect("a feed goes on").expect("the server answers") {
            (FeedChange::Nothing, _) => {}
            change => return change,
        }
    }
}

fn upserted(change: FeedChange) -> (String, i64) {
    match change {
        FeedChange::Upsert(product) => (product.id.to_string(), product.version),
        other => panic!("not a product: {other:?}"),
    }
}

#[tokio::test]
async fn everything_and_then_every_change() {
    let ground = Ground::new().await;
    ground.put_category(&category("top", None)).await.expect("written");
    let mut draft = product("one");
    draft.categories = vec![category("top", None).id];
    ground.put_product(&draft, None).await.expect("written");
    let mut hidden = product("hidden");
    hidden.status = ProductStatus::Draft;
    ground.put_product(&hidden, None).await.expect("written");

    let start = ground.position().await.expect("a position of a quiet stream");
    let all: Vec<_> = ground.all().try_collect().await.expect("read");
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].breadcrumbs[0].name, "TOP");

    let mut changes = ground.follow(start.clone());
    ground.put_product(&product("two"), None).await.expect("written");
    let (change, after_two) = next(&mut changes).await;
    assert_eq!(upserted(change), ("two".to_owned(), 1));
    ground.put_reviews(&[review("r", "one", 4)]).await.expect("written");
    let (change, _) = next(&mut changes).await;
    assert_eq!(upserted(change), ("one".to_owned(), 2));
    let mut archived = product("two");
    archived.status = ProductStatus::Archived;
    ground.put_product(&archived, None).await.expect("written");
    let (change, _) = next(&mut changes).await;
    assert_eq!(change, FeedChange::Remove(product_id("two")));
    let mut renamed = category("top", None);
    renamed.name = "Renamed".to_owned();
    ground.put_category(&renamed).await.expect("written");
    let (change, _) = next(&mut changes).await;
    assert_eq!(change, FeedChange::Everything);

    // From a stored position the same changes come again, as things are now.
    let mut again = ground.follow(after_two);
    let (change, _) = next(&mut again).await;
    assert_eq!(upserted(change), ("one".to_owned(), 2));
    let (change, _) = next(&mut again).await;
    assert_eq!(change, FeedChange::Remove(product_id("two")));
    // What is heard of a product more than once is told once.
    let mut whole = ground.follow(start);
    let (change, _) = next(&mut whole).await;
    assert_eq!(change, FeedChange::Remove(product_id("two")));
    let (change, _) = next(&mut whole).await;
    assert_eq!(upserted(change), ("one".to_owned(), 2));
    let (change, _) = next(&mut whole).await;
    assert_eq!(change, FeedChange::Everything);
    drop((changes, again, whole));
    ground.clear().await;
}

#[tokio::test]
async fn a_batch_comes_whole() {
    let ground = Ground::new().await;
    let start = ground.position().await.expect("a position");
    let drafts: Vec<_> = (0..140).map(|number| product(&format!("p{number}"))).collect();
    ground.upsert_products(&drafts).await.expect("written");
    let mut changes = ground.follow(start);
    let mut seen = std::collections::BTreeSet::new();
    let mut half = None;
    while seen.len() < drafts.len() {
        let (change, place) = next(&mut changes).await;
        seen.insert(upserted(change).0);
        if seen.len() == 70 {
            half = Some(place);
        }
    }
    // From a place in the midst of it the rest comes.
    let mut rest = ground.follow(half.expect("on the way"));
    for _ in 70..drafts.len() {
        upserted(next(&mut rest).await.0);
    }
    drop((changes, rest));
    ground.clear().await;
}

#[tokio::test]
async fn a_position_that_nobody_gave_is_lost() {
    let ground = Ground::new().await;
    for nonsense in ["", "{}", "{\"_data\":\"nonsense\"}"] {
        let mut changes = ground.follow(FeedPosition(nonsense.to_owned()));
        let lost = changes.next().await.expect("an answer");
        assert!(matches!(lost, Err(FeedError::PositionLost)), "{nonsense}: {lost:?}");
    }
    ground.clear().await;
}

#[tokio::test]
async fn a_dropped_database_ends_the_feed() {
    let ground = Ground::new().await;
    let start = ground.position().await.expect("a position");
    ground.put_product(&product("one"), None).await.expect("written");
    let mut changes = ground.follow(start);
    let (change, _) = next(&mut changes).await;
    assert_eq!(upserted(change).0, "one");
    let products = ground.database.collection::<Document>("products");
    products.delete_one(doc! { "_id": "one" }).await.expect("deleted");
    ground.database.drop().await.expect("dropped");
    let mut told = Vec::new();
    let end = loop {
        match changes.next().await.expect("an answer") {
            Ok((change, _)) => told.push(change),
            Err(end) => break end,
        }
    };
    assert!(told.contains(&FeedChange::Remove(product_id("one"))), "{told:?}");
    assert!(matches!(end, FeedError::PositionLost), "{end:?}");
}

#[tokio::test]
async fn a_product_that_cannot_be_read_keeps_nobody_from_the_others() {
    let ground = Ground::new().await;
    let start = ground.position().await.expect("a position");
    for id in ["one", "odd", "two"] {
        ground.put_product(&product(id), None).await.expect("written");
    }
    let products = ground.database.collection::<Document>("products");
    let broken = doc! { "$set": { "specs": "none" } };
    let odd = products.update_one(doc! { "_id": "odd" }, broken);
    odd.bypass_document_validation(true).await.expect("broken");
    let all: Vec<_> = ground.all().try_collect().await.expect("read");
    assert_eq!(all.len(), 2);
    let mut changes = ground.follow(start);
    let (change, _) = next(&mut changes).await;
    assert_eq!(upserted(change).0, "one");
    let (change, _) = next(&mut changes).await;
    assert_eq!(change, FeedChange::Remove(product_id("odd")));
    let (change, _) = next(&mut changes).await;
    assert_eq!(upserted(change).0, "two");
    drop(changes);
    ground.clear().await;
}
