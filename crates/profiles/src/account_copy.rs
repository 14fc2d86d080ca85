//! The copy of what accounts say of a person. PostgreSQL has the truth; this never goes back to an
//! older version of it.

use kernel::AccountId;
use mongodb::bson::{Document, doc};
use storefront::profile::{AccountCopy, Followed};

use crate::{
    change::{ChangeError, Looked, is_duplicate, living},
    store::ProfileStore,
};

impl ProfileStore {
    /// It ends, since what keeps it from writing is gone or known at the next turn.
    pub(crate) async fn followed(&self, copy: &AccountCopy) -> Result<Followed, ChangeError> {
        // PostgreSQL's versions are `bigint`, so none is greater.
        let version = i64::try_from(copy.version).unwrap_or(i64::MAX);
        let older = living(&copy.account, doc! { "account_version": { "$lt": version } });
        let says = doc! { "$set": {
            "account_version": version,
            "name": copy.name.as_str(),
            "email": copy.email.as_ref().map(kernel::Email::as_str),
            "updated_at": self.now(),
        } };
        loop {
            match self.documents().update_one(older.clone(), says.clone()).await {
                Ok(written) if written.matched_count == 1 => return Ok(Followed::Written),
                Ok(_) => match self.look(&copy.account).await? {
                    Looked::Nothing => self.begin(&copy.account).await?,
                    Looked::Erased => return Ok(Followed::Erased),
                    Looked::Here(stored) if stored.account_version >= version => {
                        return Ok(Followed::NotNewer);
                    }
                    Looked::Here(_) => {}
                },
                Err(error) if is_duplicate(&error) => {
                    if let Some(holder) = self.holder(copy).await? {
                        return Err(ChangeError::MailHeld(holder));
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Whose profile else has this address of mail.
    async fn holder(&self, copy: &AccountCopy) -> Result<Option<AccountId>, ChangeError> {
        let Some(email) = &copy.email else { return Ok(None) };
        let another = doc! { "email": email.as_str(), "_id": { "$ne": copy.account.as_str() } };
        let found: Option<Document> =
            self.documents().find_one(another).projection(doc! { "_id": 1 }).await?;
        let id = found.as_ref().and_then(|document| document.get_str("_id").ok());
        Ok(id.and_then(|id| AccountId::parse(id).ok()))
    }
}
