//! What a session adds to a page: the same product pages with its cookie and without, in turns, so
//! that whatever else the machine does falls on both.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Result;

use super::guests::{Guests, strangers};
use crate::http::{Load, Questions, Served, ask_in_turn};
use crate::samples::Samples;

/// Turns.
const ROUNDS: usize = 4;
/// Not counted before each.
const WARM_UP: Duration = Duration::from_millis(100);
/// Counted of each.
const COUNTED: Duration = Duration::from_millis(900);
/// Connections of the loop under load.
const MANY: usize = 16;

/// The same pages for two kinds of visitors.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) without: Samples,
    pub(super) with: Samples,
    /// Answers other than a page.
    pub(super) refused: u64,
}

/// What was measured.
#[derive(Default)]
pub(super) struct SessionCost {
    /// One page at a time.
    pub(super) alone: Compared,
    /// Sixteen connections.
    pub(super) busy: Compared,
}

impl Compared {
    /// Microseconds that a session adds to the middle page.
    pub(super) fn at_the_middle(&self) -> f64 {
        let micros = |samples: &Samples| samples.percentile(50.0).as_secs_f64() * 1e6;
        micros(&self.with) - micros(&self.without)
    }

    /// Microseconds that a session adds to the time in which the machine does one page.
    pub(super) fn of_the_machine(&self) -> f64 {
        1e6 / self.with.rate() - 1e6 / self.without.rate()
    }

    fn turn(&mut self, load: Load, without: &Questions, with: &Questions) -> Result<()> {
        let Served { samples, refused, .. } = ask_in_turn(load, without.clone())?;
        self.without.add(samples);
        self.refused += refused;
        let Served { samples, refused, .. } = ask_in_turn(load, with.clone())?;
        self.with.add(samples);
        self.refused += refused;
        Ok(())
    }
}

/// Measures on a shop that keeps no pages.
pub(super) fn measure(
    address: SocketAddr,
    guests: &Guests,
    products: &[String],
) -> Result<SessionCost> {
    let (without, with) = (strangers(products), guests.looking(products));
    let mut cost = SessionCost::default();
    let load = |connections| Load {
        address,
        connections,
        warm_up: WARM_UP,
        counted: COUNTED,
        encoding: None,
    };
    for _ in 0..ROUNDS {
        cost.alone.turn(load(1), &without, &with)?;
        cost.busy.turn(load(MANY), &without, &with)?;
    }
    Ok(cost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_costs_the_difference() {
        let samples = |micros: u64| {
            Samples::new(vec![micros * 1_000; 10], Duration::from_micros(micros * 10))
        };
        let compared = Compared { without: samples(500), with: samples(620), refused: 0 };
        assert!((compared.at_the_middle() - 120.0).abs() < 1e-6);
        assert!((compared.of_the_machine() - 120.0).abs() < 1e-6);
    }
}
