//! Giving back what expired before anyone asks for it, and forgetting what is over.

use std::time::Duration;

use sqlx::PgPool;

use crate::store::holds as store;

/// How often expired lines are looked for.
const EVERY: Duration = Duration::from_secs(5);
/// How long one round may take.
const DEADLINE: Duration = Duration::from_secs(3);
/// How many SKUs one round gives back, as their rows are locked until its end.
const SKUS: u32 = 50;
/// How many lines one round forgets.
const LINES: u32 = 1_000;
/// How long a line that is over is kept, to tell who asks again late what became of it.
pub const FORGET_AFTER: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Gives back the expired lines of at most `skus` SKUs. Whoever is at work on a SKU is left to it.
/// Returns the number of lines.
///
/// # Errors
/// When PostgreSQL does not do it.
pub async fn sweep(pool: &PgPool, skus: u32) -> Result<u32, sqlx::Error> {
    Ok(store::sweep(pool, skus).await?.unsigned_abs())
}

/// Removes at most `most` lines that were sold or let go and whose time ended `after` ago. Returns
/// how many.
///
/// # Errors
/// When PostgreSQL does not do it.
pub async fn forget(pool: &PgPool, after: Duration, most: u32) -> Result<u64, sqlx::Error> {
    let seconds = u32::try_from(after.as_secs()).unwrap_or(u32::MAX);
    store::forget(pool, seconds, most).await
}

/// Sweeps every few seconds, for ever. While PostgreSQL is away nothing is lost by not doing it.
pub async fn sweep_for_ever(pool: PgPool) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut failing = false;
    loop {
        ticks.tick().await;
        let round = async {
            sweep(&pool, SKUS).await?;
            forget(&pool, FORGET_AFTER, LINES).await
        };
        let failure = match tokio::time::timeout(DEADLINE, round).await {
            Ok(Ok(_)) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(late) => Some(late.to_string()),
        };
        if let Some(reason) = failure.as_ref().filter(|_| !failing) {
            tracing::warn!(%reason, "expired holds are not swept");
        }
        failing = failure.is_some();
    }
}
