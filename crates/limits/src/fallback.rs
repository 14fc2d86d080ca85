//! Counts of this server alone, while Redis is away.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use storefront::limits::Verdict;

use crate::window::{Shape, Window, verdict};

/// Most windows kept; beyond that the shop rather allows than runs out of memory.
const MOST: usize = 50_000;

/// Counts in memory.
#[derive(Default)]
pub(crate) struct Fallback(Mutex<HashMap<String, (Shape, Window)>>);

impl Fallback {
    /// As the check in Redis, with what this server has counted since it went away.
    pub(crate) fn check(&self, asks: &[(String, Shape)], now: i64) -> Verdict {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut windows, now);
        let mut allowed = true;
        for (key, shape) in asks {
            let (_, window) =
                windows.entry(key.clone()).or_insert_with(|| (*shape, Window::default()));
            window.forget(*shape, now);
            allowed &= window.standing(*shape, now).used < shape.limit;
        }
        let mut standings = Vec::with_capacity(asks.len());
        for (key, shape) in asks {
            let Some((_, window)) = windows.get_mut(key) else { continue };
            if allowed {
                window.count(*shape, now);
            }
            standings.push((*shape, window.standing(*shape, now)));
        }
        verdict(allowed, &standings, now)
    }

    /// Forgets all; Redis counts again.
    pub(crate) fn clear(&self) {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !windows.is_empty() {
            *windows = HashMap::new();
        }
    }
}

fn make_room(windows: &mut HashMap<String, (Shape, Window)>, now: i64) {
    if windows.len() < MOST {
        return;
    }
    windows.retain(|_, (shape, window)| {
        window.forget(*shape, now);
        !window.is_empty()
    });
    // Not once more for each who comes: looking through all of them takes time.
    if windows.len() > MOST / 2 {
        tracing::warn!("too many are counted in memory; counting begins anew");
        windows.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_has_an_end_and_what_is_over_goes_first() {
        let fallback = Fallback::default();
        let shape = Shape { limit: 1, window: 1000, slice: 100 };
        let ask = |key: &str, now| fallback.check(&[(key.to_owned(), shape)], now).allowed;
        for number in 0..MOST - 1 {
            assert!(ask(&number.to_string(), 0));
        }
        assert!(ask("late", 1500) && !ask("late", 1500));
        assert_eq!(fallback.0.lock().expect("whole").len(), 1);
        for number in 0..MOST {
            assert!(ask(&number.to_string(), 1500));
        }
        assert!(fallback.0.lock().expect("whole").len() <= MOST);
        assert!(ask("late", 1500), "rather allowed");
    }
}
