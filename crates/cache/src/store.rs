//! Every command to Redis.

use std::time::Duration;

use redis::{
    AsyncTypedCommands, Client,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

use crate::breaker::Breaker;

/// The address is none of Redis.
#[derive(Debug, thiserror::Error)]
#[error("that is no address of a Redis: {0}")]
pub struct BadAddress(#[from] redis::RedisError);

/// Texts by key, each for a time.
pub(crate) struct Store {
    connection: ConnectionManager,
    deadline: Duration,
    breaker: Breaker,
}

impl Store {
    /// Connects on the first command, so that a cache that is away delays nothing.
    pub(crate) fn at(uri: &str, deadline: Duration) -> Result<Self, BadAddress> {
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_connection_timeout(Some(deadline))
            .set_response_timeout(Some(deadline));
        let connection = ConnectionManager::new_lazy_with_config(Client::open(uri)?, config)?;
        Ok(Self { connection, deadline, breaker: Breaker::default() })
    }

    fn note<T>(
        &self,
        outcome: Result<redis::RedisResult<T>, tokio::time::error::Elapsed>,
    ) -> Option<T> {
        match outcome {
            Ok(Ok(value)) => {
                self.breaker.answered();
                Some(value)
            }
            Ok(Err(error)) => {
                self.breaker.failed(&error);
                None
            }
            Err(late) => {
                self.breaker.failed(&late);
                None
            }
        }
    }

    /// The text under a key; none when there is none or Redis is away.
    pub(crate) async fn get(&self, key: &str) -> Option<String> {
        if !self.breaker.lets_through() {
            return None;
        }
        let mut connection = self.connection.clone();
        let outcome = tokio::time::timeout(self.deadline, connection.get(key)).await;
        self.note(outcome).flatten()
    }

    /// Keeps a text for `seconds`; forgets it when Redis is away.
    pub(crate) async fn keep(&self, key: &str, text: String, seconds: u64) {
        if !self.breaker.lets_through() {
            return;
        }
        let mut connection = self.connection.clone();
        let outcome =
            tokio::time::timeout(self.deadline, connection.set_ex(key, text, seconds)).await;
        self.note(outcome);
    }
}
