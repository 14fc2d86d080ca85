//! How connections to PostgreSQL are handed out, and how transactions begin.

use sqlx::{PgConnection, PgPool, PgTransaction, Row, postgres::PgPoolOptions};

/// Bounds how long a transaction may wait for a row, how long a statement may run, and how long rows
/// stay locked when this process stops in the middle.
const BOUNDED: &str = "begin; set local lock_timeout = '2s'; set local statement_timeout = '3s'; \
                       set local idle_in_transaction_session_timeout = '5s'";
const READING: &str = "begin isolation level repeatable read, read only";

/// Settings that every pool of the shop begins with: a connection is looked at before it is handed
/// out, and closed if it is not fit. The server may have been started anew since, or somebody may
/// have left a transaction open. The look takes the one round trip that sqlx's own ping would take.
#[must_use]
pub fn options() -> PgPoolOptions {
    PgPoolOptions::new().test_before_acquire(false).before_acquire(|connection, _| {
        Box::pin(async move { Ok(stands_alone(connection).await.unwrap_or(false)) })
    })
}

/// Whether a statement on the connection is a transaction of its own: only then does that begin in
/// the same moment. In one message, since a prepared statement begins anew when it is executed.
async fn stands_alone(connection: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::raw_sql("select statement_timestamp() = transaction_timestamp()")
        .fetch_one(connection)
        .await?
        .try_get(0)
}

/// Begins a transaction that waits for no row longer than 2 s, for no statement longer than 3 s and
/// for its caller not longer than 5 s.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn begin(pool: &PgPool) -> sqlx::Result<PgTransaction<'static>> {
    begin_with(pool, BOUNDED).await
}

/// Begins a transaction in which all that is read is of one moment.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn begin_reading(pool: &PgPool) -> sqlx::Result<PgTransaction<'static>> {
    begin_with(pool, READING).await
}

/// Begins a transaction by a statement of one's own.
///
/// Whoever runs into a deadline drops what it waited for. Were that the answer to a BEGIN, the
/// transaction would be open on the server while sqlx counts none, and rolls none back: whoever
/// wrote there next would be refused, or told that it wrote what nothing ever commits. So it is
/// awaited elsewhere, and rolled back where nobody waits any more.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn begin_with(
    pool: &PgPool,
    statement: &'static str,
) -> sqlx::Result<PgTransaction<'static>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(statement).await });
    begun.await.unwrap_or(Err(sqlx::Error::WorkerCrashed))
}
