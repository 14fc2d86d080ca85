//! What runs, where, and how to get in: `state.json` in the data folder, readable by its owner only.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::process::Recorded;
use crate::provider::Provider;
use crate::stores::Store;

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    /// The shop's address while it is served.
    pub(crate) shop: Option<String>,
    /// The stores' addresses with their passwords.
    pub(crate) stores: Stores,
    /// What we started, by name: `postgres`, `mongo`, `redis`, `cache`, `provider`, `server`, `supervisor`.
    pub(crate) pids: BTreeMap<String, Recorded>,
    /// The ports of the private stores, kept for the next start.
    pub(crate) ports: BTreeMap<String, u16>,
    /// The private stores' passwords by store, made once.
    pub(crate) secrets: BTreeMap<String, String>,
    /// The sandbox of payments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) provider: Option<Provider>,
    /// How staff sign in, once the shop has staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) staff: Option<SignIn>,
}

/// One address a store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Stores {
    /// `postgres://...`
    pub(crate) postgres: Option<String>,
    /// `mongodb://...`
    pub(crate) mongo: Option<String>,
    /// `redis://...`, for what must last.
    pub(crate) redis: Option<String>,
    /// `redis://...`, for what may be forgotten.
    pub(crate) cache: Option<String>,
}

impl Stores {
    /// The address of one.
    pub(crate) fn of(&self, store: Store) -> Option<&str> {
        match store {
            Store::Postgres => self.postgres.as_deref(),
            Store::Mongo => self.mongo.as_deref(),
            Store::Redis => self.redis.as_deref(),
            Store::Cache => self.cache.as_deref(),
        }
    }

    /// Notes the address of one.
    pub(crate) fn set(&mut self, store: Store, uri: String) {
        let place = match store {
            Store::Postgres => &mut self.postgres,
            Store::Mongo => &mut self.mongo,
            Store::Redis => &mut self.redis,
            Store::Cache => &mut self.cache,
        };
        *place = Some(uri);
    }
}

/// A member of staff made for the demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SignIn {
    /// The address to sign in with.
    pub(crate) email: String,
    /// The password, made for this data folder.
    pub(crate) password: String,
    /// Whether the shop is a demo, whose owner needs no second factor on this machine.
    #[serde(default)]
    pub(crate) demo: bool,
}

impl State {
    /// Reads the file; an absent one is an empty state.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        match fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| {
                format!("{} is damaged; `cargo xtask reset` starts anew", path.display())
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Writes the file whole, so that a reader never sees half of it.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let new = path.with_extension("json.new");
        let _ = fs::remove_file(&new);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&new)
            .with_context(|| format!("cannot write {}", new.display()))?;
        file.write_all(&serde_json::to_vec_pretty(self)?)?;
        file.sync_all()?;
        fs::rename(&new, path).with_context(|| format!("cannot write {}", path.display()))
    }

    /// The password for a store, made on first use.
    pub(crate) fn secret(&mut self, store: &str) -> Result<String> {
        if let Some(secret) = self.secrets.get(store) {
            return Ok(secret.clone());
        }
        let secret = random_hex(24)?;
        self.secrets.insert(store.to_owned(), secret.clone());
        Ok(secret)
    }

    /// The process recorded under a name, if it still runs.
    pub(crate) fn running(&self, name: &str) -> Option<Recorded> {
        self.pids.get(name).copied().filter(|process| process.alive())
    }
}

/// `bytes` random bytes as hexadecimal digits.
fn random_hex(bytes: usize) -> Result<String> {
    let mut random = vec![0_u8; bytes];
    fs::File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut random))
        .context("no randomness from /dev/urandom")?;
    Ok(random.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_state_survives_and_is_private() {
        let folder = std::env::temp_dir().join(format!("xtask-state-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("state.json");
        let mut state = State::default();
        let secret = state.secret("redis").expect("a secret");
        assert_eq!(secret.len(), 48);
        assert_eq!(state.secret("redis").expect("the same"), secret);
        state.ports.insert("redis".to_owned(), 4000);
        state.write(&path).expect("written");
        state.write(&path).expect("written again");
        assert_eq!(State::read(&path).expect("read"), state);
        let mode = fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn no_file_is_an_empty_state() {
        let state = State::read(Path::new("/nonexistent/state.json")).expect("empty");
        assert_eq!(state, State::default());
    }
}
