//! An import room over a database and a folder of its own, with an importer that a test leads.

use std::{
    future::pending,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use futures::{StreamExt, stream};
use imports::{ImportBook, ImportFolder, ImportWorker};
use kernel::AccountId;
use storefront::{
    account::Caller,
    import_room::{
        FileFormat, ImportCounts, ImportFollower, ImportJob, ImportRoom, ImportRoomError, Importer,
        ImporterError, MappingForm, RowFault, RunSheet, Sample, Upload,
    },
    staff::{Role, StaffMember},
};
use tempfile::TempDir;
use testkit::TestDatabase;
use tokio::sync::Notify;

/// For how long a patient test lets PostgreSQL answer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A file of three rows, of which the second is wrong.
pub(crate) const GOODS: &str = "sku,title\nMUG-1,Mug\nbad,Nothing\nPEN-1,Pen\n";

/// Reads files of lines: each is a product, and each that begins with `bad` is wrong.
#[derive(Default)]
pub(crate) struct LedImporter {
    /// Stops after each row until `go` is told.
    pub(crate) waits: AtomicBool,
    /// Never goes on after the first row.
    pub(crate) hangs: AtomicBool,
    /// The catalogue's store is away.
    pub(crate) away: AtomicBool,
    /// Told after each row, where it waits or hangs.
    pub(crate) reached: Notify,
    /// Lets it go on.
    pub(crate) go: Notify,
    /// What it was asked for: whether nothing was to be written.
    pub(crate) jobs: Mutex<Vec<bool>>,
}

#[async_trait]
impl Importer for LedImporter {
    async fn sample(&self, file: &Path, _: FileFormat) -> Result<Sample, ImporterError> {
        let text = read(file)?;
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = text.lines().map(cells);
        let columns = lines.next().unwrap_or_default();
        if columns.first().is_some_and(|name| name == "torn") {
            return Err(ImporterError::File("it is torn".to_owned()));
        }
        Ok(Sample { columns, rows: lines.take(5).collect() })
    }

    async fn import(
        &self,
        job: &ImportJob,
        follower: &mut dyn ImportFollower,
    ) -> Result<ControlFlow<()>, ImporterError> {
        self.jobs.lock().expect("no test breaks off while it holds this").push(job.dry_run);
        if self.away.load(Ordering::SeqCst) {
            return Err(ImporterError::Unavailable);
        }
        let text = read(&job.file)?;
        let mut counts = ImportCounts::default();
        for line in text.lines().skip(1) {
            counts.rows += 1;
            counts.bytes += line.len() as u64 + 1;
            let mut faults = Vec::new();
            if line.starts_with("bad") {
                counts.errors += 1;
                let (column, message) = ("sku".to_owned(), "=bad".to_owned());
                faults.push(RowFault { row: counts.rows, column, message });
            } else {
                counts.created += 1;
            }
            if follower.batch(&counts, faults).await.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if self.hangs.load(Ordering::SeqCst) {
                self.reached.notify_one();
                pending::<()>().await;
            }
            if self.waits.load(Ordering::SeqCst) {
                self.reached.notify_one();
                self.go.notified().await;
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

fn read(file: &Path) -> Result<String, ImporterError> {
    std::fs::read_to_string(file).map_err(|error| ImporterError::File(error.to_string()))
}

pub(crate) struct Ground {
    pub(crate) database: TestDatabase,
    pub(crate) room: ImportBook,
    pub(crate) importer: Arc<LedImporter>,
    folder: TempDir,
}

/// Somebody of staff.
pub(crate) fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("wanda").expect("an id"),
        name: "Wanda".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

pub(crate) fn editor() -> StaffMember {
    member(Role::Catalogue)
}

pub(crate) fn caller() -> Caller {
    Caller { address: "203.0.113.77".parse().ok(), agent: "a test".to_owned() }
}

/// What the columns of [`GOODS`] are.
pub(crate) fn mapping(version: u32) -> MappingForm {
    MappingForm {
        uses: vec!["sku".to_owned(), "title".to_owned()],
        prices: "major".to_owned(),
        version: version.to_string(),
    }
}

impl Ground {
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::new().await;
        let folder = tempfile::tempdir().expect("a folder");
        let importer = Arc::new(LedImporter::default());
        let kept = ImportFolder::open(folder.path()).expect("a folder");
        let room = ImportBook::new(database.pool.clone(), kept, importer.clone(), PATIENCE);
        Self { database, room, importer, folder }
    }

    /// A worker with a name of its own.
    pub(crate) fn worker(&self) -> ImportWorker {
        let folder = ImportFolder::open(self.folder.path()).expect("a folder");
        ImportWorker::new(self.database.pool.clone(), folder, self.importer.clone())
    }

    /// Sends a file in pieces of a few bytes.
    pub(crate) async fn send(&self, key: &str, bytes: &[u8]) -> Result<String, ImportRoomError> {
        let pieces: Vec<_> = bytes.chunks(5).map(|piece| Ok(piece.to_vec())).collect();
        let content = stream::iter(pieces).boxed();
        let upload = Upload { name: "goods.csv", key, content };
        self.room.upload(&editor(), upload, &caller()).await
    }

    /// A run of a file that was checked.
    pub(crate) async fn checked(&self) -> String {
        let id = self.send("key-1", GOODS.as_bytes()).await.expect("kept");
        self.room.check(&editor(), &id, &mapping(1), &caller()).await.expect("to be checked");
        assert!(self.worker().once().await);
        id
    }

    pub(crate) async fn sheet(&self, id: &str) -> RunSheet {
        self.room.sheet(&editor(), id).await.expect("a run")
    }

    /// Runs a statement that changes something behind the room.
    pub(crate) async fn run(&self, statement: &'static str) {
        sqlx::query(statement).execute(&self.database.pool).await.expect("done");
    }

    /// What is in the folder, by name.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        files.sort();
        files
    }

    /// What the audit log says was done, in its order.
    pub(crate) async fn deeds(&self) -> Vec<(String, String)> {
        sqlx::query_as("select action, subject from accounts.audit order by id")
            .fetch_all(&self.database.pool)
            .await
            .expect("the log")
    }
}
