//! Every statement on the schemas `search_log` and `search_desk`.

use sqlx::{PgConnection, PgPool};

pub(crate) mod pins;
pub(crate) mod ranks;
pub(crate) mod synonyms;

/// What stands in a row and can be no such value, although the table's checks let it in.
#[derive(Debug, thiserror::Error)]
#[error("the column {0} of the schema search_desk holds what it cannot mean")]
struct Unreadable(&'static str);

fn unreadable(column: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(Unreadable(column)))
}

/// A version, which no row has below one.
fn version(number: i32, column: &'static str) -> Result<u32, sqlx::Error> {
    u32::try_from(number).map_err(|_| unreadable(column))
}

/// The number of what staff say of search.
pub(crate) async fn edition(conn: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("select number from search_desk.edition").fetch_one(conn).await
}

/// Raises that number, and lets nobody else change anything until the transaction has ended.
pub(crate) async fn raise_edition(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("update search_desk.edition set number = number + 1").execute(conn).await.map(drop)
}

/// Adds to the counts of today.
pub(crate) async fn add(
    pool: &PgPool,
    queries: &[String],
    searches: &[i64],
    results: &[i64],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into search_log.query_count as known (day, query, searches, results)
         select current_date, query, searches, results
         from unnest($1::text[], $2::bigint[], $3::bigint[]) as seen (query, searches, results)
         order by query
         on conflict (day, query) do update
         set searches = known.searches + excluded.searches, results = excluded.results",
        queries,
        searches,
        results
    )
    .execute(pool)
    .await
    .map(|_| ())
}

/// The queries of the last ninety days that found something and were asked more than once, most
/// asked first.
pub(crate) async fn popular(pool: &PgPool, limit: i64) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select query from search_log.query_count
         where day > current_date - 90 group by query
         having sum(searches) > 1 and (array_agg(results order by day desc))[1] > 0
         order by sum(searches) desc, query limit $1",
        limit
    )
    .fetch_all(pool)
    .await
}
