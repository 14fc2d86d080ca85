//! Servers of one shop, with a database, keys and a clock of their own.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use kernel::{Clock, Timestamp, random_token};
use sessions::{Lifetimes, SessionParts, SessionService};
use storefront::sessions::Sessions;
use testkit::TestDatabase;

use crate::browser::Browser;

/// Long enough for a loaded machine; what is away says so sooner, for its line is cut.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
pub(crate) const MINUTE: i64 = 60 * 1000;
pub(crate) const DAY: i64 = 24 * 60 * MINUTE;

/// A clock that a test moves.
pub(crate) struct MovedClock(AtomicI64);

impl MovedClock {
    pub(crate) fn now_millis(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    pub(crate) fn move_on(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.now_millis())
    }
}

pub(crate) struct Ground {
    pub(crate) database: TestDatabase,
    pub(crate) clock: Arc<MovedClock>,
    pub(crate) prefix: String,
}

impl Ground {
    pub(crate) async fn new() -> Self {
        Self {
            database: TestDatabase::new().await,
            clock: Arc::new(MovedClock(AtomicI64::new(1_790_000_000_123))),
            prefix: format!("test-{}:", random_token::<8>()),
        }
    }

    pub(crate) fn parts(&self, redis: &str) -> SessionParts {
        SessionParts {
            redis: redis.to_owned(),
            key_prefix: self.prefix.clone(),
            postgres: self.database.pool.clone(),
            deadline: PATIENCE,
            realm: "shop",
            second_factor: None,
            lifetimes: Lifetimes::default(),
            clock: self.clock.clone(),
        }
    }

    /// A server that knows which sessions were ended, on the Redis that tests share.
    pub(crate) async fn server(&self) -> SessionService {
        self.server_at(&testkit::required("QUAYSIDE_TEST_REDIS_URI")).await
    }

    /// Such a server on this Redis.
    pub(crate) async fn server_at(&self, redis: &str) -> SessionService {
        let server = SessionService::new(self.parts(redis)).expect("an address");
        server.follow().await.expect("both stores answer");
        server
    }

    /// A server whose Redis is away.
    pub(crate) fn server_without_redis(&self) -> SessionService {
        SessionService::new(self.parts("redis://127.0.0.1:1")).expect("an address")
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A browser in which this person is signed in.
    pub(crate) async fn signed_in(&self, server: &SessionService, name: &str) -> Browser {
        let mut browser = Browser::default();
        browser.sign_in_at(server, name, self.now()).await.expect("both stores answer");
        browser
    }

    /// What the shared Redis has under this shop's keys.
    pub(crate) async fn keys(&self) -> Vec<String> {
        let mut redis = redis_of_tests().await;
        let mut command = redis::cmd("KEYS");
        command.arg(format!("{}*", self.prefix));
        command.query_async(&mut redis).await.expect("Redis answers")
    }

    /// Waits until the one session in the shared Redis is kept so.
    pub(crate) async fn until_kept(&self, holds: impl Fn(&str) -> bool) {
        let mut redis = redis_of_tests().await;
        loop {
            let [key] = &self.keys().await[..] else { panic!("one session") };
            let mut command = redis::cmd("GET");
            let text: String =
                command.arg(key).query_async(&mut redis).await.expect("Redis answers");
            if holds(&text) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Takes everything of this shop out of the shared Redis.
    pub(crate) async fn lose_redis(&self) {
        let keys = self.keys().await;
        if !keys.is_empty() {
            let mut command = redis::cmd("DEL");
            command.arg(keys);
            let mut redis = redis_of_tests().await;
            command.query_async::<()>(&mut redis).await.expect("Redis answers");
        }
    }

    /// Waits until PostgreSQL knows that a person's one session is used now.
    pub(crate) async fn until_used_now(&self, name: &str) {
        let now = self.now().millis();
        loop {
            let used: i64 = sqlx::query_scalar(
                "select (extract(epoch from last_used_at) * 1000)::bigint
                 from sessions.session where account = $1",
            )
            .bind(name)
            .fetch_one(&self.database.pool)
            .await
            .expect("PostgreSQL answers");
            if used == now {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until a server has PostgreSQL back.
    pub(crate) async fn until_postgres_answers(&self, server: &SessionService) {
        let nobody = kernel::AccountId::parse("nobody").expect("an id");
        while server.list(&nobody, None).await.is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// One number that PostgreSQL has.
    pub(crate) async fn count(&self, question: &'static str) -> i64 {
        sqlx::query_scalar(question)
            .fetch_one(&self.database.pool)
            .await
            .expect("PostgreSQL answers")
    }

    pub(crate) async fn clear(self) {
        self.lose_redis().await;
        self.database.drop().await;
    }
}

pub(crate) async fn redis_of_tests() -> redis::aio::MultiplexedConnection {
    redis_at(&testkit::required("QUAYSIDE_TEST_REDIS_URI")).await
}

pub(crate) async fn redis_at(uri: &str) -> redis::aio::MultiplexedConnection {
    let client = redis::Client::open(uri).expect("an address");
    client.get_multiplexed_async_connection().await.expect("Redis answers")
}
