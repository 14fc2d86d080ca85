//! What comes first for which query.

use kernel::{ProductId, Sku};
use sqlx::PgConnection;
use storefront::search_room::{Pin, PinnedQuery};

use super::{unreadable, version};

fn pinned(
    query: String,
    products: Vec<String>,
    skus: Vec<String>,
    number: i32,
) -> Result<PinnedQuery, sqlx::Error> {
    let pins = products.into_iter().zip(skus).map(|(product, sku)| {
        Ok(Pin {
            product: ProductId::parse(product).map_err(|_| unreadable("pin.products"))?,
            sku: Sku::parse(sku).map_err(|_| unreadable("pin.skus"))?,
        })
    });
    let pins = pins.collect::<Result<_, sqlx::Error>>()?;
    Ok(PinnedQuery { query, pins, version: version(number, "pin.version")? })
}

/// Ids and SKUs as columns.
fn columns(pins: &[Pin]) -> (Vec<String>, Vec<String>) {
    let text = |pin: &Pin| (pin.product.as_str().to_owned(), pin.sku.as_str().to_owned());
    pins.iter().map(text).unzip()
}

/// At most so many queries, after one.
pub(crate) async fn page(
    conn: &mut PgConnection,
    after: &str,
    limit: i64,
) -> Result<Vec<PinnedQuery>, sqlx::Error> {
    let rows = sqlx::query!(
        "select query, products, skus, version from search_desk.pin
         where query > $1 order by query limit $2",
        after,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| pinned(row.query, row.products, row.skus, row.version)).collect()
}

/// Every query with the ids of what comes first for it.
pub(crate) async fn all(
    conn: &mut PgConnection,
) -> Result<Vec<(String, Vec<String>)>, sqlx::Error> {
    let rows = sqlx::query!("select query, products from search_desk.pin order by query")
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.query, row.products)).collect())
}

/// How many queries there are.
pub(crate) async fn count(conn: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from search_desk.pin"#).fetch_one(conn).await
}

/// What comes first for a query.
pub(crate) async fn one(
    conn: &mut PgConnection,
    query: &str,
) -> Result<Option<PinnedQuery>, sqlx::Error> {
    let row = sqlx::query!(
        "select query, products, skus, version from search_desk.pin where query = $1",
        query
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| pinned(row.query, row.products, row.skus, row.version)).transpose()
}

/// Writes what comes first for a query, whatever did before.
pub(crate) async fn put(
    conn: &mut PgConnection,
    query: &str,
    pins: &[Pin],
) -> Result<(), sqlx::Error> {
    let (products, skus) = columns(pins);
    sqlx::query!(
        "insert into search_desk.pin as known (query, products, skus) values ($1, $2, $3)
         on conflict (query) do update
         set products = excluded.products, skus = excluded.skus, version = known.version + 1",
        query,
        &products[..],
        &skus[..]
    )
    .execute(conn)
    .await
    .map(drop)
}

/// Lets nothing come first for a query.
pub(crate) async fn delete(conn: &mut PgConnection, query: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from search_desk.pin where query = $1", query)
        .execute(conn)
        .await
        .map(drop)
}
