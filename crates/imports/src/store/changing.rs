//! What staff change about a run.

use serde_json::Value;
use sqlx::PgTransaction;
use storefront::import_room::{ImportCounts, ImportMapping, RunState, Sample};

use super::{count, read, unreadable};

/// A run as whoever wants to change it finds it, locked.
pub(crate) struct Locked {
    pub(crate) state: RunState,
    pub(crate) version: u32,
    pub(crate) sample: Sample,
    pub(crate) mapping: Option<ImportMapping>,
    pub(crate) stop: bool,
    pub(crate) file_gone: bool,
    pub(crate) counts: ImportCounts,
}

/// Locks a run.
pub(crate) async fn locked(
    txn: &mut PgTransaction<'_>,
    id: &str,
) -> Result<Option<Locked>, sqlx::Error> {
    let row = sqlx::query!(
        "select state, version, sample, mapping, stop, file_gone, rows_read, bytes_read, created,
                updated, unchanged, errors
         from imports.run where id = $1 for update",
        id
    )
    .fetch_optional(&mut **txn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Locked {
        state: RunState::named(&row.state).ok_or_else(|| unreadable("run.state"))?,
        version: u32::try_from(row.version).map_err(|_| unreadable("run.version"))?,
        sample: read(row.sample, "run.sample")?,
        mapping: row.mapping.map(|mapping| read(mapping, "run.mapping")).transpose()?,
        stop: row.stop,
        file_gone: row.file_gone,
        counts: ImportCounts {
            rows: count(row.rows_read, "run.rows_read")?,
            bytes: count(row.bytes_read, "run.bytes_read")?,
            created: count(row.created, "run.created")?,
            updated: count(row.updated, "run.updated")?,
            unchanged: count(row.unchanged, "run.unchanged")?,
            errors: count(row.errors, "run.errors")?,
        },
    }))
}

/// Has a run wait for a worker that checks it.
pub(crate) async fn check(
    txn: &mut PgTransaction<'_>,
    id: &str,
    mapping: &Value,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update imports.run
         set state = 'checking', mapping = $2, version = version + 1, worker = null,
             heartbeat = null, failure = null, rows_read = 0, bytes_read = 0, created = 0,
             updated = 0, unchanged = 0, errors = 0
         where id = $1",
        id,
        *mapping
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Has a run wait for a worker that imports it.
pub(crate) async fn start(txn: &mut PgTransaction<'_>, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update imports.run
         set state = 'running', started_at = statement_timestamp(), version = version + 1,
             worker = null, heartbeat = null, rows_read = 0, bytes_read = 0, created = 0,
             updated = 0, unchanged = 0, errors = 0
         where id = $1",
        id
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Has a worker stop.
pub(crate) async fn stop(txn: &mut PgTransaction<'_>, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("update imports.run set stop = true, version = version + 1 where id = $1", id)
        .execute(&mut **txn)
        .await
        .map(drop)
}
