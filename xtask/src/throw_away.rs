//! Stores for one run of tests or measurements, deleted after it.

use anyhow::Result;

use crate::data_folder::DataFolder;
use crate::settings::Settings;
use crate::state::State;
use crate::stores::{self, Durability, Programs};
use crate::{progress, shop};

/// Private stores that end with this value.
pub(crate) struct ThrowAway {
    /// Where they are.
    pub(crate) folder: DataFolder,
    /// What they were started with.
    pub(crate) programs: Programs,
    /// Their addresses.
    pub(crate) state: State,
}

impl ThrowAway {
    /// Starts them.
    pub(crate) fn start(name: &str, durability: Durability) -> Result<Self> {
        let programs = Programs::find(&Settings::none())?;
        let folder = DataFolder::throw_away(name)?;
        let mut stores = Self { folder, programs, state: State::default() };
        stores.state =
            stores::start(&stores.folder, &stores.programs, &Settings::none(), durability)?;
        Ok(stores)
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        let ended = shop::stop(&self.folder)
            .and_then(|()| stores::stop(&self.folder))
            .and_then(|()| self.folder.delete());
        if let Err(error) = ended {
            progress::say(format!("{error:#}"));
        }
    }
}
