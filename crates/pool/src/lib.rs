//! How the shop's pools of connections to PostgreSQL hand one out.

use sqlx::{PgConnection, Row, postgres::PgPoolOptions};

/// Settings that every pool of the shop begins with: a connection is looked at before it is handed
/// out, and closed if it is not fit.
///
/// Whoever runs into a deadline drops what it waited for. Where that was the answer to a BEGIN, the
/// transaction is open on the server while sqlx counts none, and rolls none back. The next to write
/// there would be refused, or would be told that it wrote what nothing ever commits. The look takes
/// the one round trip that sqlx's own ping would take.
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
