//! Profiles and lists of one's own. Pages only read, so whatever changes something is away.

use async_trait::async_trait;
use kernel::{AccountId, AddressId, ProductId};
use storefront::profile::{
    AccountCopy, Address, ExtraName, ExtraValue, Followed, Glimpse, PersonalLists, Profile,
    ProfileError, ProfileExport, Profiles, Purpose, Wanted, Wishlist,
};

use super::people::FakePeople;

#[async_trait]
impl Profiles for FakePeople {
    async fn profile(&self, _: &AccountId) -> Result<Profile, ProfileError> {
        self.answers().profile.clone()
    }

    async fn add_address(
        &self,
        _: &AccountId,
        _: &AddressId,
        _: &Address,
    ) -> Result<Profile, ProfileError> {
        Err(ProfileError::Unavailable)
    }

    async fn change_address(
        &self,
        _: &AccountId,
        _: i64,
        _: &AddressId,
        _: &Address,
    ) -> Result<Profile, ProfileError> {
        Err(ProfileError::Unavailable)
    }

    async fn remove_address(&self, _: &AccountId, _: &AddressId) -> Result<Profile, ProfileError> {
        Err(ProfileError::Unavailable)
    }

    async fn choose_address(
        &self,
        _: &AccountId,
        _: Purpose,
        _: &AddressId,
    ) -> Result<Profile, ProfileError> {
        Err(ProfileError::Unavailable)
    }

    async fn prefer(&self, _: &AccountId, _: i64, _: &Wanted) -> Result<Profile, ProfileError> {
        Err(ProfileError::Unavailable)
    }

    async fn set_extra(
        &self,
        _: &AccountId,
        _: &ExtraName,
        _: Option<&ExtraValue>,
    ) -> Result<Profile, ProfileError> {
        Err(ProfileError::Unavailable)
    }

    async fn follow_account(&self, _: &AccountCopy) -> Result<Followed, ProfileError> {
        Err(ProfileError::Unavailable)
    }

    async fn export(&self, _: &AccountId) -> Result<ProfileExport, ProfileError> {
        Err(ProfileError::Unavailable)
    }

    async fn erase(&self, _: &AccountId) -> Result<(), ProfileError> {
        Err(ProfileError::Unavailable)
    }
}

#[async_trait]
impl PersonalLists for FakePeople {
    async fn wish(&self, _: &AccountId, _: &ProductId) -> Result<(), ProfileError> {
        Err(ProfileError::Unavailable)
    }

    async fn unwish(&self, _: &AccountId, _: &ProductId) -> Result<(), ProfileError> {
        Err(ProfileError::Unavailable)
    }

    async fn wishlist(
        &self,
        _: &AccountId,
        skip: usize,
        limit: usize,
    ) -> Result<Wishlist, ProfileError> {
        let wishes = self.answers().wishes.clone()?;
        let total = wishes.len();
        Ok(Wishlist { total, wishes: wishes.into_iter().skip(skip).take(limit).collect() })
    }

    async fn wished(
        &self,
        _: &AccountId,
        products: &[ProductId],
    ) -> Result<Vec<ProductId>, ProfileError> {
        let wishes = self.answers().wishes.clone()?;
        let wished = |product: &&ProductId| wishes.iter().any(|wish| wish.product == **product);
        Ok(products.iter().filter(wished).cloned().collect())
    }

    async fn note_view(&self, _: &AccountId, _: &ProductId) -> Result<(), ProfileError> {
        Ok(())
    }

    async fn viewed(&self, _: &AccountId) -> Result<Vec<Glimpse>, ProfileError> {
        self.answers().viewed.clone()
    }
}
