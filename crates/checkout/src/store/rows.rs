//! Reading and writing rows of `checkout.checkout`.

use kernel::{CheckoutId, OrderId, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sqlx::{PgConnection, PgPool, PgTransaction};
use storefront::{checkout::CheckoutState, pricing::Quote};

use crate::{
    buyer::Owner,
    held::HeldLine,
    row::{Checkout, Typed},
};

/// The columns.
pub(crate) struct Columns {
    id: String,
    account: Option<String>,
    guest: Option<Vec<u8>>,
    state: String,
    lines: Value,
    quote: Value,
    contact: Option<Value>,
    shipping_address: Option<Value>,
    billing_address: Option<Value>,
    delivery_method: Option<String>,
    coupon: Option<String>,
    expires_at: i64,
    now: i64,
    extensions: i32,
    declined: i32,
    order_id: Option<String>,
    submit_scope: Option<String>,
    submit_key: Option<String>,
    version: i64,
}

/// Reads rows by a condition; the columns are the same each time.
macro_rules! checkouts {
    ($condition:literal $(, $bind:expr)* $(,)?) => {
        sqlx::query_as!(
            Columns,
            r#"select id, account, guest, state, lines, quote, contact, shipping_address,
                      billing_address, delivery_method, coupon,
                      (extract(epoch from expires_at) * 1000)::bigint as "expires_at!",
                      (extract(epoch from statement_timestamp()) * 1000)::bigint as "now!",
                      extensions, declined, order_id, submit_scope, submit_key, version
               from checkout.checkout "# + $condition,
            $($bind),*
        )
    };
}

/// A column holds what this version of the program cannot read.
fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

#[derive(Debug, thiserror::Error)]
#[error("a checkout in a state that is none")]
struct NoState;

fn read<T: DeserializeOwned>(value: Value) -> Result<T, sqlx::Error> {
    serde_json::from_value(value).map_err(unreadable)
}

fn written(value: &impl Serialize) -> Result<Value, sqlx::Error> {
    serde_json::to_value(value).map_err(|error| sqlx::Error::Encode(error.into()))
}

impl Columns {
    fn read(self) -> Result<Checkout, sqlx::Error> {
        let count = |number: i32| u32::try_from(number).unwrap_or_default();
        Ok(Checkout {
            id: CheckoutId::parse(self.id).map_err(unreadable)?,
            owner: Owner { account: self.account, guest: self.guest },
            state: CheckoutState::parse(&self.state).ok_or_else(|| unreadable(NoState))?,
            lines: read(self.lines)?,
            quote: read(self.quote)?,
            typed: Typed {
                contact: self.contact.map(read).transpose()?,
                shipping_address: self.shipping_address.map(read).transpose()?,
                billing_address: self.billing_address.map(read).transpose()?,
                delivery_method: self.delivery_method,
                coupon: self.coupon,
            },
            expires_at: Timestamp::from_millis(self.expires_at),
            now: Timestamp::from_millis(self.now),
            extensions: count(self.extensions),
            declined: count(self.declined),
            order: self.order_id.map(OrderId::parse).transpose().map_err(unreadable)?,
            submission: self.submit_scope.zip(self.submit_key),
            version: self.version,
        })
    }
}

/// A buyer's checkout of this id.
pub(crate) async fn find(
    pool: &PgPool,
    owner: &Owner,
    id: &CheckoutId,
) -> Result<Option<Checkout>, sqlx::Error> {
    let found = checkouts!(
        "where id = $1 and (account = $2 or guest = $3)",
        id.as_str(),
        owner.account.as_deref(),
        owner.guest.as_deref(),
    );
    found.fetch_optional(pool).await?.map(Columns::read).transpose()
}

/// The buyer's checkout that was begun last.
pub(crate) async fn latest(pool: &PgPool, owner: &Owner) -> Result<Option<Checkout>, sqlx::Error> {
    let found = checkouts!(
        "where account = $1 or guest = $2 order by created_at desc limit 1",
        owner.account.as_deref(),
        owner.guest.as_deref(),
    );
    found.fetch_optional(pool).await?.map(Columns::read).transpose()
}

/// Locks a checkout. It is the first row that a transaction locks.
pub(crate) async fn lock(
    txn: &mut PgTransaction<'_>,
    id: &CheckoutId,
) -> Result<Option<Checkout>, sqlx::Error> {
    let found = checkouts!("where id = $1 for update", id.as_str());
    found.fetch_optional(&mut **txn).await?.map(Columns::read).transpose()
}

/// The checkout that an order came from.
pub(crate) async fn of_order(
    conn: &mut PgConnection,
    order: &OrderId,
) -> Result<Option<CheckoutId>, sqlx::Error> {
    let id =
        sqlx::query_scalar!("select id from checkout.checkout where order_id = $1", order.as_str());
    id.fetch_optional(conn).await?.map(CheckoutId::parse).transpose().map_err(unreadable)
}

/// Whether the owner of a checkout has another one open.
pub(crate) async fn has_another_open(
    conn: &mut PgConnection,
    checkout: &Checkout,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (
               select from checkout.open_of($2, $3) as open where open.id <> $1
           ) as "is!""#,
        checkout.id.as_str(),
        checkout.owner.account.as_deref(),
        checkout.owner.guest.as_deref(),
    )
    .fetch_one(conn)
    .await
}

/// Writes what was typed and what it comes to, if nobody else has written since it was read. After
/// the end of its hold too: who begins anew does not type it again.
pub(crate) async fn set_typed(
    conn: &mut PgConnection,
    before: &Checkout,
    typed: &Typed,
    lines: &[HeldLine],
    quote: &Quote,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update checkout.checkout
         set contact = $3, shipping_address = $4, billing_address = $5, delivery_method = $6,
             coupon = $7, lines = $8, quote = $9
         where id = $1 and version = $2
           and (state = 'open' or state = 'expired' and order_id is null)",
        before.id.as_str(),
        before.version,
        typed.contact.as_ref().map(written).transpose()?,
        typed.shipping_address.as_ref().map(written).transpose()?,
        typed.billing_address.as_ref().map(written).transpose()?,
        typed.delivery_method,
        typed.coupon,
        written(&lines)?,
        written(quote)?,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Moves a checkout that is locked to another state.
pub(crate) async fn set_state(
    txn: &mut PgTransaction<'_>,
    id: &CheckoutId,
    state: CheckoutState,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update checkout.checkout set state = $2 where id = $1", id.as_str(), state.name())
        .execute(&mut **txn)
        .await
        .map(drop)
}

/// Moves the end of a checkout that is locked, and counts that.
pub(crate) async fn set_extended(
    txn: &mut PgTransaction<'_>,
    id: &CheckoutId,
    until: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update checkout.checkout
         set expires_at = to_timestamp($2::float8 / 1000), extensions = extensions + 1
         where id = $1",
        id.as_str(),
        millis(until),
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Notes that a checkout that is locked was submitted.
pub(crate) async fn set_submitted(
    txn: &mut PgTransaction<'_>,
    id: &CheckoutId,
    order: &OrderId,
    submission: (&str, &str),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update checkout.checkout
         set state = 'submitted', order_id = $2, submit_scope = $3, submit_key = $4
         where id = $1",
        id.as_str(),
        order.as_str(),
        submission.0,
        submission.1,
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Opens a checkout that is locked again, after a declined payment.
pub(crate) async fn set_declined(
    txn: &mut PgTransaction<'_>,
    id: &CheckoutId,
    until: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update checkout.checkout
         set state = 'open', declined = declined + 1, extensions = 0,
             expires_at = to_timestamp($2::float8 / 1000)
         where id = $1",
        id.as_str(),
        millis(until),
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Milliseconds for `to_timestamp`, which are exact for a quarter of a million years.
#[allow(clippy::cast_precision_loss)]
fn millis(at: Timestamp) -> f64 {
    at.millis() as f64
}

/// PostgreSQL's clock, so many seconds on.
pub(crate) async fn in_seconds(
    conn: &mut PgConnection,
    seconds: u32,
) -> Result<Timestamp, sqlx::Error> {
    let at = sqlx::query_scalar!(
        r#"select (extract(epoch from statement_timestamp() + make_interval(secs => $1)) * 1000)::bigint as "at!""#,
        f64::from(seconds)
    );
    Ok(Timestamp::from_millis(at.fetch_one(conn).await?))
}

/// Makes a guest's open checkout an account's, unless the account has one.
pub(crate) async fn adopt(
    pool: &PgPool,
    guest: &Owner,
    account: &Owner,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update checkout.checkout as mine set account = $2, guest = null
         where guest = $1 and (state <> 'open' or not exists (
             select from checkout.checkout as other where other.state = 'open' and other.account = $2))",
        guest.guest.as_deref(),
        account.account.as_deref(),
    )
    .execute(pool)
    .await
    .map(drop)
}

/// Notes that the end of open checkouts without an order has come, for at most so many.
pub(crate) async fn expire(pool: &PgPool, limit: i64) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "update checkout.checkout set state = 'expired' where id in (
             select id from checkout.checkout
             where state = 'open' and order_id is null and expires_at <= statement_timestamp()
             order by expires_at limit $1 for update skip locked)",
        limit
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected())
}

/// Forgets whose an account's checkouts were, and what was typed into them. One that is being paid
/// for goes on without: its order knows whom to send it to, and an open one ends by itself.
pub(crate) async fn forget(pool: &PgPool, owner: &Owner) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update checkout.checkout
         set account = null, contact = null, shipping_address = null, billing_address = null, cart = null
         where account = $1",
        owner.account.as_deref(),
    )
    .execute(pool)
    .await
    .map(drop)
}

/// Open checkouts with an order whose end has come.
pub(crate) async fn ended_with_order(
    pool: &PgPool,
    limit: i64,
) -> Result<Vec<CheckoutId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "select id from checkout.checkout
         where state = 'open' and order_id is not null and expires_at <= statement_timestamp()
         order by expires_at limit $1",
        limit
    );
    let ids = ids.fetch_all(pool).await?;
    ids.into_iter().map(|id| CheckoutId::parse(id).map_err(unreadable)).collect()
}

/// Takes the cart out of a completed checkout, to be relieved of what was bought.
pub(crate) async fn cart_of(
    pool: &PgPool,
    order: &OrderId,
) -> Result<Option<storefront::cart::CartOwner>, sqlx::Error> {
    let cart = sqlx::query_scalar!(
        "select cart from checkout.checkout where order_id = $1",
        order.as_str()
    );
    cart.fetch_optional(pool).await?.flatten().map(read).transpose()
}

/// Forgets the cart of a completed checkout.
pub(crate) async fn forget_cart(pool: &PgPool, order: &OrderId) -> Result<(), sqlx::Error> {
    sqlx::query!("update checkout.checkout set cart = null where order_id = $1", order.as_str())
        .execute(pool)
        .await
        .map(drop)
}

/// The bug of that name: lines are let go of, and their units are not free again.
pub(crate) async fn forget_units(
    txn: &mut PgTransaction<'_>,
    id: &CheckoutId,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update inventory.hold set state = 'released' where checkout = $1 and state = 'held'",
    )
    .bind(id.as_str())
    .execute(&mut **txn)
    .await
    .map(drop)
}
