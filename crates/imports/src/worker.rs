//! Does what staff asked for, in the background.

use std::{ops::ControlFlow, sync::Arc, time::Duration};

use async_trait::async_trait;
use sqlx::PgPool;
use storefront::import_room::{
    ImportCounts, ImportFollower, ImportJob, Importer, ImporterError, RowFault, RunState,
};
use tokio::time::{Instant, sleep, timeout};

use crate::{
    faults::FaultFile,
    folder::ImportFolder,
    store::{self, Taken},
};

/// How often is looked whether there is something to do.
const LOOK: Duration = Duration::from_secs(1);
/// How often a worker gives a sign of life, beside those after each batch.
const BEAT: Duration = Duration::from_secs(5);
/// How often old files are looked for.
const SWEEP: Duration = Duration::from_secs(3600);
/// How long PostgreSQL may take for a statement.
const DEADLINE: Duration = Duration::from_secs(5);

/// Takes runs that wait, one at a time. Cheap to clone; clones are one worker.
#[derive(Clone)]
pub struct ImportWorker {
    pool: PgPool,
    folder: ImportFolder,
    importer: Arc<dyn Importer>,
    /// By what it is told from others.
    name: String,
}

/// Why a run was left where it is. It is taken up again from its beginning.
#[derive(Debug, thiserror::Error)]
enum Left {
    #[error("PostgreSQL: {0}")]
    Store(#[from] sqlx::Error),
    #[error("PostgreSQL took too long")]
    Late,
    #[error("the folder of imports: {0}")]
    Folder(#[from] std::io::Error),
    #[error("the catalogue's store does not answer")]
    Catalogue,
    #[error("another worker has it by now")]
    Lost,
}

/// A statement, in time.
async fn in_time<T>(statement: impl Future<Output = sqlx::Result<T>>) -> Result<T, Left> {
    Ok(timeout(DEADLINE, statement).await.map_err(|_| Left::Late)??)
}

impl ImportWorker {
    /// A worker with a name of its own.
    #[must_use]
    pub fn new(pool: PgPool, folder: ImportFolder, importer: Arc<dyn Importer>) -> Self {
        Self { pool, folder, importer, name: kernel::random_token::<16>() }
    }

    /// Works as long as the shop runs.
    pub async fn run(self) {
        let mut swept: Option<Instant> = None;
        loop {
            let worker = self.clone();
            // A task of its own: what breaks there ends one run and not the worker.
            let worked = tokio::spawn(async move { worker.once().await }).await;
            if let Err(error) = &worked {
                tracing::error!(%error, "an import broke");
            }
            if swept.is_none_or(|at| at.elapsed() > SWEEP) {
                self.sweep().await;
                swept = Some(Instant::now());
            }
            if !matches!(worked, Ok(true)) {
                sleep(LOOK).await;
            }
        }
    }

    /// Takes one run and does it. Whether there was one that came to an end is the answer.
    pub async fn once(&self) -> bool {
        let taken = match in_time(store::take(&self.pool, &self.name)).await {
            Ok(Some(taken)) => taken,
            Ok(None) => return false,
            Err(error) => {
                tracing::warn!(%error, "imports that wait cannot be looked for");
                return false;
            }
        };
        match self.work(&taken).await {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(%error, run = %taken.id, "an import is taken up again later");
                false
            }
        }
    }

    async fn work(&self, taken: &Taken) -> Result<(), Left> {
        if taken.stop {
            return self.end(taken, RunState::Cancelled, None).await;
        }
        let job = ImportJob {
            file: self.folder.file(&taken.id),
            format: taken.format,
            mapping: taken.mapping.clone(),
            dry_run: !taken.writes,
        };
        let faults = FaultFile::create(&self.folder.faults(&taken.id)).await?;
        let mut follower = Follower { worker: self, id: &taken.id, faults, left: None };
        let done = tokio::select! {
            done = self.importer.import(&job, &mut follower) => done,
            left = self.beat(&taken.id) => return Err(left),
        };
        if let Some(left) = follower.left {
            return Err(left);
        }
        match done {
            Ok(ControlFlow::Continue(())) if taken.writes => {
                self.end(taken, RunState::Done, None).await
            }
            Ok(ControlFlow::Continue(())) => self.end(taken, RunState::Checked, None).await,
            Ok(ControlFlow::Break(())) => self.end(taken, RunState::Cancelled, None).await,
            Err(ImporterError::File(sentence)) => {
                self.end(taken, RunState::Failed, Some(&sentence)).await
            }
            Err(ImporterError::Unavailable) => Err(Left::Catalogue),
        }
    }

    async fn end(&self, taken: &Taken, state: RunState, why: Option<&str>) -> Result<(), Left> {
        in_time(store::ended(&self.pool, &taken.id, &self.name, state, why)).await
    }

    /// Gives signs of life, until the run is somebody else's.
    async fn beat(&self, id: &str) -> Left {
        loop {
            sleep(BEAT).await;
            match in_time(store::beat(&self.pool, id, &self.name)).await {
                Ok(true) => {}
                Ok(false) => return Left::Lost,
                // Half a minute of it, and another worker takes the run.
                Err(error) => tracing::warn!(%error, "an import gives no sign of life"),
            }
        }
    }

    /// Deletes files that are old.
    async fn sweep(&self) {
        match in_time(store::expired(&self.pool)).await {
            Ok(old) => {
                for id in old {
                    self.folder.clear(&id).await;
                }
            }
            Err(error) => tracing::warn!(%error, "old files of imports cannot be looked for"),
        }
        if let Err(error) = self.folder.sweep().await {
            tracing::warn!(%error, "the folder of imports cannot be looked through");
        }
    }
}

/// Writes down how an import goes on.
struct Follower<'a> {
    worker: &'a ImportWorker,
    id: &'a str,
    faults: FaultFile,
    /// Why it cannot.
    left: Option<Left>,
}

impl Follower<'_> {
    async fn note(&mut self, counts: &ImportCounts, faults: &[RowFault]) -> Result<bool, Left> {
        let written = store::progress(&self.worker.pool, self.id, &self.worker.name, counts);
        // Before anything is written into a file that another worker may have begun anew.
        let stop = in_time(written).await?.ok_or(Left::Lost)?;
        self.faults.add(faults).await?;
        Ok(stop)
    }
}

#[async_trait]
impl ImportFollower for Follower<'_> {
    async fn batch(&mut self, counts: &ImportCounts, faults: Vec<RowFault>) -> ControlFlow<()> {
        match self.note(counts, &faults).await {
            Ok(false) => ControlFlow::Continue(()),
            Ok(true) => ControlFlow::Break(()),
            Err(left) => {
                self.left = Some(left);
                ControlFlow::Break(())
            }
        }
    }
}
