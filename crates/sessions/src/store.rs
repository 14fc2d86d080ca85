//! Every statement on the schema `sessions`.

use kernel::{AccountId, Timestamp};
use sqlx::{PgConnection, PgPool, types::Json};
use storefront::sessions::{SessionHandle, SessionView};

use crate::{hash::IdHash, kept::Data, signed_in::SignedIn};

mod ending;

pub(crate) use ending::{
    Ended, Look, Which, cut_off, delete_over, end, end_by_hash, erase, is_cut_off, look,
};

/// A session as its row has it.
pub(crate) struct Row {
    pub(crate) version: i64,
    pub(crate) data: Data,
    pub(crate) last_used: Timestamp,
    pub(crate) ends: Timestamp,
    pub(crate) revoked: bool,
}

/// Asks PostgreSQL for nothing, to see whether it answers.
pub(crate) async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("select 1 as one").fetch_one(pool).await.map(|_| ())
}

/// The session of this hash, whether it is over or not.
pub(crate) async fn select(pool: &PgPool, hash: IdHash) -> Result<Option<Row>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select version, data as "data: Json<Data>", revoked_at is not null as "revoked!",
                  (extract(epoch from last_used_at) * 1000)::bigint as "last_used!",
                  (extract(epoch from ends_at) * 1000)::bigint as "ends!"
           from sessions.session where hash = $1"#,
        hash.bytes()
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Row {
        version: row.version,
        data: row.data.0,
        last_used: Timestamp::from_millis(row.last_used),
        ends: Timestamp::from_millis(row.ends),
        revoked: row.revoked,
    }))
}

/// Writes a new session, used now for the first time.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    hash: IdHash,
    who: &SignedIn,
    data: &Data,
    now: Timestamp,
    ends: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into sessions.session (hash, handle, account, second_factor, data, device, address,
             signed_in_at, last_used_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::bigint::double precision / 1000),
             to_timestamp($9::bigint::double precision / 1000),
             to_timestamp($10::bigint::double precision / 1000))",
        hash.bytes(),
        who.handle.as_str(),
        who.account.as_str(),
        who.second_factor,
        Json(data) as _,
        who.device,
        who.address,
        who.at.millis(),
        now.millis(),
        ends.millis()
    )
    .execute(conn)
    .await
    .map(|_| ())
}

/// Changes the data of a session, unless it is over or somebody else's. Its new version and its end.
pub(crate) async fn update(
    pool: &PgPool,
    hash: IdHash,
    who: &SignedIn,
    data: &Data,
    now: Timestamp,
) -> Result<Option<(i64, Timestamp)>, sqlx::Error> {
    let row = sqlx::query!(
        r#"update sessions.session
           set data = $5, version = version + 1, changed_xid = pg_current_xact_id(),
               last_used_at = to_timestamp($6::bigint::double precision / 1000)
           where hash = $1 and handle = $2 and account = $3 and second_factor = $4
             and revoked_at is null and ends_at > to_timestamp($6::bigint::double precision / 1000)
           returning version, (extract(epoch from ends_at) * 1000)::bigint as "ends!""#,
        hash.bytes(),
        who.handle.as_str(),
        who.account.as_str(),
        who.second_factor,
        Json(data) as _,
        now.millis()
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| (row.version, Timestamp::from_millis(row.ends))))
}

/// Writes down that a session is in use, unless that was done after `before`.
pub(crate) async fn touch(
    pool: &PgPool,
    hash: IdHash,
    now: Timestamp,
    before: Timestamp,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update sessions.session
         set last_used_at = to_timestamp($2::bigint::double precision / 1000)
         where hash = $1 and revoked_at is null
           and last_used_at <= to_timestamp($3::bigint::double precision / 1000)",
        hash.bytes(),
        now.millis(),
        before.millis()
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected() > 0)
}

/// An account's sessions that live at `now` and were used after `used_after`: those with a second
/// factor, those without one, or all.
pub(crate) async fn list(
    pool: &PgPool,
    account: &AccountId,
    (now, used_after): (Timestamp, Timestamp),
    second_factor: Option<bool>,
) -> Result<Vec<SessionView>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select handle, device, address,
                  (extract(epoch from signed_in_at) * 1000)::bigint as "signed_in!",
                  (extract(epoch from last_used_at) * 1000)::bigint as "last_used!"
           from sessions.session
           where account = $1 and revoked_at is null
             and ends_at > to_timestamp($2::bigint::double precision / 1000)
             and last_used_at > to_timestamp($3::bigint::double precision / 1000)
             and ($4::boolean is null or second_factor = $4)
           order by last_used_at desc, handle"#,
        account.as_str(),
        now.millis(),
        used_after.millis(),
        second_factor
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(SessionView {
                handle: SessionHandle::parse(row.handle)
                    .map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
                device: row.device,
                address: row.address,
                signed_in_at: Timestamp::from_millis(row.signed_in),
                last_used_at: Timestamp::from_millis(row.last_used),
                current: false,
            })
        })
        .collect()
}
