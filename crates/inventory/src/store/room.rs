//! Statements of the stock room: pages of lists, each one statement that walks an index.

use kernel::{CheckoutId, Sku, Timestamp};
use sqlx::PgConnection;
use storefront::stock_room::{HoldCursor, HoldLine, LedgerEntry, Movement, StockLine, StockQuery};

/// A column holds what this version of the program cannot read.
fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

#[derive(Debug, thiserror::Error)]
#[error("a movement of a kind that is none")]
struct NoKind;

fn units(number: i32) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

/// The columns of a line of stock.
struct Level {
    sku: String,
    free: i32,
    reserved: i32,
    sold: i32,
    expected: Option<i64>,
    warehouse: Option<String>,
}

impl Level {
    fn read(self) -> Result<StockLine, sqlx::Error> {
        Ok(StockLine {
            sku: Sku::parse(self.sku).map_err(unreadable)?,
            free: units(self.free),
            reserved: units(self.reserved),
            sold: units(self.sold),
            expected: self.expected.map(Timestamp::from_millis),
            warehouse: self.warehouse,
        })
    }
}

/// At most so many lines of stock, by SKU.
pub(crate) async fn levels(
    conn: &mut PgConnection,
    query: &StockQuery,
    limit: i64,
) -> Result<Vec<StockLine>, sqlx::Error> {
    let beginning = query.beginning.as_ref().map_or("", Sku::as_str);
    // Comes after all that a SKU can go on with.
    let end = format!("{beginning}~");
    let after = query.after.as_ref().map_or("", Sku::as_str);
    let rows = if query.low {
        low_levels(conn, beginning, &end, after, limit).await?
    } else {
        all_levels(conn, beginning, &end, after, limit).await?
    };
    rows.into_iter().map(Level::read).collect()
}

async fn all_levels(
    conn: &mut PgConnection,
    beginning: &str,
    end: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<Level>, sqlx::Error> {
    sqlx::query_as!(
        Level,
        r#"select page.sku as "sku!", page.free as "free!", page.reserved as "reserved!",
                  page.sold as "sold!",
                  (select (extract(epoch from day) * 1000)::bigint from inventory.expected_arrival
                   where expected_arrival.sku = page.sku) as "expected?",
                  (select warehouse.name from inventory.stock_ledger
                   join inventory.warehouse on warehouse.code = stock_ledger.warehouse
                   where stock_ledger.sku = page.sku
                   order by stock_ledger.id desc limit 1) as "warehouse?"
           from (
               select stock.sku, free, reserved, sold from inventory.stock
               where stock.sku collate "C" >= $1 and stock.sku collate "C" < $2
                   and stock.sku collate "C" > $3
               order by stock.sku collate "C" limit $4
           ) as page
           order by page.sku collate "C""#,
        beginning,
        end,
        after,
        limit
    )
    .fetch_all(conn)
    .await
}

/// Those of which few units are free: each is looked up by itself, as those of one page are few.
async fn low_levels(
    conn: &mut PgConnection,
    beginning: &str,
    end: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<Level>, sqlx::Error> {
    sqlx::query_as!(
        Level,
        r#"select page.sku as "sku!", page.free as "free!", page.reserved as "reserved!",
                  page.sold as "sold!",
                  (select (extract(epoch from day) * 1000)::bigint from inventory.expected_arrival
                   where expected_arrival.sku = page.sku) as "expected?",
                  (select warehouse.name from inventory.stock_ledger
                   join inventory.warehouse on warehouse.code = stock_ledger.warehouse
                   where stock_ledger.sku = page.sku
                   order by stock_ledger.id desc limit 1) as "warehouse?"
           from (
               select sku from inventory.low_stock
               where sku >= $1 and sku < $2 and sku > $3 order by sku limit $4
           ) as low
           cross join lateral (
               select stock.sku, free, reserved, sold from inventory.stock
               where stock.sku collate "C" = low.sku limit 1
           ) as page
           order by low.sku"#,
        beginning,
        end,
        after,
        limit
    )
    .fetch_all(conn)
    .await
}

/// One line of stock.
pub(crate) async fn level(
    conn: &mut PgConnection,
    sku: &Sku,
) -> Result<Option<StockLine>, sqlx::Error> {
    let row = sqlx::query_as!(
        Level,
        r#"select stock.sku as "sku!", free as "free!", reserved as "reserved!", sold as "sold!",
                  (select (extract(epoch from day) * 1000)::bigint from inventory.expected_arrival
                   where expected_arrival.sku = stock.sku) as "expected?",
                  (select warehouse.name from inventory.stock_ledger
                   join inventory.warehouse on warehouse.code = stock_ledger.warehouse
                   where stock_ledger.sku = stock.sku
                   order by stock_ledger.id desc limit 1) as "warehouse?"
           from inventory.stock
           where stock.sku = $1"#,
        sku.as_str()
    );
    row.fetch_optional(conn).await?.map(Level::read).transpose()
}

/// The code of the warehouse that a SKU's ledger named last.
pub(crate) async fn last_warehouse(
    conn: &mut PgConnection,
    sku: &Sku,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select warehouse from inventory.stock_ledger where sku = $1 order by id desc limit 1",
        sku.as_str()
    )
    .fetch_optional(conn)
    .await
}

/// At most so many rows of a SKU's ledger, the newest first.
pub(crate) async fn ledger(
    conn: &mut PgConnection,
    sku: &Sku,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<LedgerEntry>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select stock_ledger.id, quantity, kind, reference, reason, warehouse.name,
                  (extract(epoch from at) * 1000)::bigint as "at!"
           from inventory.stock_ledger
           join inventory.warehouse on warehouse.code = stock_ledger.warehouse
           where stock_ledger.sku = $1 and stock_ledger.id < $2
           order by stock_ledger.id desc limit $3"#,
        sku.as_str(),
        before.unwrap_or(i64::MAX),
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(LedgerEntry {
                id: row.id,
                movement: movement(&row.kind).ok_or_else(|| unreadable(NoKind))?,
                units: row.quantity,
                warehouse: row.name,
                reference: row.reference,
                reason: row.reason,
                at: Timestamp::from_millis(row.at),
            })
        })
        .collect()
}

fn movement(kind: &str) -> Option<Movement> {
    match kind {
        "receive" => Some(Movement::Received),
        "correct" => Some(Movement::Corrected),
        "write_off" => Some(Movement::WrittenOff),
        _ => None,
    }
}

/// A line that a checkout has, where it stands in the list, and what time it is.
pub(crate) struct RunningLine {
    pub(crate) line: HoldLine,
    pub(crate) place: HoldCursor,
    pub(crate) now: Timestamp,
}

/// At most so many lines that checkouts hold or pay for, what ends first coming first. What is over
/// and not yet reclaimed is left out; there is little of it, as it is swept every few seconds.
pub(crate) async fn running(
    conn: &mut PgConnection,
    after: Option<&HoldCursor>,
    limit: i64,
) -> Result<Vec<RunningLine>, sqlx::Error> {
    let (micros, checkout, sku) = after.map_or((0, "", ""), |cursor| {
        (cursor.micros, cursor.checkout.as_str(), cursor.sku.as_str())
    });
    let rows = sqlx::query!(
        r#"select checkout, sku, quantity, state = 'committing' as "paying!",
                  (extract(epoch from expires_at) * 1000)::bigint as "until!",
                  (extract(epoch from expires_at) * 1000000)::bigint as "micros!",
                  (extract(epoch from statement_timestamp()) * 1000)::bigint as "now!"
           from inventory.hold
           where state in ('held', 'committing')
               and (expires_at, checkout, sku)
                   > (timestamptz 'epoch' + $1::bigint * interval '1 microsecond', $2::text, $3::text)
               and (state = 'committing' or expires_at > statement_timestamp())
           order by expires_at, checkout, sku limit $4"#,
        micros,
        checkout,
        sku,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let checkout = CheckoutId::parse(row.checkout).map_err(unreadable)?;
            let sku = Sku::parse(row.sku).map_err(unreadable)?;
            Ok(RunningLine {
                place: HoldCursor {
                    micros: row.micros,
                    checkout: checkout.clone(),
                    sku: sku.clone(),
                },
                line: HoldLine {
                    checkout,
                    sku,
                    units: units(row.quantity),
                    paying: row.paying,
                    until: Timestamp::from_millis(row.until),
                },
                now: Timestamp::from_millis(row.now),
            })
        })
        .collect()
}
