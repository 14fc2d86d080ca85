//! Every statement on the schema `outbox`.

use kernel::Timestamp;
use sqlx::{PgConnection, PgPool};

use crate::event::{Cursor, Event, WrittenEvent};

/// Writes an event. Returns its number.
pub(crate) async fn insert(conn: &mut PgConnection, event: &Event) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into outbox.event (topic, key, payload) values ($1, $2, $3) returning id",
        event.topic,
        event.key,
        event.payload
    )
    .fetch_one(conn)
    .await
}

/// Events after a place, oldest transaction first: only those before which nothing can come any more.
pub(crate) async fn after(
    pool: &PgPool,
    cursor: Cursor,
    limit: u32,
) -> Result<Vec<WrittenEvent>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, xid::text as "xid!", topic, key, payload,
                  (extract(epoch from at) * 1000)::bigint as "at!"
           from outbox.event
           where (xid, id) > ($1::text::xid8, $2::bigint)
               and xid < pg_snapshot_xmin(pg_current_snapshot())
           order by xid, id limit $3"#,
        cursor.xid.to_string(),
        cursor.event,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(WrittenEvent {
                id: row.id,
                after: Cursor { xid: number(&row.xid)?, event: row.id },
                topic: row.topic,
                key: row.key,
                payload: row.payload,
                at: Timestamp::from_millis(row.at),
            })
        })
        .collect()
}

/// The number of a transaction. It is read as text, as the driver has no type for it.
fn number(xid: &str) -> Result<u64, sqlx::Error> {
    xid.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

/// The place before which nothing can come any more, after all that is there.
pub(crate) async fn end(pool: &PgPool) -> Result<Cursor, sqlx::Error> {
    let row = sqlx::query!(r#"select pg_snapshot_xmin(pg_current_snapshot())::text as "xid!""#)
        .fetch_one(pool)
        .await?;
    Ok(Cursor { xid: number(&row.xid)?, event: 0 })
}

/// Notes a reader that is not known yet, at a place.
pub(crate) async fn ensure_consumer(
    pool: &PgPool,
    name: &str,
    cursor: Cursor,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into outbox.consumer (name, xid, event) values ($1, $2::text::xid8, $3)
         on conflict on constraint consumer_pkey do nothing",
        name,
        cursor.xid.to_string(),
        cursor.event
    )
    .execute(pool)
    .await
    .map(|_| ())
}

/// Takes the turn of a reader for some seconds, unless another has it. Returns its place.
pub(crate) async fn lease(
    pool: &PgPool,
    name: &str,
    lease: &str,
    seconds: u32,
) -> Result<Option<Cursor>, sqlx::Error> {
    let row = sqlx::query!(
        r#"update outbox.consumer
           set lease = $2, leased_until = statement_timestamp() + make_interval(secs => $3::integer)
           where name = $1 and (lease = $2 or leased_until is null or leased_until <= statement_timestamp())
           returning xid::text as "xid!", event"#,
        name,
        lease,
        i32::try_from(seconds).unwrap_or(i32::MAX)
    )
    .fetch_optional(pool)
    .await?;
    row.map(|row| Ok(Cursor { xid: number(&row.xid)?, event: row.event })).transpose()
}

/// Moves a reader on, if the turn is still its own. False when it is not.
pub(crate) async fn advance(
    conn: &mut PgConnection,
    name: &str,
    lease: &str,
    cursor: Cursor,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update outbox.consumer set xid = $3::text::xid8, event = $4 where name = $1 and lease = $2",
        name,
        lease,
        cursor.xid.to_string(),
        cursor.event
    )
    .execute(conn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Ends the turn of a reader, if it is still its own.
pub(crate) async fn end_lease(pool: &PgPool, name: &str, lease: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update outbox.consumer set lease = null, leased_until = null where name = $1 and lease = $2",
        name,
        lease
    )
    .execute(pool)
    .await
    .map(|_| ())
}

/// Sets an event aside for a reader.
pub(crate) async fn park(
    conn: &mut PgConnection,
    name: &str,
    event: i64,
    reason: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into outbox.parked (consumer, event, reason) values ($1, $2, $3)
         on conflict on constraint parked_pkey do nothing",
        name,
        event,
        reason
    )
    .execute(conn)
    .await
    .map(|_| ())
}

/// How many events a reader has not had yet, counting to a limit.
pub(crate) async fn waiting(pool: &PgPool, name: &str, limit: u32) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "waiting!" from (
               select from outbox.event, outbox.consumer
               where consumer.name = $1 and (event.xid, event.id) > (consumer.xid, consumer.event)
               limit $2
           ) as ahead"#,
        name,
        i64::from(limit)
    )
    .fetch_one(pool)
    .await
}

/// Puts places right after a dump was restored. Whether that was needed.
pub(crate) async fn renumber(pool: &PgPool) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select outbox.renumber() as "needed!""#).fetch_one(pool).await
}
