//! A database for a test, a catalogue to say what is sold, and a clock to set.

use std::{
    collections::{HashMap, HashSet},
    ops::Deref,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use kernel::{AccountId, AddressId, Clock, Email, ProductId, Sku, Slug, Timestamp, random_token};
use mongodb::{Client, Database, bson::Document};
use profiles::ProfileStore;
use storefront::{
    ShopError,
    catalogue::{Catalogue, Found, Offer},
    product::{Category, Product, Reviews},
    profile::{AccountCopy, Address, AddressForm},
};

/// A clock that a test sets.
#[derive(Default)]
pub(crate) struct HandClock(AtomicI64);

impl HandClock {
    pub(crate) fn set(&self, millis: i64) {
        self.0.store(millis, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// A catalogue of the products that a test names.
#[derive(Default)]
pub(crate) struct Shelf {
    pub(crate) sold: Mutex<HashSet<String>>,
    pub(crate) away: AtomicBool,
    /// How often a product was asked for.
    pub(crate) asked: AtomicI64,
}

impl Shelf {
    pub(crate) fn put(&self, id: &str) -> ProductId {
        self.sold.lock().expect("whole").insert(id.to_owned());
        product(id)
    }

    pub(crate) fn archive(&self, id: &ProductId) {
        self.sold.lock().expect("whole").remove(id.as_str());
    }
}

#[async_trait]
impl Catalogue for Shelf {
    async fn product_by_slug(&self, slug: &Slug) -> Result<Found<Arc<Product>>, ShopError> {
        Ok(Found::Here(self.product(&product(slug.as_str())).await?))
    }

    async fn product(&self, id: &ProductId) -> Result<Arc<Product>, ShopError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.away.load(Ordering::SeqCst) {
            return Err(ShopError::Unavailable);
        }
        if !self.sold.lock().expect("whole").contains(id.as_str()) {
            return Err(ShopError::Gone);
        }
        Ok(Arc::new(Product {
            id: id.clone(),
            version: 1,
            slug: Slug::parse(id.as_str()).expect("a slug"),
            external_id: None,
            title: format!("Product {id}"),
            brand: String::new(),
            summary: String::new(),
            description_html: String::new(),
            breadcrumbs: Vec::new(),
            categories: Vec::new(),
            variants: Vec::new(),
            axes: Vec::new(),
            specs: Vec::new(),
            tags: Vec::new(),
            images: Vec::new(),
            rating: None,
            stock_tracked: true,
            subscription: None,
            seo_title: None,
            seo_description: None,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
        }))
    }

    async fn offers(&self, _: &[Sku]) -> Result<HashMap<Sku, Offer>, ShopError> {
        Ok(HashMap::new())
    }

    async fn reviews(&self, _: &ProductId, _: u32) -> Result<Reviews, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn category_by_slug(&self, _: &Slug) -> Result<Found<Arc<Category>>, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn top_categories(&self) -> Result<Arc<Vec<Arc<Category>>>, ShopError> {
        Ok(Arc::default())
    }
}

/// Profiles in a database of their own.
pub(crate) struct Ground {
    pub(crate) store: Arc<ProfileStore>,
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) clock: Arc<HandClock>,
    /// The same database, to look behind the store.
    pub(crate) database: Database,
}

impl Deref for Ground {
    type Target = ProfileStore;
    fn deref(&self) -> &ProfileStore {
        &self.store
    }
}

impl Ground {
    /// Prepared, and without anybody's profile.
    pub(crate) async fn new() -> Self {
        let uri = std::env::var("QUAYSIDE_TEST_MONGO_URI")
            .expect("set QUAYSIDE_TEST_MONGO_URI to a running server, as `cargo xtask test` does");
        let name = format!("test_{}", random_token::<8>());
        let (server, options) = uri.split_once("://").expect("a URI has a scheme");
        let (host, options) = options.split_once('/').unwrap_or((options, ""));
        let options = options.split_once('?').map_or("", |(_, options)| options);
        Self::at(&format!("{server}://{host}/{name}?{options}"), &name).await
    }

    pub(crate) async fn at(uri: &str, name: &str) -> Self {
        let (shelf, clock) = (Arc::<Shelf>::default(), Arc::<HandClock>::default());
        let patience = Duration::from_secs(10);
        let store = ProfileStore::connect(uri, patience, shelf.clone(), clock.clone())
            .await
            .expect("the server answers");
        store.prepare().await.expect("an empty database can be prepared");
        let client = Client::with_uri_str(uri).await.expect("an address");
        Self { store: Arc::new(store), shelf, clock, database: client.database(name) }
    }

    pub(crate) fn documents(&self) -> mongodb::Collection<Document> {
        self.database.collection("profiles")
    }

    /// Drops the database.
    pub(crate) async fn clear(self) {
        self.database.drop().await.expect("the database can be dropped");
    }
}

pub(crate) fn account(id: &str) -> AccountId {
    AccountId::parse(id).expect("an id")
}

pub(crate) fn product(id: &str) -> ProductId {
    ProductId::parse(id).expect("an id")
}

pub(crate) fn address_id(id: &str) -> AddressId {
    AddressId::parse(id).expect("an id")
}

/// An address in Hamburg.
pub(crate) fn address(street: &str) -> Address {
    let form = AddressForm {
        name: "Ines Quay".to_owned(),
        line1: street.to_owned(),
        city: "Hamburg".to_owned(),
        postcode: "20457".to_owned(),
        country: "DE".to_owned(),
        ..AddressForm::default()
    };
    form.check().expect("an address")
}

pub(crate) fn copy(id: &str, version: u64, email: Option<&str>) -> AccountCopy {
    AccountCopy {
        account: account(id),
        version,
        name: format!("{id} at {version}"),
        email: email.map(|email| Email::parse(email).expect("an address of mail")),
    }
}
