//! What staff import products with.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use audit::Doer;
use serde_json::json;
use sqlx::{PgPool, PgTransaction};
use storefront::{
    account::Caller,
    import_room::{
        ImportRoom, ImportRoomError, Importer, ImporterError, MappingForm, Pieces, RUN_PAGE,
        RunCursor, RunPage, RunRow, RunSheet, RunState, Upload,
    },
    offer_room::Entered,
    staff::{Permission, StaffMember},
};

use crate::{
    faults,
    folder::ImportFolder,
    store::{self, Locked, NewRun},
};

mod telling;
mod words;

use words::{refusal, shown};

/// Longest key of a form that is kept.
const LONGEST_KEY: usize = 64;

/// What staff import products with. Cheap to clone.
#[derive(Clone)]
pub struct ImportBook {
    pool: PgPool,
    folder: ImportFolder,
    importer: Arc<dyn Importer>,
    deadline: Duration,
}

/// Why something ended without an answer: decided so, or for a failure.
enum Stop {
    Denied(ImportRoomError),
    Failed(sqlx::Error),
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<ImportRoomError> for Stop {
    fn from(error: ImportRoomError) -> Self {
        Self::Denied(error)
    }
}

impl ImportBook {
    /// Keeps files in a folder. PostgreSQL may take so long for one use.
    #[must_use]
    pub fn new(
        pool: PgPool,
        folder: ImportFolder,
        importer: Arc<dyn Importer>,
        deadline: Duration,
    ) -> Self {
        Self { pool, folder, importer, deadline }
    }

    async fn ask<T>(
        &self,
        work: impl Future<Output = Result<T, Stop>> + Send,
    ) -> Result<T, ImportRoomError> {
        match tokio::time::timeout(self.deadline, work).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(Stop::Denied(error))) => Err(error),
            Ok(Err(Stop::Failed(error))) => {
                tracing::error!(%error, "imports could not be read or written");
                Err(ImportRoomError::Unavailable)
            }
            Err(_) => {
                tracing::error!("PostgreSQL took too long over imports");
                Err(ImportRoomError::Unavailable)
            }
        }
    }

    /// Writes the run of a file down that is kept already.
    async fn enter(
        &self,
        doer: Doer<'_>,
        run: &NewRun<'_>,
    ) -> Result<Option<String>, ImportRoomError> {
        self.ask(async {
            let mut txn = pool::begin(&self.pool).await?;
            if store::insert(&mut txn, doer.by, run).await? {
                telling::uploaded(&mut txn, doer, run).await?;
                txn.commit().await?;
                return Ok(None);
            }
            txn.rollback().await?;
            Ok(store::made_by(&self.pool, run.key).await?)
        })
        .await
    }
}

#[async_trait]
impl ImportRoom for ImportBook {
    async fn runs(
        &self,
        by: &StaffMember,
        after: Option<&RunCursor>,
    ) -> Result<RunPage, ImportRoomError> {
        by.require(Permission::EditCatalogue)?;
        let mut rows = self.ask(async { Ok(store::list(&self.pool, after).await?) }).await?;
        let more = rows.len() > RUN_PAGE;
        rows.truncate(RUN_PAGE);
        let next = rows.last().filter(|_| more);
        let next = next.map(|row| RunCursor { uploaded_at: row.uploaded_at, id: row.id.clone() });
        Ok(RunPage { rows, next })
    }

    async fn sheet(&self, by: &StaffMember, id: &str) -> Result<RunSheet, ImportRoomError> {
        by.require(Permission::EditCatalogue)?;
        let found = self.ask(async { Ok(store::sheet(&self.pool, id).await?) }).await?;
        let (row, beside) = found.ok_or(ImportRoomError::NotFound)?;
        let faults = faults::first(&self.folder.faults(&row.id)).await.map_err(|error| {
            tracing::error!(%error, "faults of an import cannot be read");
            ImportRoomError::Unavailable
        })?;
        Ok(RunSheet {
            row,
            version: beside.version,
            sample: beside.sample,
            mapping: beside.mapping,
            faults,
            stopping: beside.stopping,
            failure: beside.failure,
            file_gone: beside.file_gone,
        })
    }

    async fn progress(&self, by: &StaffMember, id: &str) -> Result<RunRow, ImportRoomError> {
        by.require(Permission::EditCatalogue)?;
        let found = self.ask(async { Ok(store::row(&self.pool, id).await?) }).await?;
        found.ok_or(ImportRoomError::NotFound)
    }

    async fn upload(
        &self,
        by: &StaffMember,
        upload: Upload<'_>,
        caller: &Caller,
    ) -> Result<String, ImportRoomError> {
        by.require(Permission::EditCatalogue)?;
        let Upload { name, key, content } = upload;
        // A form whose key was lost is still worth keeping; it then has one of its own.
        let key = if (1..=LONGEST_KEY).contains(&key.len()) {
            key.to_owned()
        } else {
            kernel::random_token::<16>()
        };
        let id = kernel::random_token::<16>();
        let kept = self.folder.keep(&id, content).await.map_err(|error| refusal(&error))?;
        let sampled = self.importer.sample(&self.folder.file(&id), kept.format).await;
        let entered = match sampled {
            Ok(sample) => {
                let (sample, file_name) = (json!(sample), shown(name));
                let run = NewRun {
                    id: &id,
                    key: &key,
                    file_name: &file_name,
                    bytes: kept.bytes,
                    format: kept.format,
                    sample: &sample,
                };
                self.enter(Doer { by, caller }, &run).await
            }
            Err(ImporterError::File(sentence)) => Err(ImportRoomError::refused(
                "file",
                format!("This file cannot be read: {sentence}."),
            )),
            Err(ImporterError::Unavailable) => Err(ImportRoomError::Unavailable),
        };
        match entered {
            Ok(None) => Ok(id),
            Ok(Some(before)) => {
                self.folder.clear(&id).await;
                Ok(before)
            }
            Err(error) => {
                // Where nobody knows whether the run was written down, its file has to stay.
                if error != ImportRoomError::Unavailable {
                    self.folder.clear(&id).await;
                }
                Err(error)
            }
        }
    }

    async fn check(
        &self,
        by: &StaffMember,
        id: &str,
        form: &MappingForm,
        caller: &Caller,
    ) -> Result<Entered, ImportRoomError> {
        by.require(Permission::EditCatalogue)?;
        self.ask(async {
            let mut txn = pool::begin(&self.pool).await?;
            let run = found(&mut txn, id).await?;
            let mapping = form.check(&run.sample.columns).map_err(ImportRoomError::Refused)?;
            let same = run.mapping.as_ref() == Some(&mapping);
            if same && matches!(run.state, RunState::Checking | RunState::Checked) {
                return Ok(Entered::Before);
            }
            let open = [RunState::Uploaded, RunState::Checked];
            if run.version != form.version() || !open.contains(&run.state) {
                return Err(ImportRoomError::Stale.into());
            }
            if run.file_gone {
                return Err(ImportRoomError::NotFound.into());
            }
            store::check(&mut txn, id, &json!(mapping)).await?;
            telling::named(&mut txn, Doer { by, caller }, id, &run, &mapping).await?;
            txn.commit().await?;
            Ok(Entered::Now)
        })
        .await
    }

    async fn start(
        &self,
        by: &StaffMember,
        id: &str,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, ImportRoomError> {
        by.require(Permission::EditCatalogue)?;
        self.ask(async {
            let mut txn = pool::begin(&self.pool).await?;
            let run = found(&mut txn, id).await?;
            if matches!(run.state, RunState::Running | RunState::Done) {
                return Ok(Entered::Before);
            }
            if run.state != RunState::Checked || run.version != version {
                return Err(ImportRoomError::Stale.into());
            }
            if run.file_gone {
                return Err(ImportRoomError::NotFound.into());
            }
            store::start(&mut txn, id).await?;
            telling::started(&mut txn, Doer { by, caller }, id, &run).await?;
            txn.commit().await?;
            Ok(Entered::Now)
        })
        .await
    }

    async fn cancel(
        &self,
        by: &StaffMember,
        id: &str,
        caller: &Caller,
    ) -> Result<Entered, ImportRoomError> {
        by.require(Permission::EditCatalogue)?;
        self.ask(async {
            let mut txn = pool::begin(&self.pool).await?;
            let run = found(&mut txn, id).await?;
            if run.stop || run.state == RunState::Cancelled {
                return Ok(Entered::Before);
            }
            if !run.state.is_busy() {
                return Err(ImportRoomError::Stale.into());
            }
            store::stop(&mut txn, id).await?;
            telling::cancelled(&mut txn, Doer { by, caller }, id, &run).await?;
            txn.commit().await?;
            Ok(Entered::Now)
        })
        .await
    }

    async fn faults(&self, by: &StaffMember, id: &str) -> Result<Pieces, ImportRoomError> {
        let row = self.progress(by, id).await?;
        faults::csv(&self.folder.faults(&row.id)).await.map_err(|error| {
            tracing::error!(%error, "faults of an import cannot be read");
            ImportRoomError::Unavailable
        })
    }
}

async fn found(txn: &mut PgTransaction<'_>, id: &str) -> Result<Locked, Stop> {
    Ok(store::locked(txn, id).await?.ok_or(ImportRoomError::NotFound)?)
}
