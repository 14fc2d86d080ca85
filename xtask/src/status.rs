//! What is up and where.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use crate::data_folder::DataFolder;
use crate::progress;
use crate::state::{SignIn, State, Stores};

/// What `status --json` prints.
#[derive(Debug, Serialize)]
struct Status {
    /// Whether the server runs.
    up: bool,
    shop: Option<String>,
    /// The sandbox of payments, while it runs.
    provider: Option<String>,
    /// The mail sandbox, once there is one.
    mail: Option<String>,
    stores: Stores,
    pids: BTreeMap<String, i32>,
    staff: Option<SignIn>,
    data: String,
}

impl Status {
    fn of(folder: &DataFolder, state: State) -> Self {
        let pids: BTreeMap<String, i32> = state
            .pids
            .iter()
            .filter(|(_, process)| process.alive())
            .map(|(name, process)| (name.clone(), process.pid))
            .collect();
        let up = pids.contains_key(crate::shop::SERVER);
        let pays = pids.contains_key(crate::provider::PROVIDER);
        Self {
            up,
            shop: state.shop.filter(|_| up),
            provider: state.provider.map(|provider| provider.address).filter(|_| pays),
            mail: None,
            stores: state.stores,
            pids,
            staff: state.staff,
            data: folder.path().display().to_string(),
        }
    }
}

/// Prints it for people, or as JSON.
pub(crate) fn print(folder: &DataFolder, json: bool) -> Result<()> {
    let status = Status::of(folder, State::read(&folder.state())?);
    if json {
        progress::say(serde_json::to_string_pretty(&status)?);
        return Ok(());
    }
    let shop = status.shop.as_deref().unwrap_or("not up; start it with: cargo xtask up");
    progress::say(format!("\n  Shop   {shop}"));
    if status.up {
        progress::say(format!("  API    {shop}/api/docs"));
    }
    if let Some(provider) = &status.provider {
        progress::say(format!(
            "  Cards  {provider} (the sandbox of payments; try 4242 4242 4242 4242)"
        ));
    }
    if let Some(staff) = &status.staff {
        progress::say(format!("  Staff  {} / {}", staff.email, staff.password));
    }
    let pids: Vec<String> = status.pids.iter().map(|(name, pid)| format!("{name} {pid}")).collect();
    if !pids.is_empty() {
        progress::say(format!("  Runs   {}", pids.join(", ")));
    }
    progress::say(format!("  Data   {}\n", status.data));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_server_has_no_address() {
        let folder = DataFolder::throw_away("status-test").expect("a folder");
        let state = State { shop: Some("http://127.0.0.1:1".to_owned()), ..State::default() };
        let status = Status::of(&folder, state);
        assert!(!status.up);
        assert_eq!(status.shop, None);
        folder.delete().expect("deleted");
    }
}
