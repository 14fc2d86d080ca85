//! Ending sessions, and learning which were.

use kernel::{AccountId, Timestamp};
use sqlx::{PgConnection, PgPool, PgTransaction};
use storefront::sessions::SessionHandle;

use crate::hash::IdHash;

/// A session that was ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended {
    pub(crate) hash: IdHash,
    /// Until when it would have lived at the longest.
    pub(crate) ends: Timestamp,
}

/// Which of an account's sessions.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which<'a> {
    One(&'a SessionHandle),
    AllBut(&'a SessionHandle),
    All,
    /// And nothing is kept of who had them.
    AllForGood,
}

fn hash_of(bytes: &[u8]) -> Result<IdHash, sqlx::Error> {
    IdHash::from_bytes(bytes).ok_or_else(|| sqlx::Error::Decode("a hash has 32 bytes".into()))
}

/// Ends the session of this hash, if there is one that has not ended.
pub(crate) async fn end_by_hash(
    pool: &PgPool,
    hash: IdHash,
    now: Timestamp,
) -> Result<Option<Ended>, sqlx::Error> {
    let ends = sqlx::query_scalar!(
        r#"update sessions.session
           set revoked_at = to_timestamp($2::bigint::double precision / 1000), data = '{}',
               changed_xid = pg_current_xact_id()
           where hash = $1 and revoked_at is null
           returning (extract(epoch from ends_at) * 1000)::bigint as "ends!""#,
        hash.bytes(),
        now.millis()
    )
    .fetch_optional(pool)
    .await?;
    Ok(ends.map(|ends| Ended { hash, ends: Timestamp::from_millis(ends) }))
}

/// Ends sessions of an account. Rows are locked in the order of their hashes.
pub(crate) async fn end(
    conn: &mut PgConnection,
    account: &AccountId,
    which: Which<'_>,
    now: Timestamp,
) -> Result<Vec<Ended>, sqlx::Error> {
    let (one, but) = match which {
        Which::One(handle) => (Some(handle.as_str()), None),
        Which::AllBut(handle) => (None, Some(handle.as_str())),
        Which::All | Which::AllForGood => (None, None),
    };
    let rows = sqlx::query!(
        r#"with ended as (
               select hash from sessions.session
               where account = $1 and ($2::text is null or handle = $2)
                 and ($3::text is null or handle <> $3) and revoked_at is null
               order by hash for update
           )
           update sessions.session
           set revoked_at = to_timestamp($4::bigint::double precision / 1000), data = '{}',
               changed_xid = pg_current_xact_id()
           from ended where session.hash = ended.hash
           returning session.hash, (extract(epoch from ends_at) * 1000)::bigint as "ends!""#,
        account.as_str(),
        one,
        but,
        now.millis()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok(Ended { hash: hash_of(&row.hash)?, ends: Timestamp::from_millis(row.ends) }))
        .collect()
}

/// Notes that all sessions of an account end now.
pub(crate) async fn cut_off(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into sessions.cutoff (account, at)
         values ($1, to_timestamp($2::bigint::double precision / 1000))
         on conflict on constraint cutoff_pkey
         do update set at = greatest(cutoff.at, excluded.at)",
        account.as_str(),
        now.millis()
    )
    .execute(&mut **txn)
    .await
    .map(|_| ())
}

/// Erases who had an account's sessions and where.
pub(crate) async fn erase(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update sessions.session set account = null, data = '{}', device = '', address = ''
         where account = $1",
        account.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(|_| ())
}

/// Locks an account's cutoff against whoever ends all of its sessions, and tells whether somebody
/// did since `began`.
pub(crate) async fn is_cut_off(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    began: Timestamp,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"insert into sessions.cutoff (account, at) values ($1, '-infinity')
           on conflict on constraint cutoff_pkey do update set at = cutoff.at
           returning at > to_timestamp($2::bigint::double precision / 1000) as "late!""#,
        account.as_str(),
        began.millis()
    )
    .fetch_one(&mut **txn)
    .await
}

/// Deletes what is over in every respect: past its end, and cutoffs no sign-in can fall behind.
pub(crate) async fn delete_over(pool: &PgPool, now: Timestamp) -> Result<u64, sqlx::Error> {
    // An hour and a day more than needed, for clocks of servers that disagree.
    sqlx::query!(
        "delete from sessions.cutoff
         where at < to_timestamp($1::bigint::double precision / 1000) - interval '1 day'",
        now.millis()
    )
    .execute(pool)
    .await?;
    sqlx::query!(
        "delete from sessions.session
         where ends_at < to_timestamp($1::bigint::double precision / 1000) - interval '1 hour'",
        now.millis()
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected())
}

/// What changed in a session.
pub(crate) struct Changed {
    pub(crate) hash: IdHash,
    pub(crate) version: i64,
    /// Until when it would have lived at the longest, if it was ended.
    pub(crate) ended: Option<Timestamp>,
}

/// A look at what changed.
pub(crate) struct Look {
    pub(crate) rows: Vec<Changed>,
    /// The oldest transaction that was still open at this look: the next one begins there.
    pub(crate) next: u64,
}

/// Every session that a transaction from `since` on changed; without it every one that was ended
/// before its time.
pub(crate) async fn look(
    txn: &mut PgTransaction<'_>,
    since: Option<u64>,
    now: Timestamp,
) -> Result<Look, sqlx::Error> {
    // Both statements must see the same snapshot, or a change could fall between them.
    sqlx::query!("set transaction isolation level repeatable read read only")
        .execute(&mut **txn)
        .await?;
    let next: String =
        sqlx::query_scalar!(r#"select pg_snapshot_xmin(pg_current_snapshot())::text as "next!""#)
            .fetch_one(&mut **txn)
            .await?;
    let next: u64 = next.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    let rows = sqlx::query!(
        r#"select hash, version, revoked_at is not null as "revoked!",
                  (extract(epoch from ends_at) * 1000)::bigint as "ends!"
           from sessions.session
           where changed_xid >= $1::text::xid8 and ($2 or revoked_at is not null)
             and ends_at > to_timestamp($3::bigint::double precision / 1000)"#,
        since.unwrap_or(0).to_string(),
        since.is_some(),
        now.millis()
    )
    .fetch_all(&mut **txn)
    .await?;
    let changed = rows.into_iter().map(|row| {
        let ended = row.revoked.then_some(Timestamp::from_millis(row.ends));
        Ok(Changed { hash: hash_of(&row.hash)?, version: row.version, ended })
    });
    Ok(Look { rows: changed.collect::<Result<_, sqlx::Error>>()?, next })
}
