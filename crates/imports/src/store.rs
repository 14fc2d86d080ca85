//! Every statement on the schema `imports`. Time is PostgreSQL's.

use kernel::Timestamp;
use serde_json::Value;
use sqlx::{PgPool, PgTransaction};
use storefront::{
    import_room::{
        FILE_DAYS, FileFormat, ImportCounts, ImportMapping, RUN_PAGE, RunCursor, RunRow, RunState,
        Sample,
    },
    staff::StaffMember,
};
use time::OffsetDateTime;

mod changing;
mod work;

pub(crate) use changing::{Locked, check, locked, start, stop};
pub(crate) use work::{Taken, beat, ended, expired, progress, take};

/// One row more than is shown tells whether there are others.
const LIMIT: i64 = RUN_PAGE as i64 + 1;

/// What stands in a row and can be no such value, although the table's checks let it in.
#[derive(Debug, thiserror::Error)]
#[error("the column {0} of the schema imports holds what it cannot mean")]
struct Unreadable(&'static str);

fn unreadable(column: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(Unreadable(column)))
}

fn count(number: i64, column: &'static str) -> Result<u64, sqlx::Error> {
    u64::try_from(number).map_err(|_| unreadable(column))
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn read<T: serde::de::DeserializeOwned>(
    value: Value,
    column: &'static str,
) -> Result<T, sqlx::Error> {
    serde_json::from_value(value).map_err(|_| unreadable(column))
}

/// A moment as PostgreSQL has it.
fn stored(moment: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment.millis()) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// A row of the table, but for what only its own page shows.
struct Listed {
    id: String,
    file_name: String,
    bytes: i64,
    format: String,
    state: String,
    rows_read: i64,
    bytes_read: i64,
    created: i64,
    updated: i64,
    unchanged: i64,
    errors: i64,
    written: bool,
    by_name: String,
    uploaded_at: i64,
}

impl Listed {
    fn row(self) -> Result<RunRow, sqlx::Error> {
        Ok(RunRow {
            id: self.id,
            file_name: self.file_name,
            bytes: count(self.bytes, "run.bytes")?,
            format: FileFormat::named(&self.format).ok_or_else(|| unreadable("run.format"))?,
            state: RunState::named(&self.state).ok_or_else(|| unreadable("run.state"))?,
            counts: ImportCounts {
                rows: count(self.rows_read, "run.rows_read")?,
                bytes: count(self.bytes_read, "run.bytes_read")?,
                created: count(self.created, "run.created")?,
                updated: count(self.updated, "run.updated")?,
                unchanged: count(self.unchanged, "run.unchanged")?,
                errors: count(self.errors, "run.errors")?,
            },
            written: self.written,
            by_name: self.by_name,
            uploaded_at: Timestamp::from_millis(self.uploaded_at),
        })
    }
}

/// Runs, the newest first, and one more than a page shows.
pub(crate) async fn list(
    pool: &PgPool,
    after: Option<&RunCursor>,
) -> Result<Vec<RunRow>, sqlx::Error> {
    let after_at = after.map(|cursor| stored(cursor.uploaded_at));
    let after_id = after.map(|cursor| cursor.id.as_str());
    let rows = sqlx::query_as!(
        Listed,
        r#"select id, file_name, bytes, format, state, rows_read, bytes_read, created, updated,
                  unchanged, errors, started_at is not null as "written!", by_name,
                  (extract(epoch from uploaded_at) * 1000)::bigint as "uploaded_at!"
           from imports.run
           where (uploaded_at, id) < (coalesce($1, timestamptz 'infinity'), coalesce($2, ''))
           order by uploaded_at desc, id desc limit $3"#,
        after_at,
        after_id,
        LIMIT
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(Listed::row).collect()
}

/// How far one run is.
pub(crate) async fn row(pool: &PgPool, id: &str) -> Result<Option<RunRow>, sqlx::Error> {
    let row = sqlx::query_as!(
        Listed,
        r#"select id, file_name, bytes, format, state, rows_read, bytes_read, created, updated,
                  unchanged, errors, started_at is not null as "written!", by_name,
                  (extract(epoch from uploaded_at) * 1000)::bigint as "uploaded_at!"
           from imports.run where id = $1"#,
        id
    )
    .fetch_optional(pool)
    .await?;
    row.map(Listed::row).transpose()
}

/// What the page of a run shows beside its row.
pub(crate) struct Beside {
    pub(crate) version: u32,
    pub(crate) sample: Sample,
    pub(crate) mapping: Option<ImportMapping>,
    pub(crate) stopping: bool,
    pub(crate) failure: Option<String>,
    pub(crate) file_gone: bool,
}

/// A run with all that its page shows, but for the faults of its rows.
pub(crate) async fn sheet(
    pool: &PgPool,
    id: &str,
) -> Result<Option<(RunRow, Beside)>, sqlx::Error> {
    let found = sqlx::query!(
        r#"select id, file_name, bytes, format, state, rows_read, bytes_read, created, updated,
                  unchanged, errors, started_at is not null as "written!", by_name,
                  (extract(epoch from uploaded_at) * 1000)::bigint as "uploaded_at!",
                  version, sample, mapping, stop, failure, file_gone
           from imports.run where id = $1"#,
        id
    )
    .fetch_optional(pool)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let beside = Beside {
        version: u32::try_from(found.version).map_err(|_| unreadable("run.version"))?,
        sample: read(found.sample, "run.sample")?,
        mapping: found.mapping.map(|mapping| read(mapping, "run.mapping")).transpose()?,
        stopping: found.stop,
        failure: found.failure,
        file_gone: found.file_gone,
    };
    let row = Listed {
        id: found.id,
        file_name: found.file_name,
        bytes: found.bytes,
        format: found.format,
        state: found.state,
        rows_read: found.rows_read,
        bytes_read: found.bytes_read,
        created: found.created,
        updated: found.updated,
        unchanged: found.unchanged,
        errors: found.errors,
        written: found.written,
        by_name: found.by_name,
        uploaded_at: found.uploaded_at,
    };
    Ok(Some((row.row()?, beside)))
}

/// The run that a form has made before.
pub(crate) async fn made_by(pool: &PgPool, key: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("select id from imports.run where form_key = $1", key)
        .fetch_optional(pool)
        .await
}

/// A run to be written down.
pub(crate) struct NewRun<'a> {
    pub(crate) id: &'a str,
    pub(crate) key: &'a str,
    pub(crate) file_name: &'a str,
    pub(crate) bytes: u64,
    pub(crate) format: FileFormat,
    pub(crate) sample: &'a Value,
}

/// Writes a run down. False where its form has made one already.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    by: &StaffMember,
    run: &NewRun<'_>,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into imports.run (id, form_key, account, by_name, file_name, bytes, format, sample)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict on constraint run_once do nothing",
        run.id,
        run.key,
        by.account.as_str(),
        by.name,
        run.file_name,
        number(run.bytes),
        run.format.name(),
        *run.sample
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Days after which files are deleted, as PostgreSQL counts them.
fn file_days() -> i32 {
    i32::try_from(FILE_DAYS).unwrap_or(i32::MAX)
}
