//! Packages of Debian and its relatives.

use std::process::Command;
use std::sync::Mutex;

use anyhow::{Result, bail};

use crate::process::{find, is_root, run_quietly};
use crate::progress;

/// Whether the lists of packages were fetched in this run; also keeps two installations apart.
static LISTS: Mutex<bool> = Mutex::new(false);

/// Installs packages when we may.
///
/// # Errors
/// A sentence that names the packages when we may not, or apt's own words.
pub(crate) fn install(packages: &[&str], why: &str) -> Result<()> {
    let names = packages.join(" ");
    if find("apt-get").is_none() {
        bail!("{why} is missing. Please install what your system calls: {names}");
    }
    if !is_root() {
        bail!("{why} is missing. Please install it: sudo apt-get install {names}");
    }
    let mut lists = LISTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    progress::long_step(&format!("installing {names} with apt-get"), || {
        if !*lists {
            run_quietly(apt().arg("update"))?;
            *lists = true;
        }
        run_quietly(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))?;
        Ok(())
    })
}

/// apt-get without questions, waiting for another one to end, starting no services.
fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        // The package would start a server of the machine's; ours is private.
        .env("RUNLEVEL", "1")
        .args(["-qq", "-o", "DPkg::Lock::Timeout=300"]);
    command
}
