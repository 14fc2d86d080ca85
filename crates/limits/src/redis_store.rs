//! Every command to Redis.

use std::{
    sync::{Arc, LazyLock, PoisonError, RwLock, Weak},
    time::Duration,
};

use patience::Breaker;
use redis::{
    AsyncTypedCommands, Client, RedisResult, Script,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use tokio::time::{sleep, timeout};

use crate::window::{Shape, Standing};

/// How long a Redis that failed is left alone between two looks at it.
const REST: Duration = Duration::from_millis(500);
/// How long one look may take, with connecting. No request waits for it.
const LOOK: Duration = Duration::from_secs(3);

static CHECK: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("check.lua")));

/// The address is none of Redis.
#[derive(Debug, thiserror::Error)]
#[error("that is no address of a Redis: {0}")]
pub struct BadAddress(#[from] redis::RedisError);

/// Counts in Redis.
pub(crate) struct RedisStore {
    client: Client,
    connection: RwLock<ConnectionManager>,
    deadline: Duration,
    breaker: Breaker,
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
    pub(crate) fn at(uri: &str, deadline: Duration) -> Result<Arc<Self>, BadAddress> {
        let client = Client::open(uri)?;
        let connection = RwLock::new(connection_to(&client)?);
        Ok(Arc::new(Self { client, connection, deadline, breaker: Breaker::default() }))
    }

    /// Counts one more under each key if none is full, and else under none. Whether it did, and
    /// where each stands then; none when Redis is away.
    pub(crate) async fn check(
        self: &Arc<Self>,
        asks: &[(String, Shape)],
        now: i64,
    ) -> Option<(bool, Vec<(Shape, Standing)>)> {
        if self.breaker.is_open() {
            return None;
        }
        let mut call = CHECK.prepare_invoke();
        call.arg(now);
        for (key, Shape { limit, window, slice }) in asks {
            call.key(key).arg(*limit).arg(*window).arg(*slice);
        }
        let mut redis = self.connection.read().unwrap_or_else(PoisonError::into_inner).clone();
        let answer = match timeout(self.deadline, call.invoke_async::<Vec<i64>>(&mut redis)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return self.failed(&error),
            Err(late) => return self.failed(&late),
        };
        self.breaker.answered();
        let (allowed, numbers) = answer.split_first()?;
        let standings = asks.iter().zip(numbers.chunks_exact(2)).map(|((_, shape), numbers)| {
            let used = u32::try_from(numbers[0]).unwrap_or(u32::MAX);
            (*shape, Standing { used, frees_at: numbers[1] })
        });
        Some((*allowed == 1, standings.collect()))
    }

    fn failed<T>(self: &Arc<Self>, failure: &dyn std::fmt::Display) -> Option<T> {
        if self.breaker.failed() {
            tracing::warn!(%failure, "Redis does not answer; each server limits for itself");
            tokio::spawn(until_back(Arc::downgrade(self)));
        }
        None
    }

    /// Whether Redis answers on a new connection, which then replaces the old: one whose other end
    /// vanished without a word would be waited on for minutes.
    async fn look(&self) -> RedisResult<()> {
        let mut redis = connection_to(&self.client)?;
        // It refuses this while it is still loading what it had.
        redis.exists("limit").await?;
        *self.connection.write().unwrap_or_else(PoisonError::into_inner) = redis;
        Ok(())
    }
}

/// Looks after a Redis that is away, behind the back of all requests, as long as anyone wants it.
async fn until_back(store: Weak<RedisStore>) {
    loop {
        sleep(REST).await;
        let Some(store) = store.upgrade() else { return };
        if matches!(timeout(LOOK, store.look()).await, Ok(Ok(()))) {
            store.breaker.close();
            tracing::info!("Redis answers again; limits are shared");
            return;
        }
    }
}
