//! Ways to see to it that the last unit is held once.

use anyhow::{Context, Result};
use async_trait::async_trait;
use inventory::{
    MAIN_WAREHOUSE, StockChange,
    holds::{DeskSettings, HoldDesk, ReserveError, ReserveRequest},
    receive,
};
use kernel::{CheckoutId, Quantity, Sku};
use sqlx::PgPool;

/// How one attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Held,
    SoldOut,
    /// Somebody was in the way; asking again may help.
    Collided,
}

/// A way to hold one unit of one SKU.
#[async_trait]
pub(crate) trait Scheme: Send + Sync {
    fn name(&self) -> &'static str;
    /// Takes one unit for a buyer.
    async fn reserve(&self, buyer: usize) -> Result<Outcome>;
    /// Units that are held in the end.
    async fn held(&self) -> Result<i64>;
}

/// The shop's own: one call, which looks without a lock first.
pub(crate) struct Shop {
    pool: PgPool,
    desk: HoldDesk,
    sku: Sku,
}

impl Shop {
    pub(crate) async fn open(pool: PgPool, units: i32, serving: usize) -> Result<Self> {
        let round = kernel::random_token::<8>();
        let sku = Sku::parse(format!("BENCH-{round}"))?;
        let change = StockChange {
            sku: sku.clone(),
            quantity: units,
            warehouse: MAIN_WAREHOUSE.to_owned(),
            reference: round,
            reason: "measuring".to_owned(),
        };
        receive(&pool, &change).await?;
        let settings = DeskSettings { serving, queue: 100_000, ..DeskSettings::default() };
        Ok(Self { desk: HoldDesk::new(pool.clone(), settings), pool, sku })
    }
}

#[async_trait]
impl Scheme for Shop {
    fn name(&self) -> &'static str {
        "look, lock, then move (the shop)"
    }

    async fn reserve(&self, buyer: usize) -> Result<Outcome> {
        let checkout = CheckoutId::parse(format!("{}-{buyer}", self.sku))?;
        let request =
            ReserveRequest::new(checkout, "bench", [(self.sku.clone(), Quantity::ONE)], 300);
        match self.desk.reserve(&request).await {
            Ok(_) => Ok(Outcome::Held),
            Err(ReserveError::SoldOut(_)) => Ok(Outcome::SoldOut),
            Err(ReserveError::Busy) => Ok(Outcome::Collided),
            Err(error) => Err(error.into()),
        }
    }

    async fn held(&self) -> Result<i64> {
        let held = "select coalesce(sum(quantity), 0) from inventory.hold where sku = $1";
        Ok(sqlx::query_scalar(held).bind(self.sku.as_str()).fetch_one(&self.pool).await?)
    }
}

/// Makes the tables of the alternatives anew.
pub(crate) async fn tables(pool: &PgPool, units: i32) -> Result<()> {
    for statement in [
        "drop schema if exists bench_holds cascade",
        "create schema bench_holds",
        "create table bench_holds.stock (sku text primary key, free integer not null, version bigint not null default 0)
         with (fillfactor = 50)",
        "create table bench_holds.hold (buyer bigint primary key, sku text not null, expires_at timestamptz not null)",
    ] {
        sqlx::query(statement).execute(pool).await?;
    }
    let insert = "insert into bench_holds.stock (sku, free) values ('ONE', $1)";
    sqlx::query(insert).bind(units).execute(pool).await.context("the stock")?;
    Ok(())
}

async fn held(pool: &PgPool) -> Result<i64> {
    Ok(sqlx::query_scalar("select count(*) from bench_holds.hold").fetch_one(pool).await?)
}

async fn note(txn: &mut sqlx::PgTransaction<'_>, buyer: usize) -> Result<()> {
    let insert = "insert into bench_holds.hold (buyer, sku, expires_at)
                  values ($1, 'ONE', statement_timestamp() + interval '5 minutes')";
    sqlx::query(insert).bind(i64::try_from(buyer)?).execute(&mut **txn).await?;
    Ok(())
}

/// Locks the row at once or not at all; whoever finds it locked comes again.
pub(crate) struct NoWait(pub(crate) PgPool);

#[async_trait]
impl Scheme for NoWait {
    fn name(&self) -> &'static str {
        "for update nowait, come again"
    }

    async fn reserve(&self, buyer: usize) -> Result<Outcome> {
        let mut txn = self.0.begin().await?;
        let locked = sqlx::query_scalar(
            "select free from bench_holds.stock where sku = 'ONE' for update nowait",
        );
        let free: i32 = match locked.fetch_one(&mut *txn).await {
            Ok(free) => free,
            Err(error) => {
                let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
                return if code.as_deref() == Some("55P03") {
                    Ok(Outcome::Collided)
                } else {
                    Err(error.into())
                };
            }
        };
        if free < 1 {
            return Ok(Outcome::SoldOut);
        }
        let take = "update bench_holds.stock set free = free - 1 where sku = 'ONE'";
        sqlx::query(take).execute(&mut *txn).await?;
        note(&mut txn, buyer).await?;
        txn.commit().await?;
        Ok(Outcome::Held)
    }

    async fn held(&self) -> Result<i64> {
        held(&self.0).await
    }
}

/// Reads a version without a lock and writes only if it is still the same; else comes again.
pub(crate) struct Version(pub(crate) PgPool);

#[async_trait]
impl Scheme for Version {
    fn name(&self) -> &'static str {
        "optimistic version, come again"
    }

    async fn reserve(&self, buyer: usize) -> Result<Outcome> {
        let read = "select free, version from bench_holds.stock where sku = 'ONE'";
        let (free, version): (i32, i64) = sqlx::query_as(read).fetch_one(&self.0).await?;
        if free < 1 {
            return Ok(Outcome::SoldOut);
        }
        let mut txn = self.0.begin().await?;
        let take = "update bench_holds.stock set free = $1, version = version + 1
                    where sku = 'ONE' and version = $2";
        let taken = sqlx::query(take).bind(free - 1).bind(version).execute(&mut *txn).await?;
        if taken.rows_affected() == 0 {
            return Ok(Outcome::Collided);
        }
        note(&mut txn, buyer).await?;
        txn.commit().await?;
        Ok(Outcome::Held)
    }

    async fn held(&self) -> Result<i64> {
        held(&self.0).await
    }
}
