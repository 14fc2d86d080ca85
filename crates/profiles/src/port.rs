//! Answers the ports, within a deadline.

use std::{future::Future, time::Duration};

use async_trait::async_trait;
use kernel::{AccountId, AddressId};
use storefront::profile::{
    AccountCopy, Address, ExtraName, ExtraValue, Followed, Profile, ProfileError, ProfileExport,
    Profiles, Purpose, Wanted,
};

use crate::{
    change::{ChangeError, Looked},
    documents::ProfileDocument,
    store::ProfileStore,
};

mod personal_lists;

/// How long a page waits for MongoDB, however many commands its question takes.
const DEADLINE: Duration = Duration::from_secs(2);

/// Waits for an answer until the deadline, and logs a failure here so that nobody above need to.
/// A log has no personal data: it says what was asked, not about whom.
async fn answer<T, E: Into<ChangeError>>(
    asked_for: &'static str,
    question: impl Future<Output = Result<T, E>> + Send,
) -> Result<T, ProfileError> {
    let Ok(answered) = tokio::time::timeout(DEADLINE, question).await else {
        tracing::warn!(asked_for, deadline = ?DEADLINE, "profiles did not answer in time");
        return Err(ProfileError::Unavailable);
    };
    answered.map_err(|error| match error.into() {
        ChangeError::NotFound => ProfileError::NotFound,
        ChangeError::Stale { expected, stored } => ProfileError::Stale { expected, stored },
        ChangeError::Full => ProfileError::Full,
        ChangeError::MailHeld(holder) => ProfileError::MailHeld(holder),
        ChangeError::Store(error) => {
            tracing::warn!(asked_for, error = error.without_data(), "profiles did not answer");
            ProfileError::Unavailable
        }
    })
}

async fn changed(
    asked_for: &'static str,
    change: impl Future<Output = Result<ProfileDocument, ChangeError>> + Send,
) -> Result<Profile, ProfileError> {
    answer(asked_for, change).await.map(Profile::from)
}

#[async_trait]
impl Profiles for ProfileStore {
    async fn profile(&self, account: &AccountId) -> Result<Profile, ProfileError> {
        match answer("a profile", self.look(account)).await? {
            Looked::Here(stored) => Ok((*stored).into()),
            Looked::Nothing => Ok(Profile::empty(account.clone())),
            Looked::Erased => Err(ProfileError::NotFound),
        }
    }

    async fn add_address(
        &self,
        account: &AccountId,
        id: &AddressId,
        address: &Address,
    ) -> Result<Profile, ProfileError> {
        changed("adding an address", self.address_added(account, id, address)).await
    }

    async fn change_address(
        &self,
        account: &AccountId,
        expected: i64,
        id: &AddressId,
        address: &Address,
    ) -> Result<Profile, ProfileError> {
        let change = self.address_changed(account, expected, id, address);
        changed("changing an address", change).await
    }

    async fn remove_address(
        &self,
        account: &AccountId,
        id: &AddressId,
    ) -> Result<Profile, ProfileError> {
        changed("removing an address", self.address_removed(account, id)).await
    }

    async fn choose_address(
        &self,
        account: &AccountId,
        purpose: Purpose,
        id: &AddressId,
    ) -> Result<Profile, ProfileError> {
        changed("choosing an address", self.address_chosen(account, purpose, id)).await
    }

    async fn prefer(
        &self,
        account: &AccountId,
        expected: i64,
        wanted: &Wanted,
    ) -> Result<Profile, ProfileError> {
        changed("preferences", self.preferred(account, expected, wanted)).await
    }

    async fn set_extra(
        &self,
        account: &AccountId,
        name: &ExtraName,
        value: Option<&ExtraValue>,
    ) -> Result<Profile, ProfileError> {
        match value {
            Some(value) => changed("an extra field", self.extra_set(account, name, value)).await,
            None => changed("an extra field", self.extra_taken_away(account, name)).await,
        }
    }

    async fn follow_account(&self, copy: &AccountCopy) -> Result<Followed, ProfileError> {
        answer("following an account", self.followed(copy)).await
    }

    async fn export(&self, account: &AccountId) -> Result<ProfileExport, ProfileError> {
        answer("an export", self.exported(account)).await
    }

    async fn erase(&self, account: &AccountId) -> Result<(), ProfileError> {
        answer("erasing", self.erased(account)).await
    }
}
