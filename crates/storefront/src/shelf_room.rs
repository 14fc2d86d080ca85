//! Shelves behind the counter: categories, collections and brands.

use async_trait::async_trait;
use kernel::{CategoryId, CollectionId, Currency, Slug};

use crate::{account::Caller, staff::StaffMember};

mod brand;
mod category;
mod collection;
mod error;
mod reading;

pub use brand::{BrandForm, BrandPage, BrandRow, CheckedBrand};
pub use category::{
    CategoryEntry, CategoryForm, CategoryPlace, CategoryRow, CategoryTree, CheckedCategory,
};
pub use collection::{
    CheckedCollection, CheckedContent, CollectionForm, CollectionList, CollectionRow,
    CollectionSheet, PickedProduct,
};
pub use error::{ShelfError, ShelfRefusal};

/// Lines of one page.
pub const SHELF_PAGE: usize = 50;
/// Products that a rule is counted up to.
pub const MOST_COUNTED: u64 = 10_000;

/// What came of a form that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelved {
    /// It is done now.
    Now,
    /// It stood like that before, and nothing is done twice.
    Before,
    /// There was more to do than one answer may wait for. The same form goes on with it.
    Partly,
}

/// Looking after shelves: for [`crate::staff::Permission::ReadCatalogue`] to see, and for
/// [`crate::staff::Permission::EditCatalogue`] to change. What changes something is written into the
/// audit log before it is done. A form that is sent again finds everything as it wants it, and does
/// nothing.
#[async_trait]
pub trait ShelfRoom: Send + Sync {
    /// The currency in which amounts are typed.
    fn currency(&self) -> Currency;

    /// All categories, with how many products are in them. The numbers are a minute old at most,
    /// unless a product is written by somebody else meanwhile.
    ///
    /// # Errors
    /// [`ShelfError::Forbidden`], [`ShelfError::Unavailable`].
    async fn categories(&self, by: &StaffMember) -> Result<CategoryTree, ShelfError>;

    /// Makes a category, as the last one where it stands. Its id is the form's own key.
    ///
    /// # Errors
    /// [`ShelfError::Refused`] (`name`, `slug`, `description`, `parent`), [`ShelfError::Forbidden`],
    /// [`ShelfError::Unavailable`].
    async fn create_category(
        &self,
        by: &StaffMember,
        form: &CategoryForm,
        caller: &Caller,
    ) -> Result<(CategoryId, Shelved), ShelfError>;

    /// Changes what a category is called and where it is. A former slug leads to it from then on.
    ///
    /// # Errors
    /// [`ShelfError`].
    async fn change_category(
        &self,
        by: &StaffMember,
        id: &CategoryId,
        form: &CategoryForm,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError>;

    /// Moves a category that was read at `version`: under another, or among its siblings.
    ///
    /// # Errors
    /// [`ShelfError`]; `parent` is refused where the category would be below itself.
    async fn place_category(
        &self,
        by: &StaffMember,
        id: &CategoryId,
        place: &CategoryPlace,
        version: i64,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError>;

    /// Puts all that is in a category into another and right below that, lets its addresses lead
    /// there, and deletes it. One that is not there was merged before.
    ///
    /// # Errors
    /// [`ShelfError`]; `into` is refused for what is no other category, or below this one.
    async fn merge_category(
        &self,
        by: &StaffMember,
        id: &CategoryId,
        into: &str,
        version: i64,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError>;

    /// Deletes a category in which nothing is, and below which nothing is. One that is not there was
    /// deleted before.
    ///
    /// # Errors
    /// [`ShelfError`].
    async fn delete_category(
        &self,
        by: &StaffMember,
        id: &CategoryId,
        version: i64,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError>;

    /// Collections by their slugs, after one of them.
    ///
    /// # Errors
    /// [`ShelfError::Forbidden`], [`ShelfError::Unavailable`].
    async fn collections(
        &self,
        by: &StaffMember,
        after: Option<&Slug>,
    ) -> Result<CollectionList, ShelfError>;

    /// One collection.
    ///
    /// # Errors
    /// [`ShelfError::NotFound`], and as for [`ShelfRoom::collections`].
    async fn collection(
        &self,
        by: &StaffMember,
        id: &CollectionId,
    ) -> Result<CollectionSheet, ShelfError>;

    /// Makes a collection: a draft with nothing in it. Its id is the form's own key.
    ///
    /// # Errors
    /// [`ShelfError::Refused`] (`name`, `slug`), [`ShelfError::Forbidden`], [`ShelfError::Unavailable`].
    async fn create_collection(
        &self,
        by: &StaffMember,
        form: &CollectionForm,
        caller: &Caller,
    ) -> Result<(CollectionId, Shelved), ShelfError>;

    /// Changes a collection. A former slug leads to it from then on.
    ///
    /// # Errors
    /// [`ShelfError`].
    async fn change_collection(
        &self,
        by: &StaffMember,
        id: &CollectionId,
        form: &CollectionForm,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError>;

    /// How many products that shoppers see are in a collection as it is typed, counted up to
    /// [`MOST_COUNTED`]. Nothing is changed.
    ///
    /// # Errors
    /// [`ShelfError::Refused`], [`ShelfError::Forbidden`], [`ShelfError::Unavailable`].
    async fn count_collection(
        &self,
        by: &StaffMember,
        form: &CollectionForm,
    ) -> Result<u64, ShelfError>;

    /// Brands that products have, by name whatever its case, after one of them. The numbers are a
    /// minute old at most, unless a product is written by somebody else meanwhile.
    ///
    /// # Errors
    /// [`ShelfError::Forbidden`], [`ShelfError::Unavailable`].
    async fn brands(&self, by: &StaffMember, after: Option<&str>) -> Result<BrandPage, ShelfError>;

    /// Gives all products of a brand another brand, which may be one that exists only if the form
    /// says so.
    ///
    /// # Errors
    /// [`ShelfError::Refused`] (`from`, `to`, `merge`), [`ShelfError::Forbidden`],
    /// [`ShelfError::Unavailable`].
    async fn rename_brand(
        &self,
        by: &StaffMember,
        form: &BrandForm,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError>;
}

/// The number of a version as a form carries it; one that nothing has where it is none.
#[must_use]
pub fn read_version(text: &str) -> i64 {
    text.trim().parse().ok().filter(|version| *version > 0).unwrap_or(0)
}
