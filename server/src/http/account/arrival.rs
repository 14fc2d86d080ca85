//! Signing somebody in, with what they had as a guest.

use kernel::Timestamp;
use sessions::{Arrival, SignedIn};
use storefront::{
    account::AccountView,
    cart::CartOwner,
    orders::Buyer,
    profile::{AccountCopy, ProfileError, Profiles},
};

use super::Refused;
use crate::http::{AppState, caller::Calling, visitor::Visitor};

/// Signs a person in and puts a guest's cart to theirs. `began` is a moment before the password
/// was looked at.
///
/// # Errors
/// [`Refused`] when the session cannot be kept: then nobody is signed in.
pub(super) async fn sign_in(
    state: &AppState,
    visitor: &mut Visitor,
    account: &AccountView,
    began: Timestamp,
    calling: &Calling,
) -> Result<(), Refused> {
    let guest = visitor.settled_cart(state).await;
    let arrival = Arrival {
        account: account.id.clone(),
        began,
        second_factor: false,
        user_agent: &calling.0.agent,
        address: calling.address(),
    };
    if let Err(error) = SignedIn::sign_in(&visitor.session, arrival).await {
        tracing::warn!(%error, "somebody could not be signed in");
        return Err(storefront::ShopError::Unavailable.into());
    }
    visitor.remember_place(state, account.email.as_str());
    follow(&*state.shop.profiles, account).await;
    if let Ok(profile) = state.shop.profiles.profile(&account.id).await {
        visitor.keep_scheme(profile.preferences.colour_scheme).await;
    }
    adopt(state, visitor, account).await;
    // Another account's cart is not a guest's, whoever sat here before.
    let Some(guest @ (CartOwner::Guest(_) | CartOwner::Cookie(_))) = guest else { return Ok(()) };
    let own = CartOwner::Account(account.id.clone());
    match state.shop.carts.merge(&guest, &own).await {
        Ok(_) => {
            visitor.forget_token().await;
            visitor.set_kept(state, String::new());
        }
        // It stays where it is, and is merged by the next look at the cart.
        Err(error) => tracing::warn!(%error, "a guest's cart waits for being merged"),
    }
    Ok(())
}

/// What was begun and bought as a guest is the account's from now on. What cannot be done now is
/// tried again at the next sign-in with this browser.
async fn adopt(state: &AppState, visitor: &mut Visitor, account: &AccountView) {
    let Some(guest) = visitor.guest_buyer() else { return };
    let own = Buyer::Account(account.id.clone());
    if let Err(error) = state.shop.checkouts.adopt(&guest, &own).await {
        tracing::warn!(%error, "a guest's checkout waits for being an account's");
        return;
    }
    let Buyer::Guest(secret) = &guest else { return };
    match state.shop.orders.adopt(secret, &account.id).await {
        Ok(_) => visitor.forget_guest(state),
        Err(error) => tracing::warn!(%error, "a guest's orders wait for being an account's"),
    }
}

/// Has the profile say what the account does. Whatever fails now is made up for at the next
/// sign-in.
pub(in crate::http) async fn follow(profiles: &dyn Profiles, account: &AccountView) {
    let copy = AccountCopy {
        account: account.id.clone(),
        version: account.version,
        name: account.name.clone(),
        email: Some(account.email.clone()),
    };
    match profiles.follow_account(&copy).await {
        Ok(_) => {}
        Err(ProfileError::MailHeld(other)) => {
            tracing::warn!(account = %other, "another profile still has a person's address");
        }
        Err(error) => tracing::warn!(%error, "a profile does not follow its account yet"),
    }
}
