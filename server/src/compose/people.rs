//! Puts together what concerns people: sessions, carts, accounts, profiles, letters and limits.

use std::sync::Arc;

use accounts::AccountBook;
use anyhow::{Context, Result};
use cart::{CartParts, CartService, GuestCookie};
use catalog::{CatalogStore, ReviewDesk};
use kernel::{Clock, SystemClock};
use limits::{LimiterParts, Limits, RedisLimiter};
use mail::{LetterFolder, Letterhead, Sender, SmtpMailer};
use profiles::ProfileStore;
use sessions::{Lifetimes, SessionParts, SessionService};
use sqlx::PgPool;
use storefront::{
    catalogue::Catalogue,
    mail::{LetterBox, Mailer, OneLine},
    sessions::Sessions,
    shop::ShopFront,
    stock::StockBoard,
};

use super::{Buying, CONNECT, deeds, forgetting::ForgottenEverywhere, keys::Keys, reviews::desk};
use crate::config::{Carrier, Config};

/// What concerns people, put together.
pub(crate) struct People {
    pub(crate) book: Arc<AccountBook>,
    /// Sessions of shoppers.
    pub(crate) shoppers: SessionService,
    /// Sessions of staff, which open nothing for shoppers.
    pub(crate) staff: SessionService,
    pub(crate) carts: Arc<CartService>,
    pub(crate) profiles: Arc<ProfileStore>,
    pub(crate) reviews: Arc<ReviewDesk>,
    pub(crate) limiter: Arc<RedisLimiter>,
    pub(crate) letterhead: Letterhead,
    pub(crate) mailer: Arc<dyn Mailer>,
    pub(crate) letters: Option<Arc<dyn LetterBox>>,
    /// Makes the cookie by which a browser that signed in before is known.
    pub(crate) place_key: [u8; 32],
}

/// What people's part of the shop is put together from.
pub(super) struct Ground<'a> {
    pub(super) postgres: &'a PgPool,
    pub(super) catalogue: Arc<dyn Catalogue>,
    /// Where reviews are.
    pub(super) reviews: Arc<CatalogStore>,
    /// The catalogue of a moment ago.
    pub(super) recent: Arc<dyn Catalogue>,
    pub(super) stock: Arc<dyn StockBoard>,
    pub(super) front: Arc<dyn ShopFront>,
    pub(super) buying: &'a Buying,
}

/// Puts it together. Redis may be away; it is used when it is back.
///
/// # Errors
/// When a store does not answer that has to, or a setting cannot be used.
pub(super) async fn people(config: &Config, ground: Ground<'_>) -> Result<People> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let keys = Keys::of(config)?;
    let shoppers = sessions(config, ground.postgres, SHOPPERS, clock.clone())?;
    let staff = sessions(config, ground.postgres, STAFF, clock.clone())?;
    let carts = CartService::new(CartParts {
        redis: config.redis_uri.clone(),
        key_prefix: cart::KEY_PREFIX.to_owned(),
        postgres: ground.postgres.clone(),
        deadline: cart::DEADLINE,
        cookie: GuestCookie::new(&keys.key("cart cookie")),
        catalogue: ground.recent,
        stock: ground.stock,
        clock: clock.clone(),
        currency: config.currency,
    })
    .context("QUAYSIDE_REDIS_URI cannot be used")?;
    let limiter = RedisLimiter::new(LimiterParts {
        redis: config.redis_uri.clone(),
        key_prefix: limits::KEY_PREFIX.to_owned(),
        deadline: limits::DEADLINE,
        clock: clock.clone(),
        limits: if config.limits { Limits::On } else { Limits::Off },
    })
    .context("QUAYSIDE_REDIS_URI cannot be used")?;
    let profiles = profiles(config, ground.catalogue).await?;
    let carts = Arc::new(carts);
    let deeds = deeds::log(ground.postgres.clone());
    let reviews = desk(ground.reviews, ground.buying.orders.clone(), deeds);
    let everywhere = ForgottenEverywhere {
        sessions: Arc::new(shoppers.clone()),
        profiles: profiles.clone(),
        carts: carts.clone(),
        orders: Arc::new(ground.buying.orders.clone()),
        desk: ground.buying.desk.clone(),
        reviews: reviews.clone(),
    };
    let book = book(config, &keys, ground.postgres, Arc::new(everywhere), clock.clone())?;
    let identity = ground.front.identity();
    let sender = Sender::new(&OneLine::new(&identity.name), &config.mail_from)
        .context("QUAYSIDE_MAIL_FROM cannot be used")?;
    let (mailer, letters): (Arc<dyn Mailer>, Option<Arc<dyn LetterBox>>) = match &config.carrier {
        Carrier::Folder => {
            let folder = Arc::new(LetterFolder::new(config.data.join("letters"), sender, clock));
            // They hold secret links: shown only where nobody else can ask.
            let shown = config.listen.ip().is_loopback();
            (folder.clone(), shown.then_some(folder as Arc<dyn LetterBox>))
        }
        Carrier::Smtp(settings) => {
            let mailer = SmtpMailer::new(settings.clone(), sender, clock)
                .context("the settings of the mail server cannot be used")?;
            (Arc::new(mailer), None)
        }
    };
    Ok(People {
        book,
        shoppers,
        staff,
        carts,
        profiles,
        reviews,
        limiter: Arc::new(limiter),
        letterhead: Letterhead::new(&identity).context("QUAYSIDE_ORIGIN cannot be used")?,
        mailer,
        letters,
        place_key: keys.key("known places"),
    })
}

/// Profiles in MongoDB.
///
/// # Errors
/// When MongoDB does not answer.
pub(crate) async fn profiles(
    config: &Config,
    catalogue: Arc<dyn Catalogue>,
) -> Result<Arc<ProfileStore>> {
    let clock = Arc::new(SystemClock);
    let store = ProfileStore::connect(&config.mongo_uri, CONNECT, catalogue, clock);
    Ok(Arc::new(store.await.context("MongoDB does not answer for profiles")?))
}

/// The realm of shoppers' sessions. It is part of what sessions are found by, so it stays.
const SHOPPERS: &str = "shop";
/// The realm of staff's sessions, which all showed a second factor or need none. It stays too.
const STAFF: &str = "staff";

fn sessions(
    config: &Config,
    postgres: &PgPool,
    realm: &'static str,
    clock: Arc<dyn Clock>,
) -> Result<SessionService> {
    SessionService::new(SessionParts {
        redis: config.redis_uri.clone(),
        key_prefix: sessions::KEY_PREFIX.to_owned(),
        postgres: postgres.clone(),
        deadline: sessions::DEADLINE,
        realm,
        second_factor: Some(realm == STAFF),
        lifetimes: if realm == STAFF { Lifetimes::of_staff() } else { Lifetimes::default() },
        clock,
    })
    .context("QUAYSIDE_REDIS_URI cannot be used")
}

fn book(
    config: &Config,
    keys: &Keys,
    postgres: &PgPool,
    sessions: Arc<dyn Sessions>,
    clock: Arc<dyn Clock>,
) -> Result<Arc<AccountBook>> {
    let mut settings = accounts::Settings::new(&config.shop_name, keys.key("second factors"));
    settings.demo_owner.clone_from(&config.demo_owner);
    Ok(AccountBook::new(postgres.clone(), clock, sessions, settings)?)
}

/// Accounts alone, for commands.
///
/// # Errors
/// When a setting cannot be used.
pub(crate) fn account_book(config: &Config, postgres: &PgPool) -> Result<Arc<AccountBook>> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let shoppers = sessions(config, postgres, SHOPPERS, clock.clone())?;
    book(config, &Keys::of(config)?, postgres, Arc::new(shoppers), clock)
}
