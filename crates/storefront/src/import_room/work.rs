//! What is between a run and the importer that does it.

use std::{ops::ControlFlow, path::PathBuf};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::ImportMapping;

/// How a file writes its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// CSV with commas.
    Comma,
    /// CSV with semicolons.
    Semicolon,
    /// CSV with tabs.
    Tab,
    /// A JSON object in each line.
    JsonLines,
}

impl FileFormat {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::JsonLines];

    /// Its name, as it is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::JsonLines => "json_lines",
        }
    }

    /// The format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Its name, for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Comma => "CSV with commas",
            Self::Semicolon => "CSV with semicolons",
            Self::Tab => "CSV with tabs",
            Self::JsonLines => "JSON Lines",
        }
    }

    /// What stands between its values; none for JSON.
    #[must_use]
    pub const fn delimiter(self) -> Option<u8> {
        match self {
            Self::Comma => Some(b','),
            Self::Semicolon => Some(b';'),
            Self::Tab => Some(b'\t'),
            Self::JsonLines => None,
        }
    }

    /// Guesses by the beginning of a file, without the mark that says it is UTF-8: an object is JSON,
    /// all else is CSV with what the first line has most of outside quotes.
    #[must_use]
    pub fn of(beginning: &[u8]) -> Self {
        let text = beginning.trim_ascii_start();
        if text.first() == Some(&b'{') {
            return Self::JsonLines;
        }
        let mut counts = [0_usize; 3];
        let mut quoted = false;
        for byte in text.iter().take_while(|byte| **byte != b'\n') {
            match byte {
                b'"' => quoted = !quoted,
                b',' if !quoted => counts[0] += 1,
                b';' if !quoted => counts[1] += 1,
                b'\t' if !quoted => counts[2] += 1,
                _ => {}
            }
        }
        let [commas, semicolons, tabs] = counts;
        if semicolons > commas && semicolons >= tabs {
            Self::Semicolon
        } else if tabs > commas {
            Self::Tab
        } else {
            Self::Comma
        }
    }
}

/// The beginning of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// Names of its columns, in the file's order, each once.
    pub columns: Vec<String>,
    /// Its first rows: a value for each column, shortened where they are long.
    pub rows: Vec<Vec<String>>,
}

/// How far an import or a check is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Rows read.
    pub rows: u64,
    /// Bytes of the file that were read.
    pub bytes: u64,
    /// Products that were not there before.
    pub created: u64,
    /// Products that differed.
    pub updated: u64,
    /// Products that were stored just so.
    pub unchanged: u64,
    /// Faults that were found; a row may have several.
    pub errors: u64,
}

/// What is wrong with a row. The row is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFault {
    /// The row, from 1, not counting a header.
    pub row: u64,
    /// The column; empty when the row as a whole is wrong.
    pub column: String,
    /// What is wrong, as a sentence.
    pub message: String,
}

/// An import to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportJob {
    /// Where the file is.
    pub file: PathBuf,
    /// How it writes its rows.
    pub format: FileFormat,
    /// What its columns are.
    pub mapping: ImportMapping,
    /// Read and compare everything, write nothing.
    pub dry_run: bool,
}

/// Is told of an import, batch after batch.
#[async_trait]
pub trait ImportFollower: Send {
    /// A batch is done: how far the import is now, and what was wrong with rows since the last time.
    /// Whether it shall go on is the answer.
    async fn batch(&mut self, counts: &ImportCounts, faults: Vec<RowFault>) -> ControlFlow<()>;
}

/// Why an import ended early. What was written before stays, and doing it again goes on from it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImporterError {
    /// The file cannot be read on; the sentence says why, for staff.
    #[error("the file cannot be read: {0}")]
    File(String),
    /// The catalogue's store did not answer: try again later.
    #[error("the catalogue's store did not answer")]
    Unavailable,
}

/// Reads files of products into the catalogue.
#[async_trait]
pub trait Importer: Send + Sync {
    /// The beginning of a file.
    ///
    /// # Errors
    /// [`ImporterError::File`].
    async fn sample(
        &self,
        file: &std::path::Path,
        format: FileFormat,
    ) -> Result<Sample, ImporterError>;

    /// Imports a file, or as far as its follower lets it.
    ///
    /// # Errors
    /// [`ImporterError`]; wrong rows are no error, the follower is told of them.
    async fn import(
        &self,
        job: &ImportJob,
        follower: &mut dyn ImportFollower,
    ) -> Result<ControlFlow<()>, ImporterError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_how_a_file_begins() {
        for (beginning, format) in [
            ("{\"id\":1}\n", FileFormat::JsonLines),
            ("\n  {\"id\":1}", FileFormat::JsonLines),
            ("id,title\n1;2;3;4,5", FileFormat::Comma),
            ("id;title;\"a,b,c,d\"\n", FileFormat::Semicolon),
            ("id\ttitle", FileFormat::Tab),
            ("id", FileFormat::Comma),
            ("", FileFormat::Comma),
        ] {
            assert_eq!(FileFormat::of(beginning.as_bytes()), format, "{beginning:?}");
        }
        for format in FileFormat::ALL {
            assert_eq!(FileFormat::named(format.name()), Some(format));
        }
    }
}
