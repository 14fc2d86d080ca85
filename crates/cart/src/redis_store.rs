//! Every command to Redis.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
    time::Duration,
};

use async_trait::async_trait;
use kernel::{AccountId, Quantity, Sku};
use patience::{Away, Guard, Guarded, LOOK, ask};
use redis::{
    AsyncTypedCommands, Client, RedisResult, Script,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use storefront::cart::{CartToken, MOST_LINES};

use crate::{
    contents::{Cart, TELLINGS, TOKENS},
    fields,
    operation::{Operation, Refused, Stock},
};

/// How long a cart lives after its last change, in seconds. An account's is then still in
/// PostgreSQL.
const LIVES: u64 = 30 * 24 * 60 * 60;

static OPERATION: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("operation.lua")));
static RESTORE: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("restore.lua")));

/// The address is none of Redis.
#[derive(Debug, thiserror::Error)]
#[error("that is no address of a Redis: {0}")]
pub struct BadAddress(#[from] redis::RedisError);

/// What an operation needs to know of the cart in Redis before it acts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AtLeast {
    /// Nothing: one that is not there is empty.
    Anything,
    /// It is there, and at least of this version.
    Version(u64),
}

/// A cart that is merged into another, and goes when that is done.
pub(crate) struct Source {
    pub(crate) key: String,
    pub(crate) version: u64,
}

/// What became of an operation.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It acted, had acted before, or there was nothing to do; the cart as it is now.
    Done(Cart),
    /// The rules refuse it.
    Refused(Refused),
    /// The cart here is older than asked for, or missing.
    Behind,
    /// The cart to merge changed meanwhile.
    SourceMoved,
}

/// Carts in Redis.
pub(crate) struct RedisStore {
    client: Client,
    connection: RwLock<ConnectionManager>,
    guard: Guard,
    prefix: String,
}

/// Connects on the first command, so that a Redis that is away delays nothing.
fn connection_to(client: &Client) -> RedisResult<ConnectionManager> {
    let config = ConnectionManagerConfig::new()
        .set_number_of_retries(0)
        .set_connection_timeout(Some(LOOK))
        .set_response_timeout(Some(LOOK));
    ConnectionManager::new_lazy_with_config(client.clone(), config)
}

impl RedisStore {
    pub(crate) fn at(uri: &str, prefix: &str, deadline: Duration) -> Result<Arc<Self>, BadAddress> {
        let client = Client::open(uri)?;
        let connection = RwLock::new(connection_to(&client)?);
        let (guard, prefix) = (Guard::new("carts", "Redis", deadline), prefix.to_owned());
        Ok(Arc::new(Self { client, connection, guard, prefix }))
    }

    pub(crate) fn guest_key(&self, token: &CartToken) -> String {
        format!("{}guest:{}", self.prefix, token.as_str())
    }

    pub(crate) fn account_key(&self, account: &AccountId) -> String {
        format!("{}account:{account}", self.prefix)
    }

    fn redis(&self) -> ConnectionManager {
        self.connection.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The cart under a key, if there is one.
    pub(crate) async fn read(self: &Arc<Self>, key: &str) -> Result<Option<Cart>, Away> {
        let mut redis = self.redis();
        let mut command = redis::cmd("HGETALL");
        command.arg(key);
        let stored: Vec<String> = ask(self, command.query_async(&mut redis)).await?;
        Ok((!stored.is_empty()).then(|| fields::from_fields(&stored)))
    }

    /// Does one operation, in one call. Merging from a cart in Redis names it as `source`.
    pub(crate) async fn operate(
        self: &Arc<Self>,
        key: &str,
        operation: &Operation,
        token: &str,
        stock: &HashMap<Sku, Stock>,
        least: AtLeast,
        source: Option<&Source>,
    ) -> Result<Outcome, Away> {
        let (name, arguments) = fields::arguments(operation);
        let least = match least {
            AtLeast::Anything => "-1".to_owned(),
            AtLeast::Version(version) => version.to_string(),
        };
        let mut call = OPERATION.prepare_invoke();
        call.key(key).arg(name).arg(token).arg(LIVES).arg(least);
        call.arg(Quantity::MOST).arg(MOST_LINES).arg(TOKENS).arg(TELLINGS);
        call.arg(fields::figures(stock));
        if let Some(source) = source {
            call.key(&source.key);
        }
        if matches!(operation, Operation::Merge { .. }) {
            call.arg(source.map(|source| source.version.to_string()).unwrap_or_default());
        }
        call.arg(arguments);
        let mut redis = self.redis();
        let answer: Vec<String> = ask(self, call.invoke_async(&mut redis)).await?;
        let [what, number, stored @ ..] = answer.as_slice() else { return Err(Away) };
        Ok(match what.as_str() {
            "done" | "same" => Outcome::Done(fields::from_fields(stored)),
            "behind" => Outcome::Behind,
            "moved" => Outcome::SourceMoved,
            "short" => Outcome::Refused(Refused::NotEnoughStock(number.parse().unwrap_or(0))),
            "most" => Outcome::Refused(Refused::TooManyUnits),
            "lines" => Outcome::Refused(Refused::TooManyLines),
            "none" => Outcome::Refused(Refused::NoSuchLine),
            "nothing" => Outcome::Refused(Refused::NothingToUndo),
            _ => Outcome::Refused(Refused::FiguresMissing(what.clone())),
        })
    }

    /// Puts a cart from PostgreSQL back, unless what is here is newer.
    pub(crate) async fn restore(self: &Arc<Self>, key: &str, cart: &Cart) -> Result<(), Away> {
        let mut call = RESTORE.prepare_invoke();
        call.key(key).arg(cart.version).arg(LIVES).arg(fields::to_fields(cart));
        let mut redis = self.redis();
        ask(self, call.invoke_async::<i64>(&mut redis)).await.map(drop)
    }

    /// Deletes the cart under a key.
    pub(crate) async fn delete(self: &Arc<Self>, key: &str) -> Result<(), Away> {
        let mut redis = self.redis();
        ask(self, redis.del(key)).await.map(drop)
    }

    /// Notes that PostgreSQL has yet to hear of an account's cart.
    pub(crate) async fn note_unkept(self: &Arc<Self>, account: &AccountId) -> Result<(), Away> {
        let mut redis = self.redis();
        ask(self, redis.sadd(self.unkept_key(), account.as_str())).await.map(drop)
    }

    /// Accounts of whose carts PostgreSQL has yet to hear.
    pub(crate) async fn unkept(self: &Arc<Self>) -> Result<Vec<AccountId>, Away> {
        let mut redis = self.redis();
        let noted = ask(self, redis.smembers(self.unkept_key())).await?;
        Ok(noted.into_iter().filter_map(|account| AccountId::parse(account).ok()).collect())
    }

    /// PostgreSQL has heard of an account's cart.
    pub(crate) async fn strike_unkept(self: &Arc<Self>, account: &AccountId) -> Result<(), Away> {
        let mut redis = self.redis();
        ask(self, redis.srem(self.unkept_key(), account.as_str())).await.map(drop)
    }

    fn unkept_key(&self) -> String {
        format!("{}unkept", self.prefix)
    }
}

#[async_trait]
impl Guarded for RedisStore {
    fn guard(&self) -> &Guard {
        &self.guard
    }

    /// Asks on a new connection, which then replaces the old: one whose other end vanished without
    /// a word would be waited on for minutes.
    async fn look(&self) -> bool {
        let Ok(mut redis) = connection_to(&self.client) else { return false };
        // It refuses this while it is still loading what it had.
        if redis.exists(self.unkept_key()).await.is_err() {
            return false;
        }
        *self.connection.write().unwrap_or_else(PoisonError::into_inner) = redis;
        true
    }
}
