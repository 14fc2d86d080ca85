//! Who wants units: all at once until there are none, or one after the other while there are plenty.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::task::JoinSet;

use super::schemes::{Outcome, Scheme};
use crate::chance::Chance;

/// What was measured of one way.
#[derive(Default)]
pub(super) struct Tally {
    /// Each buyer's time, with all attempts and the waits between them.
    pub(super) nanos: Vec<u64>,
    pub(super) held: usize,
    pub(super) sold_out: usize,
    /// Attempts that met somebody.
    pub(super) collisions: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.nanos.extend(other.nanos);
        self.held += other.held;
        self.sold_out += other.sold_out;
        self.collisions += other.collisions;
    }

    /// One buyer who comes until a unit is held or there is none.
    async fn serve(&mut self, scheme: &dyn Scheme, buyer: usize, sku: usize) -> Result<()> {
        let start = Instant::now();
        let mut chance = Chance::new(buyer as u64);
        loop {
            match scheme.reserve(buyer, sku).await? {
                Outcome::Held => break self.held += 1,
                Outcome::SoldOut => break self.sold_out += 1,
                Outcome::Collided => self.collisions += 1,
            }
            // Two who met must not meet again.
            tokio::time::sleep(Duration::from_micros(500 + chance.below(5_000) as u64)).await;
        }
        self.nanos.push(u64::try_from(start.elapsed().as_nanos())?);
        Ok(())
    }
}

/// Lets all buyers loose on one SKU.
pub(super) async fn crowd(scheme: &Arc<dyn Scheme>, buyers: usize) -> Result<Tally> {
    let mut running = JoinSet::new();
    for buyer in 0..buyers {
        let scheme = scheme.clone();
        running.spawn(async move {
            let mut tally = Tally::default();
            tally.serve(&*scheme, buyer, 0).await?;
            anyhow::Ok(tally)
        });
    }
    together(running).await
}

/// Has so many at a time want a unit of one of the first `skus`, for so long; who has one leaves, and
/// another comes.
pub(super) async fn one_after_another(
    scheme: &Arc<dyn Scheme>,
    at_a_time: usize,
    skus: usize,
    lasting: Duration,
) -> Result<Tally> {
    let next = Arc::new(AtomicUsize::new(0));
    let end = Instant::now() + lasting;
    let mut running = JoinSet::new();
    for _ in 0..at_a_time {
        let (scheme, next) = (scheme.clone(), next.clone());
        running.spawn(async move {
            let mut tally = Tally::default();
            while Instant::now() < end {
                let buyer = next.fetch_add(1, Ordering::Relaxed);
                let sku = Chance::new(buyer as u64).below(skus);
                tally.serve(&*scheme, buyer, sku).await?;
            }
            anyhow::Ok(tally)
        });
    }
    together(running).await
}

async fn together(mut running: JoinSet<Result<Tally>>) -> Result<Tally> {
    let mut all = Tally::default();
    while let Some(tally) = running.join_next().await {
        all.add(tally??);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicI64;

    use async_trait::async_trait;

    use super::*;

    /// Ten units, and every second attempt meets somebody.
    #[derive(Default)]
    struct Clumsy {
        attempts: AtomicUsize,
        held: AtomicI64,
    }

    #[async_trait]
    impl Scheme for Clumsy {
        fn name(&self) -> &'static str {
            "clumsy"
        }

        async fn reserve(&self, _: usize, sku: usize) -> Result<Outcome> {
            assert!(sku < 3);
            if self.attempts.fetch_add(1, Ordering::SeqCst) % 2 == 1 {
                return Ok(Outcome::Collided);
            }
            let before = self.held.fetch_add(1, Ordering::SeqCst);
            Ok(if before < 10 { Outcome::Held } else { Outcome::SoldOut })
        }

        async fn held(&self) -> Result<i64> {
            Ok(self.held.load(Ordering::SeqCst).min(10))
        }
    }

    #[tokio::test]
    async fn buyers_come_until_they_know() {
        let scheme: Arc<dyn Scheme> = Arc::new(Clumsy::default());
        let tally = crowd(&scheme, 30).await.expect("measured");
        assert_eq!((tally.held, tally.sold_out, tally.nanos.len()), (10, 20, 30));
        assert!(tally.collisions > 0);
        let more = one_after_another(&scheme, 4, 3, Duration::from_millis(30)).await;
        let more = more.expect("measured");
        assert_eq!(more.held, 0);
        assert!(more.sold_out >= 4);
    }
}
