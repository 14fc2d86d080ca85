//! The merchant's settings that concern us: the environment first, then the settings file.

use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Context, Result};

use crate::data_folder::DataFolder;
use crate::stores::Store;

/// What was set, by the names of the settings file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    values: BTreeMap<String, String>,
}

impl Settings {
    /// The shop's: `QUAYSIDE_...`, else `quayside.toml` in the data folder or where `QUAYSIDE_CONFIG` says.
    pub(crate) fn of(folder: &DataFolder) -> Result<Self> {
        let file = match variable("config") {
            Some(path) => Some(std::path::PathBuf::from(path)),
            None => Some(folder.path().join("quayside.toml")).filter(|path| path.exists()),
        };
        let mut settings = file.as_deref().map_or_else(|| Ok(Self::default()), Self::read)?;
        let names =
            Store::ALL.iter().map(|store| store.name_of_setting()).chain(["listen".to_owned()]);
        for name in names {
            if let Some(value) = variable(&name) {
                settings.values.insert(name, value);
            }
        }
        Ok(settings)
    }

    /// A test's: none, since it writes to whatever it is given.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("cannot read the settings file {}", path.display()))?;
        let table: toml::Table = toml::from_str(&text)
            .with_context(|| format!("the settings file {} is not right", path.display()))?;
        let values = table
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())))
            .collect();
        Ok(Self { values })
    }

    /// The address of a store that runs elsewhere.
    pub(crate) fn uri(&self, store: Store) -> Option<String> {
        self.values.get(&store.name_of_setting()).cloned()
    }

    /// Where the shop listens.
    pub(crate) fn listen(&self) -> Result<SocketAddr> {
        match self.values.get("listen") {
            Some(text) => text.parse().with_context(|| {
                format!("QUAYSIDE_LISTEN is {text:?}, not an address such as 127.0.0.1:3000")
            }),
            None => Ok((Ipv4Addr::LOCALHOST, 3000).into()),
        }
    }
}

fn variable(name: &str) -> Option<String> {
    let name = format!("QUAYSIDE_{}", name.to_uppercase());
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_names_stores_elsewhere_and_where_to_listen() {
        let path = std::env::temp_dir().join(format!("xtask-settings-{}.toml", std::process::id()));
        fs::write(&path, "mongo_uri = \"mongodb://db/shop\"\nlisten = \"0.0.0.0:80\"\n")
            .expect("a file");
        let settings = Settings::read(&path).expect("right");
        assert_eq!(settings.uri(Store::Mongo).as_deref(), Some("mongodb://db/shop"));
        assert_eq!(settings.uri(Store::Redis), None);
        assert_eq!(settings.listen().expect("an address"), ([0, 0, 0, 0], 80).into());
        assert_eq!(Settings::none().listen().expect("an address"), ([127, 0, 0, 1], 3000).into());
        fs::write(&path, "listen = ").expect("a file");
        assert!(Settings::read(&path).is_err());
        fs::remove_file(path).expect("removed");
    }
}
