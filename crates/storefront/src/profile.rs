//! A shopper's profile: addresses, preferences and what else a person lets the shop remember.

use std::collections::BTreeMap;

use async_trait::async_trait;
use kernel::{AccountId, AddressId, Email, ProductId, Timestamp};
use serde::{Deserialize, Serialize};

mod address;
mod country;
mod extra;
mod lists;
mod postcode;
mod preferences;

pub use address::{Address, AddressForm, SavedAddress};
pub use country::{Country, InvalidCountry};
pub use extra::{ExtraName, ExtraValue, InvalidExtra};
pub use lists::{
    Glimpse, MOST_VIEWED, MOST_WISHES, MOST_WISHES_SHOWN, PersonalLists, Wish, Wished, Wishlist,
};
pub use preferences::{
    ColourScheme, InvalidLanguage, Language, PreferenceForm, Preferences, Wanted,
};

/// Most addresses of one person.
pub const MOST_ADDRESSES: usize = 20;

/// A profile as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Whose.
    pub account: AccountId,
    /// Grows by one with every change of addresses, preferences or extra fields. Zero before the
    /// first.
    pub version: i64,
    /// What the person is called; empty until the copy of the account has arrived.
    pub name: String,
    /// The verified address of mail, when there is one.
    pub email: Option<Email>,
    /// In the order added.
    pub addresses: Vec<SavedAddress>,
    /// The address chosen for parcels.
    pub delivery: Option<AddressId>,
    /// The address chosen for invoices.
    pub billing: Option<AddressId>,
    /// What the person prefers.
    pub preferences: Preferences,
    /// Whatever else was stored about the person.
    pub extra: BTreeMap<ExtraName, ExtraValue>,
}

impl Profile {
    /// The profile of someone about whom nothing is stored.
    #[must_use]
    pub fn empty(account: AccountId) -> Self {
        Self {
            account,
            version: 0,
            name: String::new(),
            email: None,
            addresses: Vec::new(),
            delivery: None,
            billing: None,
            preferences: Preferences::default(),
            extra: BTreeMap::new(),
        }
    }

    /// The address to offer first: the one chosen for this, else the first.
    #[must_use]
    pub fn default_address(&self, purpose: Purpose) -> Option<&SavedAddress> {
        let chosen = match purpose {
            Purpose::Delivery => self.delivery.as_ref(),
            Purpose::Billing => self.billing.as_ref(),
        };
        self.addresses
            .iter()
            .find(|saved| Some(&saved.id) == chosen)
            .or_else(|| self.addresses.first())
    }
}

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Parcels go there.
    Delivery,
    /// Invoices go there.
    Billing,
}

/// What accounts say of a person, at one version. Profiles hold a copy of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountCopy {
    /// Whose.
    pub account: AccountId,
    /// The account's version.
    pub version: u64,
    /// What the person is called.
    pub name: String,
    /// The verified address; none while none is verified.
    pub email: Option<Email>,
}

/// What following an account did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// The profile says now what the account does.
    Written,
    /// The profile was made from this version or a later one already.
    NotNewer,
    /// The profile is erased and stays so.
    Erased,
}

/// All that profiles hold about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileExport {
    /// The profile.
    pub profile: Profile,
    /// The wishlist, newest first.
    pub wishlist: Vec<ExportedWish>,
    /// What was looked at, newest first.
    pub viewed: Vec<ExportedView>,
    /// When the profile was made.
    pub created_at: Timestamp,
    /// When anything of it last changed.
    pub updated_at: Timestamp,
}

/// A product that was wished for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedWish {
    /// Which.
    pub product: ProductId,
    /// What it was called then.
    pub title: String,
    /// When.
    pub wished_at: Timestamp,
}

/// A product that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedView {
    /// Which.
    pub product: ProductId,
    /// When.
    pub viewed_at: Timestamp,
}

/// Why something was not done with a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// There is no such thing, or the profile is erased.
    #[error("not found")]
    NotFound,
    /// It was changed since it was read. Nothing was written.
    #[error("version {expected} was read, version {stored} is stored")]
    Stale {
        /// The version that was read.
        expected: i64,
        /// The version that is stored.
        stored: i64,
    },
    /// There are as many as there may be.
    #[error("full")]
    Full,
    /// The profile of another account still says that this address is its own. It is made to
    /// follow its account first, then this one is tried again.
    #[error("the profile of {0} has this address of mail")]
    MailHeld(AccountId),
    /// The store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

/// Profiles, one an account. Every change answers with the profile as it is then.
#[async_trait]
pub trait Profiles: Send + Sync {
    /// The profile; an empty one before anything was stored.
    ///
    /// # Errors
    /// [`ProfileError::NotFound`] when it is erased, [`ProfileError::Unavailable`].
    async fn profile(&self, account: &AccountId) -> Result<Profile, ProfileError>;

    /// Adds an address. `id` is new with each form, so that sending one twice adds one address.
    ///
    /// # Errors
    /// [`ProfileError::Full`] at [`MOST_ADDRESSES`], [`ProfileError::NotFound`] when the profile
    /// is erased, [`ProfileError::Unavailable`].
    async fn add_address(
        &self,
        account: &AccountId,
        id: &AddressId,
        address: &Address,
    ) -> Result<Profile, ProfileError>;

    /// Changes an address. `expected` is the version that the form was made from.
    ///
    /// # Errors
    /// [`ProfileError::Stale`], [`ProfileError::NotFound`], [`ProfileError::Unavailable`].
    async fn change_address(
        &self,
        account: &AccountId,
        expected: i64,
        id: &AddressId,
        address: &Address,
    ) -> Result<Profile, ProfileError>;

    /// Removes an address, if it is there.
    ///
    /// # Errors
    /// [`ProfileError::NotFound`] when the profile is erased, [`ProfileError::Unavailable`].
    async fn remove_address(
        &self,
        account: &AccountId,
        id: &AddressId,
    ) -> Result<Profile, ProfileError>;

    /// Chooses the address that is offered first.
    ///
    /// # Errors
    /// [`ProfileError::NotFound`] without this address, [`ProfileError::Unavailable`].
    async fn choose_address(
        &self,
        account: &AccountId,
        purpose: Purpose,
        id: &AddressId,
    ) -> Result<Profile, ProfileError>;

    /// Sets what the person prefers. Who no longer wants products remembered has those forgotten
    /// that were.
    ///
    /// # Errors
    /// [`ProfileError::Stale`], [`ProfileError::NotFound`] when the profile is erased,
    /// [`ProfileError::Unavailable`].
    async fn prefer(
        &self,
        account: &AccountId,
        expected: i64,
        wanted: &Wanted,
    ) -> Result<Profile, ProfileError>;

    /// Sets one extra field, or takes it away.
    ///
    /// # Errors
    /// [`ProfileError::Full`] at [`ExtraName::MOST`], [`ProfileError::NotFound`] when the profile
    /// is erased, [`ProfileError::Unavailable`].
    async fn set_extra(
        &self,
        account: &AccountId,
        name: &ExtraName,
        value: Option<&ExtraValue>,
    ) -> Result<Profile, ProfileError>;

    /// Copies what accounts say of a person, unless the copy that is here is as new.
    ///
    /// # Errors
    /// [`ProfileError::MailHeld`], [`ProfileError::Unavailable`].
    async fn follow_account(&self, copy: &AccountCopy) -> Result<Followed, ProfileError>;

    /// All that is stored here about a person.
    ///
    /// # Errors
    /// [`ProfileError::NotFound`] when nothing is, [`ProfileError::Unavailable`].
    async fn export(&self, account: &AccountId) -> Result<ProfileExport, ProfileError>;

    /// Erases the profile for good. What remains says only that it was; nothing that follows an
    /// account brings it back. A second time it finds nothing to do.
    ///
    /// # Errors
    /// [`ProfileError::Unavailable`]: ask again.
    async fn erase(&self, account: &AccountId) -> Result<(), ProfileError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_chosen_and_removed_gives_way_to_the_first() {
        let form = AddressForm {
            name: "Ines".to_owned(),
            line1: "Quay 1".to_owned(),
            city: "Kiel".to_owned(),
            postcode: "24103".to_owned(),
            country: "DE".to_owned(),
            ..AddressForm::default()
        };
        let address = form.check().expect("an address");
        let id = |text: &str| AddressId::parse(text).expect("an id");
        let saved = |text| SavedAddress { id: id(text), address: address.clone() };
        let mut profile = Profile::empty(AccountId::parse("a").expect("an id"));
        assert_eq!(profile.default_address(Purpose::Billing), None);
        profile.addresses = vec![saved("one"), saved("two")];
        profile.billing = Some(id("two"));
        profile.delivery = Some(id("gone"));
        let chosen = |purpose| profile.default_address(purpose).map(|saved| saved.id.as_str());
        assert_eq!(chosen(Purpose::Billing), Some("two"));
        assert_eq!(chosen(Purpose::Delivery), Some("one"));
    }
}
