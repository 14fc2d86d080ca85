//! What goes wrong and when: decided by the seed before anything starts.

use std::time::{Duration, Instant};

use anyhow::Result;
use fastrand::Rng;
use rustix::process::Signal;

use super::ground::{Ground, Victim};
use crate::{interrupt, progress};

/// Something that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// When, from the beginning.
    pub(super) at: Duration,
    pub(super) victim: Victim,
    pub(super) what: What,
    /// How long it lasts.
    pub(super) lasts: Duration,
}

/// How it goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Killed, and started again.
    Killed,
    /// Stands still, and goes on.
    Paused,
}

/// Faults for so long, each victim killed before any is killed twice.
pub(super) fn plan(rng: &mut Rng, length: Duration, victims: &[Victim]) -> Vec<Fault> {
    let millis = |rng: &mut Rng, from: u64, to: u64| Duration::from_millis(rng.u64(from..=to));
    let mut faults = Vec::new();
    let mut turns: Vec<Victim> = Vec::new();
    let mut at = millis(rng, 1_000, 2_000);
    loop {
        if turns.is_empty() {
            turns = victims.to_vec();
            rng.shuffle(&mut turns);
        }
        let paused = rng.u8(0..100) < 30;
        let victim = if paused { rng.choice(victims).copied() } else { turns.pop() };
        let Some(victim) = victim else { return faults };
        let what = if paused { What::Paused } else { What::Killed };
        let lasts = if paused { millis(rng, 300, 3_000) } else { millis(rng, 100, 1_500) };
        if at + lasts >= length {
            return faults;
        }
        faults.push(Fault { at, victim, what, lasts });
        at += lasts + millis(rng, 1_000, 3_000);
    }
}

/// Has them happen. Where starting something again takes long, the later ones come late.
pub(super) fn strike(ground: &mut Ground, faults: &[Fault], begin: Instant) -> Result<()> {
    for fault in faults {
        while begin.elapsed() < fault.at {
            interrupt::check()?;
            std::thread::sleep(Duration::from_millis(20));
        }
        progress::say(format!(
            "{:6.1} s  {:?} {:?} for {:.1} s",
            begin.elapsed().as_secs_f64(),
            fault.victim,
            fault.what,
            fault.lasts.as_secs_f64()
        ));
        match fault.what {
            What::Killed => {
                ground.kill(fault.victim)?;
                std::thread::sleep(fault.lasts);
                ground.bring_back(fault.victim)?;
            }
            What::Paused => {
                let paused = ground.pause(fault.victim)?;
                std::thread::sleep(fault.lasts);
                for process in paused {
                    process.signal(Signal::CONT);
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const VICTIMS: [Victim; 5] =
        [Victim::Postgres, Victim::Redis, Victim::Provider, Victim::Server(0), Victim::Server(1)];

    #[test]
    fn a_seed_decides_all() {
        let faults = |seed| plan(&mut Rng::with_seed(seed), Duration::from_secs(60), &VICTIMS);
        assert_eq!(faults(7), faults(7));
        assert_ne!(faults(7), faults(8));
    }

    #[test]
    fn within_a_minute_each_is_killed_and_all_are_back_before_the_end() {
        for seed in 0..50 {
            let length = Duration::from_secs(60);
            let faults = plan(&mut Rng::with_seed(seed), length, &VICTIMS);
            for victim in VICTIMS {
                let killed = |fault: &&Fault| fault.victim == victim && fault.what == What::Killed;
                assert!(faults.iter().any(|fault| killed(&fault)), "seed {seed}: {victim:?}");
            }
            assert!(faults.iter().all(|fault| fault.at + fault.lasts < length));
            assert!(faults.windows(2).all(|two| two[0].at + two[0].lasts < two[1].at));
        }
    }
}
