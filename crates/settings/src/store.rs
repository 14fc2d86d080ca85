//! Every statement on the schema `settings`.
//!
//! Whoever writes locks the one row of `shop` first, and nothing else waits for it. Time is
//! PostgreSQL's.

use kernel::{Slug, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::{
    logo::Logo,
    settings_room::{ShopSettings, TextDraft},
};
use time::OffsetDateTime;

pub(crate) mod texts;

/// What stands in a row and can be no such value, although the table's checks let it in.
#[derive(Debug, thiserror::Error)]
#[error("the column {0} of the schema settings holds what it cannot mean")]
struct Unreadable(&'static str);

fn unreadable(column: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(Unreadable(column)))
}

/// A number that no check lets below zero.
fn count(number: i32, column: &'static str) -> Result<u32, sqlx::Error> {
    u32::try_from(number).map_err(|_| unreadable(column))
}

/// A moment as PostgreSQL gave it, in whole milliseconds.
fn moment(stored: OffsetDateTime) -> Timestamp {
    let millis = stored.unix_timestamp_nanos().div_euclid(1_000_000);
    Timestamp::from_millis(i64::try_from(millis).unwrap_or_default())
}

/// The settings as they stand.
pub(crate) struct ShopRow {
    /// Moves with every change of a setting or a text.
    pub(crate) revision: i64,
    pub(crate) version: u32,
    pub(crate) set: ShopSettings,
}

/// How often anything was changed.
pub(crate) async fn revision(conn: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("select revision from settings.shop").fetch_one(conn).await
}

/// The settings as they stand.
pub(crate) async fn shop(conn: &mut PgConnection) -> Result<ShopRow, sqlx::Error> {
    let row = sqlx::query!(
        "select revision, version, shop_name, tagline, delivery_note, seller, tax_number, country, tax,
                logo_key, logo_width, logo_height, logo_see_through
         from settings.shop"
    )
    .fetch_one(conn)
    .await?;
    let logo = match (row.logo_key, row.logo_width, row.logo_height, row.logo_see_through) {
        (Some(key), Some(width), Some(height), Some(see_through)) => Some(Logo {
            key,
            width: count(width, "shop.logo_width")?,
            height: count(height, "shop.logo_height")?,
            see_through,
        }),
        _ => None,
    };
    Ok(ShopRow {
        revision: row.revision,
        version: count(row.version, "shop.version")?,
        set: ShopSettings {
            shop_name: row.shop_name,
            tagline: row.tagline,
            delivery_note: row.delivery_note,
            seller: row.seller,
            tax_number: row.tax_number,
            country: row.country,
            tax: row.tax,
            logo,
        },
    })
}

/// Makes whoever else changes something wait for the end of this transaction.
pub(crate) async fn lock(txn: &mut PgTransaction<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!("select revision from settings.shop for update")
        .fetch_one(&mut **txn)
        .await
        .map(drop)
}

/// Keeps settings under the next version.
pub(crate) async fn update_shop(
    txn: &mut PgTransaction<'_>,
    set: &ShopSettings,
) -> Result<(), sqlx::Error> {
    let logo = set.logo.as_ref();
    sqlx::query!(
        "update settings.shop
         set revision = revision + 1, version = version + 1, shop_name = $1, tagline = $2,
             delivery_note = $3, seller = $4, tax_number = $5, country = $6, tax = $7,
             logo_key = $8, logo_width = $9, logo_height = $10, logo_see_through = $11",
        set.shop_name,
        set.tagline,
        set.delivery_note,
        set.seller,
        set.tax_number,
        set.country,
        set.tax,
        logo.map(|logo| logo.key.as_str()),
        logo.map(|logo| side(logo.width)),
        logo.map(|logo| side(logo.height)),
        logo.map(|logo| logo.see_through)
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// A side of a picture in pixels. The table refuses what is too long.
fn side(pixels: u32) -> i32 {
    i32::try_from(pixels).unwrap_or(i32::MAX)
}

/// The slug of a row.
fn slug(text: String) -> Result<Slug, sqlx::Error> {
    Slug::parse(text).map_err(|_| unreadable("page_text.slug"))
}

/// What a row says, if it says anything.
fn draft(
    title: Option<String>,
    description: String,
    markdown: Option<String>,
) -> Option<TextDraft> {
    Some(TextDraft { title: title?, description, markdown: markdown? })
}
