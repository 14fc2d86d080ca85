//! Imports. Pages only read, so whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::Timestamp;
use storefront::{
    account::Caller,
    import_room::{
        CatalogueExport, ExportFormat, FileFormat, ImportCounts, ImportRoom, ImportRoomError,
        MappingForm, Pieces, RUN_PAGE, RowFault, RunCursor, RunPage, RunRow, RunSheet, RunState,
        Sample, Upload, guess,
    },
    offer_room::Entered,
    staff::StaffMember,
};

const MORNING: Timestamp = Timestamp::from_millis(1_795_269_900_000);

/// What is answered from.
pub(crate) struct Stored {
    /// The newest first.
    pub(crate) runs: Vec<RunSheet>,
    /// Why nothing is answered.
    pub(crate) refused: Option<ImportRoomError>,
}

/// The ports that are about files of products.
pub(crate) struct FakeImportRoom(Mutex<Stored>);

/// The id of a run by a number.
pub(crate) fn run_id(number: usize) -> String {
    format!("{number:032x}")
}

/// A run in a state: half of its file is read.
pub(crate) fn run(number: usize, state: RunState) -> RunSheet {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let sample = Sample {
        columns: words(&["SKU", "Name", "Price", "Note"]),
        rows: vec![
            words(&["MUG-1", "Harbour mug", "12.50", ""]),
            words(&["MUG-2", "<b>", "x", ""]),
        ],
    };
    let mapped = !matches!(state, RunState::Uploaded);
    let fault = RowFault {
        row: 2,
        column: "Price".to_owned(),
        message: "`x` is no price such as 12.50".to_owned(),
    };
    RunSheet {
        row: RunRow {
            id: run_id(number),
            file_name: format!("goods-{number}.csv"),
            bytes: 4_096,
            format: FileFormat::Comma,
            state,
            counts: ImportCounts {
                rows: 2,
                bytes: 2_048,
                created: 1,
                updated: 0,
                unchanged: 0,
                errors: 1,
            },
            written: matches!(state, RunState::Running | RunState::Done),
            by_name: "Mira".to_owned(),
            uploaded_at: MORNING,
        },
        version: 3,
        mapping: mapped.then(|| guess(&sample.columns)),
        sample,
        faults: if mapped { vec![fault] } else { Vec::new() },
        stopping: false,
        failure: (state == RunState::Failed).then(|| "a row is longer than 4 MB".to_owned()),
        file_gone: false,
    }
}

impl FakeImportRoom {
    /// With a run in each state, by its number.
    pub(crate) fn filled() -> Arc<Self> {
        let runs = RunState::ALL.into_iter().enumerate().map(|(number, state)| run(number, state));
        Arc::new(Self(Mutex::new(Stored { runs: runs.collect(), refused: None })))
    }

    /// What is answered from.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().expect("no test breaks off while it holds this")
    }

    fn open(&self) -> Result<MutexGuard<'_, Stored>, ImportRoomError> {
        let stored = self.stored();
        match &stored.refused {
            Some(error) => Err(error.clone()),
            None => Ok(stored),
        }
    }
}

#[async_trait]
impl ImportRoom for FakeImportRoom {
    async fn runs(
        &self,
        _: &StaffMember,
        after: Option<&RunCursor>,
    ) -> Result<RunPage, ImportRoomError> {
        let stored = self.open()?;
        let behind = |sheet: &&RunSheet| after.is_none_or(|after| sheet.row.id > after.id);
        let mut rows: Vec<RunRow> =
            stored.runs.iter().filter(behind).map(|sheet| sheet.row.clone()).collect();
        let more = rows.len() > RUN_PAGE;
        rows.truncate(RUN_PAGE);
        let next = rows.last().filter(|_| more);
        let next = next.map(|row| RunCursor { uploaded_at: row.uploaded_at, id: row.id.clone() });
        Ok(RunPage { rows, next })
    }

    async fn sheet(&self, _: &StaffMember, id: &str) -> Result<RunSheet, ImportRoomError> {
        let stored = self.open()?;
        let found = stored.runs.iter().find(|sheet| sheet.row.id == id).cloned();
        found.ok_or(ImportRoomError::NotFound)
    }

    async fn progress(&self, by: &StaffMember, id: &str) -> Result<RunRow, ImportRoomError> {
        self.sheet(by, id).await.map(|sheet| sheet.row)
    }

    async fn upload(
        &self,
        _: &StaffMember,
        _: Upload<'_>,
        _: &Caller,
    ) -> Result<String, ImportRoomError> {
        Err(ImportRoomError::Unavailable)
    }

    async fn check(
        &self,
        _: &StaffMember,
        _: &str,
        _: &MappingForm,
        _: &Caller,
    ) -> Result<Entered, ImportRoomError> {
        Err(ImportRoomError::Unavailable)
    }

    async fn start(
        &self,
        _: &StaffMember,
        _: &str,
        _: u32,
        _: &Caller,
    ) -> Result<Entered, ImportRoomError> {
        Err(ImportRoomError::Unavailable)
    }

    async fn cancel(
        &self,
        _: &StaffMember,
        _: &str,
        _: &Caller,
    ) -> Result<Entered, ImportRoomError> {
        Err(ImportRoomError::Unavailable)
    }

    async fn faults(&self, _: &StaffMember, _: &str) -> Result<Pieces, ImportRoomError> {
        Err(ImportRoomError::Unavailable)
    }
}

#[async_trait]
impl CatalogueExport for FakeImportRoom {
    async fn export(&self, _: &StaffMember, _: ExportFormat) -> Result<Pieces, ImportRoomError> {
        Err(ImportRoomError::Unavailable)
    }
}
