//! Puts together how the shop presents itself: what staff have set, over what the configuration says.

use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use pricing::TaxMode;
use settings::{LiveFront, MarkdownFiles};
use sqlx::PgPool;
use storefront::{
    orders::Seller,
    settings_room::ShopDefaults,
    shop::{FixedFront, ShopFront, ShopIdentity, TaxBasis},
};

use crate::config::{self, Config};

/// The front that pages read.
///
/// # Errors
/// When PostgreSQL does not answer, the content pages cannot be read, or a setting cannot be used.
pub(super) async fn live(config: &Config, postgres: &PgPool) -> Result<Arc<LiveFront>> {
    let files = MarkdownFiles::read(config.content.as_deref())?;
    LiveFront::load(postgres.clone(), files, defaults(config)?)
        .await
        .context("the settings could not be read; run `quayside migrate` first")
}

fn defaults(config: &Config) -> Result<ShopDefaults> {
    let buying = config.buying.as_ref().map_err(|reason| anyhow!("{reason}"))?;
    Ok(ShopDefaults {
        shop_name: config.shop_name.clone(),
        name_chosen: chosen("shop_name", &config.shop_name),
        tagline: config.tagline.clone(),
        delivery_note: config.delivery_note.clone(),
        note_chosen: chosen("delivery_note", &config.delivery_note),
        seller: lines(&config.seller, &config.shop_name),
        tax_number: config.seller.tax_number.clone().unwrap_or_default(),
        origin: config.origin.clone(),
        currency: config.currency,
        country: buying.home,
        tax_included: buying.tax_mode == TaxMode::Included,
    })
}

/// Whether a setting is another than the program came with.
fn chosen(name: &str, value: &str) -> bool {
    config::settings().find(|row| row.name == name).is_some_and(|row| row.default != value)
}

/// Who sells, a line each; nothing where only the shop's name is known.
fn lines(seller: &Seller, shop_name: &str) -> String {
    if seller.address.is_empty() && seller.name == shop_name.trim() {
        return String::new();
    }
    let lines: Vec<_> = std::iter::once(&seller.name).chain(&seller.address).cloned().collect();
    lines.join("\n")
}

/// What the configuration alone says, for commands that sell nothing.
///
/// # Errors
/// When a setting about buying cannot be used.
pub(crate) fn fixed_front(config: &Config) -> Result<Arc<dyn ShopFront>> {
    let buying = config.buying.as_ref().map_err(|reason| anyhow!("{reason}"))?;
    let identity = ShopIdentity {
        name: config.shop_name.clone(),
        logo: None,
        tagline: config.tagline.clone(),
        delivery_note: config.delivery_note.clone(),
        origin: config.origin.clone(),
    };
    let seller = Arc::new(config.seller.clone());
    let tax_basis = TaxBasis { home: buying.home, included: buying.tax_mode == TaxMode::Included };
    Ok(Arc::new(FixedFront { identity: Arc::new(identity), seller, tax_basis }))
}
