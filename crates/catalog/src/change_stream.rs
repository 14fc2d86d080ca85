//! What MongoDB's change stream tells of products, for whoever keeps a copy of them.

use std::{mem, time::Duration};

use futures::{Stream, TryStreamExt, stream};
use kernel::{ProductId, Timestamp};
use mongodb::{
    bson::{DateTime, Document, doc},
    change_stream::{
        ChangeStream,
        event::{ChangeStreamEvent, OperationType, ResumeToken},
    },
    error::{Error, ErrorKind},
};
use storefront::feed::{FeedError, FeedPosition};
use tokio::time::timeout;

use crate::store::{CATEGORIES, CatalogStore};

/// How long one request waits for a change.
const WAIT: Duration = Duration::from_secs(1);
/// How long any one answer may take in all; a server that is silent for longer hangs.
const SILENCE: Duration = Duration::from_secs(15);
/// The same of the stream itself. Whoever follows may look up what was heard, and write it, after the
/// next answer was asked for and before it is looked at.
const DEAFNESS: Duration = Duration::from_secs(60);

/// The server's ways to say that a stream cannot go on from where it was: history lost, a fatal
/// error of the stream, a token it cannot read (several ways), a collection that was dropped.
const LOST: [i32; 8] = [286, 280, 260, 40_615, 40_647, 40_649, 50_811, 9];

type Event = ChangeStreamEvent<Document>;
type Events = ChangeStream<Event>;

/// What happened.
pub(crate) enum What {
    /// A product was written, or is gone.
    Product {
        id: ProductId,
        /// When that was, by the server.
        at: Option<Timestamp>,
    },
    /// All products, or what they all hold: a collection is gone, a category is another.
    Everything,
    /// Something that concerns no product of ours.
    Nothing,
    /// Nothing, for as long as one request waits.
    Quiet,
}

/// What was heard, and the place behind it.
pub(crate) struct Heard {
    pub(crate) what: What,
    pub(crate) place: ResumeToken,
}

fn failure(error: &Error) -> FeedError {
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

async fn within<T>(limit: Duration, call: impl IntoFuture<Output = T>) -> Result<T, FeedError> {
    timeout(limit, call)
        .await
        .map_err(|_| FeedError::Unavailable(format!("no answer within {limit:?}")))
}

/// What a call to the server comes to, unless the server hangs.
pub(crate) async fn in_time<T>(call: impl IntoFuture<Output = T>) -> Result<T, FeedError> {
    within(SILENCE, call).await
}

fn read_position(position: &FeedPosition) -> Result<ResumeToken, FeedError> {
    serde_json::from_str(&position.0).map_err(|_| FeedError::PositionLost)
}

/// A place as it is stored.
pub(crate) fn write_position(token: &ResumeToken) -> Result<FeedPosition, FeedError> {
    serde_json::to_string(token).map(FeedPosition).map_err(|error| {
        FeedError::Unavailable(format!("the stream's position cannot be kept: {error}"))
    })
}

/// When an event happened, by the server.
fn moment(event: &Event) -> Option<Timestamp> {
    let wall = event.wall_time.map(DateTime::timestamp_millis);
    let cluster = event.cluster_time.map(|time| i64::from(time.time) * 1_000);
    wall.or(cluster).map(Timestamp::from_millis)
}

fn what(event: &Event) -> Result<What, FeedError> {
    let about = event.ns.as_ref().and_then(|place| place.coll.as_deref());
    if about == Some(CATEGORIES) {
        return Ok(What::Everything);
    }
    match event.operation_type {
        OperationType::Insert
        | OperationType::Update
        | OperationType::Replace
        | OperationType::Delete => {
            let key = event.document_key.as_ref().and_then(|key| key.get_str("_id").ok());
            let id = key.and_then(|id| ProductId::parse(id).ok());
            // Nobody has a copy of what has no id of ours.
            Ok(id.map_or(What::Nothing, |id| What::Product { id, at: moment(event) }))
        }
        OperationType::Invalidate => Err(FeedError::PositionLost),
        OperationType::Drop | OperationType::Rename | OperationType::DropDatabase => {
            Ok(What::Everything)
        }
        _ => Ok(What::Nothing),
    }
}

/// A change stream on its way.
struct Listener {
    events: Events,
    /// Behind what was heard last.
    place: ResumeToken,
    /// Whether the answer that opened the stream is read. That one waits for nothing, so when it is
    /// empty it says nothing either. Where the driver opens it again by itself, nobody knows.
    opened: bool,
}

impl Listener {
    async fn next(&mut self) -> Result<Heard, FeedError> {
        loop {
            let heard = within(DEAFNESS, self.events.next_if_any()).await?;
            let event = heard.map_err(|error| failure(&error))?;
            if let Some(event) = event {
                self.opened = true;
                let what = what(&event)?;
                self.place = event.id;
                return Ok(Heard { what, place: self.place.clone() });
            }
            // The server ends a stream for good when the database is dropped or restored over; the
            // driver then answers at once with nothing, for ever.
            if !self.events.is_alive() {
                return Err(FeedError::PositionLost);
            }
            if let Some(token) = self.events.resume_token() {
                self.place = token;
            }
            if mem::replace(&mut self.opened, true) {
                return Ok(Heard { what: What::Quiet, place: self.place.clone() });
            }
        }
    }
}

impl CatalogStore {
    /// What happens to collections, from a place or from now on.
    async fn events(
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

    /// The place in the stream of collections that it has come to by now.
    pub(crate) async fn place(&self, collections: &[&str]) -> Result<FeedPosition, FeedError> {
        let mut events = self.events(collections, None).await?;
        // Most servers give a token with the empty first batch; others after a first wait.
        if events.resume_token().is_none() {
            in_time(events.next_if_any()).await?.map_err(|error| failure(&error))?;
        }
        match events.resume_token() {
            Some(token) => write_position(&token),
            None => Err(FeedError::Unavailable("the change stream has no position".to_owned())),
        }
    }

    /// What happens to collections after a place. Ends only with an error.
    pub(crate) fn heard(
        &self,
        collections: &'static [&'static str],
        from: FeedPosition,
    ) -> impl Stream<Item = Result<Heard, FeedError>> + Send {
        let begin = async move {
            let place = read_position(&from)?;
            let events = self.events(collections, Some(place.clone())).await?;
            let listener = Listener { events, place, opened: false };
            Ok(stream::try_unfold(listener, |mut listener| async {
                let heard = listener.next().await?;
                Ok(Some((heard, listener)))
            }))
        };
        stream::once(begin).try_flatten()
    }
}
