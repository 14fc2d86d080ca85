//! `quayside index`

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::{compose, config::Config};

/// What to do with the index.
#[derive(Subcommand)]
pub(super) enum Action {
    /// Compare id, version and every stored field with MongoDB. Needs an index that no server uses;
    /// set QUAYSIDE_INDEX to look at another folder.
    Verify,
    /// Build the index anew, whatever is there.
    Rebuild,
}

/// Carries out the action. The exit code is 1 when the index differs.
pub(super) async fn run(config: &Config, action: Action) -> Result<ExitCode> {
    let composed = compose::shop(config).await?;
    match action {
        Action::Rebuild => {
            let began = std::time::Instant::now();
            composed.index.rebuild().await?;
            println!(
                "{} products indexed in {} ms.",
                composed.index.products(),
                began.elapsed().as_millis()
            );
            Ok(ExitCode::SUCCESS)
        }
        Action::Verify => {
            let report = composed.index.verify().await?;
            for difference in &report.differences {
                println!("{}: {:?}", difference.id, difference.what);
            }
            println!("{} products compared, {} differ.", report.compared, report.different);
            Ok(if report.different == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}
