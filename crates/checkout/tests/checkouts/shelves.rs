//! A catalogue in memory whose prices can change, and that can be away.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use async_trait::async_trait;
use kernel::{ProductId, Sku, Slug};
use storefront::{
    ShopError,
    catalogue::{Catalogue, Found, Offer},
    pricing::TaxClass,
    product::{Category, Product, Reviews, Variant},
    stock::{StockBoard, StockSnapshot},
};

use crate::ground::euros;

#[derive(Default)]
struct Goods {
    offers: HashMap<Sku, Offer>,
    away: bool,
}

/// What is offered.
#[derive(Default)]
pub(crate) struct Shelves(Mutex<Goods>);

impl Shelves {
    fn goods(&self) -> MutexGuard<'_, Goods> {
        self.0.lock().expect("no test died with it")
    }

    /// Offers something of which units are counted, in a parcel of half a kilogram.
    pub(crate) fn offer(&self, code: &str, cents: i64) {
        let sku = Sku::parse(code).expect("a SKU");
        let offer = Offer {
            product: ProductId::parse(format!("product-{code}")).expect("an id"),
            slug: Slug::parse(format!("thing-{}", code.to_lowercase())).expect("a slug"),
            title: format!("Thing {code}"),
            image: None,
            stock_tracked: true,
            tax_class: TaxClass::Standard,
            delivered: true,
            variant: Variant {
                sku: sku.clone(),
                price: euros(cents),
                compare_at: None,
                options: Vec::new(),
                barcodes: Vec::new(),
                weight_grams: Some(500),
                image: None,
            },
        };
        self.goods().offers.insert(sku, offer);
    }

    /// Makes something what never runs out and no parcel carries.
    pub(crate) fn make_endless(&self, code: &str) {
        let mut goods = self.goods();
        let offer = goods.offers.get_mut(&Sku::parse(code).expect("a SKU")).expect("offered");
        offer.stock_tracked = false;
        offer.delivered = false;
    }

    /// Offers something no more.
    pub(crate) fn take_down(&self, code: &str) {
        self.goods().offers.remove(&Sku::parse(code).expect("a SKU"));
    }

    pub(crate) fn go_away(&self, away: bool) {
        self.goods().away = away;
    }
}

#[async_trait]
impl Catalogue for Shelves {
    async fn product_by_slug(&self, _: &Slug) -> Result<Found<Arc<Product>>, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn product(&self, _: &ProductId) -> Result<Arc<Product>, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn offers(&self, skus: &[Sku]) -> Result<HashMap<Sku, Offer>, ShopError> {
        let goods = self.goods();
        if goods.away {
            return Err(ShopError::Unavailable);
        }
        let found = skus.iter().filter_map(|sku| goods.offers.get_key_value(sku));
        Ok(found.map(|(sku, offer)| (sku.clone(), offer.clone())).collect())
    }

    async fn reviews(&self, _: &ProductId, _: u32) -> Result<Reviews, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn category_by_slug(&self, _: &Slug) -> Result<Found<Arc<Category>>, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn top_categories(&self) -> Result<Arc<Vec<Arc<Category>>>, ShopError> {
        Err(ShopError::NotFound)
    }
}

/// Knows nothing of stock: it could all be sold out.
impl StockBoard for Shelves {
    fn snapshot(&self) -> Arc<StockSnapshot> {
        Arc::default()
    }
}
