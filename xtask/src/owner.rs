//! The first owner of a shop, who makes all other staff.

use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::shop::Shop;
use crate::state::{SignIn, State};

/// The address of the owner that we make.
const EMAIL: &str = "owner@quayside.example";
/// Its name among the secrets of the state.
const SECRET: &str = "owner";

/// Makes the first owner, with a password of this data folder's own. In a demo, on this machine,
/// no second factor is asked of them. Done a second time it changes nothing.
pub(crate) fn establish(shop: &Shop, state: &mut State, demo: bool) -> Result<()> {
    let password = state.secret(SECRET)?;
    let mut command: Command = shop.command(state);
    command
        .args(["staff", "owner", EMAIL, "--name", "Shop owner"])
        .env("QUAYSIDE_OWNER_PASSWORD", &password);
    process::run(&mut command)?;
    state.staff = Some(SignIn { email: EMAIL.to_owned(), password, demo });
    state.write(&shop.folder.state())
}
