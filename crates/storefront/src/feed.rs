//! The feed that search is built from and kept fresh by: the truth about products, then each change.

use async_trait::async_trait;
use futures::stream::BoxStream;
use kernel::ProductId;

use crate::product::Product;

/// A place in the feed: opaque bytes that only the feed can read. Kept with the copy that was made
/// up to it, in one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedPosition(pub String);

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum FeedChange {
    /// The product is for sale and now looks like this. May come more than once, never with an
    /// older version after a newer one was delivered on the same stream; a consumer still ignores
    /// what is older than what it has.
    Upsert(Box<Product>),
    /// The product is no longer for sale.
    Remove(ProductId),
    /// Something that every product's copy holds changed (a category's name, say): rebuild.
    Everything,
    /// Nothing that concerns the copy; the position moved on.
    Nothing,
}

/// Why the feed stopped.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The store no longer has what came after the position: rebuild, never skip.
    #[error("the change stream no longer reaches back to the stored position")]
    PositionLost,
    /// The store did not answer; try again from the last position.
    #[error("the catalogue's store did not answer: {0}")]
    Unavailable(String),
}

/// Products as they are, and as they change.
#[async_trait]
pub trait ProductFeed: Send + Sync {
    /// A position such that [`ProductFeed::follow`] from it delivers every change that is not yet
    /// in an [`ProductFeed::all`] begun after this call.
    ///
    /// # Errors
    /// [`FeedError::Unavailable`].
    async fn position(&self) -> Result<FeedPosition, FeedError>;

    /// Every product that is for sale.
    fn all(&self) -> BoxStream<'_, Result<Product, FeedError>>;

    /// Every change after a position, each with the position after it. Ends only with an error.
    fn follow(
        &self,
        from: FeedPosition,
    ) -> BoxStream<'_, Result<(FeedChange, FeedPosition), FeedError>>;
}
