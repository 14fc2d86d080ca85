//! What a person gets of their reviews who asks for all that is stored about them.

use kernel::{ProductId, Timestamp};
use serde::{Deserialize, Serialize};

use super::ReviewState;

/// All that the store of reviews holds about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewExport {
    /// What they wrote.
    pub written: Vec<ExportedReview>,
    /// The ids of the reviews that they found helpful.
    pub helpful: Vec<String>,
    /// The ids of the reviews that they reported.
    pub reported: Vec<String>,
}

/// A review that the person wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedReview {
    /// What it is about.
    pub product: ProductId,
    /// Stars, 1 to 5.
    pub stars: u8,
    /// The headline.
    pub title: String,
    /// The text.
    pub text: String,
    /// The name that stands under it.
    pub name: String,
    /// Where it stands.
    pub state: ReviewState,
    /// Why it was refused.
    pub reason: Option<String>,
    /// When it was published, or written if it was not.
    pub at: Timestamp,
}
