//! Limiters with a clock that a test moves.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use kernel::{Clock, Timestamp, random_token};
use limits::{LimiterParts, Limits, RedisLimiter};
use storefront::limits::{Ask, Rule, Whom};

/// Long enough for a loaded machine; what is away says so sooner.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct MovedClock(AtomicI64);

impl MovedClock {
    pub(crate) fn move_on(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// One shop's limits: keys and a clock of their own.
pub(crate) struct Ground {
    pub(crate) clock: Arc<MovedClock>,
    pub(crate) prefix: String,
}

impl Ground {
    pub(crate) fn new() -> Self {
        Self {
            clock: Arc::new(MovedClock(AtomicI64::new(1_790_000_000_123))),
            prefix: format!("test-{}:", random_token::<8>()),
        }
    }

    pub(crate) fn parts(&self, redis: &str) -> LimiterParts {
        LimiterParts {
            redis: redis.to_owned(),
            key_prefix: self.prefix.clone(),
            deadline: PATIENCE,
            clock: self.clock.clone(),
            limits: Limits::On,
        }
    }

    pub(crate) fn limiter_at(&self, redis: &str) -> RedisLimiter {
        RedisLimiter::new(self.parts(redis)).expect("an address")
    }

    /// On the Redis that tests share.
    pub(crate) fn limiter(&self) -> RedisLimiter {
        self.limiter_at(&testkit::required("QUAYSIDE_TEST_REDIS_URI"))
    }

    /// Whose Redis is away.
    pub(crate) fn limiter_without_redis(&self) -> RedisLimiter {
        self.limiter_at("redis://127.0.0.1:1")
    }
}

pub(crate) fn rule(limit: u32, seconds: u64) -> Rule {
    Rule { name: "sign-in", limit, window: Duration::from_secs(seconds) }
}

pub(crate) fn here() -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7))
}

pub(crate) fn by(rule: &Rule) -> Ask<'_> {
    Ask { rule, whom: Whom::Address(here()) }
}
