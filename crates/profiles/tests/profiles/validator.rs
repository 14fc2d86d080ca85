//! What MongoDB refuses whoever writes it.

use mongodb::{
    bson::{Bson, DateTime, Document, doc},
    error::{Error, ErrorKind, WriteFailure},
};
use storefront::profile::Profiles;

use crate::ground::{Ground, account, address, address_id};

fn code(error: &Error) -> Option<i32> {
    match error.kind.as_ref() {
        ErrorKind::Write(WriteFailure::WriteError(error)) => Some(error.code),
        ErrorKind::Command(error) => Some(error.code),
        _ => None,
    }
}

#[tokio::test]
async fn what_is_no_profile_is_refused() {
    let ground = Ground::new().await;
    let home = address_id("home");
    ground.add_address(&account("ines"), &home, &address("Kai 1")).await.expect("added");
    let many = |most: usize, one: Document| Bson::Array(vec![one.into(); most]);
    let view = doc! { "product": "p", "at": DateTime::from_millis(1) };
    let wish = doc! { "product": "p", "title": "One", "at": DateTime::from_millis(1) };
    for wrong in [
        doc! { "version": -1_i64 },
        doc! { "version": "1" },
        doc! { "email": 7 },
        doc! { "email": "nobody" },
        doc! { "name": "x".repeat(121) },
        doc! { "addresses": [{ "id": "only" }] },
        doc! { "addresses.0.country": "Germany" },
        doc! { "delivery": "not an id" },
        doc! { "preferences.colour_scheme": "pink" },
        doc! { "preferences.newsletter_since": "yesterday" },
        doc! { "extra": [] },
        doc! { "viewed": many(25, view) },
        doc! { "wishlist": many(501, wish) },
        // Half erased is neither one nor the other.
        doc! { "erased_at": "now" },
        doc! { "erased_at": DateTime::from_millis(1) },
    ] {
        let set = doc! { "$set": wrong.clone() };
        let refused = ground.documents().update_one(doc! { "_id": "ines" }, set).await;
        assert_eq!(refused.as_ref().err().and_then(code), Some(121), "{wrong}: {refused:?}");
    }
    for required in ["version", "preferences", "wishlist", "updated_at"] {
        let unset = doc! { "$unset": { required: "" } };
        let refused = ground.documents().update_one(doc! { "_id": "ines" }, unset).await;
        assert_eq!(code(&refused.expect_err("refused")), Some(121), "{required}");
    }
    // What a profile may have besides is not the validator's business.
    let more = doc! { "$set": { "loyalty": { "points": 7 } } };
    ground.documents().update_one(doc! { "_id": "ines" }, more).await.expect("free");
    assert_eq!(ground.profile(&account("ines")).await.expect("there").addresses.len(), 1);
    ground.clear().await;
}

#[tokio::test]
async fn a_tombstone_holds_nothing_of_a_person() {
    let ground = Ground::new().await;
    ground.erase(&account("ines")).await.expect("erased");
    for more in [doc! { "name": "Ines" }, doc! { "email": "ines@quay.example" }] {
        let set = doc! { "$set": more };
        let refused = ground.documents().update_one(doc! { "_id": "ines" }, set).await;
        assert_eq!(code(&refused.expect_err("refused")), Some(121));
    }
    ground.clear().await;
}

#[tokio::test]
async fn preparing_again_changes_nothing() {
    let ground = Ground::new().await;
    let before = ground.documents().list_index_names().await.expect("listed");
    ground.prepare().await.expect("prepared twice");
    assert_eq!(ground.documents().list_index_names().await.expect("listed"), before);
    assert_eq!(before.len(), 2);
    ground.clear().await;
}
