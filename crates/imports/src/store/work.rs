//! What workers write: who has a run, how far it is, how it ended.

use sqlx::PgPool;
use storefront::import_room::{FileFormat, ImportCounts, ImportMapping, RunState};

use super::{file_days, number, read, unreadable};

/// A run that a worker has taken.
pub(crate) struct Taken {
    pub(crate) id: String,
    pub(crate) format: FileFormat,
    pub(crate) mapping: ImportMapping,
    /// Whether products are written, or only compared.
    pub(crate) writes: bool,
    /// Somebody wanted it stopped before it was taken.
    pub(crate) stop: bool,
}

/// Takes the oldest run that waits, or one whose worker has given no sign of life for half a minute: those
/// last, so that one that breaks each time holds up no other. Nothing is taken while another worker is at
/// one.
pub(crate) async fn take(pool: &PgPool, worker: &str) -> Result<Option<Taken>, sqlx::Error> {
    let row = sqlx::query!(
        r#"update imports.run set worker = $1, heartbeat = statement_timestamp()
           where id = (
               select id from imports.run
               where state in ('checking', 'running')
                 and (heartbeat is null
                      or heartbeat < statement_timestamp() - interval '30 seconds')
                 and not exists (
                     select from imports.run
                     where state in ('checking', 'running')
                       and heartbeat >= statement_timestamp() - interval '30 seconds')
               order by heartbeat nulls first, uploaded_at limit 1 for update)
           returning id, format, mapping, state, stop"#,
        worker
    )
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let mapping = row.mapping.ok_or_else(|| unreadable("run.mapping"))?;
    Ok(Some(Taken {
        id: row.id,
        format: FileFormat::named(&row.format).ok_or_else(|| unreadable("run.format"))?,
        mapping: read(mapping, "run.mapping")?,
        writes: row.state == RunState::Running.name(),
        stop: row.stop,
    }))
}

/// Gives a sign of life. False where the run is somebody else's by now.
pub(crate) async fn beat(pool: &PgPool, id: &str, worker: &str) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update imports.run set heartbeat = statement_timestamp() where id = $1 and worker = $2",
        id,
        worker
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Writes down how far a run is. Whether it shall stop is the answer; none where it is somebody
/// else's by now.
pub(crate) async fn progress(
    pool: &PgPool,
    id: &str,
    worker: &str,
    counts: &ImportCounts,
) -> Result<Option<bool>, sqlx::Error> {
    sqlx::query_scalar!(
        "update imports.run
         set heartbeat = statement_timestamp(), rows_read = $3, bytes_read = $4, created = $5,
             updated = $6, unchanged = $7, errors = $8
         where id = $1 and worker = $2
         returning stop",
        id,
        worker,
        number(counts.rows),
        number(counts.bytes),
        number(counts.created),
        number(counts.updated),
        number(counts.unchanged),
        number(counts.errors)
    )
    .fetch_optional(pool)
    .await
}

/// Writes down how a run ended. Nothing where it is somebody else's by now.
pub(crate) async fn ended(
    pool: &PgPool,
    id: &str,
    worker: &str,
    state: RunState,
    failure: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update imports.run
         set state = $3, failure = $4, stop = false, worker = null, heartbeat = null
         where id = $1 and worker = $2",
        id,
        worker,
        state.name(),
        failure
    )
    .execute(pool)
    .await
    .map(drop)
}

/// Marks runs whose files are old, and answers which.
pub(crate) async fn expired(pool: &PgPool) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "update imports.run set file_gone = true
         where not file_gone and state not in ('checking', 'running')
           and uploaded_at < statement_timestamp() - make_interval(days => $1)
         returning id",
        file_days()
    )
    .fetch_all(pool)
    .await
}
