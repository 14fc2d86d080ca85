//! Former slugs lead to where things are now.

use kernel::{CategoryId, Slug};
use mongodb::{ClientSession, bson::doc};

use crate::{
    documents::RedirectDocument,
    store::{CatalogStore, StoreError},
};

/// What a slug belongs to: a product, a category and a collection may have the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Product,
    Category,
    Collection,
}

impl Kind {
    /// The key under which a former slug is kept.
    pub(crate) fn key(self, slug: &Slug) -> String {
        match self {
            Self::Product => format!("product/{slug}"),
            Self::Category => format!("category/{slug}"),
            Self::Collection => format!("collection/{slug}"),
        }
    }
}

impl CatalogStore {
    /// Lets `former` lead to `target`, which is at `present` now. Whatever led away from `present`
    /// ends: something lives there.
    pub(crate) async fn move_slug(
        &self,
        session: &mut ClientSession,
        kind: Kind,
        target: &str,
        former: Option<&Slug>,
        present: &Slug,
    ) -> Result<(), StoreError> {
        self.redirects()
            .delete_one(doc! { "_id": kind.key(present) })
            .session(&mut *session)
            .await?;
        if let Some(former) = former {
            let id = kind.key(former);
            let redirect = RedirectDocument { id: id.clone(), target: target.to_owned() };
            self.redirects()
                .replace_one(doc! { "_id": id }, redirect)
                .upsert(true)
                .session(session)
                .await?;
        }
        Ok(())
    }

    /// Lets whatever led to a category lead to another, or nowhere.
    pub(crate) async fn redirect_category(
        &self,
        session: &mut ClientSession,
        from: &CategoryId,
        to: Option<&CategoryId>,
    ) -> Result<(), StoreError> {
        // A product may have the same id: only what stands under this kind is meant.
        let led = doc! {
            "target": from.as_str(),
            "_id": { "$gt": "category/", "$lt": "category0" },
        };
        match to {
            Some(to) => {
                let there = doc! { "$set": { "target": to.as_str() } };
                self.redirects().update_many(led, there).session(session).await?;
            }
            None => {
                self.redirects().delete_many(led).session(session).await?;
            }
        }
        Ok(())
    }

    /// The id of what was at a slug.
    pub(crate) async fn redirect(
        &self,
        kind: Kind,
        slug: &Slug,
    ) -> Result<Option<String>, StoreError> {
        let found = self.redirects().find_one(doc! { "_id": kind.key(slug) }).await?;
        Ok(found.map(|redirect| redirect.target))
    }
}
