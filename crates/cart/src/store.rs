//! Every statement on the schema `cart`.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::AccountId;
use patience::{Away, Guard, Guarded, ask};
use sqlx::{PgPool, PgTransaction, types::Json};

use crate::{
    contents::Cart,
    operation::{Operation, Refused, StockFigures},
    rules,
};

/// Carts of accounts in PostgreSQL.
pub(crate) struct AccountStore {
    pool: PgPool,
    guard: Guard,
}

/// What PostgreSQL says to a cart that is written through.
#[derive(Debug)]
pub(crate) enum Kept {
    /// It has it.
    Written,
    /// It has one that is not older.
    Newer(Cart),
}

impl AccountStore {
    pub(crate) fn new(pool: PgPool, deadline: Duration) -> Arc<Self> {
        Arc::new(Self { pool, guard: Guard::new("carts", "PostgreSQL", deadline) })
    }

    /// An account's cart, if it has one.
    pub(crate) async fn read(self: &Arc<Self>, account: &AccountId) -> Result<Option<Cart>, Away> {
        ask(self, select(&self.pool, account)).await
    }

    /// Keeps a cart, unless one is there that is not older.
    pub(crate) async fn keep(
        self: &Arc<Self>,
        account: &AccountId,
        cart: &Cart,
    ) -> Result<Kept, Away> {
        ask(self, async {
            if upsert(&self.pool, account, cart).await? {
                return Ok::<_, sqlx::Error>(Kept::Written);
            }
            // Gone again since: the account was erased, and a cart is not worth bringing it back.
            Ok(select(&self.pool, account).await?.map_or(Kept::Written, Kept::Newer))
        })
        .await
    }

    /// Does one operation here, while Redis is away.
    pub(crate) async fn operate(
        self: &Arc<Self>,
        account: &AccountId,
        operation: &Operation,
        token: &str,
        stock: &StockFigures,
    ) -> Result<Result<Cart, Refused>, Away> {
        ask(self, async {
            let mut txn = pool::begin(&self.pool).await?;
            let cart = lock(&mut txn, account).await?;
            let after = match rules::apply(&cart, operation, token, stock) {
                Ok(Some(after)) => after,
                Ok(None) => return Ok(Ok(cart)),
                Err(refused) => return Ok(Err(refused)),
            };
            update(&mut txn, account, &after).await?;
            txn.commit().await?;
            Ok::<_, sqlx::Error>(Ok(after))
        })
        .await
    }

    /// Deletes an account's cart.
    pub(crate) async fn delete(self: &Arc<Self>, account: &AccountId) -> Result<(), Away> {
        ask(self, async {
            sqlx::query!("delete from cart.account_cart where account = $1", account.as_str())
                .execute(&self.pool)
                .await
        })
        .await
        .map(drop)
    }
}

#[async_trait]
impl Guarded for AccountStore {
    fn guard(&self) -> &Guard {
        &self.guard
    }

    async fn look(&self) -> bool {
        sqlx::query_scalar!("select 1 as one").fetch_one(&self.pool).await.is_ok()
    }
}

async fn select(pool: &PgPool, account: &AccountId) -> Result<Option<Cart>, sqlx::Error> {
    let lines = sqlx::query_scalar!(
        r#"select lines as "lines: Json<Cart>" from cart.account_cart where account = $1"#,
        account.as_str()
    )
    .fetch_optional(pool)
    .await?;
    Ok(lines.map(|Json(cart)| cart))
}

/// True when it was written.
async fn upsert(pool: &PgPool, account: &AccountId, cart: &Cart) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into cart.account_cart (account, version, lines) values ($1, $2, $3)
         on conflict on constraint account_cart_pkey do update
         set version = excluded.version, lines = excluded.lines, changed_at = now()
         where account_cart.version < excluded.version",
        account.as_str(),
        version(cart),
        Json(cart) as _
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected() > 0)
}

/// An account's cart, which nobody else changes until the transaction ends.
async fn lock(txn: &mut PgTransaction<'_>, account: &AccountId) -> Result<Cart, sqlx::Error> {
    sqlx::query!(
        "insert into cart.account_cart (account, version, lines) values ($1, 0, '{}')
         on conflict on constraint account_cart_pkey do nothing",
        account.as_str()
    )
    .execute(&mut **txn)
    .await?;
    let Json(cart) = sqlx::query_scalar!(
        r#"select lines as "lines: Json<Cart>" from cart.account_cart where account = $1 for update"#,
        account.as_str()
    )
    .fetch_one(&mut **txn)
    .await?;
    Ok(cart)
}

async fn update(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    cart: &Cart,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update cart.account_cart set version = $2, lines = $3, changed_at = now()
         where account = $1",
        account.as_str(),
        version(cart),
        Json(cart) as _
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

fn version(cart: &Cart) -> i64 {
    i64::try_from(cart.version).unwrap_or(i64::MAX)
}
