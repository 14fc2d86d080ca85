//! A database for a test, and drafts to write into it.

use std::{ops::Deref, sync::Arc, time::Duration};

use catalog::CatalogStore;
use kernel::{CategoryId, Currency, Money, ProductId, Sku, Slug, Timestamp, random_token};
use mongodb::{Client, Database};
use storefront::{
    draft::{CategoryDraft, ProductDraft, ProductStatus, ReviewDraft},
    product::{Spec, Variant},
};

/// A catalogue in a database of its own.
pub(crate) struct Ground {
    store: Arc<CatalogStore>,
    /// The same database, to look behind the store.
    pub(crate) database: Database,
}

impl Deref for Ground {
    type Target = CatalogStore;
    fn deref(&self) -> &CatalogStore {
        &self.store
    }
}

impl Ground {
    /// A prepared, empty catalogue.
    pub(crate) async fn new() -> Self {
        let uri = std::env::var("QUAYSIDE_TEST_MONGO_URI")
            .expect("set QUAYSIDE_TEST_MONGO_URI to a running server, as `cargo xtask test` does");
        let name = format!("test_{}", random_token::<8>());
        let (server, options) = uri.split_once("://").expect("a URI has a scheme");
        let (host, options) = options.split_once('/').unwrap_or((options, ""));
        let options = options.split_once('?').map_or("", |(_, options)| options);
        let uri = format!("{server}://{host}/{name}?{options}");
        let store =
            CatalogStore::connect(&uri, Duration::from_secs(10)).await.expect("the server answers");
        store.prepare().await.expect("an empty database can be prepared");
        let client = Client::with_uri_str(&uri).await.expect("an address");
        let store = Arc::new(store);
        Self { store, database: client.database(&name) }
    }

    /// The catalogue, for whoever shares it.
    pub(crate) fn shared(&self) -> Arc<CatalogStore> {
        self.store.clone()
    }

    /// Drops the database.
    pub(crate) async fn clear(self) {
        self.database.drop().await.expect("the database can be dropped");
    }
}

pub(crate) fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("a slug")
}

pub(crate) fn product_id(text: &str) -> ProductId {
    ProductId::parse(text).expect("an id")
}

/// A product with one variant, for ten euros, at `/p/<id>`.
pub(crate) fn product(id: &str) -> ProductDraft {
    ProductDraft {
        id: product_id(id),
        slug: slug(id),
        external_id: None,
        status: ProductStatus::Active,
        title: format!("Product {id}"),
        brand: "Quay".to_owned(),
        summary: "A thing.".to_owned(),
        description_html: "<p>A thing.</p>".to_owned(),
        categories: Vec::new(),
        axes: Vec::new(),
        variants: vec![variant(&format!("SKU-{id}"), 1_000)],
        specs: vec![Spec { name: "Colour".to_owned(), value: "Red".to_owned() }],
        tags: Vec::new(),
        images: Vec::new(),
        remote_images: Vec::new(),
        tax_class: "standard".to_owned(),
        stock_tracked: true,
        subscription: None,
        seo_title: None,
        seo_description: None,
        created_at: Timestamp::from_millis(1_700_000_000_000),
    }
}

pub(crate) fn variant(sku: &str, cents: i64) -> Variant {
    Variant {
        sku: Sku::parse(sku).expect("a SKU"),
        price: Money::new(cents, Currency::EUR).expect("a price"),
        compare_at: None,
        options: Vec::new(),
        barcodes: Vec::new(),
        weight_grams: None,
        image: None,
    }
}

/// A category at `/c/<id>`.
pub(crate) fn category(id: &str, parent: Option<&str>) -> CategoryDraft {
    let id_of = |id: &str| CategoryId::parse(id).expect("an id");
    CategoryDraft {
        id: id_of(id),
        slug: slug(id),
        name: id.to_uppercase(),
        description: String::new(),
        parent: parent.map(id_of),
        position: 0,
        image: None,
    }
}

pub(crate) fn review(id: &str, product: &str, stars: u8) -> ReviewDraft {
    ReviewDraft {
        id: id.to_owned(),
        product: product_id(product),
        stars,
        title: "So it is".to_owned(),
        body: "It does what it should.".to_owned(),
        author: "Ines".to_owned(),
        verified: true,
        published_at: Timestamp::from_millis(1_700_000_000_000),
    }
}
