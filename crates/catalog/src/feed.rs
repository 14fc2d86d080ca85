//! Feeds search: every product, then every change, each with the position after it.

use std::{
    fmt::Display,
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use kernel::ProductId;
use mongodb::{
    bson::{Document, doc},
    change_stream::{
        ChangeStream,
        event::{ChangeStreamEvent, OperationType, ResumeToken},
    },
    error::{Error, ErrorKind},
};
use storefront::{
    feed::{FeedChange, FeedError, FeedPosition, ProductFeed},
    product::Product,
};
use tokio::time::timeout;

use crate::{
    category_tree::Tree,
    documents::Status,
    store::{CATEGORIES, CatalogStore, PRODUCTS},
};

/// Products fetched at once while all are read.
const BATCH: u32 = 500;
/// How long one request waits for a change.
const WAIT: Duration = Duration::from_secs(1);
/// How long any one answer may take in all; a server that is silent for longer hangs.
const SILENCE: Duration = Duration::from_secs(15);
/// How often a quiet stream tells how far it has come.
const QUIET: Duration = Duration::from_secs(10);

/// The server's ways to say that a stream cannot go on from where it was: history lost, a fatal
/// error of the stream, a token it cannot read (several ways), a collection that was dropped.
const LOST: [i32; 8] = [286, 280, 260, 40_615, 40_647, 40_649, 50_811, 9];

/// What a product's copy is made of.
const COPIED: [&str; 2] = [PRODUCTS, CATEGORIES];

pub(crate) type Events = ChangeStream<ChangeStreamEvent<Document>>;

pub(crate) fn failure(error: &Error) -> FeedError {
    let lost = match error.kind.as_ref() {
        ErrorKind::Command(error) => LOST.contains(&error.code),
        ErrorKind::MissingResumeToken => true,
        _ => false,
    };
    if lost || error.contains_label("NonResumableChangeStreamError") {
        FeedError::PositionLost
    } else {
        FeedError::Unavailable(error.to_string())
    }
}

/// What a call to the server comes to, unless the server hangs.
pub(crate) async fn in_time<T>(call: impl IntoFuture<Output = T>) -> Result<T, FeedError> {
    timeout(SILENCE, call)
        .await
        .map_err(|_| FeedError::Unavailable(format!("no answer within {SILENCE:?}")))
}

pub(crate) fn read_position(position: &FeedPosition) -> Result<ResumeToken, FeedError> {
    serde_json::from_str(&position.0).map_err(|_| FeedError::PositionLost)
}

pub(crate) fn write_position(token: &ResumeToken) -> Result<FeedPosition, FeedError> {
    serde_json::to_string(token).map(FeedPosition).map_err(|error| {
        FeedError::Unavailable(format!("the stream's position cannot be kept: {error}"))
    })
}

/// The place that a stream has come to before it has told anything.
pub(crate) async fn position(mut events: Events) -> Result<FeedPosition, FeedError> {
    // Most servers give a token with the empty first batch; others after a first wait.
    if events.resume_token().is_none() {
        in_time(events.next_if_any()).await?.map_err(|error| failure(&error))?;
    }
    match events.resume_token() {
        Some(token) => write_position(&token),
        None => Err(FeedError::Unavailable("the change stream has no position".to_owned())),
    }
}

/// The product that an event is about; `None` for an id of no product of ours.
pub(crate) fn product_of(event: &ChangeStreamEvent<Document>) -> Option<ProductId> {
    let key = event.document_key.as_ref()?;
    key.get_str("_id").ok().and_then(|id| ProductId::parse(id).ok())
}

impl CatalogStore {
    /// What happens to collections, from a place or from now on.
    pub(crate) async fn events(
        &self,
        collections: &[&str],
        from: Option<ResumeToken>,
    ) -> Result<Events, FeedError> {
        let concerned = doc! { "$match": { "ns.coll": { "$in": collections } } };
        // Who follows reads what changed as it is by then; otherwise what was inserted would come along
        // whole, 16 MB of it at once.
        let told = doc! { "$project": {
            "operationType": 1, "ns": 1, "documentKey": 1, "clusterTime": 1, "wallTime": 1,
        } };
        let events = self
            .database
            .watch()
            .pipeline([concerned, told])
            .resume_after(from)
            .max_await_time(WAIT);
        in_time(events).await?.map_err(|error| failure(&error))
    }

    async fn everything(&self) -> Result<BoxStream<'_, Result<Product, FeedError>>, FeedError> {
        let unavailable = |error: &dyn Display| FeedError::Unavailable(error.to_string());
        let tree = in_time(self.fresh_tree()).await?.map_err(|error| unavailable(&error))?;
        let products = self.products();
        let find = products.find(doc! { "status": "active" }).batch_size(BATCH);
        let products = in_time(find).await?.map_err(|error| failure(&error))?;
        let stored = stream::try_unfold(products, move |mut products| async move {
            let stored =
                in_time(products.try_next()).await?.map_err(|error| unavailable(&error))?;
            Ok(stored.map(|stored| (stored, products)))
        });
        Ok(stored.map_ok(move |stored| tree.product(stored)).boxed())
    }
}

#[async_trait]
impl ProductFeed for CatalogStore {
    async fn position(&self) -> Result<FeedPosition, FeedError> {
        position(self.events(&COPIED, None).await?).await
    }

    fn all(&self) -> BoxStream<'_, Result<Product, FeedError>> {
        stream::once(self.everything()).try_flatten().boxed()
    }

    fn follow(
        &self,
        from: FeedPosition,
    ) -> BoxStream<'_, Result<(FeedChange, FeedPosition), FeedError>> {
        let begin = async move {
            let token = read_position(&from)?;
            let events = self.events(&COPIED, Some(token.clone())).await?;
            let follower =
                Follower { store: self, events, told: token, told_at: Instant::now(), tree: None };
            Ok(stream::try_unfold(follower, |mut follower| async {
                let change = follower.next().await?;
                Ok(Some((change, follower)))
            }))
        };
        stream::once(begin).try_flatten().boxed()
    }
}

/// A change stream on its way.
struct Follower<'a> {
    store: &'a CatalogStore,
    events: Events,
    told: ResumeToken,
    told_at: Instant,
    tree: Option<Arc<Tree>>,
}

impl Follower<'_> {
    async fn next(&mut self) -> Result<(FeedChange, FeedPosition), FeedError> {
        loop {
            let event =
                in_time(self.events.next_if_any()).await?.map_err(|error| failure(&error))?;
            if let Some(event) = event {
                let change = in_time(self.change(&event)).await??;
                return self.tell(change, event.id);
            }
            // The server ends a stream for good when the database is dropped or restored over; the
            // driver then answers at once with nothing, for ever.
            if !self.events.is_alive() {
                return Err(FeedError::PositionLost);
            }
            let token = self.events.resume_token();
            if let Some(token) = token.filter(|token| *token != self.told)
                && self.told_at.elapsed() >= QUIET
            {
                return self.tell(FeedChange::Nothing, token);
            }
        }
    }

    fn tell(
        &mut self,
        change: FeedChange,
        token: ResumeToken,
    ) -> Result<(FeedChange, FeedPosition), FeedError> {
        let position = write_position(&token)?;
        self.told = token;
        self.told_at = Instant::now();
        Ok((change, position))
    }

    async fn change(
        &mut self,
        event: &ChangeStreamEvent<Document>,
    ) -> Result<FeedChange, FeedError> {
        let about = event.ns.as_ref().and_then(|place| place.coll.as_deref());
        if about == Some(CATEGORIES) {
            self.tree = None;
            return Ok(FeedChange::Everything);
        }
        match event.operation_type {
            OperationType::Insert
            | OperationType::Update
            | OperationType::Replace
            | OperationType::Delete => {
                match product_of(event) {
                    Some(id) => self.product(id).await,
                    // Nobody has a copy of it.
                    None => Ok(FeedChange::Nothing),
                }
            }
            OperationType::Invalidate => Err(FeedError::PositionLost),
            OperationType::Drop | OperationType::Rename | OperationType::DropDatabase => {
                Ok(FeedChange::Everything)
            }
            _ => Ok(FeedChange::Nothing),
        }
    }

    /// The product as it is now, which may be newer than the event: the stream comes to that later
    /// and finds nothing newer then.
    async fn product(&mut self, id: ProductId) -> Result<FeedChange, FeedError> {
        let unavailable = |error: String| FeedError::Unavailable(error);
        let stored = self
            .store
            .products()
            .find_one(doc! { "_id": id.as_str() })
            .await
            .map_err(|error| unavailable(error.to_string()))?;
        let Some(stored) = stored.filter(|stored| stored.status == Status::Active) else {
            return Ok(FeedChange::Remove(id));
        };
        let known = |tree: &Tree| stored.categories.iter().all(|id| tree.contains(id.as_str()));
        let tree = match self.tree.take().filter(|tree| known(tree)) {
            Some(tree) => tree,
            None => {
                let tree = self.store.fresh_tree().await;
                tree.map_err(|error| unavailable(error.to_string()))?
            }
        };
        let product = tree.product(stored);
        self.tree = Some(tree);
        Ok(FeedChange::Upsert(Box::new(product)))
    }
}
