//! What is done to pictures, once and by those who may.

use std::sync::atomic::Ordering;

use kernel::Sku;
use mongodb::bson::{Document, doc};
use storefront::{
    account::Caller,
    catalogue::Catalogue,
    image::Image,
    picture_room::{PictureDone, PictureEdit, PictureRoom, PictureRoomError},
    staff::{Permission, Role},
};

use super::desk::{Desk, arrange, key, member};
use crate::ground::{category, product_id};

fn detach(digit: char) -> PictureEdit {
    PictureEdit::Detach { key: key(digit) }
}

fn describe(digit: char, alt: &str) -> PictureEdit {
    PictureEdit::Describe { key: key(digit), alt: alt.to_owned() }
}

fn choose(sku: &str, digit: Option<char>) -> PictureEdit {
    PictureEdit::Choose { sku: Sku::parse(sku).expect("a SKU"), key: digit.map(key) }
}

#[tokio::test]
async fn each_change_is_the_next_version_and_a_line_of_the_log() {
    let desk = Desk::open().await;
    assert_eq!(desk.attach("abc").await, Ok(PictureDone::Now));
    let shown = desk.ground.product(&product_id("one")).await.expect("for sale");
    assert_eq!((shown.version, shown.images[0].alt.as_str()), (2, "Product one"));
    for (edit, order) in [
        (arrange("cab"), "cab"),
        (describe('c', "The base"), "cab"),
        (choose("ONE-M", Some('c')), "cab"),
        (detach('c'), "ab"),
    ] {
        let before = desk.sheet().await.version;
        assert_eq!(desk.edit(&edit).await, Ok(PictureDone::Now), "{edit:?}");
        assert_eq!(
            (desk.sheet().await.version, desk.order().await),
            (before + 1, order.to_owned())
        );
        let last = desk.sheet().await;
        assert_eq!(desk.edit_of(before, &edit).await, Ok(PictureDone::Before), "{edit:?}");
        assert_eq!(desk.sheet().await, last, "sent twice, it is done once");
    }
    let variants = desk.sheet().await.variants;
    assert!(variants.iter().all(|variant| variant.picture.is_none()));
    let wanted = [
        "pictures_attached",
        "pictures_arranged",
        "picture_described",
        "picture_chosen",
        "picture_detached",
    ];
    assert_eq!(desk.lines(), wanted.map(|deed| format!("{deed} product one")));
    desk.close().await;
}

#[tokio::test]
async fn nobody_changes_what_they_have_not_read() {
    let desk = Desk::open().await;
    desk.attach("ab").await.expect("attached");
    let read = desk.sheet().await.version;
    assert_eq!(desk.edit(&describe('a', "Theirs")).await, Ok(PictureDone::Now));
    let lines = desk.lines();
    for edit in [arrange("ba"), describe('a', "Mine"), detach('a'), choose("ONE-S", Some('b'))] {
        let edited = desk.edit_of(read, &edit).await;
        assert_eq!(edited, Err(PictureRoomError::Stale), "{edit:?}");
    }
    for gone in [arrange("a"), describe('c', "Mine"), choose("ONE-S", Some('c'))] {
        assert_eq!(desk.edit(&gone).await, Err(PictureRoomError::Stale), "{gone:?}");
    }
    assert_eq!(desk.sheet().await.pictures[0].alt, "Theirs");
    assert_eq!(desk.lines(), lines, "the log says nothing of what was not done");
    desk.close().await;
}

#[tokio::test]
async fn a_rating_or_another_text_is_in_nobodys_way() {
    let desk = Desk::open().await;
    desk.attach("ab").await.expect("attached");
    let read = desk.sheet().await.version;
    let products = desk.ground.database.collection::<Document>("products");
    // As a rating does it, which keeps no version.
    let rated = doc! { "$inc": { "version": 1_i64 } };
    products.update_one(doc! { "_id": "one" }, rated).await.expect("written");
    assert_eq!(desk.edit_of(read, &arrange("ba")).await, Ok(PictureDone::Now));
    assert_eq!(desk.edit_of(read, &describe('a', "Mine")).await, Err(PictureRoomError::Stale));
    assert_eq!(desk.edit_of(99, &describe('a', "Mine")).await, Err(PictureRoomError::Stale));
    desk.close().await;
}

#[tokio::test]
async fn of_two_at_once_one_is_told() {
    let desk = Desk::open().await;
    desk.attach("abc").await.expect("attached");
    let read = desk.sheet().await.version;
    let (one, other) = (arrange("bca"), arrange("cba"));
    let done = futures::join!(desk.edit_of(read, &one), desk.edit_of(read, &other));
    let told = [done.0, done.1];
    assert_eq!(told.iter().filter(|done| **done == Ok(PictureDone::Now)).count(), 1, "{told:?}");
    assert!(told.contains(&Err(PictureRoomError::Stale)), "{told:?}");
    desk.close().await;
}

#[tokio::test]
async fn attaching_needs_no_version_and_ends_at_twenty() {
    let desk = Desk::open().await;
    let (one, other) = futures::join!(desk.attach("0123456789"), desk.attach("abcde"));
    assert_eq!((one, other), (Ok(PictureDone::Now), Ok(PictureDone::Now)));
    assert_eq!(desk.sheet().await.pictures.len(), 15);
    assert_eq!(desk.attach("abc").await, Ok(PictureDone::Before));
    assert!(matches!(desk.attach("fghijk").await, Err(PictureRoomError::Refused(_))));
    assert_eq!(desk.attach("fghij").await, Ok(PictureDone::Now));
    desk.close().await;
}

#[tokio::test]
async fn a_file_goes_only_when_nothing_shows_it() {
    let desk = Desk::open().await;
    desk.attach("abcd").await.expect("attached");
    desk.edit(&choose("ONE-M", Some('b'))).await.expect("chosen");
    let mut shelf = category("shelf", None);
    shelf.image = Some(Image { key: key('d'), alt: String::new(), width: 4, height: 3 });
    desk.ground.put_category(&shelf).await.expect("written");
    desk.edit(&detach('d')).await.expect("taken off");
    // `e` is the shop's logo.
    for digit in ['a', 'b', 'd', 'e'] {
        assert_eq!(desk.delete(&key(digit)).await, Err(PictureRoomError::InUse), "{digit}");
    }
    desk.edit(&detach('a')).await.expect("taken off");
    for _ in 0..2 {
        assert_eq!(desk.delete(&key('a')).await, Ok(()));
    }
    for wrong in ["", "../one", &"A".repeat(32)] {
        assert_eq!(desk.delete(wrong).await, Err(PictureRoomError::NotFound), "{wrong}");
    }
    assert_eq!(*desk.folder.0.lock().expect("nobody breaks off"), [key('a'), key('a')]);
    assert!(desk.lines().contains(&format!("picture_deleted picture {}", key('a'))));
    desk.close().await;
}

#[tokio::test]
async fn nothing_is_done_that_is_not_in_the_log() {
    let desk = Desk::open().await;
    desk.attach("ab").await.expect("attached");
    desk.log.away.store(true, Ordering::Relaxed);
    assert_eq!(desk.attach("c").await, Err(PictureRoomError::Unavailable));
    assert_eq!(desk.edit(&detach('a')).await, Err(PictureRoomError::Unavailable));
    assert_eq!(desk.delete(&key('f')).await, Err(PictureRoomError::Unavailable));
    assert_eq!(desk.order().await, "ab");
    assert!(desk.folder.0.lock().expect("nobody breaks off").is_empty());
    desk.close().await;
}

#[tokio::test]
async fn pictures_are_seen_and_changed_by_those_who_may() {
    let desk = Desk::open().await;
    desk.attach("ab").await.expect("attached");
    let (one, caller) = (product_id("one"), Caller::default());
    for role in Role::ALL {
        let by = member(role);
        let seen = desk.desk.pictures(&by, &one).await;
        assert_eq!(seen.is_ok(), role.allows(Permission::ReadCatalogue), "{role:?}");
        if role.allows(Permission::EditCatalogue) {
            continue;
        }
        let forbidden = Err(PictureRoomError::Forbidden);
        assert_eq!(desk.desk.attach(&by, &one, &[], &caller).await, forbidden);
        assert_eq!(desk.desk.edit(&by, &one, 2, &detach('a'), &caller).await, forbidden);
        let deleted = desk.desk.delete(&by, &key('f'), &caller).await;
        assert_eq!(deleted, Err(PictureRoomError::Forbidden));
    }
    let by = member(Role::Owner);
    let missing = desk.desk.pictures(&by, &product_id("two")).await;
    assert_eq!(missing, Err(PictureRoomError::NotFound));
    desk.close().await;
}
