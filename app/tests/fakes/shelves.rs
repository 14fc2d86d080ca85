//! Categories, collections and brands as somebody has set them up.

use kernel::{CategoryId, CollectionId, Currency, Money, ProductId, Slug};
use storefront::{
    collections::{CollectionContent, CollectionRule},
    product::ProductCard,
    shelf_room::{BrandRow, CategoryEntry, CollectionSheet, PickedProduct, ShelfError},
};

use super::FakeCatalogue;

/// What stands on the shelves.
pub(crate) struct Stored {
    /// Categories, sorted by place.
    pub(crate) categories: Vec<CategoryEntry>,
    /// Collections, sorted by slug.
    pub(crate) collections: Vec<CollectionSheet>,
    /// Brands, in the order of the list.
    pub(crate) brands: Vec<BrandRow>,
    /// What the shop shows in every collection.
    pub(crate) cards: Vec<ProductCard>,
    /// Why nothing is answered, if so.
    pub(crate) refused: Option<ShelfError>,
}

pub(crate) fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("a slug")
}

/// A category with three products in it, at `/c/<id>`.
pub(crate) fn category(id: &str, parent: Option<&str>) -> CategoryEntry {
    let id_of = |id: &str| CategoryId::parse(id).expect("an id");
    CategoryEntry {
        id: id_of(id),
        version: 4,
        slug: slug(id),
        name: format!("About {id}"),
        description: String::new(),
        parent: parent.map(id_of),
        products: 3,
        within: 5,
    }
}

/// A collection of what is reduced, in the shop.
pub(crate) fn collection(id: &str) -> CollectionSheet {
    let euros = |cents| Money::new(cents, Currency::EUR).expect("a price");
    CollectionSheet {
        id: CollectionId::parse(id).expect("an id"),
        version: 6,
        slug: slug(id),
        name: format!("Set of {id}"),
        description: "Chosen for you.".to_owned(),
        active: true,
        content: CollectionContent::Rule(CollectionRule {
            category: Some(CategoryId::parse("pots").expect("an id")),
            brands: vec!["Quay".to_owned(), "Pier".to_owned()],
            to: Some(euros(2_500)),
            reduced: true,
            newer_days: Some(30),
            ..CollectionRule::default()
        }),
        picked: Vec::new(),
        categories: vec![(CategoryId::parse("pots").expect("an id"), "Home / Pots".to_owned())],
    }
}

/// A brand with two products.
pub(crate) fn brand(name: &str) -> BrandRow {
    BrandRow { name: name.to_owned(), products: 2 }
}

impl Stored {
    /// A few things, and the first cards of a catalogue.
    pub(crate) fn of(catalogue: &FakeCatalogue) -> Self {
        let first = catalogue.products.iter().take(2);
        let cards: Vec<_> = first.filter_map(|product| ProductCard::of(product)).collect();
        let picked = ProductId::parse("mug").expect("an id");
        let by_hand = CollectionSheet {
            active: false,
            content: CollectionContent::Picked(vec![picked.clone()]),
            picked: vec![PickedProduct { id: picked, title: "A mug".to_owned(), active: false }],
            ..collection("winter")
        };
        Self {
            categories: vec![
                category("home", None),
                category("pots", Some("home")),
                category("pans", Some("home")),
                category("empty", None),
            ],
            collections: vec![collection("summer"), by_hand],
            brands: vec![brand("Pier"), brand("Quay & Sons")],
            cards,
            refused: None,
        }
    }
}
