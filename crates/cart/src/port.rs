//! The port that pages and routes call.

use std::{collections::HashMap, sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::{AccountId, Clock, Currency, random_token};
use sqlx::PgPool;
use storefront::{
    cart::{
        CartChange, CartError, CartOwner, CartToken, CartView, Carts, Changed, OperationToken,
        SeenLines,
    },
    catalogue::Catalogue,
    stock::StockBoard,
};

use crate::{
    accounts::{AccountCarts, NotDone},
    contents::{Cart, Shown},
    cookie::{CookieCart, GuestCookie},
    operation::{Operation, Refused, StockFigures},
    redis_store::{AtLeast, BadAddress, Outcome, RedisStore, Source},
    rules, shown,
    store::AccountStore,
};

/// What keys in Redis begin with.
pub const KEY_PREFIX: &str = "cart:";
/// How long a store has for one answer. Rarely all of it: after a few failures it is left alone.
pub const DEADLINE: Duration = Duration::from_secs(1);
/// Tries of an operation on a cart that others change between the look and the deed.
const TRIES: usize = 4;

/// A new token for a guest's cart.
///
/// # Panics
/// When the operating system has no randomness to give.
#[must_use]
pub fn fresh_token() -> CartToken {
    CartToken::parse(random_token::<16>()).expect("16 bytes are 32 digits")
}

/// What carts are made of.
pub struct CartParts {
    /// The address of Redis.
    pub redis: String,
    /// What keys in Redis begin with: [`KEY_PREFIX`].
    pub key_prefix: String,
    /// PostgreSQL, a few connections.
    pub postgres: PgPool,
    /// How long a store has for one answer: [`DEADLINE`].
    pub deadline: Duration,
    /// Writes the cookie that keeps a guest's cart while Redis is away.
    pub cookie: GuestCookie,
    /// Prices and titles.
    pub catalogue: Arc<dyn Catalogue>,
    /// Free units.
    pub stock: Arc<dyn StockBoard>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The currency of an empty cart's subtotal.
    pub currency: Currency,
}

/// Carts in Redis, PostgreSQL and cookies.
pub struct CartService {
    redis: Arc<RedisStore>,
    accounts: Arc<AccountCarts>,
    cookie: GuestCookie,
    pub(crate) catalogue: Arc<dyn Catalogue>,
    pub(crate) stock: Arc<dyn StockBoard>,
    pub(crate) clock: Arc<dyn Clock>,
    currency: Currency,
}

impl CartService {
    /// Carts made of these. A store that is away is no error.
    ///
    /// # Errors
    /// [`BadAddress`].
    pub fn new(parts: CartParts) -> Result<Self, BadAddress> {
        let redis = RedisStore::at(&parts.redis, &parts.key_prefix, parts.deadline)?;
        let rows = AccountStore::new(parts.postgres, parts.deadline);
        Ok(Self {
            accounts: AccountCarts::new(redis.clone(), rows),
            redis,
            cookie: parts.cookie,
            catalogue: parts.catalogue,
            stock: parts.stock,
            clock: parts.clock,
            currency: parts.currency,
        })
    }

    /// Tells PostgreSQL, in the background, of changes that it missed before this program was
    /// started. While it runs that happens by itself. Call it within a Tokio runtime.
    pub fn keep_up(&self) {
        self.accounts.keep_up();
    }

    pub(crate) async fn load(&self, owner: &CartOwner) -> Result<Cart, NotDone> {
        Ok(match owner {
            CartOwner::Guest(token) => {
                self.redis.read(&self.redis.guest_key(token)).await?.unwrap_or_default()
            }
            CartOwner::Account(account) => self.accounts.load(account).await?,
            CartOwner::Cookie(value) => self.cookie.read(value).cart,
        })
    }

    /// Does an operation where the owner's cart is; the cart as it is then.
    async fn operate(
        &self,
        owner: &CartOwner,
        operation: &Operation,
        token: &str,
        stock: &StockFigures,
        source: Option<&Source>,
    ) -> Result<(Changed, Cart), NotDone> {
        let cart = match owner {
            CartOwner::Guest(guest) => {
                let key = self.redis.guest_key(guest);
                let least = AtLeast::Anything;
                match self.redis.operate(&key, operation, token, stock, least, source).await? {
                    Outcome::Done(cart) => cart,
                    Outcome::Refused(refused) => return Err(NotDone::Refused(refused)),
                    Outcome::SourceMoved => return Err(NotDone::SourceMoved),
                    Outcome::Behind => return Err(NotDone::Away),
                }
            }
            CartOwner::Account(account) => {
                self.accounts.operate(account, operation, token, stock, source).await?
            }
            // A cookie is where a cart is while it can be nowhere else: nothing moves into it.
            CartOwner::Cookie(_) if source.is_some() => return Err(NotDone::Away),
            CartOwner::Cookie(value) => {
                return self.operate_on_cookie(value, operation, token, stock);
            }
        };
        Ok((changed(&cart), cart))
    }

    fn operate_on_cookie(
        &self,
        value: &str,
        operation: &Operation,
        token: &str,
        stock: &StockFigures,
    ) -> Result<(Changed, Cart), NotDone> {
        let mut kept = self.cookie.read(value);
        if let Operation::Seen { version, .. } = operation
            && *version == kept.cart.version
        {
            kept.left_out = 0;
        }
        let after = rules::apply(&kept.cart, operation, token, stock).map_err(NotDone::Refused)?;
        if let Some(after) = after {
            kept.cart = after;
        }
        let (cookie, left_out) = self.cookie.write(&kept);
        let cookie = cookie.unwrap_or_default();
        let fitting = self.cookie.read(&cookie).cart;
        Ok((Changed { cookie: Some(cookie), left_out, ..changed(&fitting) }, fitting))
    }

    async fn changed_cart(
        &self,
        owner: &CartOwner,
        change: &CartChange,
        token: Option<&OperationToken>,
    ) -> Result<(Changed, Cart), CartError> {
        let token = token.map_or_else(random_token::<8>, |token| token.as_str().to_owned());
        for _ in 0..TRIES {
            let (operation, stock) = self.plan(owner, change).await?;
            match self.operate(owner, &operation, &token, &stock, None).await {
                // Another removal came between the look at the last one and its undoing.
                Err(NotDone::Refused(Refused::FiguresMissing(_))) => {}
                done => return Ok(done?),
            }
        }
        Err(CartError::Unavailable)
    }

    /// A cart with the prices and the stock of now.
    async fn shown(&self, cart: &Cart) -> CartView {
        let skus: Vec<_> = cart.lines.keys().chain(cart.saved.keys()).cloned().collect();
        let offers = self.offers(&skus).await;
        shown::view(cart, &offers, &self.stock.snapshot(), self.currency)
    }

    /// What is to be merged: a name for it, its contents, and where it is in Redis.
    async fn source(
        &self,
        from: &CartOwner,
    ) -> Result<Option<(String, Cart, Option<Source>)>, NotDone> {
        let found = match from {
            CartOwner::Guest(token) => {
                let key = self.redis.guest_key(token);
                self.redis.read(&key).await?.map(|cart| {
                    let source = Source { key, version: cart.version };
                    (format!("merge-{}", random_token::<8>()), cart, Some(source))
                })
            }
            CartOwner::Cookie(value) => {
                let CookieCart { id, cart, .. } = self.cookie.read(value);
                Some((format!("cookie-{id}"), cart, None))
            }
            // An account's cart stays where it is.
            CartOwner::Account(_) => None,
        };
        Ok(found.filter(|(_, cart, _)| !cart.lines.is_empty() || !cart.saved.is_empty()))
    }
}

fn changed(cart: &Cart) -> Changed {
    Changed {
        version: cart.version,
        count: cart.count(),
        told: cart.told.clone(),
        ..Changed::default()
    }
}

impl From<NotDone> for CartError {
    fn from(not_done: NotDone) -> Self {
        match not_done {
            NotDone::Refused(refused) => refused.into(),
            NotDone::Away | NotDone::SourceMoved => Self::Unavailable,
        }
    }
}

#[async_trait]
impl Carts for CartService {
    async fn view(&self, owner: &CartOwner) -> Result<CartView, CartError> {
        let mut view = self.shown(&self.load(owner).await?).await;
        if let CartOwner::Cookie(value) = owner {
            view.left_out = self.cookie.read(value).left_out;
        }
        Ok(view)
    }

    async fn count(&self, owner: &CartOwner) -> Result<u32, CartError> {
        Ok(self.load(owner).await?.count())
    }

    async fn change(
        &self,
        owner: &CartOwner,
        change: CartChange,
        token: Option<&OperationToken>,
    ) -> Result<Changed, CartError> {
        Ok(self.changed_cart(owner, &change, token).await?.0)
    }

    async fn change_and_view(
        &self,
        owner: &CartOwner,
        change: CartChange,
        token: Option<&OperationToken>,
    ) -> Result<(Changed, CartView), CartError> {
        let (changed, cart) = self.changed_cart(owner, &change, token).await?;
        let view = CartView { left_out: changed.left_out, ..self.shown(&cart).await };
        Ok((changed, view))
    }

    async fn seen(&self, owner: &CartOwner, seen: SeenLines) -> Result<Changed, CartError> {
        let cart = self.load(owner).await?;
        if cart.version != seen.version {
            return Ok(changed(&cart));
        }
        let lines = seen.lines.into_iter().filter_map(|line| {
            let known = cart.lines.get(&line.sku).or_else(|| cart.saved.get(&line.sku))?;
            let shown = Shown { title: line.title, price: line.price, ..known.shown.clone() };
            Some((line.sku, shown))
        });
        let operation = Operation::Seen { version: seen.version, shown: lines.collect() };
        let token = random_token::<8>();
        Ok(self.operate(owner, &operation, &token, &HashMap::new(), None).await?.0)
    }

    async fn merge(&self, from: &CartOwner, into: &CartOwner) -> Result<Changed, CartError> {
        for _ in 0..TRIES {
            let source = if from == into { None } else { self.source(from).await? };
            let Some((token, cart, source)) = source else {
                return Ok(changed(&self.load(into).await?));
            };
            let stock = cart.lines.keys().map(|sku| self.figure(sku, None)).collect();
            let operation = Operation::merge(&cart);
            match self.operate(into, &operation, &token, &stock, source.as_ref()).await {
                Err(NotDone::SourceMoved) => {}
                done => return Ok(done?.0),
            }
        }
        Err(CartError::Unavailable)
    }

    async fn forget(&self, account: &AccountId) -> Result<(), CartError> {
        Ok(self.accounts.forget(account).await?)
    }
}
