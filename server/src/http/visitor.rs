//! Who asks: found out from the session, never from what a page or a form says.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
    response::{IntoResponse, Response},
};
use cart::fresh_token;
use kernel::{AccountId, random_token};
use sessions::{SignedIn, is_unread};
use storefront::{
    ShopError,
    account::Secret,
    cart::{CartOwner, CartToken},
    orders::Buyer,
    profile::ColourScheme,
    sessions::SessionHandle,
};
use tower_cookies::Cookies;
use tower_sessions::Session;

use super::{AppState, problem::Problem, respond::RequestId};

/// Under which key a guest's session keeps the token of the cart.
const CART: &str = "cart";
/// Under which key a session keeps whether its owner wants it light or dark.
const SCHEME: &str = "scheme";

/// Who asks, on a route whose table entry says that this matters.
pub(super) struct Visitor {
    pub(super) session: Session,
    pub(super) signed_in: Option<SignedIn>,
    cookies: Cookies,
    /// By which a guest's checkouts and orders are found.
    secret: Option<Secret>,
    /// The token of a guest's cart.
    token: Option<CartToken>,
    /// The cart that was kept in a cookie while Redis was away.
    kept: Option<String>,
    scheme: ColourScheme,
    form_key: String,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let (Some(session), Some(cookies)) =
            (parts.extensions.get::<Session>(), parts.extensions.get::<Cookies>())
        else {
            tracing::error!(path = parts.uri.path(), "a route without sessions asks for one");
            return Err(Problem::from(ShopError::Unavailable).into_response());
        };
        let (session, cookies) = (session.clone(), cookies.clone());
        let signed_in = SignedIn::of(&session).await;
        let token = session.get::<CartToken>(CART).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a session's cart is not found");
            None
        });
        let scheme = session.get(SCHEME).await.ok().flatten().unwrap_or_default();
        let kept = cookies.get(state.cookies.cart()).map(|cookie| cookie.value().to_owned());
        let form_key = parts.extensions.get::<RequestId>().map(|id| id.0.clone());
        let form_key = form_key.unwrap_or_default();
        let secret = cookies.get(state.cookies.buyer()).map(|cookie| cookie.value().to_owned());
        let secret = secret.filter(|text| is_secret(text)).map(Secret::new);
        Ok(Self { session, signed_in, cookies, secret, token, kept, scheme, form_key })
    }
}

impl Visitor {
    /// Whether a request says anything of who sends it.
    pub(super) fn is_known(headers: &HeaderMap, state: &AppState) -> bool {
        headers.get_all(header::COOKIE).iter().any(|value| {
            value.to_str().is_ok_and(|text| {
                text.split(';').filter_map(|pair| pair.split_once('=')).any(|(name, _)| {
                    [state.cookies.session(), state.cookies.cart()].contains(&name.trim())
                })
            })
        })
    }

    /// Who is signed in as a shopper.
    pub(super) fn account(&self) -> Option<&AccountId> {
        self.signed_in.as_ref().map(|who| &who.account)
    }

    /// As whom the visitor buys; none for a guest who has begun no checkout.
    pub(super) fn buyer(&self) -> Option<Buyer> {
        let account = self.account().cloned().map(Buyer::Account);
        account.or_else(|| self.guest_buyer())
    }

    /// As whom the visitor buys as a guest.
    pub(super) fn guest_buyer(&self) -> Option<Buyer> {
        self.secret.clone().map(Buyer::Guest)
    }

    /// As whom the visitor buys, from now on at the latest. It is kept by the browser alone, so that
    /// buying goes on while Redis does not answer.
    pub(super) fn settled_buyer(&mut self, state: &AppState) -> Buyer {
        if let Some(buyer) = self.buyer() {
            return buyer;
        }
        let secret = random_token::<32>();
        state.cookies.set_buyer(&self.cookies, &secret);
        let secret = Secret::new(secret);
        self.secret = Some(secret.clone());
        Buyer::Guest(secret)
    }

    /// Forgets a guest whose checkouts and orders are an account's now.
    pub(super) fn forget_guest(&mut self, state: &AppState) {
        self.secret = None;
        state.cookies.set_buyer(&self.cookies, "");
    }

    /// Where the visitor's cart is, as far as the request tells.
    pub(super) fn cart(&self) -> Option<CartOwner> {
        if let Some(account) = self.account() {
            return Some(CartOwner::Account(account.clone()));
        }
        self.kept
            .clone()
            .map(CartOwner::Cookie)
            .or_else(|| self.token.clone().map(CartOwner::Guest))
    }

    /// Where the visitor's cart is, once what a cookie keeps has been put to the rest, if it can be.
    pub(super) async fn settled_cart(&mut self, state: &AppState) -> Option<CartOwner> {
        let Some(kept) = self.kept.clone() else { return self.cart() };
        let into = match (self.account(), &self.token) {
            (Some(account), _) => CartOwner::Account(account.clone()),
            (None, Some(token)) => CartOwner::Guest(token.clone()),
            (None, None) if self.cart_is_out_of_reach().await => return self.cart(),
            (None, None) => CartOwner::Guest(fresh_token()),
        };
        if state.shop.carts.merge(&CartOwner::Cookie(kept), &into).await.is_ok() {
            let found_again = match into {
                CartOwner::Guest(token) => self.keep_token(token).await,
                CartOwner::Account(_) | CartOwner::Cookie(_) => true,
            };
            if found_again {
                self.set_kept(state, String::new());
            }
        }
        self.cart()
    }

    /// Whether this is a guest whose cart may be where it cannot be reached now: nobody can read
    /// which it is.
    pub(super) async fn cart_is_out_of_reach(&self) -> bool {
        self.account().is_none() && self.token.is_none() && is_unread(&self.session).await
    }

    /// Has the session remember the token of a guest's cart, from now on or still. Whether it does:
    /// while Redis is away, none is found by it again.
    pub(super) async fn keep_token(&mut self, token: CartToken) -> bool {
        if self.token.as_ref() == Some(&token) {
            return true;
        }
        let kept = sessions::keep(&self.session, CART, &token).await;
        if kept {
            self.token = Some(token);
        }
        kept
    }

    /// Forgets a guest's cart, which was merged into that of an account.
    pub(super) async fn forget_token(&mut self) {
        self.token = None;
        if let Err(error) = self.session.remove_value(CART).await {
            tracing::warn!(%error, "a session keeps a cart that was merged");
        }
    }

    /// Has the session remember light or dark, so that no page asks the profile for it.
    pub(super) async fn keep_scheme(&mut self, scheme: ColourScheme) {
        if self.scheme == scheme {
            return;
        }
        match self.session.insert(SCHEME, scheme).await {
            Ok(()) => self.scheme = scheme,
            Err(error) => tracing::warn!(%error, "a session does not keep a preference"),
        }
    }

    /// Keeps a cart in a cookie, or takes the cookie back if it is empty.
    pub(super) fn set_kept(&mut self, state: &AppState, value: String) {
        state.cookies.set_cart(&self.cookies, &value);
        self.kept = Some(value).filter(|value| !value.is_empty());
    }

    /// The cart in a cookie, empty if there is none.
    pub(super) fn kept(&self) -> String {
        self.kept.clone().unwrap_or_default()
    }

    /// Whether somebody signed in to this address with this browser before. Then it is no stranger
    /// who tries, and what strangers do keeps nobody out.
    pub(super) fn knows_place(&self, state: &AppState, email: &str) -> bool {
        let shown = self.cookies.get(state.cookies.place());
        shown.is_some_and(|cookie| cookie.value() == state.place_of(email))
    }

    /// Has the browser show from now on that it belongs to whoever has this address.
    pub(super) fn remember_place(&self, state: &AppState, email: &str) {
        state.cookies.set_place(&self.cookies, &state.place_of(email));
    }

    /// What a page is told of somebody who has yet to say who they are.
    pub(super) fn stranger(&self) -> app::Visitor {
        app::Visitor { form_key: self.form_key.clone(), ..app::Visitor::default() }
    }

    /// What a page is told.
    pub(super) async fn for_page(&self, state: &AppState) -> app::Visitor {
        let cart = self.cart();
        let cart_count = match &cart {
            Some(owner) => state.shop.carts.count(owner).await.unwrap_or_default(),
            None => 0,
        };
        app::Visitor {
            account: self.account().cloned(),
            session: self.signed_in.as_ref().map(|who| who.handle.clone()),
            buyer: self.buyer(),
            cart,
            cart_count,
            scheme: self.scheme,
            cart_out_of_reach: false,
            staff: None,
            form_key: self.form_key.clone(),
        }
    }
}

/// Whether a cookie's value can be a guest's secret: 256 bits as hexadecimal digits.
fn is_secret(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A visitor who is signed in, on a route that is only for such.
pub(super) struct Shopper {
    pub(super) account: AccountId,
    /// By what they know the session that asks among their own.
    pub(super) handle: SessionHandle,
    pub(super) visitor: Visitor,
}

impl FromRequestParts<AppState> for Shopper {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        Self::of(visitor).ok_or_else(|| super::gate::sign_in_first(parts))
    }
}

impl Shopper {
    /// The visitor, if they are signed in.
    pub(super) fn of(visitor: Visitor) -> Option<Self> {
        let SignedIn { account, handle, .. } = visitor.signed_in.clone()?;
        Some(Self { account, handle, visitor })
    }
}
