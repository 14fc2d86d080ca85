//! Changing the cart of whoever asks, wherever it can be kept just now.

use cart::fresh_token;
use storefront::cart::{CartChange, CartError, CartOwner, CartView, Changed, OperationToken};

use crate::http::{AppState, visitor::Visitor};

/// Changes the visitor's cart, and has the visitor keep what finds it again. A guest's is made when
/// there is something to put into it; while Redis is away it is kept in a cookie.
///
/// # Errors
/// [`CartError`].
pub(in crate::http) async fn change(
    state: &AppState,
    visitor: &mut Visitor,
    change: CartChange,
    token: Option<&OperationToken>,
) -> Result<(), CartError> {
    find_and_change(state, visitor, Wanted { change, token, view: false }).await.map(drop)
}

/// As [`change`], and the cart as it is then.
///
/// # Errors
/// [`CartError`].
pub(in crate::http) async fn change_and_view(
    state: &AppState,
    visitor: &mut Visitor,
    change: CartChange,
    token: Option<&OperationToken>,
) -> Result<CartView, CartError> {
    let view = find_and_change(state, visitor, Wanted { change, token, view: true }).await?;
    view.ok_or(CartError::Unavailable)
}

struct Wanted<'a> {
    change: CartChange,
    token: Option<&'a OperationToken>,
    /// Whether the cart is to be shown then.
    view: bool,
}

impl Wanted<'_> {
    async fn of(
        &self,
        state: &AppState,
        owner: &CartOwner,
    ) -> Result<(Changed, Option<CartView>), CartError> {
        let (carts, change) = (&state.shop.carts, self.change.clone());
        if self.view {
            let (changed, view) = carts.change_and_view(owner, change, self.token).await?;
            return Ok((changed, Some(view)));
        }
        Ok((carts.change(owner, change, self.token).await?, None))
    }
}

async fn find_and_change(
    state: &AppState,
    visitor: &mut Visitor,
    wanted: Wanted<'_>,
) -> Result<Option<CartView>, CartError> {
    let owner = visitor.settled_cart(state).await;
    let begins = matches!(wanted.change, CartChange::Add { .. });
    let guest = match owner {
        Some(owner @ CartOwner::Account(_)) => return Ok(wanted.of(state, &owner).await?.1),
        Some(CartOwner::Guest(guest)) => Some(guest),
        Some(CartOwner::Cookie(_)) => None,
        None if begins => Some(fresh_token()),
        None => return Err(CartError::NoSuchLine),
    };
    if let Some(guest) = guest {
        match wanted.of(state, &CartOwner::Guest(guest.clone())).await {
            // Redis is away. What is added now goes into a cookie; what is in the cart already
            // stays there, out of reach.
            Err(CartError::Unavailable) if begins => {}
            Ok((_, view)) => {
                visitor.keep_token(guest).await;
                return Ok(view);
            }
            Err(refused) => return Err(refused),
        }
    }
    let (changed, view) = wanted.of(state, &CartOwner::Cookie(visitor.kept())).await?;
    if let Some(cookie) = changed.cookie {
        visitor.set_kept(state, cookie);
    }
    Ok(view)
}

/// Notes that the visitor has been told what there was to tell.
///
/// # Errors
/// [`CartError::Unavailable`].
pub(in crate::http) async fn seen(
    state: &AppState,
    visitor: &mut Visitor,
) -> Result<(), CartError> {
    let Some(owner) = visitor.settled_cart(state).await else { return Ok(()) };
    let view = state.shop.carts.view(&owner).await?;
    let changed = state.shop.carts.seen(&owner, view.seen()).await?;
    if let Some(cookie) = changed.cookie {
        visitor.set_kept(state, cookie);
    }
    Ok(())
}
