//! What the audit log is told of something that is done to many products.

use futures::TryStreamExt;
use kernel::ProductId;
use mongodb::bson::{DateTime, doc};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use storefront::{
    goods_room::{BulkChange, BulkChosen, GOODS_PAGE, status_name},
    staff::StaffMember,
};

use crate::{
    documents::ProductDocument,
    store::{CatalogStore, StoreError},
};

/// How a deed begins, before and after.
pub(crate) struct Told {
    pub(crate) before: Value,
    pub(crate) after: Value,
}

/// Which products are meant, as it was chosen.
pub(crate) fn chosen(chosen: &BulkChosen) -> Value {
    match chosen {
        BulkChosen::These(ids) => json!({ "ticked": ids }),
        BulkChosen::All(filter) => json!({ "all_that_match": {
            "query": filter.typed(),
            "status": filter.status().map(status_name),
            "category": filter.category(),
            "brand": filter.brand(),
        } }),
    }
}

/// By what products are confirmed: how many and which they are.
pub(crate) fn mark<'a>(ids: impl ExactSizeIterator<Item = &'a ProductId>) -> String {
    let count = ids.len();
    let mut hash = Sha256::new();
    for id in ids {
        hash.update(id.as_str().as_bytes());
        hash.update([0]);
    }
    format!("{count}-{}", &kernel::hex(&hash.finalize())[..16])
}

impl CatalogStore {
    /// What of the first products of a deed it changes, as that is and as it becomes. Of all of them the
    /// history of each product tells, where the version before is kept.
    pub(crate) async fn told_of_deed(
        &self,
        by: &StaffMember,
        change: &BulkChange,
        ids: &[ProductId],
    ) -> Result<Told, StoreError> {
        let first: Vec<&str> = ids.iter().take(GOODS_PAGE).map(ProductId::as_str).collect();
        let found = self.products().find(doc! { "_id": { "$in": first } }).await?;
        let found: Vec<ProductDocument> = found.try_collect().await?;
        let (mut before, mut after) = (Map::new(), Map::new());
        for stored in found {
            let now = DateTime::from_millis(stored.updated_at.timestamp_millis());
            let Some(next) = stored.changed(change, &by.account, now) else { continue };
            before.insert(stored.id.to_string(), stored.touched_by(change));
            after.insert(stored.id.to_string(), next.touched_by(change));
        }
        Ok(Told { before: Value::Object(before), after: Value::Object(after) })
    }
}
