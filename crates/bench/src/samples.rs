//! Durations of many repetitions, and the figures that stand for them.

use std::time::Duration;

/// What was measured of one thing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Samples {
    nanos: Vec<u64>,
    /// Time on the clock while they were taken.
    elapsed: Duration,
}

impl Samples {
    /// Samples taken within `elapsed`.
    pub(crate) fn new(nanos: Vec<u64>, elapsed: Duration) -> Self {
        Self { nanos, elapsed }
    }

    /// Adds what another round measured.
    pub(crate) fn add(&mut self, other: Self) {
        self.nanos.extend(other.nanos);
        self.elapsed += other.elapsed;
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.nanos.len()
    }

    /// Time on the clock while they were taken.
    pub(crate) fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// How many a second.
    pub(crate) fn rate(&self) -> f64 {
        self.count() as f64 / self.elapsed.as_secs_f64().max(1e-9)
    }

    /// The duration that `percent` of them did not exceed (nearest rank).
    pub(crate) fn percentile(&self, percent: f64) -> Duration {
        let mut sorted = self.nanos.clone();
        sorted.sort_unstable();
        let rank = (percent / 100.0 * sorted.len() as f64).ceil() as usize;
        Duration::from_nanos(sorted.get(rank.max(1) - 1).copied().unwrap_or(0))
    }
}

/// A duration in the unit that people read best.
pub(crate) fn shown(duration: Duration) -> String {
    let micros = duration.as_secs_f64() * 1e6;
    match micros {
        ..1_000.0 => format!("{micros:.0} µs"),
        ..10_000.0 => format!("{:.2} ms", micros / 1e3),
        ..1_000_000.0 => format!("{:.0} ms", micros / 1e3),
        _ => format!("{:.1} s", micros / 1e6),
    }
}

/// A rate with as many digits as it deserves, thousands apart.
pub(crate) fn rate_shown(rate: f64) -> String {
    if rate < 10.0 {
        return format!("{rate:.1}");
    }
    whole_shown(rate.round() as u64)
}

/// A whole number with its thousands apart.
pub(crate) fn whole_shown(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_the_nearest_ranks() {
        let samples = Samples::new((1..=100).rev().collect(), Duration::from_secs(2));
        assert_eq!(samples.percentile(50.0), Duration::from_nanos(50));
        assert_eq!(samples.percentile(99.0), Duration::from_nanos(99));
        assert_eq!(samples.percentile(0.0), Duration::from_nanos(1));
        assert_eq!(samples.rate().round() as u64, 50);
        assert_eq!(Samples::default().percentile(50.0), Duration::ZERO);
    }

    #[test]
    fn figures_read_well() {
        assert_eq!(whole_shown(1_234_567), "1,234,567");
        assert_eq!(whole_shown(12), "12");
        assert_eq!(rate_shown(3.21), "3.2");
        assert_eq!(shown(Duration::from_micros(420)), "420 µs");
        assert_eq!(shown(Duration::from_micros(2_345)), "2.35 ms");
    }
}
