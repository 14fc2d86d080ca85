//! Carts on real stores, with a catalogue and a stock that the test sets.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use cart::{CartParts, CartService, GuestCookie};
use kernel::{
    AccountId, Currency, FixedClock, Money, ProductId, Quantity, Sku, Slug, Timestamp, random_token,
};
use storefront::{
    ShopError,
    cart::{CartChange, CartOwner},
    catalogue::{Catalogue, Found, Offer},
    pricing::TaxClass,
    product::{Category, Product, Reviews, Variant},
    stock::{StockBoard, StockSnapshot},
};
use testkit::TestDatabase;

/// Long enough for a loaded machine; what is away says so sooner, for its line is cut.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Offers and free units that a test sets.
#[derive(Default)]
pub(crate) struct Shelf {
    offers: Mutex<HashMap<Sku, Offer>>,
    free: Mutex<HashMap<Sku, u32>>,
    pub(crate) catalogue_away: AtomicBool,
}

impl Shelf {
    /// Sells a SKU for so many cents, with so many units free.
    pub(crate) fn sell(&self, code: &str, cents: i64, free: u32) {
        self.put(code, cents, true);
        self.free.lock().expect("whole").insert(sku(code), free);
    }

    pub(crate) fn put(&self, code: &str, cents: i64, stock_tracked: bool) {
        let variant = Variant {
            sku: sku(code),
            price: euros(cents),
            compare_at: None,
            options: Vec::new(),
            barcodes: Vec::new(),
            weight_grams: None,
            image: None,
        };
        let offer = Offer {
            product: ProductId::parse(format!("p-{code}")).expect("an id"),
            slug: Slug::parse(code.to_lowercase()).expect("a slug"),
            title: format!("The \"{code}\", \u{e9}t\u{e9}\nedition"),
            image: None,
            stock_tracked,
            tax_class: TaxClass::Standard,
            delivered: true,
            variant,
        };
        self.offers.lock().expect("whole").insert(sku(code), offer);
    }

    pub(crate) fn set_free(&self, code: &str, free: u32) {
        self.free.lock().expect("whole").insert(sku(code), free);
    }

    pub(crate) fn archive(&self, code: &str) {
        self.offers.lock().expect("whole").remove(code);
    }
}

impl StockBoard for Shelf {
    fn snapshot(&self) -> Arc<StockSnapshot> {
        let free = self.free.lock().expect("whole").clone();
        Arc::new(StockSnapshot { free, ..StockSnapshot::default() })
    }
}

#[async_trait]
impl Catalogue for Shelf {
    async fn offers(&self, skus: &[Sku]) -> Result<HashMap<Sku, Offer>, ShopError> {
        if self.catalogue_away.load(Ordering::SeqCst) {
            return Err(ShopError::Unavailable);
        }
        let offers = self.offers.lock().expect("whole");
        let found = skus.iter().filter_map(|sku| Some((sku.clone(), offers.get(sku)?.clone())));
        Ok(found.collect())
    }

    async fn product_by_slug(&self, _: &Slug) -> Result<Found<Arc<Product>>, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn product(&self, _: &ProductId) -> Result<Arc<Product>, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn reviews(&self, _: &ProductId, _: u32) -> Result<Reviews, ShopError> {
        Ok(Reviews::default())
    }

    async fn category_by_slug(&self, _: &Slug) -> Result<Found<Arc<Category>>, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn top_categories(&self) -> Result<Arc<Vec<Arc<Category>>>, ShopError> {
        Ok(Arc::default())
    }
}

/// A shop of carts: a database and a key prefix of its own.
pub(crate) struct Ground {
    pub(crate) database: TestDatabase,
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) prefix: String,
}

impl Ground {
    /// Sells `A` to `E` at 1.00 to 5.00 euros, 10 units of each.
    pub(crate) async fn new() -> Self {
        let shelf = Shelf::default();
        for (cents, code) in (1..).zip(["A", "B", "C", "D", "E"]) {
            shelf.sell(code, cents * 100, 10);
        }
        let prefix = format!("test-{}:", random_token::<8>());
        Self { database: TestDatabase::new().await, shelf: Arc::new(shelf), prefix }
    }

    /// Carts on the Redis that tests share.
    pub(crate) fn carts(&self) -> CartService {
        self.carts_at(&testkit::required("QUAYSIDE_TEST_REDIS_URI"))
    }

    /// Carts on this Redis.
    pub(crate) fn carts_at(&self, redis: &str) -> CartService {
        CartService::new(CartParts {
            redis: redis.to_owned(),
            key_prefix: self.prefix.clone(),
            postgres: self.database.pool.clone(),
            deadline: PATIENCE,
            cookie: GuestCookie::new(&[7; 32]),
            catalogue: self.shelf.clone(),
            stock: self.shelf.clone(),
            clock: Arc::new(FixedClock(Timestamp::from_millis(1_790_000_000_000))),
            currency: Currency::EUR,
        })
        .expect("an address")
    }

    /// Forgets all that this test has in Redis, as if it had been lost.
    pub(crate) async fn lose_redis(&self) {
        let client = redis::Client::open(testkit::required("QUAYSIDE_TEST_REDIS_URI"));
        let mut redis = client
            .expect("an address")
            .get_multiplexed_async_connection()
            .await
            .expect("Redis answers");
        let keys: Vec<String> = redis::cmd("KEYS")
            .arg(format!("{}*", self.prefix))
            .query_async(&mut redis)
            .await
            .expect("listed");
        for key in keys {
            let _: i64 = redis::cmd("DEL").arg(key).query_async(&mut redis).await.expect("deleted");
        }
    }

    pub(crate) async fn clear(self) {
        self.lose_redis().await;
        self.database.drop().await;
    }
}

pub(crate) fn sku(code: &str) -> Sku {
    Sku::parse(code).expect("a SKU")
}

pub(crate) fn euros(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("an amount")
}

pub(crate) fn units(units: u32) -> Quantity {
    Quantity::new(units).expect("a quantity")
}

pub(crate) fn guest() -> CartOwner {
    CartOwner::Guest(cart::fresh_token())
}

pub(crate) fn account() -> CartOwner {
    CartOwner::Account(AccountId::parse(random_token::<8>()).expect("an id"))
}

pub(crate) fn add(code: &str, quantity: u32) -> CartChange {
    CartChange::Add { sku: sku(code), quantity: units(quantity) }
}

pub(crate) fn set(code: &str, quantity: u32) -> CartChange {
    CartChange::SetQuantity { sku: sku(code), quantity: units(quantity) }
}

pub(crate) fn remove(code: &str) -> CartChange {
    CartChange::Remove { sku: sku(code) }
}
