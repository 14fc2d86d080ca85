//! What is typed, and places in the list.

use super::*;

fn words(typed: &str) -> Vec<TypedWord> {
    GoodsFilter::read(typed, "", "", "").expect("a filter").words
}

#[test]
fn words_are_parted_by_what_is_no_letter_and_no_digit() {
    assert_eq!(words_of("Größe 15.6\" -- USB-C"), ["größe", "15", "6", "usb", "c"]);
    assert_eq!(words_of(&"x".repeat(70)), ["x".repeat(LONGEST_WORD)]);
    assert!(words_of("--").is_empty());
}

#[test]
fn what_looks_like_a_sku_is_also_looked_for_whole() {
    let typed = words("MUG-110 Harbour");
    assert_eq!(typed[0].whole.as_deref(), Some("mug-110"));
    assert_eq!(typed[0].parts, ["mug", "110"]);
    assert_eq!((typed[1].whole.as_deref(), typed[1].parts.len()), (None, 1));
    assert_eq!(words("a;b")[0].whole, None);
}

#[test]
fn what_was_typed_leaves_something_out_or_is_refused() {
    assert_eq!(GoodsFilter::read(" ", "", "", " "), Ok(GoodsFilter::default()));
    let field = |typed: &str, status: &str, category: &str, brand: &str| {
        GoodsFilter::read(typed, status, category, brand).expect_err("refused").field
    };
    assert_eq!(field("--", "", "", ""), "query");
    assert_eq!(field("1 2 3 4 5 6 7 8 9", "", "", ""), "query");
    assert_eq!(field(&"x".repeat(201), "", "", ""), "query");
    assert_eq!(field("", "Draft", "", ""), "status");
    assert_eq!(field("", "", "a b", ""), "category");
    assert_eq!(field("", "", "", &"b".repeat(201)), "brand");
}

#[test]
fn names_lead_back() {
    for sort in GoodsSort::ALL {
        assert_eq!(GoodsSort::named(sort.name()), Some(sort));
    }
    for status in STATUSES {
        assert_eq!(status_named(status_name(status)), Some(status));
    }
}

#[test]
fn a_place_is_read_as_it_is_written() {
    let id = ProductId::parse("mug_1-a").expect("an id");
    for (sort, key) in [
        (GoodsSort::Newest, GoodsKey::Number(1_795_269_900_000)),
        (GoodsSort::PriceDown, GoodsKey::Number(0)),
        (GoodsSort::Title, GoodsKey::Text("a mug. for 2".to_owned())),
        (GoodsSort::Title, GoodsKey::Text(String::new())),
    ] {
        let cursor = GoodsCursor { key, id: id.clone() };
        assert_eq!(GoodsCursor::parse(&cursor.write(), sort), Ok(cursor));
    }
    for bad in ["", "mug", "a b.1", ".1", "mug.one", "mug."] {
        assert_eq!(GoodsCursor::parse(bad, GoodsSort::PriceUp), Err(InvalidGoodsCursor));
    }
}
