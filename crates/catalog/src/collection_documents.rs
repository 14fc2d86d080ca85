//! Collections as they are stored.

use kernel::{AccountId, CollectionId, Slug};
use mongodb::bson::DateTime;
use serde::{Deserialize, Serialize};
use storefront::{
    collections::CollectionContent,
    shelf_room::{CheckedCollection, CollectionRow},
};

/// Whether shoppers see a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CollectionStatus {
    Draft,
    Active,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct CollectionDocument {
    #[serde(rename = "_id")]
    pub(crate) id: CollectionId,
    pub(crate) version: i64,
    pub(crate) slug: Slug,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) status: CollectionStatus,
    pub(crate) content: CollectionContent,
    pub(crate) changed_by: Option<AccountId>,
    pub(crate) updated_at: DateTime,
}

impl CollectionDocument {
    /// The first version of a collection.
    pub(crate) fn first(
        id: CollectionId,
        checked: &CheckedCollection,
        content: CollectionContent,
        by: &AccountId,
        now: DateTime,
    ) -> Self {
        Self {
            id,
            version: 1,
            slug: checked.slug.clone(),
            name: checked.name.clone(),
            description: checked.description.clone(),
            status: status(checked.active),
            content,
            changed_by: Some(by.clone()),
            updated_at: now,
        }
    }

    /// The version after this one; `None` when it would say the same.
    pub(crate) fn next(
        &self,
        checked: &CheckedCollection,
        content: CollectionContent,
        by: &AccountId,
        now: DateTime,
    ) -> Option<Self> {
        let mut next = Self::first(self.id.clone(), checked, content, by, now);
        let same = next.slug == self.slug
            && next.name == self.name
            && next.description == self.description
            && next.status == self.status
            && next.content == self.content;
        next.version = self.version + 1;
        (!same).then_some(next)
    }

    /// Whether shoppers see it.
    pub(crate) fn is_active(&self) -> bool {
        self.status == CollectionStatus::Active
    }
}

const fn status(active: bool) -> CollectionStatus {
    if active { CollectionStatus::Active } else { CollectionStatus::Draft }
}

impl From<CollectionDocument> for CollectionRow {
    fn from(stored: CollectionDocument) -> Self {
        let active = stored.is_active();
        let picked = match &stored.content {
            CollectionContent::Picked(ids) => Some(ids.len()),
            CollectionContent::Rule(_) => None,
        };
        Self { id: stored.id, slug: stored.slug, name: stored.name, active, picked }
    }
}
