//! What can go wrong for someone who uses the shop.

/// A failure that a page or an answer of the API can explain. It carries no text from inside: what
/// happened inside is logged once, where it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShopError {
    /// There is no such thing, or not for this visitor.
    #[error("not found")]
    NotFound,
    /// It was here and is no longer.
    #[error("gone")]
    Gone,
    /// A store did not answer in time.
    #[error("unavailable")]
    Unavailable,
}
