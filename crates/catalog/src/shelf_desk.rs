//! The port about shelves, answered.

use std::sync::Arc;

use async_trait::async_trait;
use audit::{Deed, DeedLog, Doer};
use kernel::{CategoryId, CollectionId, Currency, Slug, random_token};
use serde_json::Value;
use storefront::{
    ShopError,
    account::Caller,
    shelf_room::{
        BrandForm, BrandPage, CategoryForm, CategoryPlace, CategoryTree, CollectionForm,
        CollectionList, CollectionSheet, ShelfError, ShelfRoom, Shelved,
    },
    staff::StaffMember,
};

use crate::{
    category_plan::CategoryChange,
    shelf_counts::CountCache,
    store::{CatalogStore, StoreError},
};

/// Looking after categories, collections and brands.
pub struct ShelfDesk {
    pub(crate) store: Arc<CatalogStore>,
    pub(crate) deeds: Arc<dyn DeedLog>,
    pub(crate) currency: Currency,
    pub(crate) counts: CountCache,
}

pub(crate) fn away(_: ShopError) -> ShelfError {
    ShelfError::Unavailable
}

/// Batches of products were broken off; the same form goes on with them.
pub(crate) fn broken_off(error: &StoreError) -> ShelfError {
    tracing::warn!(%error, "products were not rewritten to the last");
    ShelfError::Unavailable
}

/// The key of a form as the id of what it makes, or another one where it has none.
pub(crate) fn key(typed: &str) -> String {
    if typed.is_empty() { random_token::<8>() } else { typed.to_owned() }
}

impl ShelfDesk {
    /// The shelves of a catalogue, with amounts in `currency`.
    #[must_use]
    pub fn new(store: Arc<CatalogStore>, deeds: Arc<dyn DeedLog>, currency: Currency) -> Self {
        Self { store, deeds, currency, counts: CountCache::default() }
    }

    /// Writes a line of the audit log.
    pub(crate) async fn note(
        &self,
        doer: Doer<'_>,
        action: &'static str,
        subject: &str,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), ShelfError> {
        let Doer { by, caller } = doer;
        let deed = Deed { by, caller, action, subject, before, after };
        self.deeds.write(&deed).await.map_err(away)
    }
}

#[async_trait]
impl ShelfRoom for ShelfDesk {
    fn currency(&self) -> Currency {
        self.currency
    }

    async fn categories(&self, by: &StaffMember) -> Result<CategoryTree, ShelfError> {
        self.category_tree(by).await
    }

    async fn create_category(
        &self,
        by: &StaffMember,
        form: &CategoryForm,
        caller: &Caller,
    ) -> Result<(CategoryId, Shelved), ShelfError> {
        self.new_category(Doer { by, caller }, form).await
    }

    async fn change_category(
        &self,
        by: &StaffMember,
        id: &CategoryId,
        form: &CategoryForm,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError> {
        self.written_category(Doer { by, caller }, id, form).await
    }

    async fn place_category(
        &self,
        by: &StaffMember,
        id: &CategoryId,
        place: &CategoryPlace,
        version: i64,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError> {
        let change = CategoryChange::Place { id, read: version, place };
        self.changed_category(Doer { by, caller }, change).await
    }

    async fn merge_category(
        &self,
        by: &StaffMember,
        id: &CategoryId,
        into: &str,
        version: i64,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError> {
        self.merged_category(Doer { by, caller }, id, into, version).await
    }

    async fn delete_category(
        &self,
        by: &StaffMember,
        id: &CategoryId,
        version: i64,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError> {
        self.deleted_category(Doer { by, caller }, id, version).await
    }

    async fn collections(
        &self,
        by: &StaffMember,
        after: Option<&Slug>,
    ) -> Result<CollectionList, ShelfError> {
        self.collection_list(by, after).await
    }

    async fn collection(
        &self,
        by: &StaffMember,
        id: &CollectionId,
    ) -> Result<CollectionSheet, ShelfError> {
        self.collection_sheet(by, id).await
    }

    async fn create_collection(
        &self,
        by: &StaffMember,
        form: &CollectionForm,
        caller: &Caller,
    ) -> Result<(CollectionId, Shelved), ShelfError> {
        self.new_collection(Doer { by, caller }, form).await
    }

    async fn change_collection(
        &self,
        by: &StaffMember,
        id: &CollectionId,
        form: &CollectionForm,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError> {
        self.written_collection(Doer { by, caller }, id, form).await
    }

    async fn count_collection(
        &self,
        by: &StaffMember,
        form: &CollectionForm,
    ) -> Result<u64, ShelfError> {
        self.counted(by, form).await
    }

    async fn brands(&self, by: &StaffMember, after: Option<&str>) -> Result<BrandPage, ShelfError> {
        self.brand_page(by, after).await
    }

    async fn rename_brand(
        &self,
        by: &StaffMember,
        form: &BrandForm,
        caller: &Caller,
    ) -> Result<Shelved, ShelfError> {
        self.renamed_brand(Doer { by, caller }, form).await
    }
}
