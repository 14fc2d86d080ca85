//! Profiles as they are stored.

use std::collections::BTreeMap;

use kernel::{AccountId, AddressId, Email, ProductId, Timestamp};
use mongodb::bson::{DateTime, Document, doc};
use serde::{Deserialize, Serialize};
use storefront::profile::{
    Address, ColourScheme, ExportedView, ExportedWish, ExtraName, ExtraValue, Language,
    Preferences, Profile, ProfileExport, SavedAddress,
};

/// The field that an erased profile has and a living one lacks.
pub(crate) const ERASED_AT: &str = "erased_at";

/// One account's document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ProfileDocument {
    #[serde(rename = "_id")]
    pub(crate) account: AccountId,
    pub(crate) version: i64,
    /// The version of the account that name and mail were copied from; zero before the first.
    pub(crate) account_version: i64,
    pub(crate) name: String,
    pub(crate) email: Option<Email>,
    pub(crate) addresses: Vec<AddressDocument>,
    pub(crate) delivery: Option<AddressId>,
    pub(crate) billing: Option<AddressId>,
    pub(crate) preferences: PreferencesDocument,
    pub(crate) extra: BTreeMap<ExtraName, ExtraValue>,
    pub(crate) wishlist: Vec<WishDocument>,
    pub(crate) viewed: Vec<ViewDocument>,
    pub(crate) created_at: DateTime,
    pub(crate) updated_at: DateTime,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct AddressDocument {
    pub(crate) id: AddressId,
    #[serde(flatten)]
    pub(crate) address: Address,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct PreferencesDocument {
    pub(crate) language: Option<Language>,
    pub(crate) newsletter_since: Option<DateTime>,
    pub(crate) colour_scheme: ColourScheme,
    pub(crate) remember_viewed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct WishDocument {
    pub(crate) product: ProductId,
    pub(crate) title: String,
    pub(crate) at: DateTime,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ViewDocument {
    pub(crate) product: ProductId,
    pub(crate) at: DateTime,
}

/// What an erased profile leaves behind: that there was one. As long as it stands, nothing brings
/// the profile back.
pub(crate) fn tombstone(account: &AccountId, account_version: i64, now: DateTime) -> Document {
    doc! { "_id": account.as_str(), "account_version": account_version, ERASED_AT: now }
}

impl ProfileDocument {
    /// The document of an account about which nothing is known yet.
    pub(crate) fn empty(account: AccountId, now: DateTime) -> Self {
        Self {
            account,
            version: 0,
            account_version: 0,
            name: String::new(),
            email: None,
            addresses: Vec::new(),
            delivery: None,
            billing: None,
            preferences: PreferencesDocument::from(&Preferences::default()),
            extra: BTreeMap::new(),
            wishlist: Vec::new(),
            viewed: Vec::new(),
            created_at: now,
            updated_at: now,
        }
    }

    pub(crate) fn address(&self, id: &AddressId) -> Option<&Address> {
        self.addresses.iter().find(|saved| saved.id == *id).map(|saved| &saved.address)
    }

    pub(crate) fn into_export(self) -> ProfileExport {
        let wish = |wish: &WishDocument| ExportedWish {
            product: wish.product.clone(),
            title: wish.title.clone(),
            wished_at: moment(wish.at),
        };
        let view = |view: &ViewDocument| ExportedView {
            product: view.product.clone(),
            viewed_at: moment(view.at),
        };
        ProfileExport {
            wishlist: self.wishlist.iter().map(wish).collect(),
            viewed: self.viewed.iter().map(view).collect(),
            created_at: moment(self.created_at),
            updated_at: moment(self.updated_at),
            profile: self.into(),
        }
    }
}

impl From<ProfileDocument> for Profile {
    fn from(stored: ProfileDocument) -> Self {
        // An address is taken out of its list by itself; that it was chosen goes with it.
        let kept = |id: Option<AddressId>| id.filter(|id| stored.address(id).is_some());
        let (delivery, billing) = (kept(stored.delivery.clone()), kept(stored.billing.clone()));
        let saved = |saved: AddressDocument| SavedAddress { id: saved.id, address: saved.address };
        Self {
            account: stored.account,
            version: stored.version,
            name: stored.name,
            email: stored.email,
            addresses: stored.addresses.into_iter().map(saved).collect(),
            delivery,
            billing,
            preferences: stored.preferences.into(),
            extra: stored.extra,
        }
    }
}

impl From<&Preferences> for PreferencesDocument {
    fn from(preferences: &Preferences) -> Self {
        Self {
            language: preferences.language.clone(),
            newsletter_since: preferences
                .newsletter_since
                .map(|since| DateTime::from_millis(since.millis())),
            colour_scheme: preferences.colour_scheme,
            remember_viewed: preferences.remember_viewed,
        }
    }
}

impl From<PreferencesDocument> for Preferences {
    fn from(stored: PreferencesDocument) -> Self {
        Self {
            language: stored.language,
            newsletter_since: stored.newsletter_since.map(moment),
            colour_scheme: stored.colour_scheme,
            remember_viewed: stored.remember_viewed,
        }
    }
}

pub(crate) fn moment(stored: DateTime) -> Timestamp {
    Timestamp::from_millis(stored.timestamp_millis())
}
