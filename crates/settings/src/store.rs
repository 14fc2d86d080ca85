//! Every statement on the schema `settings`.
//!
//! Whoever writes locks the one row of `shop` first, and nothing else waits for it. Time is
//! PostgreSQL's.

use kernel::{Slug, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::settings_room::{ShopSettings, TextDraft};
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
        "select revision, version, shop_name, tagline, delivery_note, seller, tax_number
         from settings.shop"
    )
    .fetch_one(conn)
    .await?;
    Ok(ShopRow {
        revision: row.revision,
        version: count(row.version, "shop.version")?,
        set: ShopSettings {
            shop_name: row.shop_name,
            tagline: row.tagline,
            delivery_note: row.delivery_note,
            seller: row.seller,
            tax_number: row.tax_number,
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
    sqlx::query!(
        "update settings.shop
         set revision = revision + 1, version = version + 1, shop_name = $1, tagline = $2,
             delivery_note = $3, seller = $4, tax_number = $5",
        set.shop_name,
        set.tagline,
        set.delivery_note,
        set.seller,
        set.tax_number
    )
    .execute(&mut **txn)
    .await
    .map(drop)
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
