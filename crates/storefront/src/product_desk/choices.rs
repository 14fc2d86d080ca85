//! What the form of a product offers to choose from.

use kernel::{CategoryId, Currency};

/// A category to choose, in the order of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryChoice {
    /// Its id.
    pub id: CategoryId,
    /// What it is called.
    pub name: String,
    /// How many categories are above it.
    pub depth: usize,
}

/// A spec that other products have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecSuggestion {
    /// Its name.
    pub name: String,
    /// What they say there, in the order of the alphabet.
    pub values: Vec<String>,
}

/// What can be chosen for a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductChoices {
    /// The tree of categories.
    pub categories: Vec<CategoryChoice>,
    /// Specs that products of the same categories have, by name in the order of the alphabet; none for
    /// a new product.
    pub specs: Vec<SpecSuggestion>,
    /// What prices are in.
    pub currency: Currency,
}
