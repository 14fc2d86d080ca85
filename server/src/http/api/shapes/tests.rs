//! A product in a list, against what is in stock.

use kernel::{Currency, ProductId, Slug};

use super::*;

fn sku(text: &str) -> Sku {
    Sku::parse(text).expect("a SKU")
}

/// A shirt of which S and M cost least.
fn shirt(stock_tracked: bool) -> ProductCard {
    ProductCard {
        id: ProductId::parse("shirt").expect("an id"),
        slug: Slug::parse("shirt").expect("a slug"),
        external_id: None,
        sku: sku("S"),
        skus: ["S", "M", "XXL"].map(sku).into(),
        at_price: ["S", "M"].map(sku).into(),
        title: "Shirt".to_owned(),
        brand: String::new(),
        price: Money::new(1_990, Currency::EUR).expect("an amount"),
        price_varies: true,
        compare_at: None,
        rating: None,
        options_note: None,
        image: None,
        stock_tracked,
    }
}

#[test]
fn a_list_names_what_can_be_bought_at_its_price_if_anything_can() {
    for (free, named, in_stock) in [
        (&["S", "M", "XXL"][..], "S", true),
        (&["M", "XXL"], "M", true),
        (&["M"], "M", true),
        (&["XXL"], "XXL", true),
        (&[], "S", false),
    ] {
        let free = free.iter().map(|text| (sku(text), 3)).collect();
        let stock = StockSnapshot { free, ..StockSnapshot::default() };
        let item = ItemBody::of(&shirt(true), &stock);
        assert_eq!((item.sku.as_str(), item.in_stock), (named, in_stock), "{:?}", stock.free);
    }
    let endless = ItemBody::of(&shirt(false), &StockSnapshot::default());
    assert_eq!((endless.sku.as_str(), endless.in_stock), ("S", true));
}
