//! What a person prefers.

use kernel::AccountId;
use mongodb::bson::{Bson, doc, serialize_to_bson};
use storefront::profile::{Preferences, Wanted};

use crate::{
    change::{ChangeError, Looked},
    documents::{PreferencesDocument, ProfileDocument, moment},
    store::{ProfileStore, StoreError},
};

impl ProfileStore {
    /// Since when there is consent, only what is stored can tell: it is read, and written only
    /// while it has the version that was read.
    pub(crate) async fn preferred(
        &self,
        account: &AccountId,
        expected: i64,
        wanted: &Wanted,
    ) -> Result<ProfileDocument, ChangeError> {
        let stored = match self.look(account).await? {
            Looked::Erased => return Err(ChangeError::NotFound),
            Looked::Here(stored) => *stored,
            Looked::Nothing => ProfileDocument::empty(account.clone(), self.now()),
        };
        let before = Preferences::from(stored.preferences.clone());
        let after = before.changed(wanted, moment(self.now()));
        // Also when this very change was made and its answer was lost.
        if after == before {
            return Ok(stored);
        }
        if stored.version != expected {
            return Err(ChangeError::Stale { expected, stored: stored.version });
        }
        let preferences = PreferencesDocument::from(&after);
        let mut fields =
            doc! { "preferences": serialize_to_bson(&preferences).map_err(StoreError::from)? };
        if !after.remember_viewed {
            fields.insert("viewed", Bson::Array(Vec::new()));
        }
        let update = self.next_version(fields);
        self.change(account, doc! { "version": expected }, update, |stored| {
            stored.stale_or_again(expected)
        })
        .await
    }
}
