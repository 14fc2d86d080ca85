//! Every statement on the schema `inventory`.

pub(crate) mod holds;
pub(crate) mod room;

use std::collections::HashMap;

use kernel::{Sku, Timestamp};
use sqlx::{PgConnection, PgPool, PgTransaction};

use crate::{change::StockLevel, reconcile::LedgerMismatch};

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// Units that came (above zero) or went (below).
    pub quantity: i32,
    /// `receive`, `correct` or `write_off`.
    pub kind: String,
    /// The warehouse's code.
    pub warehouse: String,
    /// The delivery note, the count, the import.
    pub reference: String,
    /// Why, in words.
    pub reason: String,
    /// When it was written.
    pub at: Timestamp,
}

/// Asks PostgreSQL for nothing, to see whether it answers.
///
/// # Errors
/// When it does not.
pub async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("select 1 as one").fetch_one(pool).await.map(|_| ())
}

/// Makes sure that each SKU has a row. SKUs come in sorted order, so rows are locked in it.
pub(crate) async fn ensure_rows(
    conn: &mut PgConnection,
    skus: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into inventory.stock (sku) select sku from unnest($1::text[]) as wanted (sku)
         order by sku on conflict (sku) do nothing",
        skus
    )
    .execute(conn)
    .await
    .map(|_| ())
}

/// Locks the rows of SKUs, in their order, so that two writers never wait for each other in a ring.
/// Returns how many there are: whoever goes on with a row that was made since has no lock of it.
pub(crate) async fn lock_rows(
    conn: &mut PgConnection,
    skus: &[String],
) -> Result<usize, sqlx::Error> {
    sqlx::query!(
        "select sku from inventory.stock where sku = any($1) order by sku for update",
        skus
    )
    .fetch_all(conn)
    .await
    .map(|rows| rows.len())
}

/// What is written for one SKU.
pub(crate) struct Entry<'a> {
    pub(crate) kind: &'static str,
    pub(crate) warehouse: &'a str,
    pub(crate) reference: &'a str,
    pub(crate) reason: &'a str,
}

/// Writes ledger rows and moves the free units by what was really written: a row that stands
/// already (same kind, reference and SKU) changes nothing. The rows must be locked: a statement of
/// its own then sees what the last writer left. Returns the number of SKUs that changed.
pub(crate) async fn write_and_apply(
    txn: &mut PgTransaction<'_>,
    entry: &Entry<'_>,
    skus: &[String],
    quantities: &[i32],
) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "with wanted as (
             select sku, quantity from unnest($1::text[], $2::integer[]) as wanted (sku, quantity)
         ), written as (
             insert into inventory.stock_ledger (sku, warehouse, quantity, kind, reference, reason)
             select sku, $3, quantity, $4, $5, $6 from wanted join inventory.stock using (sku)
             order by sku
             on conflict on constraint ledger_once do nothing
             returning sku, quantity
         )
         update inventory.stock set free = stock.free + written.quantity
         from written where stock.sku = written.sku",
        skus,
        quantities,
        entry.warehouse,
        entry.kind,
        entry.reference,
        entry.reason
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected())
}

/// How many units the ledger has under a reference, if it has any.
pub(crate) async fn written_quantity(
    conn: &mut PgConnection,
    kind: &str,
    reference: &str,
    sku: &str,
) -> Result<Option<i32>, sqlx::Error> {
    sqlx::query_scalar!(
        "select quantity from inventory.stock_ledger
         where kind = $1 and reference = $2 and sku = $3",
        kind,
        reference,
        sku
    )
    .fetch_optional(conn)
    .await
}

/// Makes sure that there is a warehouse of this code. One that is there keeps its name.
pub(crate) async fn insert_warehouse(
    pool: &PgPool,
    code: &str,
    name: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into inventory.warehouse (code, name) values ($1, $2)
         on conflict on constraint warehouse_pkey do nothing",
        code,
        name
    )
    .execute(pool)
    .await
    .map(|_| ())
}

/// The units of a SKU.
pub(crate) async fn level(
    conn: &mut PgConnection,
    sku: &str,
) -> Result<Option<StockLevel>, sqlx::Error> {
    sqlx::query_as!(
        StockLevel,
        "select sku, free, reserved, sold from inventory.stock where sku = $1",
        sku
    )
    .fetch_optional(conn)
    .await
}

/// The newest rows of a SKU's ledger.
pub(crate) async fn ledger_rows(
    conn: &mut PgConnection,
    sku: &str,
    limit: i64,
) -> Result<Vec<LedgerRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select quantity, kind, warehouse, reference, reason,
                  (extract(epoch from at) * 1000)::bigint as "at!"
           from inventory.stock_ledger where sku = $1 order by id desc limit $2"#,
        sku,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| LedgerRow {
            quantity: row.quantity,
            kind: row.kind,
            warehouse: row.warehouse,
            reference: row.reference,
            reason: row.reason,
            at: Timestamp::from_millis(row.at),
        })
        .collect())
}

/// SKUs whose columns do not add up to their ledger.
pub(crate) async fn mismatches(
    conn: &mut PgConnection,
) -> Result<Vec<LedgerMismatch>, sqlx::Error> {
    sqlx::query_as!(
        LedgerMismatch,
        r#"select stock.sku, (free + reserved + sold)::bigint as "counted!",
                  coalesce(sum(quantity), 0)::bigint as "ledger!"
           from inventory.stock left join inventory.stock_ledger using (sku)
           group by stock.sku having free + reserved + sold <> coalesce(sum(quantity), 0)
           order by stock.sku"#
    )
    .fetch_all(conn)
    .await
}

/// A look at the stock, or at what changed in it.
pub(crate) struct Look {
    /// Whether `rows` are all there are.
    pub(crate) whole: bool,
    pub(crate) rows: Vec<(String, i32)>,
    /// Units in expired lines that nobody has reclaimed yet; always all there are.
    pub(crate) due: Vec<(String, i32)>,
    /// The days on which SKUs are expected back, all there are.
    pub(crate) expected: HashMap<Sku, Timestamp>,
    /// The oldest transaction that was still open at this look: the next one begins there.
    pub(crate) next: u64,
}

/// Every row that a transaction from `since` on changed; every row when there is no `since`.
pub(crate) async fn look(
    txn: &mut PgTransaction<'_>,
    since: Option<u64>,
) -> Result<Look, sqlx::Error> {
    // All statements must see the same snapshot, or a change could fall between them.
    sqlx::query!("set transaction isolation level repeatable read read only")
        .execute(&mut **txn)
        .await?;
    let next: String =
        sqlx::query_scalar!(r#"select pg_snapshot_xmin(pg_current_snapshot())::text as "next!""#)
            .fetch_one(&mut **txn)
            .await?;
    let next: u64 = next.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    let rows = sqlx::query!(
        "select sku, free from inventory.stock where changed_xid >= $1::text::xid8",
        since.unwrap_or(0).to_string()
    )
    .fetch_all(&mut **txn)
    .await?;
    let due = holds::due(txn).await?;
    Ok(Look {
        whole: since.is_none(),
        rows: rows.into_iter().map(|row| (row.sku, row.free)).collect(),
        due,
        expected: expected_days(txn).await?,
        next,
    })
}

/// The days to come, by SKU. A day that is over is no longer told.
async fn expected_days(conn: &mut PgConnection) -> Result<HashMap<Sku, Timestamp>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select sku, (extract(epoch from day) * 1000)::bigint as "at!"
           from inventory.expected_arrival where day > (now() at time zone 'utc')::date"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((Sku::parse(row.sku).ok()?, Timestamp::from_millis(row.at))))
        .collect())
}

/// The day that is noted for a SKU, as `2026-12-03`.
pub(crate) async fn expected(
    conn: &mut PgConnection,
    sku: &Sku,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select to_char(day, 'YYYY-MM-DD') as "day!"
           from inventory.expected_arrival where sku = $1 for update"#,
        sku.as_str()
    )
    .fetch_optional(conn)
    .await
}

/// Notes the day on which a SKU is expected back.
pub(crate) async fn set_expected(
    conn: &mut PgConnection,
    sku: &Sku,
    day: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into inventory.expected_arrival (sku, day) values ($1, $2::text::date)
         on conflict on constraint expected_arrival_pkey do update set day = excluded.day",
        sku.as_str(),
        day
    )
    .execute(conn)
    .await
    .map(|_| ())
}

/// Forgets the day on which a SKU was expected back.
pub(crate) async fn forget_expected(conn: &mut PgConnection, sku: &Sku) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from inventory.expected_arrival where sku = $1", sku.as_str())
        .execute(conn)
        .await
        .map(|_| ())
}
