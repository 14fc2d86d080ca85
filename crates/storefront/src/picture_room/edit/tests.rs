//! What becomes of pictures.

use kernel::{Currency, Money};

use super::*;
use crate::picture_room::PictureFormat;

fn picture(key: &str) -> Image {
    Image { key: key.to_owned(), alt: format!("Shows {key}"), width: 40, height: 30 }
}

fn variant(sku: &str, image: Option<Image>) -> Variant {
    Variant {
        sku: Sku::parse(sku).expect("a SKU"),
        price: Money::new(1_000, Currency::EUR).expect("a price"),
        compare_at: None,
        options: Vec::new(),
        barcodes: Vec::new(),
        weight_grams: None,
        image,
    }
}

fn keys(pictures: &[Image]) -> Vec<&str> {
    pictures.iter().map(|picture| picture.key.as_str()).collect()
}

fn arrange(order: &[&str]) -> PictureEdit {
    PictureEdit::Arrange(order.iter().map(|key| (*key).to_owned()).collect())
}

#[test]
fn an_order_names_all_of_them_once() {
    let all = ["a", "b", "c"].map(picture);
    let (pictures, _) = arrange(&["c", "a", "b"]).apply(&all, &[]).expect("arranged");
    assert_eq!(keys(&pictures), ["c", "a", "b"]);
    for wrong in [&["a", "b"][..], &["a", "b", "d"], &["a", "b", "b"], &["a", "b", "c", "c"]] {
        assert_eq!(arrange(wrong).apply(&all, &[]), Err(PictureRoomError::Stale), "{wrong:?}");
    }
}

#[test]
fn words_are_those_of_every_place_where_the_picture_is_shown() {
    let (all, variants) = ([picture("a"), picture("b")], [variant("ONE", Some(picture("a")))]);
    let describe = |key: &str, alt: &str| {
        let edit = PictureEdit::Describe { key: key.to_owned(), alt: alt.to_owned() };
        edit.apply(&all, &variants)
    };
    let (pictures, variants) = describe("a", "  A mug,\n from above ").expect("described");
    assert_eq!(pictures[0].alt, "A mug, from above");
    assert_eq!(pictures[1], picture("b"));
    assert_eq!(variants[0].image.as_ref(), Some(&pictures[0]));
    assert_eq!(describe("c", "A mug"), Err(PictureRoomError::Stale));
    for wrong in ["", " \n ", &"x".repeat(LONGEST_ALT + 1)] {
        assert!(matches!(describe("a", wrong), Err(PictureRoomError::Refused(_))), "{wrong}");
    }
}

#[test]
fn a_variant_shows_a_picture_of_its_product_or_the_first() {
    let (all, variants) = ([picture("a"), picture("b")], [variant("ONE", Some(picture("old")))]);
    let choose = |sku: &str, key: Option<&str>| {
        let sku = Sku::parse(sku).expect("a SKU");
        let edit = PictureEdit::Choose { sku, key: key.map(ToOwned::to_owned) };
        edit.apply(&all, &variants).map(|(_, variants)| variants[0].image.clone())
    };
    assert_eq!(choose("ONE", Some("b")), Ok(Some(picture("b"))));
    assert_eq!(choose("ONE", Some("old")), Ok(Some(picture("old"))));
    assert_eq!(choose("ONE", None), Ok(None));
    assert_eq!(choose("ONE", Some("c")), Err(PictureRoomError::Stale));
    assert_eq!(choose("TWO", None), Err(PictureRoomError::Stale));
}

#[test]
fn what_is_taken_off_is_shown_nowhere_and_twice_is_once() {
    let all = [picture("a"), picture("b")];
    let variants = [variant("ONE", Some(picture("a"))), variant("TWO", Some(picture("b")))];
    let edit = PictureEdit::Detach { key: "a".to_owned() };
    let (pictures, variants) = edit.apply(&all, &variants).expect("detached");
    assert_eq!(keys(&pictures), ["b"]);
    assert_eq!(variants[0].image, None);
    assert_eq!(variants[1].image, Some(picture("b")));
    assert_eq!(edit.apply(&pictures, &variants), Ok((pictures.clone(), variants.clone())));
}

#[test]
fn new_ones_stand_behind_the_others_and_are_as_many_as_a_product_may_have() {
    let kept = |key: &str| KeptPicture {
        key: key.to_owned(),
        width: 4,
        height: 3,
        format: PictureFormat::Png,
        see_through: false,
    };
    let all = attached(&[picture("a")], &[kept("b"), kept("a"), kept("b")], "A mug");
    let all = all.expect("attached");
    assert_eq!(keys(&all), ["a", "b"]);
    assert_eq!((all[0].alt.as_str(), all[1].alt.as_str()), ("Shows a", "A mug"));
    let full: Vec<_> = (0..MOST_PICTURES).map(|number| picture(&number.to_string())).collect();
    assert_eq!(attached(&full, &[kept("0")], "A mug"), Ok(full.clone()));
    assert!(matches!(attached(&full, &[kept("x")], "A mug"), Err(PictureRoomError::Refused(_))));
}
