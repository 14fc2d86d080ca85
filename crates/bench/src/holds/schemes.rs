//! Ways to see to it that the last unit is held once.

use anyhow::{Result, bail};
use async_trait::async_trait;
use inventory::holds::{DeskSettings, HoldDesk, ReserveError, ReserveRequest};
use kernel::{CheckoutId, Quantity};
use sqlx::PgPool;

use crate::bare_postgres::OwnStock;

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
    /// Takes one unit of a SKU for a buyer.
    async fn reserve(&self, buyer: usize, sku: usize) -> Result<Outcome>;
    /// Units that are held in the end.
    async fn held(&self) -> Result<i64>;
}

/// The shop's own: one call, which looks without a lock first, and does all that a checkout needs.
pub(crate) struct Shop {
    pool: PgPool,
    desk: HoldDesk,
    stock: OwnStock,
    round: String,
}

impl Shop {
    /// Opens a desk at which as many serve as the pool has connections.
    pub(crate) async fn open(
        pool: PgPool,
        skus: usize,
        units: u32,
        serving: usize,
    ) -> Result<Self> {
        let stock = OwnStock::receive(&pool, skus, units).await?;
        let settings = DeskSettings { serving, queue: 100_000, ..DeskSettings::default() };
        let desk = HoldDesk::new(pool.clone(), settings);
        Ok(Self { pool, desk, stock, round: kernel::random_token::<8>() })
    }
}

#[async_trait]
impl Scheme for Shop {
    fn name(&self) -> &'static str {
        "the shop's desk: conditional, with all that a checkout needs"
    }

    async fn reserve(&self, buyer: usize, sku: usize) -> Result<Outcome> {
        let checkout = CheckoutId::parse(format!("{}-{buyer}", self.round))?;
        let line = (self.stock.skus[sku].clone(), Quantity::ONE);
        let request = ReserveRequest::new(checkout, "bench", [line], 300);
        match self.desk.reserve(&request).await {
            Ok(_) => Ok(Outcome::Held),
            Err(ReserveError::SoldOut(_)) => Ok(Outcome::SoldOut),
            Err(ReserveError::Busy) => Ok(Outcome::Collided),
            Err(error) => Err(error.into()),
        }
    }

    async fn held(&self) -> Result<i64> {
        self.stock.held(&self.pool).await
    }
}

/// How two who want the same row keep out of each other's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// The update has the condition; who comes second waits.
    Conditional,
    /// `for update nowait`; who comes second comes again.
    NoWait,
    /// A version that must be the one that was read; who comes second comes again.
    Version,
}

/// A way by itself, on tables of its own.
pub(crate) struct ByItself {
    pool: PgPool,
    way: Way,
}

impl ByItself {
    /// Makes the tables anew.
    pub(crate) async fn open(pool: PgPool, way: Way, skus: usize, units: u32) -> Result<Self> {
        sqlx::raw_sql(include_str!("ways.sql")).execute(&pool).await?;
        let stock = "insert into bench_holds.stock (sku, free) select sku, $2 from generate_series(0, $1 - 1) as sku";
        let stock = sqlx::query(stock).bind(i32::try_from(skus)?).bind(i32::try_from(units)?);
        stock.execute(&pool).await?;
        sqlx::raw_sql("analyze bench_holds.stock").execute(&pool).await?;
        Ok(Self { pool, way })
    }
}

#[async_trait]
impl Scheme for ByItself {
    fn name(&self) -> &'static str {
        match self.way {
            Way::Conditional => "conditional update",
            Way::NoWait => "for update nowait, come again",
            Way::Version => "optimistic version, come again",
        }
    }

    async fn reserve(&self, buyer: usize, sku: usize) -> Result<Outcome> {
        let statement = match self.way {
            Way::Conditional => "select bench_holds.conditional($1, $2)",
            Way::NoWait => "select bench_holds.no_wait($1, $2)",
            Way::Version => "select bench_holds.versioned($1, $2)",
        };
        let asked = sqlx::query_scalar(statement).bind(i64::try_from(buyer)?);
        let answer: Result<String, _> = asked.bind(i32::try_from(sku)?).fetch_one(&self.pool).await;
        match answer {
            Ok(answer) => match answer.as_str() {
                "held" => Ok(Outcome::Held),
                "sold out" => Ok(Outcome::SoldOut),
                "collided" => Ok(Outcome::Collided),
                other => bail!("{other:?} is no outcome"),
            },
            Err(error) if is_locked(&error) => Ok(Outcome::Collided),
            Err(error) => Err(error.into()),
        }
    }

    async fn held(&self) -> Result<i64> {
        let held = "select coalesce(sum(reserved), 0)::bigint from bench_holds.stock";
        Ok(sqlx::query_scalar(held).fetch_one(&self.pool).await?)
    }
}

/// Whether a lock was not to be had at once.
fn is_locked(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.as_deref() == Some("55P03")
}
