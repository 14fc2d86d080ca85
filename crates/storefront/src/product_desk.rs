//! Products one by one, as staff write them: a form, what became of it, and what it was before.

mod choices;
mod draft;
mod form;
mod grid;
mod merge;

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{AccountId, CategoryId, ProductId, Timestamp};

use crate::{
    account::Caller,
    draft::{ProductDraft, ProductStatus},
    product::Product,
    staff::{StaffError, StaffMember},
};

pub use choices::{CategoryChoice, ProductChoices, SpecSuggestion};
pub use form::{
    AXES, AxisRow, ProductForm, SpecRow, SubscriptionRow, VariantRow, status_name, status_named,
};
pub use grid::MOST_VARIANTS;
pub use merge::{Difference, Merge, PartConflict};

/// Versions of a product that are kept beside the one that counts, the newest ones.
pub const KEPT_VERSIONS: usize = 50;

/// A field that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductRefusal {
    /// The field's name in the form, with its row: `variant.2.price`. Empty for the whole form.
    pub field: String,
    /// What to do about it, as a sentence.
    pub message: String,
}

impl ProductRefusal {
    /// A field, refused with a sentence.
    #[must_use]
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// What two people made of one product, as far as it can be put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductConflict {
    /// What only one of them changed, put together; where both did, it holds what the second wrote.
    /// Its version is the one that is stored.
    pub form: ProductForm,
    /// Where both did.
    pub conflicts: Vec<PartConflict>,
}

/// Why something was not done to a product.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProductError {
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Refused {
        /// The fields.
        refusals: Vec<ProductRefusal>,
        /// The form with what was chosen between two writers put in, where there was such a choice.
        resolved: Option<Box<ProductForm>>,
    },
    /// Somebody else has saved it since it was read. Nothing is overwritten.
    #[error("two people changed it")]
    Conflict(Box<ProductConflict>),
    /// Somebody else has saved it since it was read, and nothing was written that could be put together.
    #[error("changed by somebody else")]
    Stale,
    /// Another product was made with the key of this form, or it is another by now.
    #[error("the key is used")]
    KeyUsed,
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// There is no such product, or no such version of it.
    #[error("not found")]
    NotFound,
    /// The store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

impl ProductError {
    /// Fields, refused.
    #[must_use]
    pub fn refused(refusals: Vec<ProductRefusal>) -> Self {
        Self::Refused { refusals, resolved: None }
    }
}

impl From<StaffError> for ProductError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Forbidden => Self::Forbidden,
            _ => Self::Unavailable,
        }
    }
}

/// Whether a form did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It did.
    Now,
    /// The product stood so already: the form was sent twice, or changed nothing.
    Before,
}

/// A product as staff see it, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductSheet {
    /// The product.
    pub product: ProductDraft,
    /// Its version.
    pub version: i64,
    /// When it became so.
    pub updated_at: Timestamp,
    /// Who made it so; none for an import or the shop itself.
    pub changed_by: Option<AccountId>,
    /// What can be chosen.
    pub choices: ProductChoices,
}

/// One version of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductVersion {
    /// Which.
    pub version: i64,
    /// When the product became so.
    pub at: Timestamp,
    /// Who made it so; none for an import or the shop itself.
    pub by: Option<AccountId>,
    /// What became different from the version before; nothing for the oldest that is kept.
    pub differences: Vec<Difference>,
}

/// What a product was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductHistory {
    /// What it is called now.
    pub title: String,
    /// Its versions, the newest first. The first is the one that counts.
    pub versions: Vec<ProductVersion>,
}

/// Products one by one. Who may is looked at inside.
#[async_trait]
pub trait ProductDesk: Send + Sync {
    /// What can be chosen for a new product. For
    /// [`Permission::EditCatalogue`](crate::staff::Permission::EditCatalogue).
    ///
    /// # Errors
    /// [`ProductError::Forbidden`], [`ProductError::Unavailable`].
    async fn choices(&self, by: &StaffMember) -> Result<ProductChoices, ProductError>;

    /// Specs that some products of these categories have, as [`ProductChoices::specs`]: what is used
    /// most, of the first few categories. For
    /// [`Permission::EditCatalogue`](crate::staff::Permission::EditCatalogue).
    ///
    /// # Errors
    /// As for [`ProductDesk::choices`].
    async fn specs_of(
        &self,
        by: &StaffMember,
        categories: &[CategoryId],
    ) -> Result<Vec<SpecSuggestion>, ProductError>;

    /// A product. For [`Permission::ReadCatalogue`](crate::staff::Permission::ReadCatalogue).
    ///
    /// # Errors
    /// [`ProductError::NotFound`], [`ProductError::Forbidden`], [`ProductError::Unavailable`].
    async fn sheet(&self, by: &StaffMember, id: &ProductId) -> Result<ProductSheet, ProductError>;

    /// A product as its page would show it to shoppers. For
    /// [`Permission::ReadCatalogue`](crate::staff::Permission::ReadCatalogue).
    ///
    /// # Errors
    /// As for [`ProductDesk::sheet`].
    async fn preview(&self, by: &StaffMember, id: &ProductId)
    -> Result<Arc<Product>, ProductError>;

    /// Makes a product. Its id is made of the form's key, so a form that is sent twice makes one.
    /// For [`Permission::EditCatalogue`](crate::staff::Permission::EditCatalogue).
    ///
    /// # Errors
    /// [`ProductError::Refused`], [`ProductError::KeyUsed`], [`ProductError::Forbidden`],
    /// [`ProductError::Unavailable`].
    async fn create(
        &self,
        by: &StaffMember,
        form: &ProductForm,
        caller: &Caller,
    ) -> Result<(ProductId, Saved), ProductError>;

    /// Writes a product as the form has it, if nobody else has changed it since the version that the
    /// form names. For [`Permission::EditCatalogue`](crate::staff::Permission::EditCatalogue).
    ///
    /// # Errors
    /// [`ProductError::Refused`], [`ProductError::Conflict`], [`ProductError::Stale`],
    /// [`ProductError::NotFound`], [`ProductError::Forbidden`], [`ProductError::Unavailable`].
    async fn change(
        &self,
        by: &StaffMember,
        id: &ProductId,
        form: &ProductForm,
        caller: &Caller,
    ) -> Result<Saved, ProductError>;

    /// Shows a product to shoppers, or no longer; `read` is the version that was read. For
    /// [`Permission::EditCatalogue`](crate::staff::Permission::EditCatalogue).
    ///
    /// # Errors
    /// [`ProductError::Stale`], [`ProductError::NotFound`], [`ProductError::Forbidden`],
    /// [`ProductError::Unavailable`].
    async fn set_status(
        &self,
        by: &StaffMember,
        id: &ProductId,
        status: ProductStatus,
        read: i64,
        caller: &Caller,
    ) -> Result<Saved, ProductError>;

    /// Makes a draft that says the same, with a slug and SKUs of its own. Its id is made of `key`, so
    /// a form that is sent twice makes one. For
    /// [`Permission::EditCatalogue`](crate::staff::Permission::EditCatalogue).
    ///
    /// # Errors
    /// [`ProductError::Refused`] for a key that is none, [`ProductError::NotFound`],
    /// [`ProductError::Forbidden`], [`ProductError::Unavailable`].
    async fn duplicate(
        &self,
        by: &StaffMember,
        id: &ProductId,
        key: &str,
        caller: &Caller,
    ) -> Result<ProductId, ProductError>;

    /// The present version and those that are kept, at most [`KEPT_VERSIONS`] of them. For
    /// [`Permission::ReadCatalogue`](crate::staff::Permission::ReadCatalogue).
    ///
    /// # Errors
    /// As for [`ProductDesk::sheet`].
    async fn history(
        &self,
        by: &StaffMember,
        id: &ProductId,
    ) -> Result<ProductHistory, ProductError>;

    /// Writes what an earlier version said as the next one; `read` is the version that was read. For
    /// [`Permission::EditCatalogue`](crate::staff::Permission::EditCatalogue).
    ///
    /// # Errors
    /// [`ProductError::Refused`] where something else has its slug or a SKU by now,
    /// [`ProductError::Stale`], [`ProductError::NotFound`], [`ProductError::Forbidden`],
    /// [`ProductError::Unavailable`].
    async fn restore(
        &self,
        by: &StaffMember,
        id: &ProductId,
        earlier: i64,
        read: i64,
        caller: &Caller,
    ) -> Result<Saved, ProductError>;
}
