//! Counts in memory, written to PostgreSQL every few seconds.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Duration,
};

use sqlx::PgPool;

use crate::{
    countable,
    store::{self, ranks},
};

/// How often counts are written.
const EVERY: Duration = Duration::from_secs(5);
/// How long PostgreSQL may take for one of both.
const DEADLINE: Duration = Duration::from_secs(3);
/// Every how many writes the popular queries are read again, and the lists of staff put in order.
const READ_EVERY: u32 = 12;
/// How long PostgreSQL may take to put the lists of staff in order. Nobody waits for it.
const RANKING: &str = "begin; set local lock_timeout = '2s'; set local statement_timeout = '20s'; \
                       set local idle_in_transaction_session_timeout = '30s'";
/// How long that may take with all around it.
const RANKING_DEADLINE: Duration = Duration::from_secs(30);
/// Most queries that wait to be written; beyond it new ones are not counted.
const MOST_WAITING: usize = 10_000;
/// How many popular queries are kept at hand.
const KEPT: i64 = 2_000;

#[derive(Clone, Copy, Default)]
struct Count {
    searches: i64,
    results: i64,
}

/// Adds to the count of a query, unless too many others wait. The result is that of the newest.
fn add(waiting: &mut HashMap<String, Count>, query: String, newer: Count) {
    if waiting.len() < MOST_WAITING || waiting.contains_key(&query) {
        let count = waiting.entry(query).or_default();
        count.searches += newer.searches;
        count.results = newer.results;
    }
}

/// Counts queries without making anyone wait.
pub struct QueryLog {
    pool: PgPool,
    waiting: Mutex<HashMap<String, Count>>,
    popular: RwLock<Vec<String>>,
}

impl QueryLog {
    /// A log in this database. [`QueryLog::run`] writes it.
    #[must_use]
    pub fn new(pool: PgPool) -> Self {
        Self { pool, waiting: Mutex::default(), popular: RwLock::default() }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<String, Count>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a query and how many products it found.
    pub fn record(&self, query: &str, results: u64) {
        let Some(query) = countable(query) else { return };
        let results = i64::try_from(results).unwrap_or(i64::MAX);
        add(&mut self.waiting(), query, Count { searches: 1, results });
    }

    /// Popular queries that begin so, most asked first.
    #[must_use]
    pub fn popular(&self, beginning: &str, limit: usize) -> Vec<String> {
        let beginning = beginning.to_lowercase();
        let popular = self.popular.read().unwrap_or_else(PoisonError::into_inner);
        popular.iter().filter(|query| query.starts_with(&beginning)).take(limit).cloned().collect()
    }

    /// Writes counts every few seconds; every minute reads popular queries and puts the lists of staff
    /// in order, for ever.
    pub async fn run(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(EVERY);
        for round in 0_u32.. {
            ticks.tick().await;
            self.flush().await;
            if round.is_multiple_of(READ_EVERY) {
                self.read_popular().await;
                self.rank().await;
            }
        }
    }

    /// Writes what is counted so far. What cannot be written is counted on.
    pub async fn flush(&self) {
        let counts = std::mem::take(&mut *self.waiting());
        if counts.is_empty() {
            return;
        }
        let queries: Vec<_> = counts.keys().cloned().collect();
        let searches: Vec<_> = counts.values().map(|count| count.searches).collect();
        let results: Vec<_> = counts.values().map(|count| count.results).collect();
        let writing = store::add(&self.pool, &queries, &searches, &results);
        let written = tokio::time::timeout(DEADLINE, writing).await;
        if !matches!(written, Ok(Ok(()))) {
            tracing::debug!(?written, "counts of queries wait for PostgreSQL");
            let mut newer = self.waiting();
            let newer_counts = std::mem::replace(&mut *newer, counts);
            for (query, count) in newer_counts {
                add(&mut newer, query, count);
            }
        }
    }

    /// Puts the lists of staff in order, unless another server is at it.
    pub async fn rank(&self) {
        let ranking = async {
            let mut txn = pool::begin_with(&self.pool, RANKING).await?;
            ranks::rank(&mut txn).await?;
            txn.commit().await
        };
        let ranked = tokio::time::timeout(RANKING_DEADLINE, ranking).await;
        if !matches!(ranked, Ok(Ok(()))) {
            tracing::debug!(?ranked, "the lists of queries stay as they were");
        }
    }

    /// Reads the popular queries again.
    pub async fn read_popular(&self) {
        match tokio::time::timeout(DEADLINE, store::popular(&self.pool, KEPT)).await {
            Ok(Ok(popular)) => {
                *self.popular.write().unwrap_or_else(PoisonError::into_inner) = popular;
            }
            failed => tracing::debug!(?failed, "popular queries stay as they were"),
        }
    }
}
