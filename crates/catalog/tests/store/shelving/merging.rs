//! One category out of two.

use storefront::{
    account::Caller,
    shelf_room::{ShelfError, ShelfRoom, Shelved},
};

use super::desk::{Desk, editor, form, id, refused};
use crate::ground::{product, product_id};

#[tokio::test]
async fn products_children_and_addresses_go_along() {
    let desk = Desk::open().await;
    desk.fill("p", 60, &["b"]).await;
    desk.fill("both", 1, &["d", "b"]).await;
    assert_eq!(desk.rename("b", &form("B", "older", 1)).await, Ok(Shelved::Now));
    assert_eq!(desk.merge("b", "d", 2).await, Ok(Shelved::Now));
    assert_eq!(desk.merge("b", "d", 2).await, Ok(Shelved::Before));
    assert_eq!((desk.held("b").await, desk.held("d").await), (0, 61));
    assert_eq!(desk.order().await, ["a", "d", "c"]);
    for former in ["b", "older"] {
        assert_eq!(desk.leads(former).await.as_deref(), Some("d"), "{former}");
    }
    assert!(desk.found("d").await);
    // What led there leads on when that is merged as well.
    assert_eq!(desk.merge("d", "a", 1).await, Ok(Shelved::Now));
    for former in ["b", "older", "d"] {
        assert_eq!(desk.leads(former).await.as_deref(), Some("a"), "{former}");
    }
    assert_eq!(desk.held("a").await, 61);
    desk.close().await;
}

#[tokio::test]
async fn a_product_in_both_is_in_one_once_and_is_another_version() {
    let desk = Desk::open().await;
    let mut draft = product("one");
    draft.categories = vec![id("b"), id("d"), id("a")];
    desk.ground.put_product(&draft, None).await.expect("written");
    assert_eq!(desk.merge("b", "d", 1).await, Ok(Shelved::Now));
    let found = storefront::catalogue::Catalogue::product(&*desk.ground, &product_id("one")).await;
    let found = found.expect("there");
    assert_eq!(found.version, 2);
    let places: Vec<_> = found.categories.iter().map(|link| link.slug.as_str()).collect();
    assert_eq!(places, ["d", "a"]);
    desk.close().await;
}

#[tokio::test]
async fn what_was_broken_off_is_gone_on_with() {
    let desk = Desk::open().await;
    desk.fill("p", 40, &["b"]).await;
    // As after a crash: some products are there already, the category is not gone yet.
    desk.fill("p", 15, &["d"]).await;
    assert_eq!((desk.held("b").await, desk.held("d").await), (25, 15));
    assert_eq!(desk.merge("b", "d", 1).await, Ok(Shelved::Now));
    assert_eq!((desk.held("b").await, desk.held("d").await), (0, 40));
    // And as after one between the last product and the end: none is left to be moved.
    desk.fill("p", 40, &["a"]).await;
    assert_eq!(desk.merge("d", "a", 1).await, Ok(Shelved::Now));
    assert_eq!(desk.order().await, ["a", "c"]);
    assert_eq!(desk.held("a").await, 40);
    desk.close().await;
}

#[tokio::test]
async fn nothing_is_merged_into_itself_or_into_nothing() {
    let desk = Desk::open().await;
    for into in ["b", "c", "none", "no id"] {
        assert_eq!(refused(desk.merge("b", into, 1).await), "into", "{into}");
    }
    assert_eq!(desk.merge("b", "d", 2).await, Err(ShelfError::Stale));
    assert!(desk.lines().is_empty());
    let tree = desk.room.categories(&editor()).await.expect("a tree");
    assert_eq!(tree.rows.len(), 4);
    let gone = desk.room.merge_category(&editor(), &id("x"), "a", 1, &Caller::default()).await;
    assert_eq!(gone, Ok(Shelved::Before));
    desk.close().await;
}
