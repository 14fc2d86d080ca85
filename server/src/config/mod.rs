//! Every setting of the shop, in one table. Nothing else reads the environment.
//!
//! A setting is looked for in the environment first (`QUAYSIDE_LISTEN`), then in the settings file
//! (`listen = "..."`), then, for what `cargo xtask up` started, in the state file of the data
//! folder; last comes the default. `quayside settings` prints the table with what is in force.

use std::{
    collections::BTreeMap,
    env,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use axum::http::Uri;
use kernel::{Currency, Email};
use storefront::{limits::Rule, orders::Seller};

use crate::{
    http::{Addresses, Rules, parse_limit},
    state_file::RunningShop,
};

mod mail;
mod payments;
mod pictures;
mod table;

pub(crate) use mail::Carrier;
pub(crate) use payments::{Buying, Takes};
pub(crate) use pictures::PicturePlace;
pub(crate) use table::all as settings;

/// The settings in force.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) data: PathBuf,
    pub(crate) listen: SocketAddr,
    pub(crate) origin: String,
    pub(crate) site: PathBuf,
    pub(crate) content: Option<PathBuf>,
    pub(crate) postgres_uri: String,
    pub(crate) mongo_uri: String,
    pub(crate) redis_uri: String,
    pub(crate) cache_uri: Option<String>,
    pub(crate) secret_key: Option<String>,
    pub(crate) currency: Currency,
    pub(crate) addresses: Addresses,
    /// Whether anything is limited.
    pub(crate) limits: bool,
    pub(crate) rules: Rules,
    pub(crate) mail_from: Email,
    pub(crate) carrier: Carrier,
    pub(crate) pictures: PicturePlace,
    pub(crate) demo_owner: Option<Email>,
    /// What only those commands need that serve; else why it cannot be used.
    pub(crate) buying: Result<Buying, String>,
    pub(crate) postgres_connections: u32,
    pub(crate) index: PathBuf,
    pub(crate) shop_name: String,
    pub(crate) tagline: String,
    /// Who sells, as invoices name it.
    pub(crate) seller: Seller,
    pub(crate) delivery_note: String,
    pub(crate) page_cache: Duration,
    pub(crate) log: String,
    pub(crate) log_json: bool,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("cannot read the settings file {}: {reason}", .path.display())]
    File { path: PathBuf, reason: String },
    #[error(
        "the settings file names `{0}`, which is no setting; `quayside settings` lists them all"
    )]
    Unknown(String),
    #[error(
        "{0} is not set. Run `cargo xtask up`, which starts stores of its own, or set {0} to a server of yours"
    )]
    Missing(String),
    #[error("{name} cannot be `{value}`: {reason}")]
    Value { name: String, value: String, reason: String },
}

/// Where values come from, before they are read.
pub(crate) struct Sources {
    file: BTreeMap<String, String>,
    running: Option<RunningShop>,
}

impl Sources {
    /// Reads the settings file and the state of a running shop, where there are any.
    pub(crate) fn find() -> Result<Self, ConfigError> {
        let data =
            env_value("data").map(PathBuf::from).or_else(crate::state_file::find_data_folder);
        let running = data.as_deref().and_then(RunningShop::read);
        let path = env_value("config").map(PathBuf::from).or_else(|| {
            data.as_deref().map(|data| data.join("quayside.toml")).filter(|path| path.exists())
        });
        let mut file = path.as_deref().map(read_file).transpose()?.unwrap_or_default();
        if let Some(data) = data {
            file.entry("data".to_owned()).or_insert_with(|| data.display().to_string());
        }
        Ok(Self { file, running })
    }

    /// The value of a setting and where it came from.
    pub(crate) fn value(&self, name: &str) -> Option<(String, &'static str)> {
        let running = || self.running.as_ref()?.setting(name);
        let default = || settings().find(|row| row.name == name && !row.default.is_empty());
        env_value(name)
            .map(|value| (value, "environment"))
            .or_else(|| Some((self.file.get(name)?.clone(), "file")))
            .or_else(|| Some((running()?, "running shop")))
            .or_else(|| Some((default()?.default.to_owned(), "default")))
    }

    fn text(&self, name: &str) -> Option<String> {
        self.value(name).map(|(value, _)| value)
    }

    fn needed(&self, name: &str) -> Result<String, ConfigError> {
        self.text(name).ok_or_else(|| ConfigError::Missing(variable(name)))
    }

    fn read<T: std::str::FromStr<Err: std::fmt::Display>>(
        &self,
        name: &str,
    ) -> Result<T, ConfigError> {
        self.parsed(name, str::parse)
    }

    fn parsed<T, E: std::fmt::Display>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, ConfigError> {
        let value = self.needed(name)?;
        parse(&value).map_err(|reason| ConfigError::Value {
            name: variable(name),
            value: value.clone(),
            reason: reason.to_string(),
        })
    }

    fn seller(&self) -> Result<Seller, ConfigError> {
        let (lines, shop_name) =
            (self.text("seller").unwrap_or_default(), self.needed("shop_name")?);
        let tax_number = self.text("seller_tax_number").unwrap_or_default();
        Seller::read(&lines, &tax_number, &shop_name).map_err(|reason| ConfigError::Value {
            name: variable("seller"),
            value: lines,
            reason: reason.to_string(),
        })
    }

    fn limit(&self, name: &'static str) -> Result<Rule, ConfigError> {
        self.parsed(name, |text| parse_limit(name, text))
    }

    fn switch(&self, name: &str) -> Result<bool, ConfigError> {
        match self.needed(name)?.as_str() {
            "on" => Ok(true),
            "off" => Ok(false),
            other => Err(ConfigError::Value {
                name: variable(name),
                value: other.to_owned(),
                reason: "it is on or off".to_owned(),
            }),
        }
    }

    /// The settings in force, each checked.
    pub(crate) fn config(&self) -> Result<Config, ConfigError> {
        let data = PathBuf::from(self.needed("data")?);
        let listen: SocketAddr = self.read("listen")?;
        let origin = self.text("origin").unwrap_or_else(|| format!("http://{listen}"));
        let limits = self.switch("limits")?;
        let demo_owner = self.text("demo_owner").is_some();
        if !listen.ip().is_loopback() || !is_of_this_machine(&origin) {
            // Either would be an open door on a machine that others reach, by a proxy on it as well.
            let refused = [("limits", !limits), ("demo_owner", demo_owner)];
            if let Some((name, _)) = refused.iter().find(|(_, open)| *open) {
                return Err(ConfigError::Value {
                    name: variable(name),
                    value: self.text(name).unwrap_or_default(),
                    reason: format!(
                        "the shop listens on {listen} as {origin}, which others can reach; that goes only with 127.0.0.1 or ::1"
                    ),
                });
            }
        }
        Ok(Config {
            site: self.text("site").map_or_else(default_site, PathBuf::from),
            content: self.text("content").map(PathBuf::from),
            postgres_uri: self.needed("postgres_uri")?,
            mongo_uri: self.needed("mongo_uri")?,
            redis_uri: self.needed("redis_uri")?,
            secret_key: self.text("secret_key"),
            currency: self.parsed("currency", Currency::parse)?,
            addresses: self
                .text("client_address_header")
                .map_or(Addresses::Direct, |name| Addresses::Header(name.to_lowercase())),
            limits,
            rules: Rules::read(|name| self.limit(name))?,
            mail_from: self.parsed("mail_from", Email::parse)?,
            carrier: Carrier::of(self)?,
            pictures: PicturePlace::of(self)?,
            buying: Buying::of(self).map_err(|error| error.to_string()),
            demo_owner: demo_owner.then(|| self.parsed("demo_owner", Email::parse)).transpose()?,
            cache_uri: if self.switch("search_cache")? { self.text("cache_uri") } else { None },
            postgres_connections: self.read("postgres_connections")?,
            index: self
                .text("index")
                .map_or_else(|| data.join("index").join(listen.port().to_string()), PathBuf::from),
            shop_name: self.needed("shop_name")?,
            tagline: self.needed("tagline")?,
            seller: self.seller()?,
            delivery_note: self.needed("delivery_note")?,
            page_cache: Duration::from_millis(self.read("page_cache_ms")?),
            log: self.needed("log")?,
            log_json: self.needed("log_format")? == "json",
            origin: origin.trim_end_matches('/').to_owned(),
            listen,
            data,
        })
    }
}

/// The environment variable of a setting.
pub(crate) fn variable(name: &str) -> String {
    format!("QUAYSIDE_{}", name.to_uppercase())
}

/// Whether an address of the shop leads nobody here from another machine.
fn is_of_this_machine(origin: &str) -> bool {
    let address: Option<Uri> = origin.parse().ok();
    let host = address.as_ref().and_then(Uri::host).unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn env_value(name: &str) -> Option<String> {
    env::var(variable(name)).ok().filter(|value| !value.is_empty())
}

/// Where `cargo xtask build` leaves the site: beside the folder that the program was built into.
fn default_site() -> PathBuf {
    env::current_exe()
        .ok()
        .and_then(|program| Some(program.parent()?.parent()?.join("site")))
        .unwrap_or_else(|| PathBuf::from("target/site"))
}

fn read_file(path: &Path) -> Result<BTreeMap<String, String>, ConfigError> {
    let refused = |reason: String| ConfigError::File { path: path.to_owned(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| refused(error.to_string()))?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| refused(error.to_string()))?;
    table
        .into_iter()
        .map(|(name, value)| {
            if !settings().any(|row| row.name == name) {
                return Err(ConfigError::Unknown(name));
            }
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Boolean(true) => "on".to_owned(),
                toml::Value::Boolean(false) => "off".to_owned(),
                toml::Value::Integer(number) => number.to_string(),
                _ => {
                    return Err(refused(format!(
                        "`{name}` is neither text, number nor true or false"
                    )));
                }
            };
            Ok((name, text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_others_know_is_not_of_this_machine() {
        for own in ["http://127.0.0.1:3000", "http://localhost", "http://[::1]:3000/"] {
            assert!(is_of_this_machine(own), "{own}");
        }
        for other in
            ["https://shop.example", "http://10.0.0.2:3000", "http://localhost.example", ""]
        {
            assert!(!is_of_this_machine(other), "{other}");
        }
    }
}
