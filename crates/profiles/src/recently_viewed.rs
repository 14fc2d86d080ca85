//! What was looked at, of those who allow that to be remembered.

use kernel::{AccountId, ProductId};
use mongodb::bson::{Document, doc};
use serde::Deserialize;
use storefront::profile::MOST_VIEWED;

use crate::{
    change::living,
    documents::ViewDocument,
    store::{ProfileStore, StoreError},
};

#[derive(Deserialize)]
struct Viewed {
    #[serde(default)]
    viewed: Vec<ViewDocument>,
}

impl ProfileStore {
    /// Whether it may be remembered is asked in the same command, so that nothing is written after
    /// consent was withdrawn.
    pub(crate) async fn view_noted(
        &self,
        account: &AccountId,
        product: &ProductId,
    ) -> Result<(), StoreError> {
        let allowed = living(account, doc! { "preferences.remember_viewed": true });
        let now = self.now();
        self.documents().update_one(allowed, vec![to_the_front(product, now)]).await?;
        Ok(())
    }

    /// What was looked at, newest first.
    pub(crate) async fn views(&self, account: &AccountId) -> Result<Vec<ViewDocument>, StoreError> {
        let found = self
            .profiles()
            .clone_with_type::<Viewed>()
            .find_one(living(account, doc! {}))
            .projection(doc! { "_id": 0, "viewed": 1 })
            .await?;
        Ok(found.map(|found| found.viewed).unwrap_or_default())
    }
}

/// Takes the product out of the list, puts it before all others, and drops what is too much.
/// `$push` and `$pull` cannot both be done to one list in one command; this can.
fn to_the_front(product: &ProductId, now: mongodb::bson::DateTime) -> Document {
    let most = i32::try_from(MOST_VIEWED).unwrap_or(i32::MAX);
    let product = doc! { "$literal": product.as_str() };
    let others = doc! { "$filter": {
        "input": "$viewed",
        "as": "view",
        "cond": { "$ne": ["$$view.product", product.clone()] },
    } };
    let newest = doc! { "product": product, "at": now };
    let all = doc! { "$concatArrays": [[newest], others] };
    doc! { "$set": { "viewed": { "$slice": [all, most] }, "updated_at": now } }
}
