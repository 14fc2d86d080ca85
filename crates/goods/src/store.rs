//! What is written of the copy. What a product was at an earlier making counts for nothing: the
//! catalogue may have been set back since, and then its versions are older. Batches are in the order of
//! their ids, so that two processes that follow the same feed wait for each other instead of locking
//! each other out.

use kernel::{CategoryId, ProductId};
use serde::Serialize;
use sqlx::{PgPool, PgTransaction, types::Json};
use storefront::{feed::FeedPosition, goods_index::GoodsEntry, goods_room::status_name};

pub(crate) mod asking;

/// An entry as the statement reads it.
#[derive(Serialize)]
struct Row<'a> {
    product: &'a ProductId,
    version: i64,
    status: &'static str,
    brand: String,
    categories: &'a [CategoryId],
    title_key: String,
    price_from: i64,
    updated_at: i64,
    words: Vec<String>,
}

/// PostgreSQL has no text with a zero in it; nothing that is typed has one either.
fn plain(text: &str) -> String {
    text.replace('\0', "")
}

impl<'a> Row<'a> {
    fn of(entry: &'a GoodsEntry) -> Self {
        let words = entry.words.iter().map(|word| plain(word)).filter(|word| !word.is_empty());
        Self {
            product: &entry.id,
            version: entry.version,
            status: status_name(entry.status),
            brand: plain(&entry.brand),
            categories: &entry.categories,
            title_key: plain(&entry.title_key),
            price_from: entry.price_from,
            updated_at: entry.updated_at.millis(),
            words: words.collect(),
        }
    }
}

/// Where the copy is whole up to; `None` where it has to be made.
pub(crate) async fn place(pool: &PgPool) -> Result<Option<FeedPosition>, sqlx::Error> {
    let place = sqlx::query_scalar!("select place from goods.progress").fetch_one(pool).await?;
    Ok(place.map(FeedPosition))
}

/// Writes entries and takes others out, with the place in the feed behind them.
pub(crate) async fn write(
    pool: &PgPool,
    entries: &[GoodsEntry],
    gone: &[ProductId],
    place: &FeedPosition,
) -> Result<(), sqlx::Error> {
    let mut txn = pool::begin(pool).await?;
    let build = sqlx::query_scalar!("select build from goods.progress for update")
        .fetch_one(&mut *txn)
        .await?;
    put(&mut txn, entries, build).await?;
    let gone: Vec<&str> = gone.iter().map(ProductId::as_str).collect();
    sqlx::query!("delete from goods.entry where product = any($1)", gone.as_slice() as &[&str])
        .execute(&mut *txn)
        .await?;
    sqlx::query!(
        "update goods.progress set place = $1 where place is distinct from $1 and place is not null",
        place.0
    )
    .execute(&mut *txn)
    .await?;
    txn.commit().await
}

/// Begins to make the copy anew. What is in it stays until the making ends.
pub(crate) async fn begin_build(pool: &PgPool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("update goods.progress set build = build + 1, place = null returning build")
        .fetch_one(pool)
        .await
}

/// Writes a batch of a making.
pub(crate) async fn write_built(
    pool: &PgPool,
    entries: &[GoodsEntry],
    build: i64,
) -> Result<(), sqlx::Error> {
    let mut txn = pool::begin(pool).await?;
    put(&mut txn, entries, build).await?;
    txn.commit().await
}

/// Ends a making: what it has not seen is gone. Whether it was still the last that had begun.
pub(crate) async fn end_build(
    pool: &PgPool,
    build: i64,
    place: &FeedPosition,
) -> Result<bool, sqlx::Error> {
    let mut txn = pool::begin(pool).await?;
    let ended = sqlx::query!(
        "update goods.progress set place = $1 where build = $2 and place is null",
        place.0,
        build
    )
    .execute(&mut *txn)
    .await?;
    if ended.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!("delete from goods.entry where build < $1", build).execute(&mut *txn).await?;
    txn.commit().await?;
    Ok(true)
}

async fn put(
    txn: &mut PgTransaction<'_>,
    entries: &[GoodsEntry],
    build: i64,
) -> Result<(), sqlx::Error> {
    let mut rows: Vec<Row<'_>> = entries.iter().map(Row::of).collect();
    rows.sort_by_key(|row| row.product.as_str());
    sqlx::query!(
        "insert into goods.entry (product, version, status, brand, categories, title_key, price_from,
             updated_at, words, build)
         select product, version, status, brand, categories, title_key, price_from, updated_at,
             array_to_tsvector(words), $2
         from jsonb_to_recordset($1) as entry (product text, version bigint, status text, brand text,
             categories text[], title_key text, price_from bigint, updated_at bigint, words text[])
         on conflict (product) do update set version = excluded.version, status = excluded.status,
             brand = excluded.brand, categories = excluded.categories,
             title_key = excluded.title_key, price_from = excluded.price_from,
             updated_at = excluded.updated_at, words = excluded.words, build = excluded.build
         where entry.version <= excluded.version or entry.build < excluded.build",
        Json(rows) as _,
        build
    )
    .execute(&mut **txn)
    .await?;
    Ok(())
}
