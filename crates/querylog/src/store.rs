//! Every statement on the schema `search_log`.

use sqlx::PgPool;

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
