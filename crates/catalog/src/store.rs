//! The connection to MongoDB, and the collections that are reached through it.

use std::time::Duration;

use mongodb::{
    Client, Collection, Database,
    bson::doc,
    options::{Acknowledgment, ClientOptions, ReadConcern, WriteConcern},
};

use crate::{
    category_tree::TreeCache,
    collection_documents::CollectionDocument,
    documents::{CategoryDocument, ProductDocument, RedirectDocument, VersionDocument},
    goods_bulk_documents::{DeedDocument, PartDocument},
    review_documents::{ReviewDocument, VoiceDocument},
};

/// Connections kept at most: small, so that a slow store is noticed by waiting rather than drowned.
const CONNECTIONS: u32 = 8;
/// How long the driver looks for a server that can answer.
const FIND_SERVER: Duration = Duration::from_secs(2);
/// The database, where the address names none.
const DATABASE: &str = "quayside";

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

/// One more than a page, or than is looked at or counted, tells whether there are others.
pub(crate) fn one_more(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX - 1) + 1
}

/// The catalogue in MongoDB. Cheap to share: it holds a pool of connections.
pub struct CatalogStore {
    pub(crate) client: Client,
    pub(crate) database: Database,
    pub(crate) tree: TreeCache,
}

impl CatalogStore {
    /// Connects, and waits at most `timeout` for a server to answer. The database is the one that
    /// the address names, else `quayside`.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn connect(uri: &str, timeout: Duration) -> Result<Self, ConnectError> {
        let mut options = ClientOptions::parse(uri).await.map_err(ConnectError::Address)?;
        options.app_name.get_or_insert_with(|| "quayside".to_owned());
        options.max_pool_size = Some(CONNECTIONS);
        options.server_selection_timeout = Some(FIND_SERVER);
        options.connect_timeout = Some(FIND_SERVER);
        // A write is told of when it is on disk, whatever the server's own default says.
        options.write_concern =
            Some(WriteConcern::builder().w(Acknowledgment::Majority).journal(true).build());
        options.read_concern = Some(ReadConcern::majority());
        let database = options.default_database.clone().unwrap_or_else(|| DATABASE.to_owned());
        let client = Client::with_options(options).map_err(ConnectError::Address)?;
        let store =
            Self { database: client.database(&database), client, tree: TreeCache::default() };
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

    /// How many products are stored, whatever their status.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn count_products(&self) -> Result<u64, StoreError> {
        Ok(self.products().count_documents(doc! {}).await?)
    }

    pub(crate) fn products(&self) -> Collection<ProductDocument> {
        self.database.collection(PRODUCTS)
    }

    pub(crate) fn product_versions(&self) -> Collection<VersionDocument> {
        self.database.collection(PRODUCT_VERSIONS)
    }

    pub(crate) fn categories(&self) -> Collection<CategoryDocument> {
        self.database.collection(CATEGORIES)
    }

    pub(crate) fn collections(&self) -> Collection<CollectionDocument> {
        self.database.collection(COLLECTIONS)
    }

    pub(crate) fn reviews(&self) -> Collection<ReviewDocument> {
        self.database.collection(REVIEWS)
    }

    pub(crate) fn voices(&self) -> Collection<VoiceDocument> {
        self.database.collection(VOICES)
    }

    pub(crate) fn redirects(&self) -> Collection<RedirectDocument> {
        self.database.collection(REDIRECTS)
    }

    pub(crate) fn bulk_deeds(&self) -> Collection<DeedDocument> {
        self.database.collection(BULK_DEEDS)
    }

    pub(crate) fn bulk_parts(&self) -> Collection<PartDocument> {
        self.database.collection(BULK_PARTS)
    }
}

pub(crate) const PRODUCTS: &str = "products";
pub(crate) const PRODUCT_VERSIONS: &str = "product_versions";
pub(crate) const CATEGORIES: &str = "categories";
pub(crate) const COLLECTIONS: &str = "collections";
pub(crate) const REVIEWS: &str = "reviews";
pub(crate) const VOICES: &str = "review_voices";
pub(crate) const REDIRECTS: &str = "slug_redirects";
pub(crate) const BULK_DEEDS: &str = "bulk_deeds";
pub(crate) const BULK_PARTS: &str = "bulk_parts";
