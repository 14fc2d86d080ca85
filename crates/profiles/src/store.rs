//! The connection to MongoDB, and the collection that is reached through it.

use std::{sync::Arc, time::Duration};

use kernel::Clock;
use mongodb::{
    Client, Collection, Database,
    bson::{DateTime, Document, doc},
    error::{ErrorKind, WriteFailure},
    options::{
        Acknowledgment, ClientOptions, ReadConcern, ReadPreference, SelectionCriteria, WriteConcern,
    },
};
use storefront::catalogue::Catalogue;

use crate::documents::ProfileDocument;

/// Connections kept at most: small, so that a slow store is noticed by waiting rather than drowned.
const CONNECTIONS: u32 = 8;
/// How long the driver looks for a server that can answer.
const FIND_SERVER: Duration = Duration::from_secs(2);
/// The database, where the address names none.
const DATABASE: &str = "quayside";
/// The one collection: profiles, and what remains of those that were erased.
pub(crate) const PROFILES: &str = "profiles";

/// Why no connection came about.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address is none of MongoDB.
    #[error("the address of MongoDB cannot be used: {0}")]
    Address(#[source] mongodb::error::Error),
    /// No server answered.
    #[error("MongoDB did not answer: {0}")]
    Unavailable(#[source] StoreError),
    /// No server answered in time.
    #[error("MongoDB did not answer within {0:?}")]
    TimedOut(Duration),
}

/// MongoDB did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
#[error("MongoDB: {0}")]
pub struct StoreError(#[from] pub(crate) mongodb::error::Error);

impl StoreError {
    /// What it is, for a log: the server's own words repeat what was to be written, which here is
    /// about a person.
    pub(crate) fn without_data(&self) -> String {
        match self.0.kind.as_ref() {
            ErrorKind::Command(error) => format!("code {} ({})", error.code, error.code_name),
            ErrorKind::Write(WriteFailure::WriteError(error)) => format!("code {}", error.code),
            ErrorKind::Write(WriteFailure::WriteConcernError(error)) => {
                format!("code {} ({})", error.code, error.code_name)
            }
            ErrorKind::Io(error) => format!("connection: {}", error.kind()),
            ErrorKind::ServerSelection { .. } => "no server to ask".to_owned(),
            ErrorKind::ConnectionPoolCleared { .. } => "the connections broke".to_owned(),
            ErrorKind::Bson(_) | ErrorKind::InvalidResponse { .. } => {
                "an answer that cannot be read".to_owned()
            }
            _ => "something else".to_owned(),
        }
    }
}

impl From<mongodb::bson::error::Error> for StoreError {
    fn from(error: mongodb::bson::error::Error) -> Self {
        Self(error.into())
    }
}

/// Profiles in MongoDB. It holds a pool of connections; share one.
pub struct ProfileStore {
    pub(crate) database: Database,
    pub(crate) catalogue: Arc<dyn Catalogue>,
    clock: Arc<dyn Clock>,
}

impl ProfileStore {
    /// Connects, and waits at most `timeout` for a server to answer. The database is the one that
    /// the address names, else `quayside`. What has become of a product, `catalogue` says.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn connect(
        uri: &str,
        timeout: Duration,
        catalogue: Arc<dyn Catalogue>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ConnectError> {
        let mut options = ClientOptions::parse(uri).await.map_err(ConnectError::Address)?;
        options.app_name.get_or_insert_with(|| "quayside-profiles".to_owned());
        options.max_pool_size = Some(CONNECTIONS);
        options.server_selection_timeout = Some(FIND_SERVER);
        options.connect_timeout = Some(FIND_SERVER);
        // A write is told of when it is on disk, whatever the server's own default says; and who
        // has just written reads it again, never a copy that lags behind.
        options.write_concern =
            Some(WriteConcern::builder().w(Acknowledgment::Majority).journal(true).build());
        options.read_concern = Some(ReadConcern::majority());
        options.selection_criteria =
            Some(SelectionCriteria::ReadPreference(ReadPreference::Primary));
        let database = options.default_database.clone().unwrap_or_else(|| DATABASE.to_owned());
        let client = Client::with_options(options).map_err(ConnectError::Address)?;
        let store = Self { database: client.database(&database), catalogue, clock };
        tokio::time::timeout(timeout, store.ping())
            .await
            .map_err(|_| ConnectError::TimedOut(timeout))?
            .map_err(ConnectError::Unavailable)?;
        Ok(store)
    }

    /// Asks the server for a sign of life.
    ///
    /// # Errors
    /// [`StoreError`] when it gives none.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.database.run_command(doc! { "ping": 1 }).await?;
        Ok(())
    }

    pub(crate) fn profiles(&self) -> Collection<ProfileDocument> {
        self.database.collection(PROFILES)
    }

    /// The same collection, for what is not a whole profile.
    pub(crate) fn documents(&self) -> Collection<Document> {
        self.database.collection(PROFILES)
    }

    pub(crate) fn now(&self) -> DateTime {
        DateTime::from_millis(self.clock.now().millis())
    }
}
