//! What happened to orders.

use kernel::OrderId;
use sqlx::{PgConnection, PgTransaction};
use storefront::orders::{Happening, TimelineEntry, Who};

use super::{Unknown, moment, money, unreadable};

/// What is to be noted.
pub(crate) struct New<'a> {
    pub(crate) what: Happening,
    pub(crate) who: Who,
    pub(crate) note: &'a str,
    pub(crate) amount: Option<i64>,
    /// What makes it happen once; empty for what happens once to an order.
    pub(crate) reference: &'a str,
}

impl<'a> New<'a> {
    /// Something that happens once to an order.
    pub(crate) const fn once(what: Happening, who: Who, note: &'a str) -> Self {
        Self { what, who, note, amount: None, reference: "" }
    }
}

/// Notes that something happened, at the moment that its order names for it, if it names one. False
/// when the same was noted before.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    event: New<'_>,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into orders.event (order_id, at, what, who, note, amount, reference)
         select id, coalesce(case $2
                 when 'placed' then ordered_at
                 when 'paid' then paid_at
                 when 'shipped' then shipped_at
                 when 'delivered' then delivered_at
                 when 'cancelled' then cancelled_at
             end, statement_timestamp()), $2, $3, $4, $5, $6
         from orders.orders where id = $1
         on conflict on constraint event_once do nothing",
        order.as_str(),
        event.what.name(),
        event.who.name(),
        event.note,
        event.amount,
        event.reference
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Who asked for an order to be given up, and why, if somebody has.
pub(crate) async fn who_asked_to_cancel(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
) -> Result<Option<(Who, String)>, sqlx::Error> {
    let row = sqlx::query!(
        "select who, note from orders.event
         where order_id = $1 and what = 'cancel_requested' and reference = ''",
        order.as_str()
    )
    .fetch_optional(&mut **txn)
    .await?;
    row.map(|row| {
        let who = Who::parse(&row.who).ok_or_else(|| unreadable(Unknown("actor")))?;
        Ok((who, row.note))
    })
    .transpose()
}

/// What was noted with something that happened to an order, if it did.
pub(crate) async fn note_of(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    what: Happening,
    reference: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select note from orders.event where order_id = $1 and what = $2 and reference = $3",
        order.as_str(),
        what.name(),
        reference
    )
    .fetch_optional(&mut **txn)
    .await
}

/// What happened to an order, the oldest first.
pub(crate) async fn of_order(
    conn: &mut PgConnection,
    order: &OrderId,
    currency: &str,
) -> Result<Vec<TimelineEntry>, sqlx::Error> {
    let rows = sqlx::query!(
        "select at, what, who, note, amount from orders.event where order_id = $1 order by id",
        order.as_str()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(TimelineEntry {
                at: moment(row.at),
                what: Happening::parse(&row.what).ok_or_else(|| unreadable(Unknown("event")))?,
                who: Who::parse(&row.who).ok_or_else(|| unreadable(Unknown("actor")))?,
                note: row.note,
                amount: row.amount.map(|amount| money(amount, currency)).transpose()?,
            })
        })
        .collect()
}
