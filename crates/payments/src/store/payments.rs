//! Payments.

use kernel::{Currency, Money, OrderId, PaymentId, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::payment::{CardToken, Charge, PaymentState, PaymentView};
use time::OffsetDateTime;

use super::{moment, unreadable};
use crate::outside::OUTSIDE;

/// A payment as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) charge: Charge,
    pub(crate) order: OrderId,
    pub(crate) provider: String,
    pub(crate) state: PaymentState,
    pub(crate) wanted: bool,
    pub(crate) action_url: Option<String>,
    pub(crate) decline_reason: Option<String>,
    /// Whether somebody is at it.
    pub(crate) leased: bool,
    pub(crate) refunding: Money,
    pub(crate) refunded: Money,
    pub(crate) changed_at: Timestamp,
    /// How long ago the provider was first asked, in seconds.
    pub(crate) asked_before: Option<i64>,
}

impl Stored {
    pub(crate) fn view(&self) -> PaymentView {
        let awaited = self.state == PaymentState::RequiresAction;
        // One that was called off before the bank said no was not ended by that.
        let declined = matches!(self.state, PaymentState::Declined | PaymentState::NeedsReview);
        PaymentView {
            id: self.charge.payment.clone(),
            order: self.order.clone(),
            attempt: self.charge.attempt,
            amount: self.charge.amount,
            refunding: self.refunding,
            refunded: self.refunded,
            state: self.state,
            action_url: self.action_url.clone().filter(|_| awaited),
            decline_reason: self.decline_reason.clone().filter(|_| declined),
            being_worked_at: self.leased,
            changed_at: self.changed_at,
            outside: self.charge.reference.clone().filter(|_| self.provider == OUTSIDE),
        }
    }
}

/// A payment's row, column by column.
struct Row {
    id: String,
    order_id: String,
    attempt: i32,
    provider: String,
    card: String,
    return_url: String,
    amount: i64,
    currency: String,
    state: String,
    wanted: bool,
    reference: Option<String>,
    action_url: Option<String>,
    decline_reason: Option<String>,
    leased: bool,
    refunding: i64,
    refunded: i64,
    changed_at: OffsetDateTime,
    asked_before: Option<i64>,
}

impl Row {
    fn read(self) -> Result<Stored, sqlx::Error> {
        let currency = Currency::parse(&self.currency).map_err(|_| unreadable("currency"))?;
        let money = |amount| Money::new(amount, currency).map_err(|_| unreadable("amount"));
        Ok(Stored {
            charge: Charge {
                payment: PaymentId::parse(self.id).map_err(|_| unreadable("payment's id"))?,
                attempt: u32::try_from(self.attempt).map_err(|_| unreadable("attempt"))?,
                amount: money(self.amount)?,
                card: CardToken::parse(self.card).map_err(|_| unreadable("card's name"))?,
                reference: self.reference,
                return_url: self.return_url,
            },
            order: OrderId::parse(self.order_id).map_err(|_| unreadable("order's id"))?,
            provider: self.provider,
            state: PaymentState::parse(&self.state).ok_or_else(|| unreadable("state"))?,
            wanted: self.wanted,
            action_url: self.action_url,
            decline_reason: self.decline_reason,
            leased: self.leased,
            refunding: money(self.refunding)?,
            refunded: money(self.refunded)?,
            changed_at: moment(self.changed_at),
            asked_before: self.asked_before,
        })
    }
}

/// A payment that is to be.
pub(crate) struct New<'a> {
    pub(crate) order: &'a OrderId,
    pub(crate) attempt: u32,
    pub(crate) provider: &'a str,
    pub(crate) card: &'a CardToken,
    pub(crate) return_url: &'a str,
    pub(crate) amount: Money,
    /// For how long the recovery worker leaves it alone, in seconds.
    pub(crate) lease: f64,
}

/// Writes a payment. Nothing when the order has one of this attempt, or one that is not known to
/// have failed.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    new: New<'_>,
) -> Result<Option<PaymentId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "insert into payments.payment
             (id, order_id, attempt, provider, card, return_url, amount, currency,
              due_at, leased_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8,
                 statement_timestamp() + make_interval(secs => $9),
                 statement_timestamp() + make_interval(secs => $9))
         on conflict do nothing returning id",
        kernel::random_token::<16>(),
        new.order.as_str(),
        i32::try_from(new.attempt).unwrap_or(i32::MAX),
        new.provider,
        new.card.as_str(),
        new.return_url,
        new.amount.amount(),
        new.amount.currency().code(),
        new.lease
    )
    .fetch_optional(&mut **txn)
    .await?;
    id.map(|id| PaymentId::parse(id).map_err(|_| unreadable("payment's id"))).transpose()
}

/// Locks a payment. What it is must be read by a statement after this one.
pub(crate) async fn lock(txn: &mut PgTransaction<'_>, id: &PaymentId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!("select id from payments.payment where id = $1 for update", id.as_str())
        .fetch_optional(&mut **txn)
        .await
        .map(|found| found.is_some())
}

/// A payment.
pub(crate) async fn find(
    conn: &mut PgConnection,
    id: &PaymentId,
) -> Result<Option<Stored>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, order_id, attempt, provider, card, return_url, amount, currency, state, wanted,
                  reference, action_url, decline_reason, refunding, refunded, changed_at,
                  coalesce(leased_until > statement_timestamp(), false) as "leased!",
                  extract(epoch from statement_timestamp() - asked_at)::bigint as asked_before
           from payments.payment where id = $1"#,
        id.as_str()
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::read).transpose()
}

/// The payments of an order, the first attempt first.
pub(crate) async fn of_order(
    conn: &mut PgConnection,
    order: &OrderId,
) -> Result<Vec<Stored>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, order_id, attempt, provider, card, return_url, amount, currency, state, wanted,
                  reference, action_url, decline_reason, refunding, refunded, changed_at,
                  coalesce(leased_until > statement_timestamp(), false) as "leased!",
                  extract(epoch from statement_timestamp() - asked_at)::bigint as asked_before
           from payments.payment where order_id = $1 order by attempt"#,
        order.as_str()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// What becomes of a payment that is locked.
#[derive(Default)]
pub(crate) struct Change<'a> {
    pub(crate) reference: Option<&'a str>,
    pub(crate) action_url: Option<&'a str>,
    pub(crate) decline_reason: Option<&'a str>,
    /// Whether the provider is about to be asked.
    pub(crate) asking: bool,
}

/// Moves a payment that is locked to a state.
pub(crate) async fn update(
    txn: &mut PgTransaction<'_>,
    id: &PaymentId,
    state: PaymentState,
    change: Change<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update payments.payment set
             state = $2,
             reference = coalesce(reference, $3),
             action_url = coalesce($4, action_url),
             decline_reason = coalesce($5, decline_reason),
             asked_at = case when $6 then coalesce(asked_at, statement_timestamp()) else asked_at end,
             refunding = case when $2 = 'refunded' then amount else refunding end,
             refunded = case when $2 = 'refunded' then amount else refunded end,
             tries = case when state = $2 then tries else 0 end
         where id = $1",
        id.as_str(),
        state.as_str(),
        change.reference,
        change.action_url,
        change.decline_reason,
        change.asking
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Notes that the money is not wanted any more, and has the recovery worker look at once.
pub(crate) async fn call_off(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "update payments.payment set wanted = false, due_at = statement_timestamp(), tries = 0
         where order_id = $1 and wanted and state not in ('declined', 'voided', 'refunded')",
        order.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected())
}

/// Notes that the order knows how its payment ended. False when it was noted before.
pub(crate) async fn set_settled(
    txn: &mut PgTransaction<'_>,
    id: &PaymentId,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update payments.payment set settled_at = statement_timestamp()
         where id = $1 and settled_at is null
           and state in ('captured', 'declined', 'voided', 'refunded')",
        id.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}
