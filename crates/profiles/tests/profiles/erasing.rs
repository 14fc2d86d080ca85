use kernel::Timestamp;
use mongodb::bson::{DateTime, doc};
use storefront::profile::{
    ExtraName, ExtraValue, Followed, PersonalLists, Profile, ProfileError, Profiles, Purpose,
    Wanted, Wishlist,
};

use crate::ground::{Ground, account, address, address_id, copy, product};

/// A profile with something in every field.
async fn fill(ground: &Ground, id: &str) -> Profile {
    let (who, home) = (account(id), address_id("home"));
    let mail = format!("{id}@quay.example");
    ground.follow_account(&copy(id, 4, Some(&mail))).await.expect("followed");
    ground.add_address(&who, &home, &address("Kai 1")).await.expect("added");
    ground.choose_address(&who, Purpose::Delivery, &home).await.expect("chosen");
    let wanted = Wanted { newsletter: true, remember_viewed: true, ..Wanted::default() };
    ground.prefer(&who, 2, &wanted).await.expect("set");
    let lamp = ground.shelf.put("lamp");
    ground.wish(&who, &lamp).await.expect("wished");
    ground.note_view(&who, &lamp).await.expect("noted");
    let field = ExtraName::parse("boat").expect("a name");
    ground.set_extra(&who, &field, Some(&ExtraValue::Flag(true))).await.expect("set")
}

#[tokio::test]
async fn an_export_holds_every_field() {
    let ground = Ground::new().await;
    ground.clock.set(1_000);
    let filled = fill(&ground, "ines").await;
    ground.clock.set(2_000);
    ground.note_view(&account("ines"), &product("rope")).await.expect("noted");
    let export = ground.export(&account("ines")).await.expect("there");
    assert_eq!(export.profile, filled);
    assert_eq!(export.wishlist.len(), 1);
    assert_eq!(export.wishlist[0].title, "Product lamp");
    let viewed: Vec<_> = export.viewed.iter().map(|view| view.product.as_str()).collect();
    assert_eq!(viewed, ["rope", "lamp"]);
    assert_eq!(export.created_at, Timestamp::from_millis(1_000));
    assert_eq!(export.updated_at, Timestamp::from_millis(2_000));
    // What is stored beyond the export is only what the store itself goes by.
    let stored = ground.documents().find_one(doc! { "_id": "ines" }).await.expect("answered");
    let text = serde_json::to_value(&export).expect("JSON");
    for field in stored.expect("there").keys() {
        let known = ["_id", "account_version"].contains(&field.as_str());
        assert!(known || text.get(field).or(text["profile"].get(field)).is_some(), "{field}");
    }
    ground.clear().await;
}

#[tokio::test]
async fn erased_is_everything_and_for_good() {
    let ground = Ground::new().await;
    let (ines, home) = (account("ines"), address_id("home"));
    fill(&ground, "ines").await;
    ground.clock.set(5_000);
    ground.erase(&ines).await.expect("erased");
    let stone = doc! {
        "_id": "ines", "account_version": 4_i64, "erased_at": DateTime::from_millis(5_000),
    };
    let stored = || async { ground.documents().find_one(doc! { "_id": "ines" }).await };
    assert_eq!(stored().await.expect("answered"), Some(stone.clone()));

    // Neither a copy that comes late nor anything that its owner still had open brings it back.
    for version in [1, 4, 5, 999] {
        let late = copy("ines", version, Some("ines@quay.example"));
        assert_eq!(ground.follow_account(&late).await, Ok(Followed::Erased));
    }
    let gone = Err(ProfileError::NotFound);
    assert_eq!(ground.profile(&ines).await, gone);
    assert_eq!(ground.add_address(&ines, &home, &address("Kai 1")).await, gone);
    assert_eq!(ground.change_address(&ines, 4, &home, &address("Kai 2")).await, gone);
    assert_eq!(ground.remove_address(&ines, &home).await, gone);
    assert_eq!(ground.choose_address(&ines, Purpose::Billing, &home).await, gone);
    assert_eq!(ground.prefer(&ines, 0, &Wanted::default()).await, gone);
    let field = ExtraName::parse("boat").expect("a name");
    assert_eq!(ground.set_extra(&ines, &field, Some(&ExtraValue::Flag(true))).await, gone);
    assert_eq!(ground.export(&ines).await, Err(ProfileError::NotFound));
    let lamp = product("lamp");
    assert_eq!(ground.wish(&ines, &lamp).await, Err(ProfileError::NotFound));
    ground.unwish(&ines, &lamp).await.expect("nothing to do");
    ground.note_view(&ines, &lamp).await.expect("nothing is noted");
    assert_eq!(ground.wishlist(&ines, 0, 10).await, Ok(Wishlist::default()));
    assert_eq!(ground.wished(&ines, std::slice::from_ref(&lamp)).await, Ok(Vec::new()));
    assert_eq!(ground.viewed(&ines).await, Ok(Vec::new()));

    ground.clock.set(6_000);
    ground.erase(&ines).await.expect("nothing to do");
    assert_eq!(stored().await.expect("answered"), Some(stone));
    // The address of mail is free for another.
    let next = copy("next", 1, Some("ines@quay.example"));
    assert_eq!(ground.follow_account(&next).await, Ok(Followed::Written));
    ground.clear().await;
}

#[tokio::test]
async fn who_was_never_stored_can_be_erased_before_a_copy_comes() {
    let ground = Ground::new().await;
    ground.erase(&account("ines")).await.expect("erased");
    let late = copy("ines", 1, Some("ines@quay.example"));
    assert_eq!(ground.follow_account(&late).await, Ok(Followed::Erased));
    ground.clear().await;
}

#[tokio::test]
async fn a_document_that_cannot_be_read_can_be_erased() {
    let ground = Ground::new().await;
    fill(&ground, "ines").await;
    let broken = doc! { "$set": { "extra": { "Not A Name": 1.5 } } };
    ground.documents().update_one(doc! { "_id": "ines" }, broken).await.expect("written");
    assert_eq!(ground.profile(&account("ines")).await, Err(ProfileError::Unavailable));
    ground.erase(&account("ines")).await.expect("erased");
    assert_eq!(ground.profile(&account("ines")).await, Err(ProfileError::NotFound));
    ground.clear().await;
}
