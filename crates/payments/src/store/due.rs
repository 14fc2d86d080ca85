//! Payments that somebody has to look at.

use kernel::PaymentId;
use sqlx::{PgPool, PgTransaction};

use super::unreadable;

/// Payments that ended `seconds` ago or earlier, and whose orders do not know it yet.
pub(crate) async fn unsettled(
    pool: &PgPool,
    seconds: f64,
    limit: i64,
) -> Result<Vec<PaymentId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "select id from payments.payment
         where settled_at is null and state in ('captured', 'declined', 'voided', 'refunded')
           and changed_at <= statement_timestamp() - make_interval(secs => $1)
         order by changed_at limit $2",
        seconds,
        limit
    )
    .fetch_all(pool)
    .await?;
    ids.into_iter().map(|id| PaymentId::parse(id).map_err(|_| unreadable("payment's id"))).collect()
}

/// Takes payments that nobody is at, for `lease` seconds, those due longest first. With each comes
/// how often the provider spoke of it.
pub(crate) async fn take(
    pool: &PgPool,
    provider: &str,
    lease: f64,
    limit: i64,
) -> Result<Vec<(PaymentId, i32)>, sqlx::Error> {
    let rows = sqlx::query!(
        "with due as (
             select id from payments.payment
             where provider = $1 and due_at <= statement_timestamp()
               and (state in ('created', 'authorising', 'requires_action', 'authorised', 'unknown')
                    or (state = 'captured' and not wanted and refunding < amount)
                    or spoken_of > 0)
             order by due_at limit $3 for update skip locked
         )
         update payments.payment
         set due_at = statement_timestamp() + make_interval(secs => $2),
             leased_until = statement_timestamp() + make_interval(secs => $2), tries = tries + 1
         from due where payment.id = due.id returning payment.id, spoken_of",
        provider,
        lease,
        limit
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let id = PaymentId::parse(row.id).map_err(|_| unreadable("payment's id"))?;
            Ok((id, row.spoken_of))
        })
        .collect()
}

/// Notes that somebody is at a payment for `lease` seconds.
pub(crate) async fn lease(pool: &PgPool, id: &PaymentId, lease: f64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update payments.payment
         set due_at = statement_timestamp() + make_interval(secs => $2),
             leased_until = statement_timestamp() + make_interval(secs => $2)
         where id = $1",
        id.as_str(),
        lease
    )
    .execute(pool)
    .await
    .map(drop)
}

/// Gives a payment back, to be looked at again after a while that grows with each try: 5 seconds at
/// first, ten minutes at most. One that has ended is not looked at again.
pub(crate) async fn put_off(pool: &PgPool, id: &PaymentId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update payments.payment
         set leased_until = null,
             due_at = statement_timestamp()
                 + make_interval(secs => least(600, 5 * power(2, least(tries, 10))))
         where id = $1
           and (leased_until is not null or spoken_of > 0
                or state in ('created', 'authorising', 'requires_action', 'authorised', 'unknown')
                or (state = 'captured' and not wanted and refunding < amount))",
        id.as_str()
    )
    .execute(pool)
    .await
    .map(drop)
}

/// Notes that the provider was asked after it had spoken so often. What it said since then is still
/// to be asked about.
pub(crate) async fn set_looked_at(
    pool: &PgPool,
    id: &PaymentId,
    spoken_of: i32,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update payments.payment set spoken_of = greatest(0, spoken_of - $2) where id = $1",
        id.as_str(),
        spoken_of
    )
    .execute(pool)
    .await
    .map(drop)
}

/// Has the recovery worker look at a payment at once, since the provider spoke of it.
pub(crate) async fn hurry(txn: &mut PgTransaction<'_>, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update payments.payment
         set spoken_of = spoken_of + 1, due_at = least(due_at, statement_timestamp()), tries = 0
         where id = $1",
        id
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}
