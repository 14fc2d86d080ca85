//! What the shop relies on a MongoDB server for, whichever server it is: asked of the one in
//! `QUAYSIDE_TEST_MONGO_URI`, and of one that `QUAYSIDE_TEST_MONGO_COMMAND` starts and this test kills.

#[path = "store/ground.rs"]
// Each of the two test programs needs its own part of it.
#[allow(dead_code)]
mod ground;

#[path = "contract/server.rs"]
mod server;

use catalog::{CatalogStore, PutOutcome};
use futures::StreamExt;
use mongodb::{
    IndexModel,
    bson::{Document, doc},
    error::{Error, ErrorKind, WriteFailure},
};
use storefront::feed::{FeedChange, ProductFeed};

use crate::{
    ground::{Ground, product, product_id, variant},
    server::Server,
};

fn code(error: &Error) -> Option<i32> {
    match error.kind.as_ref() {
        ErrorKind::Write(WriteFailure::WriteError(error)) => Some(error.code),
        ErrorKind::Command(error) => Some(error.code),
        _ => None,
    }
}

async fn stored(ground: &Ground, id: &str) -> Document {
    ground.put_product(&product(id), None).await.expect("written");
    let products = ground.database.collection::<Document>("products");
    products.find_one(doc! { "_id": id }).await.expect("answered").expect("there")
}

#[tokio::test]
async fn the_validator_refuses_what_is_no_product() {
    let ground = Ground::new().await;
    let products = ground.database.collection::<Document>("products");
    let good = stored(&ground, "one").await;
    let mut priced_in_floats = good.clone();
    let variants = priced_in_floats.get_array_mut("variants").expect("an array");
    let first = variants[0].as_document_mut().expect("a document");
    first.get_document_mut("price").expect("a document").insert("amount", 10.5);
    let mut unknown_status = good.clone();
    unknown_status.insert("status", "perhaps");
    let mut without_variants = good.clone();
    without_variants.insert("variants", Vec::<Document>::new());
    let mut without_title = good.clone();
    without_title.remove("title");
    for mut wrong in [priced_in_floats, unknown_status, without_variants, without_title] {
        let refused = products.replace_one(doc! { "_id": "one" }, &wrong).await;
        assert_eq!(code(&refused.expect_err("refused")), Some(121), "{wrong}");
        wrong.insert("_id", "two");
        wrong.insert("slug", "two");
        let refused = products.insert_one(&wrong).await;
        assert_eq!(code(&refused.expect_err("refused")), Some(121), "{wrong}");
    }
    // What a product may have besides is not the validator's business.
    let mut richer = good;
    richer.insert("subscription_extras", doc! { "anything": [1, "two"] });
    products.replace_one(doc! { "_id": "one" }, richer).await.expect("free fields are free");
    // Telling it again changes nothing.
    ground.prepare().await.expect("prepared twice");
    ground.clear().await;
}

#[tokio::test]
async fn a_write_to_another_version_finds_nothing() {
    let ground = Ground::new().await;
    stored(&ground, "one").await;
    let products = ground.database.collection::<Document>("products");
    let guarded = |version: i64| doc! { "_id": "one", "version": version };
    let change = doc! { "$set": { "title": "New" }, "$inc": { "version": 1_i64 } };
    let first = products.update_one(guarded(1), change.clone()).await.expect("answered");
    let second = products.update_one(guarded(1), change).await.expect("answered");
    assert_eq!((first.matched_count, second.matched_count), (1, 0));
    ground.clear().await;
}

#[tokio::test]
async fn unique_indexes_reach_into_lists_and_skip_nulls() {
    let ground = Ground::new().await;
    let products = ground.database.collection::<Document>("products");
    let mut first = product("one");
    first.variants = vec![variant("A", 1), variant("B", 2)];
    ground.put_product(&first, None).await.expect("written");
    // Two without an external id live side by side; two with the same one do not.
    let mut other = stored(&ground, "two").await;
    other.insert("_id", "three");
    other.insert("slug", "three");
    let second_sku = doc! { "sku": "B", "price": { "amount": 1_i64, "currency": "EUR" },
    "options": Vec::<Document>::new(), "barcodes": Vec::<String>::new() };
    other.insert("variants", vec![second_sku.clone()]);
    let refused = products.insert_one(&other).await.expect_err("B is taken");
    assert_eq!(code(&refused), Some(11_000));
    let mut free = second_sku;
    free.insert("sku", "C");
    other.insert("variants", vec![free]);
    products.insert_one(&other).await.expect("C is free");
    let named =
        |id: &str| products.update_one(doc! { "_id": id }, doc! { "$set": { "external_id": "7" } });
    named("one").await.expect("the first with this id");
    assert_eq!(code(&named("two").await.expect_err("taken")), Some(11_000));
    ground.clear().await;
}

#[tokio::test]
async fn a_range_within_a_list_is_of_one_and_the_same_value() {
    let ground = Ground::new().await;
    let lists = ground.database.collection::<Document>("lists");
    let index = IndexModel::builder().keys(doc! { "words": 1 }).build();
    lists.create_index(index).await.expect("an index");
    let stored = [
        doc! { "_id": "around", "words": ["a", "z"] },
        doc! { "_id": "within", "words": ["mug", "z"] },
    ];
    lists.insert_many(stored).await.expect("written");
    let begins = |word: &str| {
        let end = format!("{word}{}", char::MAX);
        doc! { "words": { "$elemMatch": { "$gte": word, "$lt": end } } }
    };
    for (filter, found) in [
        (begins("mu"), 1),
        (begins("mug"), 1),
        (begins("mugs"), 0),
        (doc! { "$and": [begins("mu"), begins("z")] }, 1),
        (doc! { "$and": [begins("mu"), begins("a")] }, 0),
        (doc! { "$and": [{ "$or": [begins("a"), { "$and": [begins("mu"), begins("z")] }] }] }, 2),
    ] {
        let counted = lists.count_documents(filter.clone()).await.expect("counted");
        assert_eq!(counted, found, "{filter}");
    }
    ground.clear().await;
}

#[tokio::test]
async fn transactions_hold_together() {
    let ground = Ground::new().await;
    let products = ground.database.collection::<Document>("products");
    let redirects = ground.database.collection::<Document>("slug_redirects");
    stored(&ground, "one").await;
    for keep in [false, true] {
        let mut session = ground.database.client().start_session().await.expect("a session");
        session.start_transaction().await.expect("begun");
        let change = doc! { "$set": { "title": "Moved" } };
        products
            .update_one(doc! { "_id": "one" }, change)
            .session(&mut session)
            .await
            .expect("written");
        redirects
            .insert_one(doc! { "_id": "product/old", "target": "one" })
            .session(&mut session)
            .await
            .expect("written");
        let inside = redirects.find_one(doc! { "_id": "product/old" }).session(&mut session).await;
        assert!(inside.expect("answered").is_some(), "a transaction sees its own writes");
        let outside = redirects.find_one(doc! { "_id": "product/old" }).await.expect("answered");
        assert!(outside.is_none(), "nobody else sees them before the commit");
        if keep {
            session.commit_transaction().await.expect("committed");
        } else {
            session.abort_transaction().await.expect("aborted");
        }
        let moved = redirects.find_one(doc! { "_id": "product/old" }).await.expect("answered");
        let product = products.find_one(doc! { "_id": "one" }).await.expect("answered");
        let title = product.expect("there").get_str("title").expect("a title").to_owned();
        assert_eq!((moved.is_some(), title == "Moved"), (keep, keep));
    }
    ground.clear().await;
}

/// The id and version of the next product in the feed, and the position after it.
async fn next(
    store: &CatalogStore,
    from: storefront::feed::FeedPosition,
) -> (String, i64, storefront::feed::FeedPosition) {
    let mut changes = store.follow(from);
    loop {
        match changes.next().await.expect("a feed goes on").expect("the server answers") {
            (FeedChange::Upsert(product), position) => {
                return (product.id.to_string(), product.version, position);
            }
            (FeedChange::Nothing, _) => {}
            (other, _) => panic!("not a product: {other:?}"),
        }
    }
}

#[tokio::test]
async fn the_feed_goes_on_after_the_server_was_killed() {
    let mut server = Server::start().await;
    let store = server.store().await;
    store.prepare().await.expect("an empty database can be prepared");
    let quiet = store.position().await.expect("a position of a quiet stream");
    store.put_product(&product("one"), None).await.expect("written");
    store.put_product(&product("two"), None).await.expect("written");
    let (id, version, after_one) = next(&store, quiet.clone()).await;
    assert_eq!((id.as_str(), version), ("one", 1));

    server.kill_and_restart().await;
    let store = server.store().await;
    // What was acknowledged is there, and nothing of it is missing from the stream.
    assert_eq!(store.count_products().await.expect("counted"), 2);
    let (id, _, after_two) = next(&store, after_one).await;
    assert_eq!(id, "two");
    let mut changed = product("one");
    changed.title = "After the fall".to_owned();
    let outcome = store.put_product(&changed, Some(1)).await.expect("written");
    assert_eq!(outcome, PutOutcome::Updated);
    let (id, version, _) = next(&store, after_two).await;
    assert_eq!((id, version), (product_id("one").to_string(), 2));
    // From before everything, too: each change comes, as things are now.
    let (id, version, _) = next(&store, quiet).await;
    assert_eq!((id.as_str(), version), ("one", 2));
}
