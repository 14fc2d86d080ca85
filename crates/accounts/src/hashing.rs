//! Hashing passwords: slow on purpose, so only a few at a time.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::SaltString,
};
use storefront::{
    account::{AccountError, Secret},
    staff::StaffError,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    passwords,
    secrets::random_bytes,
    settings::{BadSettings, Settings},
};

/// What one argon2id hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashCost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for HashCost {
    /// The least that OWASP advises for argon2id.
    fn default() -> Self {
        Self { memory: 19_456, passes: 2, lanes: 1 }
    }
}

/// All hashers are busy and the queue before them is full, or the work failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords at a time")]
pub(crate) struct Busy;

impl From<Busy> for AccountError {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

impl From<Busy> for StaffError {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

/// What came of comparing a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Compared {
    /// It is the one that was hashed.
    pub(crate) right: bool,
    /// It was hashed at another cost than is asked for today.
    pub(crate) stale: bool,
}

/// The few who hash.
pub(crate) struct Hashers {
    argon2: Argon2<'static>,
    /// Compared with when there is nothing to compare with, so that this takes as long.
    dummy: String,
    /// Places at work and in the queue.
    places: Arc<Semaphore>,
    /// Places at work.
    at_work: Arc<Semaphore>,
    done: Arc<AtomicU64>,
}

impl Hashers {
    pub(crate) fn new(settings: &Settings) -> Result<Self, BadSettings> {
        let HashCost { memory, passes, lanes } = settings.cost;
        if settings.hashers == 0 {
            return Err(BadSettings::NoHasher);
        }
        let params = Params::new(memory, passes, lanes, None).map_err(|_| BadSettings::Cost)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobodys = Secret::new(kernel::random_token::<32>());
        let dummy = hash_now(&argon2, &nobodys).ok_or(BadSettings::Cost)?;
        Ok(Self {
            argon2,
            dummy,
            places: Arc::new(Semaphore::new(settings.hashers + settings.hash_queue)),
            at_work: Arc::new(Semaphore::new(settings.hashers)),
            done: Arc::default(),
        })
    }

    /// Hashes and comparisons done so far.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Hashes a new password.
    pub(crate) async fn hash(&self, password: &Secret) -> Result<String, Busy> {
        let (argon2, password) = (self.argon2.clone(), password.clone());
        self.work(move || hash_now(&argon2, &password)).await?.ok_or_else(|| {
            tracing::error!("a password could not be hashed");
            Busy
        })
    }

    /// Compares a password with a hash; without one it works as long and finds it wrong.
    pub(crate) async fn compare(
        &self,
        password: &Secret,
        phc: Option<&str>,
    ) -> Result<Compared, Busy> {
        let known = phc.is_some();
        let phc = phc.unwrap_or(&self.dummy).to_owned();
        let (argon2, password) = (self.argon2.clone(), password.clone());
        let compared = self.work(move || compare_now(&argon2, &password, &phc)).await?;
        Ok(Compared { right: compared.right && known, ..compared })
    }

    /// Does the work on a thread that may block, once one of the few is free.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| Busy)?;
        let at_work = self.at_work.clone().acquire_owned().await.map_err(|_| Busy)?;
        let done = self.done.clone();
        // The permits go along: who hung up meanwhile still keeps a processor busy.
        let permits: [OwnedSemaphorePermit; 2] = [place, at_work];
        let worked = tokio::task::spawn_blocking(move || {
            let worked = work();
            done.fetch_add(1, Ordering::Relaxed);
            drop(permits);
            worked
        });
        worked.await.map_err(|error| {
            tracing::error!(%error, "hashing a password stopped in the middle");
            Busy
        })
    }
}

fn hash_now(argon2: &Argon2<'_>, password: &Secret) -> Option<String> {
    let salt = SaltString::encode_b64(&random_bytes::<16>()).ok()?;
    let password = passwords::composed(password);
    Some(argon2.hash_password(password.reveal().as_bytes(), &salt).ok()?.to_string())
}

fn compare_now(argon2: &Argon2<'_>, password: &Secret, phc: &str) -> Compared {
    let Ok(parsed) = PasswordHash::new(phc) else {
        tracing::error!("a stored hash cannot be read");
        return Compared { right: false, stale: false };
    };
    let password = passwords::composed(password);
    // The hash's own parameters are used, not ours.
    let right = argon2.verify_password(password.reveal().as_bytes(), &parsed).is_ok();
    let ours = (argon2.params().m_cost(), argon2.params().t_cost(), argon2.params().p_cost());
    let stale = Params::try_from(&parsed)
        .map_or(true, |params| (params.m_cost(), params.t_cost(), params.p_cost()) != ours);
    Compared { right, stale }
}

#[cfg(test)]
#[path = "hashing/tests.rs"]
mod tests;
