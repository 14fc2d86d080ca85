//! Imports for staff: a file whose columns they have named.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    ops::ControlFlow,
    path::Path,
    sync::Arc,
};

use async_trait::async_trait;
use kernel::Currency;
use storefront::import_room::{
    FileFormat, ImportCounts, ImportFollower, ImportJob, Importer, ImporterError, RowFault, Sample,
};

use crate::{
    CatalogStore,
    import::{
        Columns, Follow, Format, Ground, ImportError, Options, PictureOfKind, Plan, Progress, Row,
        RowError, measured, rows, run_columns,
    },
};

/// Rows that are looked at for the names of columns: objects need not all have the same.
const LOOKED_AT: usize = 100;
/// Rows of a sample.
const SHOWN: usize = 5;
/// Longest value that a sample shows, in characters.
const LONGEST: usize = 80;
/// The most columns of a file.
const MOST_COLUMNS: usize = 300;
/// The longest name of a column, in characters.
const LONGEST_NAME: usize = 200;
/// What some programs write in front of text to say that it is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Imports files by columns.
pub struct ColumnImporter {
    store: Arc<CatalogStore>,
    pictures: Arc<dyn PictureOfKind + Send + Sync>,
    currency: Currency,
}

impl ColumnImporter {
    /// Imports into a catalogue. Prices of new products are in a currency, and a new product gets a
    /// picture of its kind.
    #[must_use]
    pub fn new(
        store: Arc<CatalogStore>,
        pictures: Arc<dyn PictureOfKind + Send + Sync>,
        currency: Currency,
    ) -> Self {
        Self { store, pictures, currency }
    }
}

fn open(path: &Path) -> io::Result<BufReader<File>> {
    let mut reader = BufReader::with_capacity(64 * 1024, File::open(path)?);
    if reader.fill_buf()?.starts_with(MARK) {
        reader.consume(MARK.len());
    }
    Ok(reader)
}

fn format(file: FileFormat) -> Format {
    file.delimiter().map_or(Format::JsonLines, Format::CsvWith)
}

fn sample(path: &Path, file: FileFormat) -> Result<Sample, ImporterError> {
    let unreadable = |error: io::Error| ImporterError::File(error.to_string());
    let (reader, _) = measured(open(path).map_err(unreadable)?);
    let mut read: Vec<Row> = Vec::new();
    let mut wrong = None;
    for row in rows(Box::new(reader), format(file)).take(LOOKED_AT) {
        match row.map_err(unreadable)? {
            Ok(row) if row.fields.is_empty() => {}
            Ok(row) => read.push(row),
            Err(message) => wrong = wrong.or(Some(message)),
        }
    }
    let mut columns: Vec<String> = Vec::new();
    for (name, _) in read.iter().flat_map(|row| &row.fields) {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
        // One row may have half a million names, and each is compared with all before it.
        if columns.len() > MOST_COLUMNS {
            break;
        }
    }
    match wrong {
        _ if columns.len() > MOST_COLUMNS => {
            Err(ImporterError::File(format!("it has more than {MOST_COLUMNS} columns")))
        }
        _ if columns.iter().any(|name| name.chars().count() > LONGEST_NAME) => {
            Err(ImporterError::File(format!(
                "a column's name is longer than {LONGEST_NAME} characters"
            )))
        }
        Some(message) if columns.is_empty() => Err(ImporterError::File(message)),
        None if columns.is_empty() => {
            Err(ImporterError::File("it has no row below its header".to_owned()))
        }
        _ => {
            let cell = |row: &Row, column: &String| -> String {
                let text = row.text(column).unwrap_or_default();
                text.chars().take(LONGEST).collect()
            };
            let rows = read.iter().take(SHOWN);
            let rows = rows.map(|row| columns.iter().map(|column| cell(row, column)).collect());
            Ok(Sample { rows: rows.collect(), columns })
        }
    }
}

/// Tells a follower what the importer tells.
struct Told<'a>(&'a mut dyn ImportFollower);

#[async_trait]
impl Follow for Told<'_> {
    async fn batch(&mut self, progress: &Progress, errors: Vec<RowError>) -> ControlFlow<()> {
        let Progress { rows, bytes, created, updated, unchanged, errors: found } = *progress;
        let counts = ImportCounts { rows, bytes, created, updated, unchanged, errors: found };
        let faults = errors.into_iter().map(|error| RowFault {
            row: error.row,
            column: error.column,
            message: error.message,
        });
        self.0.batch(&counts, faults.collect()).await
    }
}

#[async_trait]
impl Importer for ColumnImporter {
    async fn sample(&self, file: &Path, format: FileFormat) -> Result<Sample, ImporterError> {
        let file = file.to_owned();
        let sampled = tokio::task::spawn_blocking(move || sample(&file, format)).await;
        sampled.unwrap_or_else(|error| {
            tracing::error!(%error, "a file could not be looked into");
            Err(ImporterError::File("it cannot be looked into".to_owned()))
        })
    }

    async fn import(
        &self,
        job: &ImportJob,
        follower: &mut dyn ImportFollower,
    ) -> Result<ControlFlow<()>, ImporterError> {
        let file = open(&job.file).map_err(|error| ImporterError::File(error.to_string()))?;
        let (reader, measure) = measured(file);
        let columns = Columns::new(job.mapping.clone(), job.format, self.currency);
        let ground = Ground {
            plan: Plan::Columns(&columns),
            options: Options { dry_run: job.dry_run },
            store: &self.store,
            pictures: &*self.pictures,
            measure: Some(measure),
        };
        let mut told = Told(follower);
        let done = run_columns(Box::new(reader), format(job.format), ground, &mut told).await;
        done.map_err(|error| match error {
            ImportError::File(error) => ImporterError::File(error.to_string()),
            error => {
                tracing::error!(%error, "an import stopped");
                ImporterError::Unavailable
            }
        })
    }
}
