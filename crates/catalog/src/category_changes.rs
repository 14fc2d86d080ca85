//! Changes of the tree of categories, each one transaction.

use futures::TryStreamExt;
use kernel::CategoryId;
use mongodb::{ClientSession, bson::doc};
use storefront::shelf_room::{ShelfError, Shelved};

use crate::{
    category_plan::{CategoryChange, CategoryPlan},
    documents::CategoryDocument,
    put_product::ATTEMPTS,
    redirects::Kind,
    shelf_stop::Stop,
    store::{CatalogStore, StoreError},
};

impl CatalogStore {
    /// All categories, sorted by place.
    pub(crate) async fn all_categories(&self) -> Result<Vec<CategoryDocument>, StoreError> {
        let found = self.categories().find(doc! {}).sort(doc! { "position": 1, "_id": 1 }).await?;
        Ok(found.try_collect().await?)
    }

    /// Why a category cannot be deleted, beside what is below it.
    pub(crate) async fn category_is_used(
        &self,
        id: &CategoryId,
    ) -> Result<Option<ShelfError>, StoreError> {
        let product = self.products().find_one(doc! { "categories": id.as_str() }).await?;
        let rule = doc! { "content.rule.category": id.as_str() };
        let collection = self.collections().find_one(rule).await?;
        Ok(match (product, collection) {
            (Some(_), _) => Some(holds_products()),
            (None, Some(collection)) => Some(ShelfError::refused(
                "",
                format!("The collection “{}” is made of it. Change that first.", collection.name),
            )),
            (None, None) => None,
        })
    }

    /// Makes a change, whole or not at all. [`Shelved::Partly`] where a category that is to end holds
    /// products again.
    pub(crate) async fn change_categories(
        &self,
        change: CategoryChange<'_>,
    ) -> Result<Result<Shelved, ShelfError>, StoreError> {
        let mut attempt = 1;
        loop {
            let mut session = self.begin().await?;
            let outcome = match self.change_categories_in(&mut session, change).await {
                Ok(Shelved::Now) => {
                    session.commit_transaction().await.map(|()| Shelved::Now).map_err(Stop::from)
                }
                outcome => {
                    self.abandon(session).await;
                    outcome
                }
            };
            match outcome {
                Ok(shelved) => return Ok(Ok(shelved)),
                Err(Stop::Denied(error)) => return Ok(Err(error)),
                Err(Stop::Again) if attempt < ATTEMPTS => {}
                Err(Stop::Again) => return Ok(Err(ShelfError::Unavailable)),
                Err(Stop::Store(error)) if error.is_transient() && attempt < ATTEMPTS => {}
                Err(Stop::Store(error)) => return Err(error),
            }
            attempt += 1;
        }
    }

    async fn change_categories_in(
        &self,
        session: &mut ClientSession,
        change: CategoryChange<'_>,
    ) -> Result<Shelved, Stop> {
        let mut found = self
            .categories()
            .find(doc! {})
            .sort(doc! { "position": 1, "_id": 1 })
            .session(&mut *session)
            .await?;
        let mut all = Vec::new();
        while let Some(stored) = found.next(&mut *session).await.transpose()? {
            all.push(stored);
        }
        let plan = change.plan(&all).map_err(Stop::Denied)?;
        if plan.is_empty() {
            return Ok(Shelved::Before);
        }
        if let Some(gone) = &plan.gone {
            let product = doc! { "categories": gone.as_str() };
            if self.products().find_one(product).session(&mut *session).await?.is_some() {
                return match change {
                    CategoryChange::Merge { .. } => Ok(Shelved::Partly),
                    _ => Err(Stop::Denied(holds_products())),
                };
            }
        }
        self.write_plan(session, &plan, &all).await?;
        if let CategoryChange::Merge { id, into, .. } = change {
            self.end_in_another(session, id, into, &all).await?;
        } else if let Some(gone) = &plan.gone {
            self.redirect_category(session, gone, None).await?;
        }
        Ok(Shelved::Now)
    }

    async fn write_plan(
        &self,
        session: &mut ClientSession,
        plan: &CategoryPlan,
        all: &[CategoryDocument],
    ) -> Result<(), Stop> {
        if let Some(first) = &plan.first {
            self.categories().insert_one(first).session(&mut *session).await?;
            let id = first.id.as_str();
            self.move_slug(&mut *session, Kind::Category, id, None, &first.slug).await?;
        }
        for next in &plan.next {
            let same = doc! { "_id": next.id.as_str(), "version": next.version - 1 };
            let replaced = self.categories().replace_one(same, next).session(&mut *session).await?;
            if replaced.matched_count != 1 {
                return Err(Stop::Again);
            }
            let former = all.iter().find(|stored| stored.id == next.id).map(|stored| &stored.slug);
            if let Some(former) = former.filter(|former| **former != next.slug) {
                let id = next.id.as_str();
                let moved =
                    self.move_slug(&mut *session, Kind::Category, id, Some(former), &next.slug);
                moved.await?;
            }
        }
        if let Some(gone) = &plan.gone {
            let deleted = doc! { "_id": gone.as_str() };
            self.categories().delete_one(deleted).session(&mut *session).await?;
        }
        Ok(())
    }

    /// Lets all that led to a category lead to another: its addresses, and the rules of collections.
    async fn end_in_another(
        &self,
        session: &mut ClientSession,
        id: &CategoryId,
        into: &CategoryId,
        all: &[CategoryDocument],
    ) -> Result<(), Stop> {
        let slug = |id: &CategoryId| all.iter().find(|stored| stored.id == *id).map(|c| &c.slug);
        self.redirect_category(&mut *session, id, Some(into)).await?;
        if let (Some(former), Some(present)) = (slug(id), slug(into)) {
            let target = into.as_str();
            let moved =
                self.move_slug(&mut *session, Kind::Category, target, Some(former), present);
            moved.await?;
        }
        let named = doc! { "content.rule.category": id.as_str() };
        let other = doc! {
            "$set": { "content.rule.category": into.as_str() },
            "$inc": { "version": 1_i64 },
        };
        self.collections().update_many(named, other).session(session).await?;
        Ok(())
    }
}

fn holds_products() -> ShelfError {
    ShelfError::refused(
        "",
        "There are products in it. Put them elsewhere first, or merge it into another category.",
    )
}
