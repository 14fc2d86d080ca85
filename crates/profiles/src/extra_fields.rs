//! Fields that only some profiles have.

use kernel::AccountId;
use mongodb::bson::{doc, serialize_to_bson};
use storefront::profile::{ExtraName, ExtraValue};

use crate::{
    change::{ChangeError, Verdict},
    documents::ProfileDocument,
    store::{ProfileStore, StoreError},
};

impl ProfileStore {
    pub(crate) async fn extra_set(
        &self,
        account: &AccountId,
        name: &ExtraName,
        value: &ExtraValue,
    ) -> Result<ProfileDocument, ChangeError> {
        // A name is letters, digits and `_`: nothing in it leads to another field.
        let field = format!("extra.{}", name.as_str());
        let most = i32::try_from(ExtraName::MOST).unwrap_or(i32::MAX);
        let few = doc! { "$lt": [{ "$size": { "$objectToArray": "$extra" } }, most] };
        let stored_value = serialize_to_bson(value).map_err(StoreError::from)?;
        let guard = doc! {
            "$or": [{ field.as_str(): { "$exists": true } }, { "$expr": few }],
        };
        let update = self.next_version(doc! { field.as_str(): stored_value });
        self.change(account, guard, update, |stored| {
            if !stored.extra.contains_key(name) && stored.extra.len() >= ExtraName::MOST {
                Verdict::Refused(ChangeError::Full)
            } else {
                Verdict::Again
            }
        })
        .await
    }

    pub(crate) async fn extra_taken_away(
        &self,
        account: &AccountId,
        name: &ExtraName,
    ) -> Result<ProfileDocument, ChangeError> {
        let field = format!("extra.{}", name.as_str());
        let guard = doc! { field.as_str(): { "$exists": true } };
        let mut update = self.next_version(doc! {});
        update.insert("$unset", doc! { field: "" });
        self.change(account, guard, update, |stored| {
            if stored.extra.contains_key(name) { Verdict::Again } else { Verdict::AsWanted }
        })
        .await
    }
}
