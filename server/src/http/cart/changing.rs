//! Changing the cart of whoever asks, wherever it can be kept just now.

use cart::fresh_token;
use storefront::cart::{CartChange, CartError, CartOwner, Changed, OperationToken};

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
) -> Result<Changed, CartError> {
    let carts = &state.shop.carts;
    let owner = visitor.settled_cart(state).await;
    let begins = matches!(change, CartChange::Add { .. });
    let guest = match owner {
        Some(owner @ CartOwner::Account(_)) => return carts.change(&owner, change, token).await,
        Some(CartOwner::Guest(guest)) => Some(guest),
        Some(CartOwner::Cookie(_)) => None,
        None if begins => Some(fresh_token()),
        None => return Err(CartError::NoSuchLine),
    };
    if let Some(guest) = guest {
        let owner = CartOwner::Guest(guest.clone());
        match carts.change(&owner, change.clone(), token).await {
            // Redis is away. What is added now goes into a cookie; what is in the cart already
            // stays there, out of reach.
            Err(CartError::Unavailable) if begins => {}
            Ok(changed) => {
                visitor.keep_token(guest).await;
                return Ok(changed);
            }
            refused => return refused,
        }
    }
    let owner = CartOwner::Cookie(visitor.kept());
    let changed = carts.change(&owner, change, token).await?;
    if let Some(cookie) = &changed.cookie {
        visitor.set_kept(state, cookie.clone());
    }
    Ok(changed)
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
