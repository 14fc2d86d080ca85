//! Categories behind the counter: what may be done is found out, then written down, then done.

use audit::Doer;
use kernel::CategoryId;
use serde_json::{Value, json};
use storefront::{
    shelf_room::{CategoryEntry, CategoryForm, CategoryTree, ShelfError, Shelved},
    staff::{Permission, StaffMember},
};

use crate::{
    category_plan::{CategoryChange, CategoryPlan},
    documents::CategoryDocument,
    port::answer,
    product_rewriting::{Rewrite, Rewritten},
    shelf_desk::{ShelfDesk, away, broken_off, key},
};

/// What the audit log has of a category.
fn facts(category: &CategoryDocument) -> Value {
    json!({
        "name": category.name,
        "slug": category.slug.as_str(),
        "description": category.description,
        "parent": category.parent.as_ref().map(CategoryId::as_str),
        "position": category.position,
    })
}

fn subject(id: &CategoryId) -> String {
    format!("category {id}")
}

/// What is done, as the audit log names it, and to what.
fn action<'a>(change: &CategoryChange<'a>) -> (&'static str, &'a CategoryId) {
    match *change {
        CategoryChange::Create { id, .. } => ("category_created", id),
        CategoryChange::Write { id, .. } => ("category_changed", id),
        CategoryChange::Place { id, .. } => ("category_moved", id),
        CategoryChange::Merge { id, .. } => ("category_merged", id),
        CategoryChange::Delete { id, .. } => ("category_deleted", id),
    }
}

impl ShelfDesk {
    pub(crate) async fn category_tree(&self, by: &StaffMember) -> Result<CategoryTree, ShelfError> {
        by.require(Permission::ReadCatalogue)?;
        let all = self.stored_categories().await?;
        let counts = self.counts.get(&self.store).await.map_err(away)?.of(&all);
        let entries = all.into_iter().map(|stored| {
            let (products, within) = counts.get(&stored.id).copied().unwrap_or_default();
            CategoryEntry {
                id: stored.id,
                version: stored.version,
                slug: stored.slug,
                name: stored.name,
                description: stored.description,
                parent: stored.parent,
                products,
                within,
            }
        });
        Ok(CategoryTree::grow(entries.collect()))
    }

    async fn stored_categories(&self) -> Result<Vec<CategoryDocument>, ShelfError> {
        answer("categories", self.store.all_categories()).await.map_err(away)
    }

    pub(crate) async fn new_category(
        &self,
        doer: Doer<'_>,
        form: &CategoryForm,
    ) -> Result<(CategoryId, Shelved), ShelfError> {
        doer.by.require(Permission::EditCatalogue)?;
        let checked = form.check()?;
        let id = CategoryId::parse(key(&form.key)).map_err(|_| ShelfError::NotFound)?;
        let parent = match form.parent.as_str() {
            "" => None,
            parent => Some(
                CategoryId::parse(parent)
                    .map_err(|_| ShelfError::refused("parent", "Choose one of the categories."))?,
            ),
        };
        let change = CategoryChange::Create { id: &id, checked: &checked, parent: parent.as_ref() };
        let shelved = self.changed_category(doer, change).await?;
        Ok((id, shelved))
    }

    pub(crate) async fn written_category(
        &self,
        doer: Doer<'_>,
        id: &CategoryId,
        form: &CategoryForm,
    ) -> Result<Shelved, ShelfError> {
        doer.by.require(Permission::EditCatalogue)?;
        let checked = form.check()?;
        let read = storefront::shelf_room::read_version(&form.version);
        self.changed_category(doer, CategoryChange::Write { id, read, checked: &checked }).await
    }

    pub(crate) async fn deleted_category(
        &self,
        doer: Doer<'_>,
        id: &CategoryId,
        read: i64,
    ) -> Result<Shelved, ShelfError> {
        doer.by.require(Permission::EditCatalogue)?;
        let used = answer("the use of a category", self.store.category_is_used(id)).await;
        if let Some(error) = used.map_err(away)? {
            return Err(error);
        }
        self.changed_category(doer, CategoryChange::Delete { id, read }).await
    }

    /// The products come first, batch by batch, and each is in one of both categories at any moment.
    /// What is broken off is gone on with by the same form: the category is there until its last
    /// product has left it.
    pub(crate) async fn merged_category(
        &self,
        doer: Doer<'_>,
        id: &CategoryId,
        into: &str,
        read: i64,
    ) -> Result<Shelved, ShelfError> {
        doer.by.require(Permission::EditCatalogue)?;
        let into = CategoryId::parse(into)
            .map_err(|_| ShelfError::refused("into", "Choose one of the categories."))?;
        let change = CategoryChange::Merge { id, read, into: &into };
        if self.noted(doer, change).await?.is_empty() {
            return Ok(Shelved::Before);
        }
        self.counts.forget().await;
        let rewrite = Rewrite::Category { from: id, to: &into };
        let rewritten = self.store.rewrite_products(rewrite, &doer.by.account).await;
        match rewritten.map_err(|error| broken_off(&error))? {
            Rewritten::Partly => Ok(Shelved::Partly),
            Rewritten::All => self.commit(change).await,
        }
    }

    /// Finds out what a change comes to, and writes that down unless it is nothing.
    async fn noted(
        &self,
        doer: Doer<'_>,
        change: CategoryChange<'_>,
    ) -> Result<CategoryPlan, ShelfError> {
        let all = self.stored_categories().await?;
        let plan = change.plan(&all)?;
        if plan.is_empty() {
            return Ok(plan);
        }
        let (action, id) = action(&change);
        let before = all.iter().find(|stored| stored.id == *id).map(facts);
        let written = plan.first.iter().chain(&plan.next).find(|next| next.id == *id);
        let after = match change {
            CategoryChange::Merge { into, .. } => Some(json!({ "into": into.as_str() })),
            _ => written.map(facts),
        };
        self.note(doer, action, &subject(id), before, after).await?;
        Ok(plan)
    }

    pub(crate) async fn changed_category(
        &self,
        doer: Doer<'_>,
        change: CategoryChange<'_>,
    ) -> Result<Shelved, ShelfError> {
        doer.by.require(Permission::EditCatalogue)?;
        if self.noted(doer, change).await?.is_empty() {
            return Ok(Shelved::Before);
        }
        self.commit(change).await
    }

    async fn commit(&self, change: CategoryChange<'_>) -> Result<Shelved, ShelfError> {
        let changed = answer("a change of categories", self.store.change_categories(change));
        let changed = changed.await.map_err(away)?;
        self.counts.forget().await;
        changed
    }
}
