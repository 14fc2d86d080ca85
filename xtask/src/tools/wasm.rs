//! A compiler that can make WebAssembly.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use crate::process::{find, run_quietly};
use crate::{checkout, progress};

/// The target's name.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// How cargo is called to build for the browser.
pub(crate) enum Toolchain {
    /// The ordinary one, which has the target.
    Ordinary,
    /// Debian's, which carries the source of the standard library instead, and the linker to use with it.
    Debian {
        /// `rust-lld`
        linker: PathBuf,
    },
}

/// The toolchain to use: the target of the ordinary one when it has it or can get it, else Debian's.
pub(crate) fn toolchain() -> Result<Toolchain> {
    let sysroot = sysroot()?;
    let has_target = || sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir();
    if has_target() {
        return Ok(Toolchain::Ordinary);
    }
    let debian = Path::new("/usr/bin/cargo").exists() && Path::new("/usr/lib/rustlib/src").exists();
    if !debian {
        let added = progress::step(&format!("rustup target add {TARGET}"), || {
            run_quietly(Command::new("rustup").args(["target", "add", TARGET]))
        });
        if added.is_ok() && has_target() {
            return Ok(Toolchain::Ordinary);
        }
        progress::say(
            "     not to be had here; trying Debian's compiler, which can build the target itself",
        );
        debian::install(&["rustc-web", "cargo-web", "rust-web-src"], "Rust's WebAssembly target")
            .with_context(|| format!("or run: rustup target add {TARGET}"))?;
    }
    let linker = linker(&sysroot)?;
    Ok(Toolchain::Debian { linker })
}

impl Toolchain {
    /// A cargo command that builds for the browser; the caller adds what to build.
    pub(crate) fn cargo(&self) -> Command {
        match self {
            Self::Ordinary => Command::new(checkout::cargo()),
            Self::Debian { linker } => {
                let mut command = Command::new("/usr/bin/cargo");
                command
                    .env("RUSTC", "/usr/bin/rustc")
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                    // Set by the cargo that runs us, for its own toolchain.
                    .env_remove("RUSTUP_TOOLCHAIN")
                    .env_remove("CARGO");
                command
            }
        }
    }
}

fn sysroot() -> Result<PathBuf> {
    let text = run_quietly(Command::new("rustc").args(["--print", "sysroot"]))
        .context("no rustc on the path; install Rust with rustup")?;
    Ok(PathBuf::from(text.trim()))
}

/// The linker that comes with the ordinary toolchain, else one of LLVM's on the path.
fn linker(sysroot: &Path) -> Result<PathBuf> {
    let host = run_quietly(Command::new("rustc").arg("-vV"))?;
    let host =
        host.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let own = sysroot.join("lib/rustlib").join(host).join("bin/rust-lld");
    if own.exists() {
        return Ok(own);
    }
    let installed = || find("rust-lld").or_else(|| find("wasm-ld"));
    if let Some(linker) = installed() {
        return Ok(linker);
    }
    debian::install(&["lld"], "a linker for WebAssembly")?;
    installed().context("lld was installed, but wasm-ld is not on the path")
}
