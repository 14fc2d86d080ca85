//! Changing the cart of whoever asks, wherever it can be kept just now.

use cart::fresh_token;
use storefront::cart::{CartChange, CartError, CartOwner, CartView, Changed, OperationToken};

use crate::http::{AppState, visitor::Visitor};

/// Changes the visitor's cart, and has the visitor keep what finds it again. A guest's is made when
/// there is something to put into it; while Redis is away, or was when it was asked for the visitor's
/// session, it is kept in a cookie.
///
/// # Errors
/// [`CartError`].
pub(in crate::http) async fn change(
    state: &AppState,
    visitor: &mut Visitor,
    change: CartChange,
    token: Option<&OperationToken>,
) -> Result<(), CartError> {
    let begins = matches!(change, CartChange::Add { .. });
    find_and_change(state, visitor, begins, |owner| {
        let change = change.clone();
        async move { Ok((state.shop.carts.change(&owner, change, token).await?, ())) }
    })
    .await
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
    let begins = matches!(change, CartChange::Add { .. });
    find_and_change(state, visitor, begins, |owner| {
        let change = change.clone();
        async move { state.shop.carts.change_and_view(&owner, change, token).await }
    })
    .await
}

/// Finds where the visitor's cart can be kept just now and has `act` change it there. `begins` says
/// whether the change may begin a cart.
async fn find_and_change<T, F: Future<Output = Result<(Changed, T), CartError>>>(
    state: &AppState,
    visitor: &mut Visitor,
    begins: bool,
    act: impl Fn(CartOwner) -> F,
) -> Result<T, CartError> {
    let owner = visitor.settled_cart(state).await;
    let guest = match owner {
        Some(owner @ CartOwner::Account(_)) => return Ok(act(owner).await?.1),
        Some(CartOwner::Guest(guest)) => Some(guest),
        Some(CartOwner::Cookie(_)) => None,
        None if visitor.cart_is_out_of_reach().await => {
            if !begins {
                return Err(CartError::Unavailable);
            }
            None
        }
        None if begins => Some(fresh_token()),
        None => return Err(CartError::NoSuchLine),
    };
    if let Some(guest) = guest {
        match act(CartOwner::Guest(guest.clone())).await {
            // Redis is away. What is added now goes into a cookie; what is in the cart already
            // stays there, out of reach.
            Err(CartError::Unavailable) if begins => {}
            Ok((_, answer)) if visitor.keep_token(guest).await => return Ok(answer),
            // Nobody finds that cart again.
            Ok(_) => {}
            Err(refused) => return Err(refused),
        }
    }
    let (changed, answer) = act(CartOwner::Cookie(visitor.kept())).await?;
    if let Some(cookie) = changed.cookie {
        visitor.set_kept(state, cookie);
    }
    Ok(answer)
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
