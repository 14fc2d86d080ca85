//! Every command to Redis.

use std::{
    sync::{Arc, PoisonError, RwLock, Weak},
    time::Duration,
};

use patience::Breaker;
use redis::{
    AsyncTypedCommands, Client, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use tokio::time::{sleep, timeout};

/// How long a Redis that failed is left alone between two looks at it.
const REST: Duration = Duration::from_secs(1);
/// How long one look may take, with connecting. No request waits for it.
const LOOK: Duration = Duration::from_secs(3);

/// The address is none of Redis.
#[derive(Debug, thiserror::Error)]
#[error("that is no address of a Redis: {0}")]
pub struct BadAddress(#[from] redis::RedisError);

/// Texts by key, each for a time.
pub(crate) struct Store {
    client: Client,
    connection: RwLock<ConnectionManager>,
    deadline: Duration,
    breaker: Breaker,
}

/// Connects on the first command, so that a cache that is away delays nothing.
fn connection_to(client: &Client) -> RedisResult<ConnectionManager> {
    let config = ConnectionManagerConfig::new()
        .set_number_of_retries(0)
        .set_connection_timeout(Some(LOOK))
        .set_response_timeout(Some(LOOK));
    ConnectionManager::new_lazy_with_config(client.clone(), config)
}

impl Store {
    /// For the Redis at `uri`, which has `deadline` for one answer to a request.
    pub(crate) fn at(uri: &str, deadline: Duration) -> Result<Arc<Self>, BadAddress> {
        let client = Client::open(uri)?;
        let connection = RwLock::new(connection_to(&client)?);
        Ok(Arc::new(Self { client, connection, deadline, breaker: Breaker::default() }))
    }

    /// The text under a key; none when there is none or Redis is away.
    pub(crate) async fn get(self: &Arc<Self>, key: &str) -> Option<String> {
        self.ask(|mut redis| async move { redis.get(key).await }).await.flatten()
    }

    /// Keeps a text for `seconds`; forgets it when Redis is away.
    pub(crate) async fn keep(self: &Arc<Self>, key: &str, text: String, seconds: u64) {
        self.ask(|mut redis| async move { redis.set_ex(key, text, seconds).await }).await;
    }

    async fn ask<T, F>(self: &Arc<Self>, command: impl FnOnce(ConnectionManager) -> F) -> Option<T>
    where
        F: Future<Output = RedisResult<T>>,
    {
        if self.breaker.is_open() {
            return None;
        }
        let redis = self.connection.read().unwrap_or_else(PoisonError::into_inner).clone();
        let failure = match timeout(self.deadline, command(redis)).await {
            Ok(Ok(answer)) => {
                self.breaker.answered();
                return Some(answer);
            }
            Ok(Err(error)) => error.to_string(),
            Err(late) => late.to_string(),
        };
        if self.breaker.failed() {
            tracing::warn!(failure, "the cache does not answer; the shop goes on without it");
            tokio::spawn(until_back(Arc::downgrade(self)));
        }
        None
    }

    /// Whether Redis answers on a new connection, which then replaces the old: one whose other end
    /// vanished without a word would be waited on for minutes.
    async fn look(&self) -> RedisResult<()> {
        let mut redis = connection_to(&self.client)?;
        redis.ping().await?;
        *self.connection.write().unwrap_or_else(PoisonError::into_inner) = redis;
        Ok(())
    }
}

/// Looks after a Redis that is away, behind the back of all requests, as long as anyone wants it.
async fn until_back(store: Weak<Store>) {
    loop {
        sleep(REST).await;
        let Some(store) = store.upgrade() else { return };
        if matches!(timeout(LOOK, store.look()).await, Ok(Ok(()))) {
            store.breaker.close();
            tracing::info!("the cache answers again");
            return;
        }
    }
}
