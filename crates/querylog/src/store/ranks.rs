//! Queries in the order of how often they were asked. Each list walks an index.

use kernel::Timestamp;
use sqlx::PgConnection;
use storefront::search_room::{QueryList, QueryRow};

/// Puts the queries in order anew; answers false where another server is at it.
pub(crate) async fn rank(conn: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let free = sqlx::query_scalar!(
        r#"select true as "free!" from search_log.ranking for update skip locked"#
    )
    .fetch_optional(&mut *conn)
    .await?;
    if free.is_none() {
        return Ok(false);
    }
    sqlx::query!(
        "with fresh as materialized (
             select span.days, counted.query, sum(counted.searches)::bigint as searches,
                    (array_agg(counted.results order by counted.day desc))[1] as results
             from search_log.query_count as counted
             join unnest(array[7, 30, 90]::smallint[]) as span (days)
                  on counted.day > current_date - span.days::integer
             where counted.day > current_date - 90
             group by span.days, counted.query
         ),
         gone as (
             delete from search_log.query_rank as old
             where not exists (
                 select from fresh where fresh.days = old.days and fresh.query = old.query
             )
         )
         insert into search_log.query_rank as known (days, query, searches, results)
         select days, query, searches, results from fresh
         on conflict (days, query) do update
         set searches = excluded.searches, results = excluded.results
         where (known.searches, known.results)
               is distinct from (excluded.searches, excluded.results)"
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("update search_log.ranking set ranked_at = statement_timestamp()")
        .execute(&mut *conn)
        .await?;
    Ok(true)
}

/// When they were last put in order.
pub(crate) async fn ranked_at(conn: &mut PgConnection) -> Result<Option<Timestamp>, sqlx::Error> {
    let millis = sqlx::query_scalar!(
        r#"select (extract(epoch from ranked_at) * 1000)::bigint as "millis?" from search_log.ranking"#
    )
    .fetch_one(conn)
    .await?;
    Ok(millis.map(Timestamp::from_millis))
}

/// At most so many queries of a list.
pub(crate) async fn page(
    conn: &mut PgConnection,
    list: &QueryList,
    limit: i64,
) -> Result<Vec<QueryRow>, sqlx::Error> {
    let after = list.after.as_ref();
    let (searches, query) =
        after.map_or((i64::MAX, ""), |after| (after.searches, after.query.as_str()));
    if list.in_vain {
        return in_vain(conn, list.span.days(), (searches, query), limit).await;
    }
    sqlx::query_as!(
        QueryRow,
        "select query, searches, results from search_log.query_rank
         where days = $1 and (searches, query) < ($2::bigint, $3::text)
         order by searches desc, query desc limit $4",
        list.span.days(),
        searches,
        query,
        limit
    )
    .fetch_all(conn)
    .await
}

/// Those that found nothing when they were last asked, after a place in the list.
async fn in_vain(
    conn: &mut PgConnection,
    days: i16,
    (searches, query): (i64, &str),
    limit: i64,
) -> Result<Vec<QueryRow>, sqlx::Error> {
    sqlx::query_as!(
        QueryRow,
        "select query, searches, results from search_log.query_rank
         where days = $1 and results = 0 and (searches, query) < ($2::bigint, $3::text)
         order by searches desc, query desc limit $4",
        days,
        searches,
        query,
        limit
    )
    .fetch_all(conn)
    .await
}
