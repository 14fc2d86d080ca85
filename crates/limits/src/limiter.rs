//! The limiter.

use std::{fmt::Write, sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::Clock;
use sha2::{Digest, Sha256};
use storefront::limits::{Ask, Limiter, Verdict};

use crate::{
    fallback::Fallback,
    redis_store::{BadAddress, RedisStore},
    window::{Shape, verdict},
};

/// What keys in Redis begin with.
pub const KEY_PREFIX: &str = "limit:";
/// How long Redis has for one answer. After a few failures it is left alone.
pub const DEADLINE: Duration = Duration::from_millis(250);

/// Whether anything is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// As the rules say.
    On,
    /// Nothing: for measuring, on a server that only its own machine can reach.
    Off,
}

/// What a limiter is made of.
pub struct LimiterParts {
    /// The address of Redis.
    pub redis: String,
    /// What keys in Redis begin with: [`KEY_PREFIX`].
    pub key_prefix: String,
    /// How long Redis has for one answer: [`DEADLINE`].
    pub deadline: Duration,
    /// What time it is; the same on all servers, to within a second.
    pub clock: Arc<dyn Clock>,
    /// Whether anything is limited.
    pub limits: Limits,
}

/// Counts in Redis, and in memory while that is away.
pub struct RedisLimiter {
    store: Arc<RedisStore>,
    fallback: Fallback,
    clock: Arc<dyn Clock>,
    limits: Limits,
    prefix: String,
}

impl RedisLimiter {
    /// Counts in this Redis. Connects on first use.
    ///
    /// # Errors
    /// [`BadAddress`]; a Redis that is away is no error.
    pub fn new(parts: LimiterParts) -> Result<Self, BadAddress> {
        Ok(Self {
            store: RedisStore::at(&parts.redis, parts.deadline)?,
            fallback: Fallback::default(),
            clock: parts.clock,
            limits: parts.limits,
            prefix: parts.key_prefix,
        })
    }

    /// Nobody's name or address lies in Redis, only half a hash of it. Slices are numbered by their
    /// length, so a rule whose window was changed counts anew.
    fn key(&self, ask: &Ask<'_>, shape: Shape) -> String {
        let mut key = format!("{}{}:{}:", self.prefix, ask.rule.name, shape.window);
        for byte in &Sha256::digest(ask.whom.key())[..16] {
            let _ = write!(key, "{byte:02x}");
        }
        key
    }
}

#[async_trait]
impl Limiter for RedisLimiter {
    async fn check(&self, asks: &[Ask<'_>]) -> Verdict {
        if self.limits == Limits::Off || asks.is_empty() {
            return Verdict::UNLIMITED;
        }
        let now = self.clock.now().millis();
        let asks: Vec<(String, Shape)> = asks
            .iter()
            .map(|ask| {
                let shape = Shape::of(ask.rule);
                (self.key(ask, shape), shape)
            })
            .collect();
        match self.store.check(&asks, now).await {
            Some((allowed, standings)) => {
                self.fallback.clear();
                verdict(allowed, &standings, now)
            }
            None => self.fallback.check(&asks, now),
        }
    }
}
