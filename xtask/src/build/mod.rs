//! Everything that is served, built: the server, the wasm with its glue, the styles, the public files.

mod assets;
mod server;
mod site;
mod styles;
mod twins;
mod wasm;

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::{checkout, progress, tools};

/// What was built and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Built {
    /// The server's program.
    pub(crate) server: PathBuf,
    /// The folder of scripts, styles and public files.
    pub(crate) site: PathBuf,
}

/// Builds the server alone, for its commands that serve nothing.
pub(crate) fn server_only() -> Result<Built> {
    let target = checkout::target()?;
    Ok(Built { server: server::build(&target)?, site: target.join("site") })
}

/// Builds what changed, to be used.
pub(crate) fn all() -> Result<Built> {
    with_server(server::build)
}

/// Builds what changed, to be looked at soon.
pub(crate) fn unoptimised() -> Result<Built> {
    with_server(server::build_unoptimised)
}

/// Builds what changed, to be tested: the server unoptimised, with its checks of arithmetic, in a
/// third of the time.
pub(crate) fn for_tests() -> Result<Built> {
    with_server(server::build_with_tests)
}

/// Builds the tests of the workspace and with them the server that other tests use.
pub(crate) fn tests() -> Result<Built> {
    let target = checkout::target()?;
    Ok(Built { server: server::build_with_tests(&target)?, site: target.join("site") })
}

/// The same with the bugs in it that a server can be asked to have.
pub(crate) fn tests_with_mutants() -> Result<Built> {
    let target = checkout::target()?;
    Ok(Built { server: server::build_with_mutants(&target)?, site: target.join("site") })
}

fn with_server(build_server: fn(&Path) -> Result<PathBuf>) -> Result<Built> {
    let target = checkout::target()?;
    let site = site::Site::at(target.join("site"))?;
    progress::say("Building");
    tools::npm::install(&checkout::root())?;
    // The last crates of the server wait for each other, and leave a core to the browser's part.
    let (server, browser) = std::thread::scope(|scope| {
        let browser = scope.spawn(|| wasm::build(&target, &site));
        let server = build_server(&target);
        (server, browser.join().unwrap_or_else(|_| Err(anyhow!("building the wasm panicked"))))
    });
    let (server, (glue, wasm)) = (server?, browser?);
    let css = styles::build(&site)?;
    assets::copy(&site)?;
    site.finish(&site::Manifest { js: glue, wasm, css })?;
    Ok(Built { server, site: site.path().to_path_buf() })
}
