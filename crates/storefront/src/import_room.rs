//! Products from a file, and into one, behind the counter.
//!
//! A file is uploaded, its columns are said to be something, it is checked without anything being
//! written, and then its good rows are imported. The work is done in the background; its state is a
//! [run](RunRow) that every server sees.

use async_trait::async_trait;
use futures::stream::BoxStream;

use crate::{ShopError, account::Caller, offer_room::Entered, staff::StaffMember};

mod cells;
mod columns;
mod error;
mod guess;
mod run;
mod work;

pub use cells::{csv_cell, csv_line, guarded, unguarded};
pub use columns::{ColumnUse, ImportMapping, MappedColumn, MappingForm, PriceUnit};
pub use error::{ImportRefusal, ImportRoomError};
pub use guess::{called, guess};
pub use run::{InvalidRunCursor, RUN_PAGE, RunCursor, RunPage, RunRow, RunSheet, RunState};
pub use work::{
    FileFormat, ImportCounts, ImportFollower, ImportJob, Importer, ImporterError, RowFault, Sample,
};

/// The largest file that is taken, in bytes.
pub const LARGEST_FILE: u64 = 1024 * 1024 * 1024;
/// Faults that a page shows; all of them can be downloaded.
pub const SHOWN_FAULTS: usize = 200;
/// Days after which an uploaded file is deleted.
pub const FILE_DAYS: u32 = 7;

/// The bytes of a file that is sent in pieces. Ends early with an error when a store went away.
pub type Pieces = BoxStream<'static, Result<Vec<u8>, ShopError>>;

/// A file that somebody sends did not come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenOff {
    /// It is larger than [`LARGEST_FILE`].
    #[error("the file is too large")]
    TooLarge,
    /// The connection ended.
    #[error("the file did not come whole")]
    Lost,
}

/// A file that is being sent.
pub struct Upload<'a> {
    /// What it is called where it comes from. It is shown and used for nothing else.
    pub name: &'a str,
    /// The form's own key: a form that is sent again leads to the run that it made before.
    pub key: &'a str,
    /// Its bytes.
    pub content: BoxStream<'a, Result<Vec<u8>, BrokenOff>>,
}

/// Importing products, for [`crate::staff::Permission::EditCatalogue`]. Beginning and cancelling an
/// import is written into the audit log in the same transaction.
#[async_trait]
pub trait ImportRoom: Send + Sync {
    /// Runs, the newest first.
    ///
    /// # Errors
    /// [`ImportRoomError::Forbidden`], [`ImportRoomError::Unavailable`].
    async fn runs(
        &self,
        by: &StaffMember,
        after: Option<&RunCursor>,
    ) -> Result<RunPage, ImportRoomError>;

    /// One run, with the first rows of its file and the first [`SHOWN_FAULTS`] faults.
    ///
    /// # Errors
    /// [`ImportRoomError::NotFound`], and as for [`ImportRoom::runs`].
    async fn sheet(&self, by: &StaffMember, id: &str) -> Result<RunSheet, ImportRoomError>;

    /// How far one run is.
    ///
    /// # Errors
    /// As for [`ImportRoom::sheet`].
    async fn progress(&self, by: &StaffMember, id: &str) -> Result<RunRow, ImportRoomError>;

    /// Keeps a file, and answers the id of its run. It is a line of the audit log.
    ///
    /// # Errors
    /// [`ImportRoomError::Refused`] (`file`), [`ImportRoomError::Forbidden`],
    /// [`ImportRoomError::Unavailable`].
    async fn upload(
        &self,
        by: &StaffMember,
        upload: Upload<'_>,
        caller: &Caller,
    ) -> Result<String, ImportRoomError>;

    /// Says what the columns are, and has the file checked in the background. It is a line of the
    /// audit log.
    ///
    /// # Errors
    /// [`ImportRoomError`].
    async fn check(
        &self,
        by: &StaffMember,
        id: &str,
        form: &MappingForm,
        caller: &Caller,
    ) -> Result<Entered, ImportRoomError>;

    /// Has the good rows imported in the background, where the check was read at `version`.
    ///
    /// # Errors
    /// [`ImportRoomError::Stale`], [`ImportRoomError::NotFound`], [`ImportRoomError::Forbidden`],
    /// [`ImportRoomError::Unavailable`].
    async fn start(
        &self,
        by: &StaffMember,
        id: &str,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, ImportRoomError>;

    /// Has a check or an import stop before its next batch. What was written stays.
    ///
    /// # Errors
    /// As for [`ImportRoom::start`]; [`ImportRoomError::Stale`] where there is nothing to stop.
    async fn cancel(
        &self,
        by: &StaffMember,
        id: &str,
        caller: &Caller,
    ) -> Result<Entered, ImportRoomError>;

    /// All faults of a run, as CSV.
    ///
    /// # Errors
    /// As for [`ImportRoom::sheet`].
    async fn faults(&self, by: &StaffMember, id: &str) -> Result<Pieces, ImportRoomError>;
}

/// How a file of products is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// Values separated by commas.
    Csv,
    /// A JSON object in each line.
    JsonLines,
}

/// All products in a file, for [`crate::staff::Permission::ReadCatalogue`]. An import of it says that
/// nothing differs.
#[async_trait]
pub trait CatalogueExport: Send + Sync {
    /// Every product by id, whatever its status: a row for each variant.
    ///
    /// # Errors
    /// [`ImportRoomError::Forbidden`]. A store that goes away ends the file early, with an error.
    async fn export(
        &self,
        by: &StaffMember,
        format: ExportFormat,
    ) -> Result<Pieces, ImportRoomError>;
}
