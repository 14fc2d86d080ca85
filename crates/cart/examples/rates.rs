//! Operations on carts a second, beside bare round trips to the same Redis in the same run:
//! `cargo run --release -p cart --example rates -- redis://127.0.0.1:6379`. It works on keys of its
//! own and deletes them.

use std::{collections::HashMap, env, sync::Arc, time::Instant};

use cart::{CartParts, CartService, DEADLINE, GuestCookie, fresh_token};
use kernel::{Currency, Money, ProductId, Quantity, Sku, Slug, SystemClock, random_token};
use sqlx::postgres::PgPoolOptions;
use storefront::{
    ShopError,
    cart::{CartChange, CartOwner, Carts},
    catalogue::{Catalogue, Found, Offer},
    pricing::TaxClass,
    product::{Category, Product, Reviews, Variant},
    stock::{StockBoard, StockSnapshot},
};

const ROUNDS: u32 = 5_000;

/// Sells everything, at once.
struct Everything;

impl StockBoard for Everything {
    fn snapshot(&self) -> Arc<StockSnapshot> {
        Arc::default()
    }
}

#[async_trait::async_trait]
impl Catalogue for Everything {
    async fn offers(&self, skus: &[Sku]) -> Result<HashMap<Sku, Offer>, ShopError> {
        let offer = |sku: &Sku| {
            let variant = Variant {
                sku: sku.clone(),
                price: Money::zero(Currency::EUR),
                compare_at: None,
                options: Vec::new(),
                barcodes: Vec::new(),
                weight_grams: None,
                image: None,
            };
            Some(Offer {
                product: ProductId::parse("p").ok()?,
                slug: Slug::parse("p").ok()?,
                title: "A thing with a title of middling length".to_owned(),
                image: None,
                stock_tracked: false,
                tax_class: TaxClass::Standard,
                delivered: true,
                variant,
            })
        };
        Ok(skus.iter().filter_map(|sku| Some((sku.clone(), offer(sku)?))).collect())
    }

    async fn product_by_slug(&self, _: &Slug) -> Result<Found<Arc<Product>>, ShopError> {
        Err(ShopError::NotFound)
    }
    async fn product(&self, _: &ProductId) -> Result<Arc<Product>, ShopError> {
        Err(ShopError::NotFound)
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

fn tell(what: &str, since: Instant) {
    println!("{what:<34} {:>8.0} a second", f64::from(ROUNDS) / since.elapsed().as_secs_f64());
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let uri = env::args().nth(1).ok_or("name a Redis")?;
    let client = redis::Client::open(uri.as_str())?;
    let mut bare = client.get_multiplexed_async_connection().await?;
    let key_prefix = format!("rates-{}:", random_token::<8>());
    let carts = CartService::new(CartParts {
        redis: uri,
        key_prefix: key_prefix.clone(),
        // Guests' carts never ask it.
        postgres: PgPoolOptions::new().connect_lazy("postgres://127.0.0.1:1/none")?,
        deadline: DEADLINE,
        cookie: GuestCookie::new(&[0; 32]),
        catalogue: Arc::new(Everything),
        stock: Arc::new(Everything),
        clock: Arc::new(SystemClock),
        currency: Currency::EUR,
    })?;
    let start = Instant::now();
    for _ in 0..ROUNDS {
        let _: String = redis::cmd("PING").query_async(&mut bare).await?;
    }
    tell("PING, one after the other", start);
    for lines in [1_u32, 10, 200] {
        let token = fresh_token();
        let owner = CartOwner::Guest(token.clone());
        for line in 0..lines {
            let sku = Sku::parse(format!("SKU-{line}"))?;
            carts.change(&owner, CartChange::Add { sku, quantity: Quantity::ONE }, None).await?;
        }
        let start = Instant::now();
        for round in 0..ROUNDS {
            let quantity = Quantity::new(1 + round % 2)?;
            let sku = Sku::parse("SKU-0")?;
            carts.change(&owner, CartChange::SetQuantity { sku, quantity }, None).await?;
        }
        tell(&format!("set quantity, {lines} lines"), start);
        let start = Instant::now();
        for _ in 0..ROUNDS {
            carts.view(&owner).await?;
        }
        tell(&format!("view, {lines} lines"), start);
        let key = format!("{key_prefix}guest:{}", token.as_str());
        let _: i64 = redis::cmd("DEL").arg(key).query_async(&mut bare).await?;
    }
    Ok(())
}
