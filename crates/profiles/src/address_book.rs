//! Addresses: adding, changing, removing, choosing.

use kernel::{AccountId, AddressId};
use mongodb::bson::{doc, serialize_to_bson};
use storefront::profile::{Address, MOST_ADDRESSES, Purpose};

use crate::{
    change::{ChangeError, Verdict},
    documents::{AddressDocument, ProfileDocument},
    store::{ProfileStore, StoreError},
};

impl ProfileStore {
    pub(crate) async fn address_added(
        &self,
        account: &AccountId,
        id: &AddressId,
        address: &Address,
    ) -> Result<ProfileDocument, ChangeError> {
        let last = format!("addresses.{}", MOST_ADDRESSES - 1);
        let guard = doc! {
            "addresses.id": { "$ne": id.as_str() },
            last: { "$exists": false },
        };
        let saved = AddressDocument { id: id.clone(), address: address.clone() };
        let saved = serialize_to_bson(&saved).map_err(StoreError::from)?;
        let mut update = self.next_version(doc! {});
        update.insert("$push", doc! { "addresses": saved });
        self.change(account, guard, update, |stored| {
            if stored.address(id).is_some() {
                Verdict::AsWanted
            } else if stored.addresses.len() >= MOST_ADDRESSES {
                Verdict::Refused(ChangeError::Full)
            } else {
                Verdict::Again
            }
        })
        .await
    }

    pub(crate) async fn address_changed(
        &self,
        account: &AccountId,
        expected: i64,
        id: &AddressId,
        address: &Address,
    ) -> Result<ProfileDocument, ChangeError> {
        let guard = doc! { "version": expected, "addresses.id": id.as_str() };
        let saved = AddressDocument { id: id.clone(), address: address.clone() };
        let saved = serialize_to_bson(&saved).map_err(StoreError::from)?;
        let update = self.next_version(doc! { "addresses.$": saved });
        self.change(account, guard, update, |stored| match stored.address(id) {
            None => Verdict::Refused(ChangeError::NotFound),
            // Also when this very change was made and its answer was lost.
            Some(there) if there == address => Verdict::AsWanted,
            Some(_) => stored.stale_or_again(expected),
        })
        .await
    }

    pub(crate) async fn address_removed(
        &self,
        account: &AccountId,
        id: &AddressId,
    ) -> Result<ProfileDocument, ChangeError> {
        let guard = doc! { "addresses.id": id.as_str() };
        let mut update = self.next_version(doc! {});
        update.insert("$pull", doc! { "addresses": { "id": id.as_str() } });
        self.change(account, guard, update, |stored| match stored.address(id) {
            None => Verdict::AsWanted,
            Some(_) => Verdict::Again,
        })
        .await
    }

    pub(crate) async fn address_chosen(
        &self,
        account: &AccountId,
        purpose: Purpose,
        id: &AddressId,
    ) -> Result<ProfileDocument, ChangeError> {
        let field = match purpose {
            Purpose::Delivery => "delivery",
            Purpose::Billing => "billing",
        };
        let guard = doc! { "addresses.id": id.as_str(), field: { "$ne": id.as_str() } };
        let update = self.next_version(doc! { field: id.as_str() });
        self.change(account, guard, update, |stored| {
            let chosen = match purpose {
                Purpose::Delivery => stored.delivery.as_ref(),
                Purpose::Billing => stored.billing.as_ref(),
            };
            if stored.address(id).is_none() {
                Verdict::Refused(ChangeError::NotFound)
            } else if chosen == Some(id) {
                Verdict::AsWanted
            } else {
                Verdict::Again
            }
        })
        .await
    }
}
