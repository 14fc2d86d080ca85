//! Runs: files that were uploaded, and what became of them.

use kernel::Timestamp;

use super::{FileFormat, ImportCounts, ImportMapping, RowFault, Sample};

/// Runs of one page.
pub const RUN_PAGE: usize = 50;

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// The file is there; nobody has said what its columns are.
    Uploaded,
    /// It is read and compared; nothing is written.
    Checking,
    /// It was checked.
    Checked,
    /// Its good rows are written.
    Running,
    /// They are written.
    Done,
    /// Somebody stopped it.
    Cancelled,
    /// It cannot be read on.
    Failed,
}

impl RunState {
    /// All states.
    pub const ALL: [Self; 7] = [
        Self::Uploaded,
        Self::Checking,
        Self::Checked,
        Self::Running,
        Self::Done,
        Self::Cancelled,
        Self::Failed,
    ];

    /// Its name, as it is stored and as the progress says it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// The state of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Its name, for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Uploaded => "Uploaded",
            Self::Checking => "Being checked",
            Self::Checked => "Checked",
            Self::Running => "Being imported",
            Self::Done => "Imported",
            Self::Cancelled => "Cancelled",
            Self::Failed => "Could not be read",
        }
    }

    /// Whether a worker is to do something.
    #[must_use]
    pub const fn is_busy(self) -> bool {
        matches!(self, Self::Checking | Self::Running)
    }
}

/// A run in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// Its id.
    pub id: String,
    /// What the file was called.
    pub file_name: String,
    /// How long the file is.
    pub bytes: u64,
    /// How it writes its rows.
    pub format: FileFormat,
    /// Where it stands.
    pub state: RunState,
    /// What the last check or import has counted so far.
    pub counts: ImportCounts,
    /// Whether it has begun to write products.
    pub written: bool,
    /// Who uploaded it.
    pub by_name: String,
    /// When.
    pub uploaded_at: Timestamp,
}

/// A run on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSheet {
    /// As in the list.
    pub row: RunRow,
    /// Grows by one with all that staff do to it.
    pub version: u32,
    /// The beginning of the file.
    pub sample: Sample,
    /// What its columns are, once somebody has said so.
    pub mapping: Option<ImportMapping>,
    /// The first faults of the last check or import.
    pub faults: Vec<RowFault>,
    /// Somebody wants it stopped, and it is not yet.
    pub stopping: bool,
    /// Why it could not be read.
    pub failure: Option<String>,
    /// Whether the file was deleted, for its age.
    pub file_gone: bool,
}

impl RunRow {
    /// How much of the file was read, in percent; a hundred only at its end.
    #[must_use]
    pub fn percent(&self) -> u64 {
        let read = self.counts.bytes.min(self.bytes);
        read.saturating_mul(100).checked_div(self.bytes).unwrap_or(0)
    }

    /// How far it is, as a sentence.
    #[must_use]
    pub fn told(&self) -> String {
        let ImportCounts { rows, created, updated, unchanged, errors, .. } = self.counts;
        let percent = self.percent();
        format!(
            "{percent} % of the file read, {rows} rows: {created} new, {updated} changed, \
             {unchanged} unchanged, {errors} errors."
        )
    }
}

/// Why a text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that this shop gave out")]
pub struct InvalidRunCursor;

/// Where a page of runs ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunCursor {
    /// When the last run was uploaded.
    pub uploaded_at: Timestamp,
    /// Its id.
    pub id: String,
}

impl RunCursor {
    /// The cursor as an address carries it.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{}.{}", self.uploaded_at.millis(), self.id)
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// [`InvalidRunCursor`].
    pub fn parse(text: &str) -> Result<Self, InvalidRunCursor> {
        let (millis, id) = text.split_once('.').ok_or(InvalidRunCursor)?;
        let plain = (1..=14).contains(&millis.len())
            && millis.bytes().all(|byte| byte.is_ascii_digit())
            && is_id(id);
        let millis = if plain { millis.parse::<i64>().ok() } else { None };
        let uploaded_at = Timestamp::from_millis(millis.ok_or(InvalidRunCursor)?);
        Ok(Self { uploaded_at, id: id.to_owned() })
    }
}

/// Whether a text can be the id of a run: 32 hexadecimal digits.
fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Some of the runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunPage {
    /// The newest first, at most [`RUN_PAGE`].
    pub rows: Vec<RunRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<RunCursor>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_as_they_were_written() {
        let cursor = RunCursor {
            uploaded_at: Timestamp::from_millis(1_795_269_959_123),
            id: "0123456789abcdef0123456789abcdef".to_owned(),
        };
        assert_eq!(RunCursor::parse(&cursor.write()), Ok(cursor));
        for text in ["", "1", "1.a", "-1.0123456789abcdef0123456789abcdef", "1.ABCDEF"] {
            assert_eq!(RunCursor::parse(text), Err(InvalidRunCursor), "{text}");
        }
    }

    #[test]
    fn states_are_read_as_they_were_written() {
        for state in RunState::ALL {
            assert_eq!(RunState::named(state.name()), Some(state));
        }
    }
}
