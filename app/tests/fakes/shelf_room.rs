//! Categories, collections and brands behind the counter, and collections in the shop. Pages only
//! read, so whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{CategoryId, CollectionId, Currency, Slug, Timestamp};
use storefront::{
    ShopError,
    account::Caller,
    catalogue::Found,
    collections::{CollectionContent, CollectionCursor, CollectionPage, Collections},
    shelf_room::{
        BrandForm, BrandPage, BrandRow, CategoryForm, CategoryPlace, CategoryTree, CollectionForm,
        CollectionList, CollectionRow, CollectionSheet, SHELF_PAGE, ShelfError, ShelfRoom, Shelved,
    },
    staff::StaffMember,
};

use super::{FakeCatalogue, shelves::Stored};

/// The ports that are about shelves.
pub(crate) struct FakeShelves(Mutex<Stored>);

impl FakeShelves {
    /// With a few things on them.
    pub(crate) fn of(catalogue: &FakeCatalogue) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Stored::of(catalogue))))
    }

    /// What is answered from.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().expect("no test breaks off while it holds this")
    }

    fn open(&self) -> Result<MutexGuard<'_, Stored>, ShelfError> {
        let stored = self.stored();
        match &stored.refused {
            Some(error) => Err(error.clone()),
            None => Ok(stored),
        }
    }
}

#[async_trait]
impl Collections for FakeShelves {
    async fn page(
        &self,
        slug: &Slug,
        after: Option<&CollectionCursor>,
    ) -> Result<Found<CollectionPage>, ShopError> {
        let stored = self.open().map_err(|_| ShopError::Unavailable)?;
        if slug.as_str() == "renamed" {
            return Ok(Found::MovedTo(stored.collections[0].slug.clone()));
        }
        let found = stored.collections.iter().find(|sheet| sheet.slug == *slug && sheet.active);
        let found = found.ok_or(ShopError::NotFound)?;
        // One on a page.
        let begin = after.map_or(0, |after| {
            stored.cards.iter().position(|card| card.id == after.id).map_or(0, |at| at + 1)
        });
        let cards: Vec<_> = stored.cards.iter().skip(begin).take(1).cloned().collect();
        let last = cards.last().filter(|_| begin + 1 < stored.cards.len());
        let next =
            last.map(|card| CollectionCursor { at: Timestamp::default(), id: card.id.clone() });
        Ok(Found::Here(CollectionPage {
            slug: found.slug.clone(),
            name: found.name.clone(),
            description: found.description.clone(),
            cards,
            next,
        }))
    }

    async fn slugs(&self, after: Option<&Slug>) -> Result<Vec<Slug>, ShopError> {
        let stored = self.open().map_err(|_| ShopError::Unavailable)?;
        let later = |sheet: &&CollectionSheet| after.is_none_or(|after| sheet.slug > *after);
        let active = stored.collections.iter().filter(|sheet| sheet.active).filter(later);
        Ok(active.map(|sheet| sheet.slug.clone()).collect())
    }
}

#[async_trait]
impl ShelfRoom for FakeShelves {
    fn currency(&self) -> Currency {
        Currency::EUR
    }

    async fn categories(&self, _: &StaffMember) -> Result<CategoryTree, ShelfError> {
        Ok(CategoryTree::grow(self.open()?.categories.clone()))
    }

    async fn create_category(
        &self,
        _: &StaffMember,
        _: &CategoryForm,
        _: &Caller,
    ) -> Result<(CategoryId, Shelved), ShelfError> {
        Err(ShelfError::Unavailable)
    }

    async fn change_category(
        &self,
        _: &StaffMember,
        _: &CategoryId,
        _: &CategoryForm,
        _: &Caller,
    ) -> Result<Shelved, ShelfError> {
        Err(ShelfError::Unavailable)
    }

    async fn place_category(
        &self,
        _: &StaffMember,
        _: &CategoryId,
        _: &CategoryPlace,
        _: i64,
        _: &Caller,
    ) -> Result<Shelved, ShelfError> {
        Err(ShelfError::Unavailable)
    }

    async fn merge_category(
        &self,
        _: &StaffMember,
        _: &CategoryId,
        _: &str,
        _: i64,
        _: &Caller,
    ) -> Result<Shelved, ShelfError> {
        Err(ShelfError::Unavailable)
    }

    async fn delete_category(
        &self,
        _: &StaffMember,
        _: &CategoryId,
        _: i64,
        _: &Caller,
    ) -> Result<Shelved, ShelfError> {
        Err(ShelfError::Unavailable)
    }

    async fn collections(
        &self,
        _: &StaffMember,
        after: Option<&Slug>,
    ) -> Result<CollectionList, ShelfError> {
        let stored = self.open()?;
        let later = |sheet: &&CollectionSheet| after.is_none_or(|after| sheet.slug > *after);
        let rows = stored.collections.iter().filter(later).map(|sheet| CollectionRow {
            id: sheet.id.clone(),
            slug: sheet.slug.clone(),
            name: sheet.name.clone(),
            active: sheet.active,
            picked: match &sheet.content {
                CollectionContent::Picked(ids) => Some(ids.len()),
                CollectionContent::Rule(_) => None,
            },
        });
        let mut rows: Vec<_> = rows.collect();
        let more = rows.len() > SHELF_PAGE;
        rows.truncate(SHELF_PAGE);
        let next = rows.last().filter(|_| more).map(|row| row.slug.clone());
        Ok(CollectionList { rows, next })
    }

    async fn collection(
        &self,
        _: &StaffMember,
        id: &CollectionId,
    ) -> Result<CollectionSheet, ShelfError> {
        let stored = self.open()?;
        let found = stored.collections.iter().find(|sheet| sheet.id == *id).cloned();
        found.ok_or(ShelfError::NotFound)
    }

    async fn create_collection(
        &self,
        _: &StaffMember,
        _: &CollectionForm,
        _: &Caller,
    ) -> Result<(CollectionId, Shelved), ShelfError> {
        Err(ShelfError::Unavailable)
    }

    async fn change_collection(
        &self,
        _: &StaffMember,
        _: &CollectionId,
        _: &CollectionForm,
        _: &Caller,
    ) -> Result<Shelved, ShelfError> {
        Err(ShelfError::Unavailable)
    }

    async fn count_collection(
        &self,
        _: &StaffMember,
        _: &CollectionForm,
    ) -> Result<u64, ShelfError> {
        Err(ShelfError::Unavailable)
    }

    async fn brands(&self, _: &StaffMember, after: Option<&str>) -> Result<BrandPage, ShelfError> {
        let stored = self.open()?;
        let later = |row: &&BrandRow| after.is_none_or(|after| row.name.as_str() > after);
        let mut rows: Vec<_> = stored.brands.iter().filter(later).cloned().collect();
        let more = rows.len() > SHELF_PAGE;
        rows.truncate(SHELF_PAGE);
        let next = rows.last().filter(|_| more).map(|row| row.name.clone());
        Ok(BrandPage { rows, next })
    }

    async fn rename_brand(
        &self,
        _: &StaffMember,
        _: &BrandForm,
        _: &Caller,
    ) -> Result<Shelved, ShelfError> {
        Err(ShelfError::Unavailable)
    }
}
