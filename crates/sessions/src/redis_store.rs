//! Every command to Redis.

use std::{
    sync::{Arc, LazyLock, PoisonError, RwLock},
    time::Duration,
};

use async_trait::async_trait;
use patience::{Away, Guard, Guarded, LOOK, ask};
use redis::{
    AsyncTypedCommands, Client, RedisResult, Script, ScriptInvocation,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

use crate::{hash::IdHash, kept::BURIED};

/// How long a grave is kept, in seconds: longer than any request that may still hold what was in
/// it. PostgreSQL knows after that.
const GRAVE: u64 = 10 * 60;
/// How many sessions go into one call.
const CHUNK: usize = 500;

static KEEP: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("scripts/keep.lua")));
static REPLACE: LazyLock<Script> =
    LazyLock::new(|| Script::new(include_str!("scripts/replace.lua")));
static TOUCH: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("scripts/touch.lua")));
static BURY_UNASKED: LazyLock<Script> =
    LazyLock::new(|| Script::new(include_str!("scripts/bury_unasked.lua")));
static DROP_OLDER: LazyLock<Script> =
    LazyLock::new(|| Script::new(include_str!("scripts/drop_older.lua")));

/// The address is none of Redis.
#[derive(Debug, thiserror::Error)]
#[error("that is no address of a Redis: {0}")]
pub struct BadAddress(#[from] redis::RedisError);

/// Whose data [`RedisStore::replace`] may change.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of {
    Guests,
    SignedIn,
}

/// Sessions in Redis.
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
        let (guard, prefix) = (Guard::new("sessions", "Redis", deadline), prefix.to_owned());
        Ok(Arc::new(Self { client, connection, guard, prefix }))
    }

    fn key(&self, hash: IdHash) -> String {
        self.key_of(&hash.hex())
    }

    fn key_of(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn notes_key(&self) -> String {
        self.key_of("unended")
    }

    fn redis(&self) -> ConnectionManager {
        self.connection.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often it has failed.
    pub(crate) fn failures(&self) -> u64 {
        self.guard.failures()
    }

    async fn says_one(self: &Arc<Self>, call: ScriptInvocation<'_>) -> Result<bool, Away> {
        let mut redis = self.redis();
        ask(self, call.invoke_async::<i64>(&mut redis)).await.map(|answer| answer == 1)
    }

    /// What is kept of a session, if anything: a text of [`crate::kept`], or [`BURIED`].
    pub(crate) async fn read(self: &Arc<Self>, hash: IdHash) -> Result<Option<String>, Away> {
        let mut redis = self.redis();
        ask(self, redis.get(self.key(hash))).await
    }

    /// Keeps a text under a name until a moment, in milliseconds since 1970.
    pub(crate) async fn keep_until(
        self: &Arc<Self>,
        name: &str,
        text: &str,
        until: i64,
    ) -> Result<(), Away> {
        let mut redis = self.redis();
        let mut command = redis::cmd("SET");
        command.arg(self.key_of(name)).arg(text).arg("PXAT").arg(until);
        ask(self, command.query_async::<()>(&mut redis)).await
    }

    /// What is kept under a name.
    pub(crate) async fn kept(self: &Arc<Self>, name: &str) -> Result<Option<String>, Away> {
        let mut redis = self.redis();
        ask(self, redis.get(self.key_of(name))).await
    }

    /// Keeps a guest's session that is not here yet, for `seconds`. False if one is.
    pub(crate) async fn create(
        self: &Arc<Self>,
        hash: IdHash,
        text: &str,
        seconds: i64,
    ) -> Result<bool, Away> {
        let mut redis = self.redis();
        let mut command = redis::cmd("SET");
        command.arg(self.key(hash)).arg(text).arg("NX").arg("EX").arg(seconds);
        let done: Option<String> = ask(self, command.query_async(&mut redis)).await?;
        Ok(done.is_some())
    }

    /// Keeps the copy of a row for `seconds`, unless a newer one is here or the session is buried.
    pub(crate) async fn keep(
        self: &Arc<Self>,
        hash: IdHash,
        version: i64,
        text: &str,
        seconds: i64,
    ) -> Result<bool, Away> {
        let mut call = KEEP.prepare_invoke();
        call.key(self.key(hash)).arg(version).arg(text).arg(seconds);
        self.says_one(call).await
    }

    /// Changes the data of a session that is here. False if there is none, or another's.
    pub(crate) async fn replace(
        self: &Arc<Self>,
        hash: IdHash,
        of: Of,
        data: &str,
    ) -> Result<bool, Away> {
        let kinds = match of {
            Of::Guests => "gp",
            Of::SignedIn => "s",
        };
        let mut call = REPLACE.prepare_invoke();
        call.key(self.key(hash)).arg(kinds).arg(data);
        self.says_one(call).await
    }

    /// Notes that a session is used `now` and keeps it for `seconds` more, unless that was done
    /// after `before`, in milliseconds. `settle` makes a provisional one a guest's for good.
    pub(crate) async fn touch(
        self: &Arc<Self>,
        hash: IdHash,
        (now, before): (i64, i64),
        seconds: i64,
        settle: bool,
    ) -> Result<bool, Away> {
        let mut call = TOUCH.prepare_invoke();
        call.key(self.key(hash)).arg(now).arg(before).arg(seconds).arg(u8::from(settle));
        self.says_one(call).await
    }

    /// Puts a grave where a session is or was, so that nobody who has read it puts it back.
    pub(crate) async fn bury(self: &Arc<Self>, hash: IdHash) -> Result<(), Away> {
        let mut redis = self.redis();
        ask(self, redis.set_ex(self.key(hash), BURIED, GRAVE)).await.map(drop)
    }

    /// Puts graves where sessions still are.
    pub(crate) async fn bury_all(self: &Arc<Self>, hashes: &[IdHash]) -> Result<(), Away> {
        for chunk in hashes.chunks(CHUNK) {
            let mut pipe = redis::pipe();
            for &hash in chunk {
                pipe.cmd("SET").arg(self.key(hash)).arg(BURIED).arg("XX").arg("EX").arg(GRAVE);
                pipe.ignore();
            }
            let mut redis = self.redis();
            ask(self, pipe.query_async::<()>(&mut redis)).await?;
        }
        Ok(())
    }

    /// Ends a session of which PostgreSQL cannot be asked. True if PostgreSQL may have it: it is
    /// noted then, and its grave kept for `seconds`.
    pub(crate) async fn bury_unasked(
        self: &Arc<Self>,
        hash: IdHash,
        seconds: i64,
    ) -> Result<bool, Away> {
        let mut call = BURY_UNASKED.prepare_invoke();
        call.key(self.key(hash)).key(self.notes_key()).arg(hash.hex()).arg(seconds);
        self.says_one(call).await
    }

    /// Sessions that PostgreSQL has yet to end.
    pub(crate) async fn unended(self: &Arc<Self>) -> Result<Vec<IdHash>, Away> {
        let mut redis = self.redis();
        let noted = ask(self, redis.smembers(self.notes_key())).await?;
        Ok(noted.iter().filter_map(|hash| IdHash::from_hex(hash)).collect())
    }

    /// PostgreSQL has ended a session.
    pub(crate) async fn strike_unended(self: &Arc<Self>, hash: IdHash) -> Result<(), Away> {
        let mut redis = self.redis();
        ask(self, redis.srem(self.notes_key(), hash.hex())).await.map(drop)
    }

    /// Deletes copies that are older than their rows.
    pub(crate) async fn drop_older(self: &Arc<Self>, rows: &[(IdHash, i64)]) -> Result<(), Away> {
        for chunk in rows.chunks(CHUNK) {
            let mut call = DROP_OLDER.prepare_invoke();
            for &(hash, version) in chunk {
                call.key(self.key(hash)).arg(version);
            }
            let mut redis = self.redis();
            ask(self, call.invoke_async::<i64>(&mut redis)).await?;
        }
        Ok(())
    }

    /// Which run of Redis answers: another after each start.
    pub(crate) async fn run_id(self: &Arc<Self>) -> Result<String, Away> {
        let mut redis = self.redis();
        let mut command = redis::cmd("INFO");
        command.arg("server");
        let info: String = ask(self, command.query_async(&mut redis)).await?;
        let id = info.lines().find_map(|line| line.strip_prefix("run_id:"));
        Ok(id.unwrap_or_default().trim().to_owned())
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
        if redis.exists(self.notes_key()).await.is_err() {
            return false;
        }
        *self.connection.write().unwrap_or_else(PoisonError::into_inner) = redis;
        true
    }
}
