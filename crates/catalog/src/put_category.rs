//! Writing categories.

use std::collections::HashSet;

use kernel::CategoryId;
use mongodb::{ClientSession, bson::doc};
use storefront::draft::CategoryDraft;

use crate::{
    documents::CategoryDocument,
    put_product::{ATTEMPTS, PutOutcome},
    redirects::Kind,
    store::{CatalogStore, StoreError},
    write_errors::Refusal,
};

/// Why a category was not written.
#[derive(Debug, thiserror::Error)]
pub enum PutCategoryError {
    /// The category above it is not stored.
    #[error("there is no category `{0}` to be above it")]
    NoParent(CategoryId),
    /// It would be above itself.
    #[error("the category would be above itself")]
    Cycle,
    /// Another category has its slug.
    #[error("another category has the same {0}")]
    Taken(&'static str),
    /// A field holds what no category may have.
    #[error("a field holds what no category may have; see the validator of `categories`")]
    Invalid,
    /// MongoDB failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<mongodb::error::Error> for PutCategoryError {
    fn from(error: mongodb::error::Error) -> Self {
        match Refusal::of(&error) {
            Some(Refusal::Taken(field)) => Self::Taken(field),
            Some(Refusal::Invalid) => Self::Invalid,
            None => Self::Store(error.into()),
        }
    }
}

impl CatalogStore {
    /// Writes a category, unless it is stored just so. Parents are written before their children.
    ///
    /// # Errors
    /// [`PutCategoryError`]; nothing is written then.
    pub async fn put_category(
        &self,
        draft: &CategoryDraft,
    ) -> Result<PutOutcome, PutCategoryError> {
        let mut attempt = 1;
        loop {
            match self.try_put_category(draft).await {
                Err(PutCategoryError::Store(error))
                    if error.is_transient() && attempt < ATTEMPTS =>
                {
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn try_put_category(
        &self,
        draft: &CategoryDraft,
    ) -> Result<PutOutcome, PutCategoryError> {
        let mut session = self.begin().await?;
        let outcome = self.put_category_in(&mut session, draft).await;
        match outcome {
            Ok(PutOutcome::Unchanged) | Err(_) => self.abandon(session).await,
            Ok(_) => session.commit_transaction().await?,
        }
        outcome
    }

    async fn put_category_in(
        &self,
        session: &mut ClientSession,
        draft: &CategoryDraft,
    ) -> Result<PutOutcome, PutCategoryError> {
        self.check_parents(session, draft).await?;
        let by_id = doc! { "_id": draft.id.as_str() };
        let stored = self.categories().find_one(by_id.clone()).session(&mut *session).await?;
        let mut next = CategoryDocument::first(draft);
        let id = draft.id.as_str();
        let Some(stored) = stored else {
            self.categories().insert_one(&next).session(&mut *session).await?;
            self.move_slug(session, Kind::Category, id, None, &next.slug).await?;
            return Ok(PutOutcome::Created);
        };
        next.version = stored.version;
        if next == stored {
            return Ok(PutOutcome::Unchanged);
        }
        next.version += 1;
        self.categories().replace_one(by_id, &next).session(&mut *session).await?;
        if next.slug != stored.slug {
            self.move_slug(session, Kind::Category, id, Some(&stored.slug), &next.slug).await?;
        }
        Ok(PutOutcome::Updated)
    }

    /// Walks up to the root. Only a category that moves can close a ring, and then the walk from
    /// its new parent meets it. Two moves at once might still close one: the tree shows what is in
    /// a ring at the top, where it can be moved out again.
    async fn check_parents(
        &self,
        session: &mut ClientSession,
        draft: &CategoryDraft,
    ) -> Result<(), PutCategoryError> {
        let mut seen = HashSet::from([draft.id.clone()]);
        let mut next = draft.parent.clone();
        while let Some(id) = next {
            if !seen.insert(id.clone()) {
                return Err(PutCategoryError::Cycle);
            }
            let above = self
                .categories()
                .find_one(doc! { "_id": id.as_str() })
                .session(&mut *session)
                .await?;
            let Some(above) = above else { return Err(PutCategoryError::NoParent(id)) };
            next = above.parent;
        }
        Ok(())
    }
}
