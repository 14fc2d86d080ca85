//! Sessions that were ended before their time, in memory: whatever comes back in Redis, they are
//! not let in.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, PoisonError, RwLock},
};

use kernel::Timestamp;

use crate::hash::IdHash;

/// Ended sessions, each until it would have been over anyway.
#[derive(Default)]
pub(crate) struct Revoked {
    until: RwLock<HashMap<IdHash, Timestamp>>,
    /// Those that Redis has not yet confirmed to be without.
    unburied: Mutex<HashSet<IdHash>>,
}

impl Revoked {
    pub(crate) fn contains(&self, hash: IdHash) -> bool {
        self.until.read().unwrap_or_else(PoisonError::into_inner).contains_key(&hash)
    }

    /// Adds one that would have ended then. False if it was known.
    pub(crate) fn add(&self, hash: IdHash, ends: Timestamp) -> bool {
        self.until.write().unwrap_or_else(PoisonError::into_inner).insert(hash, ends).is_none()
    }

    /// Notes that a session may still be in Redis.
    pub(crate) fn to_bury(&self, hash: IdHash) {
        self.unburied.lock().unwrap_or_else(PoisonError::into_inner).insert(hash);
    }

    /// Sessions that may still be in Redis.
    pub(crate) fn unburied(&self) -> Vec<IdHash> {
        self.unburied.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    /// Redis has confirmed that these are gone.
    pub(crate) fn are_buried(&self, hashes: &[IdHash]) {
        let mut unburied = self.unburied.lock().unwrap_or_else(PoisonError::into_inner);
        for hash in hashes {
            unburied.remove(hash);
        }
    }

    /// Forgets those that are over by now in any case.
    pub(crate) fn prune(&self, now: Timestamp) {
        self.until.write().unwrap_or_else(PoisonError::into_inner).retain(|_, ends| *ends > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::fresh_id;

    #[test]
    fn an_ended_session_is_known_until_it_would_have_ended_anyway() {
        let (revoked, at) = (Revoked::default(), Timestamp::from_millis);
        let hash = IdHash::of("shop", fresh_id());
        assert!(revoked.add(hash, at(10)) && !revoked.add(hash, at(10)));
        revoked.prune(at(9));
        assert!(revoked.contains(hash));
        revoked.prune(at(10));
        assert!(!revoked.contains(hash));
    }

    #[test]
    fn only_what_was_confirmed_is_buried() {
        let revoked = Revoked::default();
        let [one, two] = [fresh_id(), fresh_id()].map(|id| IdHash::of("shop", id));
        revoked.to_bury(one);
        let asked = revoked.unburied();
        revoked.to_bury(two);
        revoked.are_buried(&asked);
        assert_eq!(revoked.unburied(), [two]);
    }
}
