//! Collections behind the counter.

use audit::Doer;
use kernel::{Clock, CollectionId, SystemClock};
use mongodb::bson::DateTime;
use serde_json::{Value, json};
use storefront::{
    collections::CollectionContent,
    shelf_room::{
        CategoryEntry, CategoryTree, CheckedContent, CollectionForm, CollectionList,
        CollectionSheet, SHELF_PAGE, ShelfError, Shelved, read_version,
    },
    staff::{Permission, StaffMember},
};

use crate::{
    collection_documents::CollectionDocument,
    port::answer,
    shelf_desk::{ShelfDesk, away, key},
    shelf_stop::slug_taken,
};

/// Lines that name no product are said up to this many.
const MOST_NAMED: usize = 5;

/// What the audit log has of a collection.
fn facts(collection: &CollectionDocument) -> Value {
    let content = match &collection.content {
        CollectionContent::Picked(ids) => json!({ "picked": ids }),
        CollectionContent::Rule(rule) => json!({ "rule": rule }),
    };
    json!({
        "name": collection.name,
        "slug": collection.slug.as_str(),
        "description": collection.description,
        "active": collection.is_active(),
        "content": content,
    })
}

fn now() -> DateTime {
    DateTime::from_millis(SystemClock.now().millis())
}

impl ShelfDesk {
    pub(crate) async fn collection_list(
        &self,
        by: &StaffMember,
        after: Option<&kernel::Slug>,
    ) -> Result<CollectionList, ShelfError> {
        by.require(Permission::ReadCatalogue)?;
        let found = answer("collections", self.store.listed_collections(after)).await;
        let mut found = found.map_err(away)?;
        let more = found.len() > SHELF_PAGE;
        found.truncate(SHELF_PAGE);
        let next = found.last().filter(|_| more).map(|last| last.slug.clone());
        Ok(CollectionList { rows: found.into_iter().map(Into::into).collect(), next })
    }

    pub(crate) async fn collection_sheet(
        &self,
        by: &StaffMember,
        id: &CollectionId,
    ) -> Result<CollectionSheet, ShelfError> {
        by.require(Permission::ReadCatalogue)?;
        let stored = self.stored(id).await?.ok_or(ShelfError::NotFound)?;
        let beside = async {
            futures::try_join!(
                self.store.picked_products(&stored.content),
                self.store.all_categories()
            )
        };
        let (picked, categories) = answer("a collection's products", beside).await.map_err(away)?;
        let entries = categories.into_iter().map(|category| CategoryEntry {
            id: category.id,
            version: category.version,
            slug: category.slug,
            name: category.name,
            description: category.description,
            parent: category.parent,
            products: 0,
            within: 0,
        });
        let categories = CategoryTree::grow(entries.collect()).paths();
        let active = stored.is_active();
        let CollectionDocument { id, version, slug, name, description, content, .. } = stored;
        Ok(CollectionSheet {
            id,
            version,
            slug,
            name,
            description,
            active,
            content,
            picked,
            categories,
        })
    }

    async fn stored(&self, id: &CollectionId) -> Result<Option<CollectionDocument>, ShelfError> {
        answer("a collection", self.store.stored_collection(id)).await.map_err(away)
    }

    /// What is typed of a collection, with its products looked up.
    async fn content(&self, checked: &CheckedContent) -> Result<CollectionContent, ShelfError> {
        let lines = match checked {
            CheckedContent::Rule(rule) => return Ok(CollectionContent::Rule(rule.clone())),
            CheckedContent::Named(lines) => lines,
        };
        let named = answer("products by name", self.store.named_products(lines)).await;
        named.map_err(away)?.map(CollectionContent::Picked).map_err(|unknown| {
            let some: Vec<&str> = unknown.iter().take(MOST_NAMED).map(String::as_str).collect();
            let sentence = format!("No product is named by: {}.", some.join(", "));
            ShelfError::refused("picked", sentence)
        })
    }

    pub(crate) async fn new_collection(
        &self,
        doer: Doer<'_>,
        form: &CollectionForm,
    ) -> Result<(CollectionId, Shelved), ShelfError> {
        doer.by.require(Permission::EditCatalogue)?;
        let empty = CollectionForm {
            name: form.name.clone(),
            slug: form.slug.clone(),
            ..CollectionForm::default()
        };
        let checked = empty.check(self.currency)?;
        let id = CollectionId::parse(key(&form.key)).map_err(|_| ShelfError::NotFound)?;
        if self.stored(&id).await?.is_some() {
            return Ok((id, Shelved::Before));
        }
        let nothing = CollectionContent::Picked(Vec::new());
        let first = CollectionDocument::first(id, &checked, nothing, &doer.by.account, now());
        let shelved = self.put(doer, "collection_created", None, &first).await?;
        Ok((first.id, shelved))
    }

    pub(crate) async fn written_collection(
        &self,
        doer: Doer<'_>,
        id: &CollectionId,
        form: &CollectionForm,
    ) -> Result<Shelved, ShelfError> {
        doer.by.require(Permission::EditCatalogue)?;
        let stored = self.stored(id).await?.ok_or(ShelfError::NotFound)?;
        let checked = form.check(self.currency)?;
        let content = self.content(&checked.content).await?;
        let next = stored.next(&checked, content, &doer.by.account, now());
        let Some(next) = next else { return Ok(Shelved::Before) };
        if stored.version != read_version(&form.version) {
            return Err(ShelfError::Stale);
        }
        self.put(doer, "collection_changed", Some(&stored), &next).await
    }

    async fn put(
        &self,
        doer: Doer<'_>,
        action: &'static str,
        stored: Option<&CollectionDocument>,
        next: &CollectionDocument,
    ) -> Result<Shelved, ShelfError> {
        let taken = self.store.collection_slug_is_taken(&next.slug, &next.id);
        if answer("a collection's address", taken).await.map_err(away)? {
            return Err(slug_taken());
        }
        let subject = format!("collection {}", next.id);
        self.note(doer, action, &subject, stored.map(facts), Some(facts(next))).await?;
        answer("a change of a collection", self.store.put_collection(next)).await.map_err(away)?
    }

    pub(crate) async fn counted(
        &self,
        by: &StaffMember,
        form: &CollectionForm,
    ) -> Result<u64, ShelfError> {
        by.require(Permission::EditCatalogue)?;
        let checked = form.check_content(self.currency)?;
        let content = self.content(&checked).await?;
        answer("a count of products", self.store.count_content(&content)).await.map_err(away)
    }
}
