//! `quayside seed`

use anyhow::{Context, Result};
use inventory::MAIN_WAREHOUSE;
use storefront::image::Image;

use crate::{compose, config::Config};

/// What the demo catalogue is written from; the same number gives the same shop.
const SEED: u64 = 7;
/// Products written at a time.
const BATCH: usize = 200;

/// Writes the demo catalogue, its pictures, its stock and some coupons. Safe to repeat: what is there stays.
pub(super) async fn run(config: &Config, if_empty: bool) -> Result<()> {
    let catalogue = compose::catalogue(config).await?;
    if if_empty && catalogue.count_products().await? > 0 {
        println!("There are products already; the demo catalogue is left out.");
        return Ok(());
    }
    let pictures = compose::pictures(config).await?;
    println!("Drawing the pictures of the demo catalogue");
    let demo = tokio::task::spawn_blocking(move || {
        let mut refused = None;
        let demo = demo::catalogue(SEED, &mut |svg| match pictures.put(svg.as_bytes()) {
            Ok(stored) => Image {
                key: stored.key,
                alt: String::new(),
                width: stored.width,
                height: stored.height,
            },
            Err(error) => {
                refused.get_or_insert(error);
                Image { key: String::new(), alt: String::new(), width: 0, height: 0 }
            }
        });
        refused.map_or(Ok(demo), Err)
    })
    .await?
    .context("a picture of the demo catalogue could not be kept")?;
    for category in &demo.categories {
        catalogue.put_category(category).await?;
    }
    for (number, batch) in demo.products.chunks(BATCH).enumerate() {
        for outcome in catalogue.upsert_products(batch).await? {
            outcome.context("a product of the demo catalogue was refused")?;
        }
        println!("  {} of {} products", (number * BATCH + batch.len()), demo.products.len());
    }
    catalogue.put_reviews(&demo.reviews).await?;
    println!("  {} reviews", demo.reviews.len());
    let postgres = compose::postgres(config).await?;
    let received =
        inventory::receive_starting_stock(&postgres, &demo.stock, MAIN_WAREHOUSE, "demo catalogue")
            .await?;
    pricing::make_demo_coupons(&postgres).await.context("the coupons could not be written")?;
    println!("  the coupons WELCOME10, FIVEOFF and FREESHIP");
    println!("  stock of {received} SKUs received into the warehouse `{MAIN_WAREHOUSE}`");
    Ok(())
}
