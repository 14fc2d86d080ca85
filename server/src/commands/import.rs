//! `quayside import`

use std::{
    fs::File,
    io::{BufReader, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, Result};
use catalog::import::{self, Format, Mapping, Options, Progress};
use clap::Args;
use inventory::MAIN_WAREHOUSE;

use crate::{compose, config::Config, drawings::Drawings};

/// What to import.
#[derive(Args)]
pub(super) struct Arguments {
    /// CSV (.csv) or JSON Lines (.jsonl), plain or gzipped (.gz).
    file: PathBuf,
    /// Which column feeds which field.
    #[arg(long)]
    mapping: PathBuf,
    /// Read and compare everything, write nothing.
    #[arg(long)]
    dry_run: bool,
    /// How many refused rows to list.
    #[arg(long, default_value_t = 20)]
    show_errors: usize,
}

/// Imports, receives the starting stock of what came, and says what happened. The exit code is 2
/// when rows were refused; the good rows are in.
pub(super) async fn run(config: &Config, arguments: Arguments) -> Result<ExitCode> {
    let mapping = Mapping::read(&arguments.mapping)?;
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let zipped = name.ends_with(".gz");
    let format = match name.trim_end_matches(".gz").rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => Format::Csv,
        Some("jsonl" | "ndjson") => Format::JsonLines,
        _ => anyhow::bail!("{name} is neither .csv nor .jsonl, plain or .gz"),
    };
    let file = File::open(&arguments.file)
        .with_context(|| format!("cannot read {}", arguments.file.display()))?;
    let reader: Box<dyn std::io::BufRead + Send> = if zipped {
        Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(BufReader::new(file))))
    } else {
        Box::new(BufReader::new(file))
    };
    let catalogue = compose::catalogue(config).await?;
    let drawings = Drawings::new(compose::pictures(config).await?);
    let terminal = std::io::stderr().is_terminal();
    let mut shown = 0;
    let mut progress = |progress: &Progress| {
        if terminal || progress.rows >= shown + 5_000 {
            shown = progress.rows;
            let end = if terminal { "\r" } else { "\n" };
            let Progress { rows, created, updated, unchanged, errors, .. } = progress;
            eprint!(
                "{rows} rows: {created} new, {updated} changed, {unchanged} unchanged, {errors} refused{end}"
            );
            // Progress that cannot be shown is no reason to stop an import.
            let _ = std::io::stderr().flush();
        }
    };
    let options = Options { dry_run: arguments.dry_run };
    let report =
        import::run(reader, format, &mapping, options, &catalogue, &drawings, &mut progress)
            .await?;
    if terminal {
        eprintln!();
    }
    for error in report.errors.iter().take(arguments.show_errors) {
        println!("row {}, {}: {}", error.row, error.column, error.message);
    }
    let received = if arguments.dry_run {
        0
    } else {
        let postgres = compose::postgres(config).await?;
        inventory::receive_starting_stock(&postgres, &report.stock, MAIN_WAREHOUSE, "import")
            .await?
    };
    let begin = if arguments.dry_run { "Nothing was written. " } else { "" };
    println!(
        "{begin}New {}, changed {}, unchanged {}, refused {}; stock of {received} SKUs received.",
        report.created,
        report.updated,
        report.unchanged,
        report.errors.len()
    );
    Ok(if report.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}
