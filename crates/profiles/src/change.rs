//! How a profile is read and changed: one guarded command on one document.

use kernel::AccountId;
use mongodb::{
    bson::{Document, deserialize_from_document, doc},
    error::{Error, ErrorKind, WriteFailure},
    options::{ReturnDocument, UpdateModifications},
};

use crate::{
    documents::{ERASED_AT, ProfileDocument},
    store::{ProfileStore, StoreError},
};

/// A value that another document has, though only one may.
const DUPLICATE: i32 = 11_000;

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChangeError {
    /// There is no such thing, or the profile is erased.
    #[error("not found")]
    NotFound,
    /// It was changed since it was read.
    #[error("version {expected} was read, version {stored} is stored")]
    Stale { expected: i64, stored: i64 },
    /// There are as many as there may be.
    #[error("full")]
    Full,
    /// Another profile has the address of mail.
    #[error("the profile of {0} has this address of mail")]
    MailHeld(AccountId),
    /// MongoDB did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Error> for ChangeError {
    fn from(error: Error) -> Self {
        Self::Store(error.into())
    }
}

/// What is stored for an account.
pub(crate) enum Looked {
    Nothing,
    /// What remains of an erased profile.
    Erased,
    Here(Box<ProfileDocument>),
}

/// What a document says to a change that its guard kept out.
pub(crate) enum Verdict {
    /// It is already as it should be.
    AsWanted,
    /// It cannot be done.
    Refused(ChangeError),
    /// Nothing is in the way any more: the document changed between the command and the look.
    Again,
}

impl ProfileStore {
    pub(crate) async fn look(&self, account: &AccountId) -> Result<Looked, StoreError> {
        let found = self.documents().find_one(doc! { "_id": account.as_str() }).await?;
        Ok(match found {
            None => Looked::Nothing,
            Some(document) if document.contains_key(ERASED_AT) => Looked::Erased,
            Some(document) => Looked::Here(Box::new(deserialize_from_document(document)?)),
        })
    }

    /// Changes the profile if `guard` lets it, and gives it as it is then. Where the guard does
    /// not, `verdict` reads from the document why.
    ///
    /// It ends: a document that was made is never gone again, and each turn but the first needs
    /// somebody else's change in between. The deadline of the port is around all of it.
    pub(crate) async fn change(
        &self,
        account: &AccountId,
        guard: Document,
        update: impl Into<UpdateModifications>,
        verdict: impl Fn(&ProfileDocument) -> Verdict,
    ) -> Result<ProfileDocument, ChangeError> {
        let (filter, update) = (living(account, guard), update.into());
        loop {
            let changed = self
                .profiles()
                .find_one_and_update(filter.clone(), update.clone())
                .return_document(ReturnDocument::After)
                .await?;
            if let Some(profile) = changed {
                return Ok(profile);
            }
            match self.look(account).await? {
                Looked::Nothing => self.begin(account).await?,
                Looked::Erased => return Err(ChangeError::NotFound),
                Looked::Here(profile) => match verdict(&profile) {
                    Verdict::AsWanted => return Ok(*profile),
                    Verdict::Refused(error) => return Err(error),
                    Verdict::Again => {}
                },
            }
        }
    }

    /// An update that sets these fields and makes it the next version.
    pub(crate) fn next_version(&self, mut fields: Document) -> Document {
        fields.insert("updated_at", self.now());
        doc! { "$set": fields, "$inc": { "version": 1_i64 } }
    }

    /// Makes the account's document, unless somebody else just did.
    pub(crate) async fn begin(&self, account: &AccountId) -> Result<(), StoreError> {
        let first = ProfileDocument::empty(account.clone(), self.now());
        match self.profiles().insert_one(first).await {
            Err(error) if !is_duplicate(&error) => Err(error.into()),
            _ => Ok(()),
        }
    }
}

impl ProfileDocument {
    /// The verdict on a change that was made from version `expected`.
    pub(crate) fn stale_or_again(&self, expected: i64) -> Verdict {
        if self.version == expected {
            return Verdict::Again;
        }
        Verdict::Refused(ChangeError::Stale { expected, stored: self.version })
    }
}

/// Finds the account's document by this guard, unless it is erased.
pub(crate) fn living(account: &AccountId, guard: Document) -> Document {
    let mut filter = doc! { "_id": account.as_str(), ERASED_AT: { "$exists": false } };
    filter.extend(guard);
    filter
}

/// Whether another document has what only one may have.
pub(crate) fn is_duplicate(error: &Error) -> bool {
    let code = match error.kind.as_ref() {
        ErrorKind::Write(WriteFailure::WriteError(error)) => error.code,
        ErrorKind::Command(error) => error.code,
        _ => return false,
    };
    code == DUPLICATE
}
