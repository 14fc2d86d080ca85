//! Brands, which live in products alone.

use storefront::{
    account::Caller,
    catalogue::Catalogue,
    collections::CollectionContent,
    shelf_room::{BrandForm, CollectionForm, ShelfError, ShelfRoom, Shelved},
    staff::{Permission, Role},
};

use super::desk::{Desk, editor, member, refused};
use crate::ground::{product, product_id};

fn rename(from: &str, to: &str, merge: bool) -> BrandForm {
    BrandForm { from: from.to_owned(), to: to.to_owned(), merge }
}

/// Renames to the end, however often the form has to be sent on a slow machine.
async fn send(desk: &Desk, form: &BrandForm) -> Result<Shelved, ShelfError> {
    // Who goes on finds the new name in use by then.
    let on = BrandForm { merge: true, ..form.clone() };
    let mut outcome = desk.room.rename_brand(&editor(), form, &Caller::default()).await;
    while outcome == Ok(Shelved::Partly) {
        outcome = desk.room.rename_brand(&editor(), &on, &Caller::default()).await;
    }
    outcome
}

/// All brands with how many products they have.
async fn brands(desk: &Desk) -> Vec<(String, u64)> {
    let page = desk.room.brands(&editor(), None).await.expect("brands");
    page.rows.into_iter().map(|row| (row.name, row.products)).collect()
}

#[tokio::test]
async fn a_brand_is_renamed_over_all_its_products_once() {
    let desk = Desk::open().await;
    desk.fill("p", 40, &[]).await;
    assert_eq!(send(&desk, &rename("Quay", "Quayside", false)).await, Ok(Shelved::Now));
    assert_eq!(send(&desk, &rename("Quay", "Quayside", false)).await, Ok(Shelved::Before));
    assert_eq!(brands(&desk).await, [("Quayside".to_owned(), 40)]);
    let one = desk.ground.product(&product_id("p-1")).await.expect("there");
    assert_eq!((one.brand.as_str(), one.version), ("Quayside", 2));
    assert!(desk.lines().iter().all(|line| line == "brand_renamed brand Quay"));
    assert!(!desk.lines().is_empty());
    desk.close().await;
}

#[tokio::test]
async fn two_brands_become_one_only_if_that_is_said() {
    let desk = Desk::open().await;
    desk.fill("p", 2, &[]).await;
    let mut other = product("other");
    other.brand = "pier".to_owned();
    desk.ground.put_product(&other, None).await.expect("written");
    assert_eq!(brands(&desk).await, [("pier".to_owned(), 1), ("Quay".to_owned(), 2)]);
    assert_eq!(refused(send(&desk, &rename("pier", "Quay", false)).await), "merge");
    assert_eq!(send(&desk, &rename("pier", "Quay", true)).await, Ok(Shelved::Now));
    assert_eq!(brands(&desk).await, [("Quay".to_owned(), 3)]);
    assert_eq!(send(&desk, &rename("Quay", "Quay", true)).await, Ok(Shelved::Before));
    assert_eq!(refused(send(&desk, &rename("", " ", true)).await), "from");
    desk.close().await;
}

#[tokio::test]
async fn rules_of_collections_say_the_new_name() {
    let desk = Desk::open().await;
    desk.fill("p", 1, &[]).await;
    let form = CollectionForm {
        key: "c1".to_owned(),
        name: "Set".to_owned(),
        kind: "rule".to_owned(),
        brands: "Pier\nQuay".to_owned(),
        version: "1".to_owned(),
        ..CollectionForm::default()
    };
    let caller = Caller::default();
    let made = desk.room.create_collection(&editor(), &form, &caller).await;
    let (id, _) = made.expect("made");
    desk.room.change_collection(&editor(), &id, &form, &caller).await.expect("changed");
    assert_eq!(send(&desk, &rename("Quay", "Wharf", false)).await, Ok(Shelved::Now));
    // No product is of this one; the rule alone names it.
    assert_eq!(send(&desk, &rename("Pier", "Wharf", true)).await, Ok(Shelved::Now));
    let sheet = desk.room.collection(&editor(), &id).await.expect("a sheet");
    let CollectionContent::Rule(rule) = sheet.content else { panic!("a rule") };
    assert_eq!(rule.brands, ["Wharf"]);
    desk.close().await;
}

#[tokio::test]
async fn brands_are_for_those_who_may() {
    let desk = Desk::open().await;
    for role in Role::ALL {
        let by = member(role);
        let seen = desk.room.brands(&by, None).await.is_ok();
        assert_eq!(seen, role.allows(Permission::ReadCatalogue), "{role:?}");
        if !role.allows(Permission::EditCatalogue) {
            let form = rename("Quay", "Pier", false);
            let denied = desk.room.rename_brand(&by, &form, &Caller::default()).await;
            assert_eq!(denied, Err(ShelfError::Forbidden), "{role:?}");
        }
    }
    assert!(desk.lines().is_empty());
    desk.close().await;
}
