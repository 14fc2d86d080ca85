//! What is written of the copy. An older version never takes the place of a newer one, unless its
//! moment is later: the product was deleted and made again. Where clocks differ that may take back the
//! last change, until it is heard of. What a product was at an earlier making counts for nothing: the
//! catalogue may have been set back since, and then its versions are older. Batches are in the order of
//! their ids, and whoever writes one locks the one row of `progress` first: processes that follow the
//! same feed wait for each other instead of locking each other out.

use kernel::{CategoryId, ProductId};
use serde::Serialize;
use sqlx::{PgPool, PgTransaction, types::Json};
use storefront::{feed::FeedPosition, goods_index::GoodsEntry, goods_room::status_name};

pub(crate) mod asking;

/// What is taken out in one statement at most.
const AT_ONCE: i64 = 2_000;

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
    /// As text, which is kept as it is, whatever PostgreSQL thinks of a zero in it.
    shown: String,
}

/// PostgreSQL has no text with a zero in it; nothing that is typed has one either.
fn plain(text: &str) -> String {
    text.replace('\0', "")
}

impl<'a> Row<'a> {
    fn of(entry: &'a GoodsEntry) -> Result<Self, sqlx::Error> {
        let product = &entry.listed;
        let words = entry.words.iter().map(|word| plain(word)).filter(|word| !word.is_empty());
        Ok(Self {
            product: &product.id,
            version: entry.version,
            status: status_name(product.status),
            brand: plain(&product.brand),
            categories: &product.categories,
            title_key: plain(&product.title_key),
            price_from: product.price_from,
            updated_at: product.updated_at.millis(),
            words: words.collect(),
            shown: serde_json::to_string(product)
                .map_err(|error| sqlx::Error::Encode(error.into()))?,
        })
    }
}

/// How far a copy is.
pub(crate) struct Progress {
    /// Where it is whole up to; `None` where it has to be made.
    pub(crate) place: Option<FeedPosition>,
    /// How often it was written.
    pub(crate) writes: i64,
    /// How often somebody began to make it.
    pub(crate) build: i64,
}

/// How far the copy is.
pub(crate) async fn progress(pool: &PgPool) -> Result<Progress, sqlx::Error> {
    let row =
        sqlx::query!("select place, writes, build from goods.progress").fetch_one(pool).await?;
    Ok(Progress { place: row.place.map(FeedPosition), writes: row.writes, build: row.build })
}

/// Writes entries and takes others out, with the place in the feed behind them, and says how often the
/// copy was written by then. `None`, and nothing is written, where it was written less often than
/// somebody knows: the database was set back.
pub(crate) async fn write(
    pool: &PgPool,
    entries: &[GoodsEntry],
    gone: &[ProductId],
    place: &FeedPosition,
    known: i64,
) -> Result<Option<i64>, sqlx::Error> {
    let mut txn = pool::begin(pool).await?;
    let progress = sqlx::query!(
        "update goods.progress set writes = writes + 1,
             place = case when place is null then null else $1 end
         where writes >= $2
         returning build, writes",
        place.0,
        known
    )
    .fetch_optional(&mut *txn)
    .await?;
    let Some(progress) = progress else { return Ok(None) };
    put(&mut txn, entries, progress.build).await?;
    let gone: Vec<&str> = gone.iter().map(ProductId::as_str).collect();
    sqlx::query!("delete from goods.listed where product = any($1)", gone.as_slice() as &[&str])
        .execute(&mut *txn)
        .await?;
    txn.commit().await?;
    Ok(Some(progress.writes))
}

/// Begins to make the copy anew, unless somebody does, or has done so since somebody read how far it is;
/// that is the number of the making. What is in it stays until the making ends.
pub(crate) async fn begin_build(
    pool: &PgPool,
    seen: &Progress,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!(
        "update goods.progress
         set build = build + 1, place = null, making_until = now() + interval '30 seconds'
         where build = $1 and (place is null or $2)
             and (making_until is null or making_until < now())
         returning build",
        seen.build,
        seen.place.is_some()
    )
    .fetch_optional(pool)
    .await
}

/// Writes a batch of a making. Whether that is still the one that is under way.
pub(crate) async fn write_built(
    pool: &PgPool,
    entries: &[GoodsEntry],
    build: i64,
) -> Result<bool, sqlx::Error> {
    let mut txn = pool::begin(pool).await?;
    if !goes_on(&mut txn, build).await? {
        return Ok(false);
    }
    put(&mut txn, entries, build).await?;
    txn.commit().await?;
    Ok(true)
}

/// Whether a making is still the one that is under way; then it has time for what comes next.
async fn goes_on(txn: &mut PgTransaction<'_>, build: i64) -> Result<bool, sqlx::Error> {
    let going_on = sqlx::query!(
        "update goods.progress set making_until = now() + interval '30 seconds'
         where build = $1 and place is null",
        build
    )
    .execute(&mut **txn)
    .await?;
    Ok(going_on.rows_affected() > 0)
}

/// Takes out some of what a making that has read all has not seen. Whether there may be more; `None`
/// where the making is no longer the one that is under way.
pub(crate) async fn take_out(pool: &PgPool, build: i64) -> Result<Option<bool>, sqlx::Error> {
    let mut txn = pool::begin(pool).await?;
    if !goes_on(&mut txn, build).await? {
        return Ok(None);
    }
    let gone = sqlx::query!(
        "delete from goods.listed where product in (
             select product from goods.listed where build < $1 limit $2)",
        build,
        AT_ONCE
    )
    .execute(&mut *txn)
    .await?;
    txn.commit().await?;
    Ok(Some(i64::try_from(gone.rows_affected()).is_ok_and(|gone| gone >= AT_ONCE)))
}

/// Ends a making. Whether it was still the one that was under way.
pub(crate) async fn end_build(
    pool: &PgPool,
    build: i64,
    place: &FeedPosition,
) -> Result<bool, sqlx::Error> {
    let ended = sqlx::query!(
        "update goods.progress set place = $1, making_until = null
         where build = $2 and place is null",
        place.0,
        build
    )
    .execute(pool)
    .await?;
    Ok(ended.rows_affected() > 0)
}

/// Leaves a making that did not come to its end to whoever comes next.
pub(crate) async fn leave_build(pool: &PgPool, build: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update goods.progress set making_until = null where build = $1 and place is null",
        build
    )
    .execute(pool)
    .await?;
    Ok(())
}

async fn put(
    txn: &mut PgTransaction<'_>,
    entries: &[GoodsEntry],
    build: i64,
) -> Result<(), sqlx::Error> {
    let mut rows: Vec<Row<'_>> = entries.iter().map(Row::of).collect::<Result<_, _>>()?;
    rows.sort_by_key(|row| row.product.as_str());
    sqlx::query!(
        "insert into goods.listed (product, version, status, brand, categories, title_key, price_from,
             updated_at, words, shown, build)
         select product, version, status, brand, categories, title_key, price_from, updated_at,
             array_to_tsvector(words), shown::json, $2
         from jsonb_to_recordset($1) as entry (product text, version bigint, status text, brand text,
             categories text[], title_key text, price_from bigint, updated_at bigint, words text[],
             shown text)
         on conflict (product) do update set version = excluded.version, status = excluded.status,
             brand = excluded.brand, categories = excluded.categories,
             title_key = excluded.title_key, price_from = excluded.price_from,
             updated_at = excluded.updated_at, words = excluded.words, shown = excluded.shown,
             build = excluded.build
         where listed.version <= excluded.version or listed.updated_at < excluded.updated_at
             or listed.build < excluded.build",
        Json(rows) as _,
        build
    )
    .execute(&mut **txn)
    .await?;
    Ok(())
}
