//! How well search ranks what is in the shop, by the server's own command.

use std::net::Ipv4Addr;
use std::path::Path;

use anyhow::{Context, Result};

use crate::data_folder::DataFolder;
use crate::settings::Settings;
use crate::shop::Shop;
use crate::state::State;
use crate::stores::{self, Durability, Programs, Store};
use crate::{build, interrupt, process};

/// Scores the catalogue of this checkout's shop, which may be up or not.
pub(crate) fn run(judgments: &Path) -> Result<()> {
    interrupt::listen()?;
    let judgments = judgments
        .canonicalize()
        .with_context(|| format!("no judgments at {}", judgments.display()))?;
    let folder = DataFolder::of_checkout()?;
    let built = build::server_only()?;
    let _lock = folder.lock()?;
    let settings = Settings::of(&folder)?;
    let before = State::read(&folder.state())?;
    let was_up = Store::ALL.iter().any(|store| before.running(store.name()).is_some());
    let programs = Programs::find(&settings)?;
    let outcome =
        stores::start(&folder, &programs, &settings, Durability::Full).and_then(|state| {
            let shop = Shop {
                folder: folder.clone(),
                built,
                listen: (Ipv4Addr::LOCALHOST, 0).into(),
                settings: Vec::new(),
            };
            process::run(shop.command(&state).arg("relevance").arg(&judgments))
        });
    if !was_up {
        stores::stop(&folder)?;
    }
    outcome
}
