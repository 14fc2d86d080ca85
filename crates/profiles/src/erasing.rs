//! Giving a person all that is stored, and erasing it.

use kernel::AccountId;
use mongodb::bson::doc;
use storefront::profile::ProfileExport;

use crate::{
    change::{ChangeError, Looked, is_duplicate, living},
    documents::{ERASED_AT, tombstone},
    store::{ProfileStore, StoreError},
};

impl ProfileStore {
    pub(crate) async fn exported(&self, account: &AccountId) -> Result<ProfileExport, ChangeError> {
        match self.look(account).await? {
            Looked::Here(stored) => Ok(stored.into_export()),
            Looked::Nothing | Looked::Erased => Err(ChangeError::NotFound),
        }
    }

    /// Puts the tombstone in the document's place in one step, so that no writer finds the place
    /// empty in between. Who was never stored gets one too: a copy may still be on its way.
    pub(crate) async fn erased(&self, account: &AccountId) -> Result<(), StoreError> {
        loop {
            // No more of it is read than this, so that even what is broken can be erased.
            let stored = self
                .documents()
                .find_one(doc! { "_id": account.as_str() })
                .projection(doc! { "account_version": 1, ERASED_AT: 1 })
                .await?;
            if stored.as_ref().is_some_and(|stored| stored.contains_key(ERASED_AT)) {
                return Ok(());
            }
            let last_copied =
                stored.and_then(|stored| stored.get_i64("account_version").ok()).unwrap_or(0);
            let stone = tombstone(account, last_copied, self.now());
            let as_read = living(account, doc! { "account_version": last_copied });
            match self.documents().replace_one(as_read, stone).upsert(true).await {
                Ok(_) => return Ok(()),
                // It follows a newer version of its account by now, or another has erased it.
                Err(error) if is_duplicate(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}
