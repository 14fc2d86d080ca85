//! What was done to many products within a day, in a list.

use std::collections::HashMap;

use futures::TryStreamExt;
use kernel::{Clock, SystemClock, Timestamp};
use mongodb::bson::{DateTime, Document, doc};
use serde::Deserialize;
use storefront::goods_room::{BulkDeed, MOST_DEEDS};

use crate::{
    goods_bulk::{KEPT, PartStanding, parts_of},
    goods_bulk_documents::DeedDocument,
    goods_desk::standing,
    store::{CatalogStore, StoreError},
};

/// How far a part is, with its id, which begins with the key of its deed.
#[derive(Deserialize)]
struct PartOf {
    #[serde(rename = "_id")]
    id: String,
    #[serde(flatten)]
    standing: PartStanding,
}

impl CatalogStore {
    /// The deeds of a day, the newest first, each with what became of it. Two questions, however many
    /// there are, and one for the names of categories.
    pub(crate) async fn recent_deeds(&self) -> Result<Vec<BulkDeed>, StoreError> {
        let past = DateTime::from_millis(SystemClock.now().millis() - KEPT);
        let found: Vec<DeedDocument> = self
            .bulk_deeds()
            .find(doc! { "at": { "$gte": past } })
            .sort(doc! { "at": -1 })
            .limit(i64::try_from(MOST_DEEDS).unwrap_or(i64::MAX))
            .await?
            .try_collect()
            .await?;
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let mut parts = self.parts_of_all(&found).await?;
        let tree = self.fresh_tree().await?;
        let told = |deed: DeedDocument| {
            let parts = parts.remove(&deed.key).unwrap_or_default();
            let category = deed.change.category();
            let category = category.and_then(|id| tree.by_id(id.as_str()));
            BulkDeed {
                at: Timestamp::from_millis(deed.at.timestamp_millis()),
                category: category.map(|category| category.name.clone()),
                standing: standing(&deed, &parts),
                signed: deed.signed,
                change: deed.change,
            }
        };
        Ok(found.into_iter().map(told).collect())
    }

    async fn parts_of_all(
        &self,
        deeds: &[DeedDocument],
    ) -> Result<HashMap<String, Vec<PartStanding>>, StoreError> {
        let ranges: Vec<Document> = deeds.iter().map(|deed| parts_of(&deed.key)).collect();
        let found: Vec<PartOf> = self
            .bulk_parts()
            .clone_with_type::<PartOf>()
            .find(doc! { "$or": ranges })
            .projection(doc! { "number": 1, "state": 1, "meant": 1, "changed": 1, "set_back": 1 })
            .sort(doc! { "_id": 1 })
            .await?
            .try_collect()
            .await?;
        let mut parts: HashMap<String, Vec<PartStanding>> = HashMap::new();
        for part in found {
            let key = part.id.split('/').next().unwrap_or_default();
            parts.entry(key.to_owned()).or_default().push(part.standing);
        }
        Ok(parts)
    }
}
