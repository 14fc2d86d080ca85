//! Finds the shop that `cargo xtask up` started, so that commands need no settings.

use std::{
    env,
    path::{Path, PathBuf},
};

use serde::Deserialize;

/// What the state file in the data folder tells of a running shop.
#[derive(Debug, Deserialize)]
pub(crate) struct RunningShop {
    #[serde(default)]
    stores: Stores,
    provider: Option<Provider>,
}

#[derive(Debug, Deserialize)]
struct Provider {
    address: String,
    secret: String,
    webhook_secret: String,
}

#[derive(Debug, Default, Deserialize)]
struct Stores {
    postgres: Option<String>,
    mongo: Option<String>,
    redis: Option<String>,
    cache: Option<String>,
}

impl RunningShop {
    /// Reads the state file of a data folder; none when there is none or it cannot be read.
    pub(crate) fn read(data: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(data.join("state.json")).ok()?).ok()
    }

    /// What the running shop says of a setting.
    pub(crate) fn setting(&self, name: &str) -> Option<String> {
        match name {
            "postgres_uri" => self.stores.postgres.clone(),
            "mongo_uri" => self.stores.mongo.clone(),
            "redis_uri" => self.stores.redis.clone(),
            "cache_uri" => self.stores.cache.clone(),
            "sandbox_address" => self.provider.as_ref().map(|it| it.address.clone()),
            "sandbox_secret" => self.provider.as_ref().map(|it| it.secret.clone()),
            "payment_webhook_secret" => self.provider.as_ref().map(|it| it.webhook_secret.clone()),
            _ => None,
        }
    }
}

/// The data folder that the nearest `.quayside` file names, going up from the current folder and
/// then from the program's own.
pub(crate) fn find_data_folder() -> Option<PathBuf> {
    let program = env::current_exe().ok();
    let starts =
        [env::current_dir().ok(), program.as_deref().and_then(Path::parent).map(Path::to_owned)];
    starts.iter().flatten().flat_map(|start| start.ancestors()).find_map(|folder| {
        let named = std::fs::read_to_string(folder.join(".quayside")).ok()?;
        Some(PathBuf::from(named.trim())).filter(|data| data.is_dir())
    })
}
