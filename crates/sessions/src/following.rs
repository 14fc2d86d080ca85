//! Following what every server changes and ends, so that no copy in Redis outlives it.

use std::{
    collections::{HashMap, VecDeque},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use patience::Away;
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    hash::IdHash,
    service::{Inner, SessionService},
    store,
};

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(1);
/// How many looks are gone back when another run of Redis answers: a killed one has forgotten what
/// it was told of late.
const BACK: usize = 10;
/// Every how many looks what is long over is deleted.
const SWEEP_EVERY: u32 = 3600;

/// How far it is known what changed.
pub(crate) struct Position {
    /// How often Redis had failed when it was last in line. A failure may have been its end, and
    /// what answers since may be an old copy of it.
    trusted: AtomicU64,
    /// Held over a look, so that two never overtake each other.
    state: tokio::sync::Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Where looks began, the newest last.
    starts: VecDeque<u64>,
    /// Versions that the last look saw. A transaction that stays open has them seen again and again.
    seen: HashMap<IdHash, i64>,
    /// Versions that Redis has yet to be compared with.
    unchecked: HashMap<IdHash, i64>,
    /// Which run of Redis answered last.
    run: Option<String>,
    go_back: bool,
}

impl Default for Position {
    fn default() -> Self {
        Self { trusted: AtomicU64::new(u64::MAX), state: tokio::sync::Mutex::default() }
    }
}

impl Inner {
    /// Whether what Redis says of signed-in sessions can be believed: all that were ended before it
    /// began to answer are known here, and it has answered ever since.
    pub(crate) fn believes_redis(&self) -> bool {
        self.position.trusted.load(Ordering::Acquire) == self.redis.failures()
    }
}

impl SessionService {
    /// Looks once what changed, and brings Redis in line. After a look that succeeds, sessions are
    /// read from Redis alone; before the first one, and after a failure of Redis until the next,
    /// each signed-in one is asked of PostgreSQL too.
    ///
    /// # Errors
    /// [`Away`] when a store does not answer. What the other answered is taken in, and the next
    /// look goes on from there.
    pub async fn follow(&self) -> Result<(), Away> {
        let inner = &self.0;
        let mut state = inner.position.state.lock().await;
        let failures = inner.redis.failures();
        let run = inner.redis.run_id().await;
        let mut same_run = false;
        if let Ok(run) = &run {
            let last = state.run.replace(run.clone());
            same_run = last.as_ref() == Some(run);
            state.go_back |= !same_run && last.is_some();
        }
        let looked = inner.take_in(&mut state).await;
        // A Redis that did not end in between has forgotten nothing, whatever PostgreSQL says.
        let in_line = looked.is_ok() || (same_run && !state.starts.is_empty() && !state.go_back);
        if run.is_ok() && in_line {
            inner.position.trusted.store(failures, Ordering::Release);
        }
        let told = inner.bring_in_line(&mut state).await;
        drop(state);
        inner.revoked.prune(inner.clock.now());
        looked.and(told).and(run.map(drop))
    }

    /// Looks each second, for ever. While a store is away, what it missed is caught up with later.
    pub async fn run(self) {
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut away = false;
        for round in 1_u32.. {
            ticks.tick().await;
            let failed = self.follow().await.is_err();
            match (failed, away) {
                (true, false) => tracing::warn!("sessions that end elsewhere cannot be followed"),
                (false, true) => tracing::info!("sessions that end elsewhere are followed again"),
                _ => {}
            }
            away = failed;
            if round.is_multiple_of(SWEEP_EVERY) && !away {
                self.sweep().await;
            }
        }
    }

    async fn sweep(&self) {
        let now = self.0.clock.now();
        let swept = self.0.rows.ask(|pool| async move { store::delete_over(&pool, now).await });
        if let Ok(rows) = swept.await {
            tracing::debug!(rows, "sessions that are long over are deleted");
        }
    }
}

impl Inner {
    async fn look(&self, since: Option<u64>) -> Result<store::Look, Away> {
        let now = self.clock.now();
        let looked = self.rows.ask(|pool| async move {
            let mut txn = pool::begin(&pool).await?;
            let look = store::look(&mut txn, since, now).await?;
            txn.commit().await?;
            Ok(look)
        });
        looked.await
    }

    /// Takes in what PostgreSQL says of changes since the last look.
    async fn take_in(&self, state: &mut State) -> Result<(), Away> {
        let since = if state.go_back { state.starts.front() } else { state.starts.back() };
        let mut look = self.look(since.copied()).await?;
        if state.starts.back().is_some_and(|last| *last > look.next) {
            // Numbers of transactions only rise; lower ones are those of a restored database.
            // Sessions ended since its backup stay ended here.
            look = self.look(None).await?;
            state.starts.clear();
        }
        let again = std::mem::take(&mut state.go_back);
        let mut seen = HashMap::new();
        for row in look.rows {
            if let Some(ends) = row.ended {
                if self.revoked.add(row.hash, ends) || again {
                    self.revoked.to_bury(row.hash);
                }
                state.unchecked.remove(&row.hash);
            } else {
                if again || state.seen.get(&row.hash) != Some(&row.version) {
                    state.unchecked.insert(row.hash, row.version);
                }
                seen.insert(row.hash, row.version);
            }
        }
        state.seen = seen;
        state.starts.push_back(look.next);
        if state.starts.len() > BACK {
            state.starts.pop_front();
        }
        Ok(())
    }

    /// Has Redis forget what PostgreSQL has ended or changed, and PostgreSQL end what was ended
    /// while it was away.
    async fn bring_in_line(&self, state: &mut State) -> Result<(), Away> {
        let unburied = self.revoked.unburied();
        self.redis.bury_all(&unburied).await?;
        self.revoked.are_buried(&unburied);
        let unchecked: Vec<_> =
            state.unchecked.iter().map(|(hash, version)| (*hash, *version)).collect();
        self.redis.drop_older(&unchecked).await?;
        state.unchecked.clear();
        self.end_noted().await
    }
}
