//! `quayside index`

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::{compose, config::Config};

/// What to do with the index.
#[derive(Subcommand)]
pub(super) enum Action {
    /// Compare id, version and every stored field with MongoDB, while the server goes on. Set
    /// QUAYSIDE_INDEX to look at another server's folder.
    Verify,
    /// Build the index anew, whatever is there. Needs an index that no server uses.
    Rebuild,
}

/// Carries out the action. The exit code is 1 when the index differs.
pub(super) async fn run(config: &Config, action: Action) -> Result<ExitCode> {
    match action {
        Action::Rebuild => {
            let composed = compose::shop(config).await?;
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
            let catalogue = compose::catalogue(config).await?;
            let report = search::verify_folder(&config.index, &*catalogue).await?;
            for difference in &report.differences {
                println!("{}: {:?}", difference.id, difference.what);
            }
            println!("{} products compared, {} differ.", report.compared, report.different);
            Ok(if report.different == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}
