//! Puts together what concerns buying: holds, checkouts, payments, orders, prices.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result, anyhow};
use checkout::{CartEmptier, CheckoutDesk, CheckoutParts};
use inventory::holds::{DeskSettings, HoldDesk};
use kernel::SystemClock;
use orders::OrderBook;
use outbox::{Begin, Reader, Turn, WrittenEvent};
use payments::{PaymentDesk, SandboxProvider, StripeProvider};
use pricing::PriceBook;
use sessions::SessionCopies;
use sqlx::PgPool;
use storefront::{
    cart::Carts, catalogue::Catalogue, payment::PaymentProvider, shop::ShopFront, stock::StockBoard,
};
use tokio::time::sleep;

use super::{CONNECT, keys::Keys};
use crate::config::{Config, Takes};

/// How long PostgreSQL may take for one use of an order or a checkout.
const DEADLINE: Duration = Duration::from_secs(3);
/// How long one turn at the outbox may last.
const TURN: Duration = Duration::from_secs(30);
/// How often it is looked for events.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How long a store that does not answer is left alone.
const REST: Duration = Duration::from_secs(5);
/// Events of one turn.
const EVENTS: u32 = 100;

/// What concerns buying, put together.
pub(crate) struct Buying {
    pub(crate) desk: CheckoutDesk,
    pub(crate) orders: OrderBook,
    pub(crate) payments: Arc<PaymentDesk>,
    pub(crate) prices: PriceBook,
}

/// What is sold, as buying needs to know it.
pub(crate) struct Goods {
    pub(crate) catalogue: Arc<dyn Catalogue>,
    /// The catalogue of a moment ago.
    pub(crate) recent: Arc<dyn Catalogue>,
    pub(crate) stock: Option<Arc<dyn StockBoard>>,
}

/// Puts it together.
///
/// # Errors
/// When PostgreSQL does not answer, or a setting cannot be used.
pub(crate) async fn buying(
    config: &Config,
    postgres: &PgPool,
    goods: Goods,
    front: Arc<dyn ShopFront>,
) -> Result<Buying> {
    let settings = config.buying.as_ref().map_err(|reason| anyhow!("{reason}"))?;
    // Who browses does not wait behind who buys, nor the other way round.
    let for_holds = pool::options()
        .max_connections(settings.hold_connections)
        .acquire_timeout(CONNECT)
        .connect(&config.postgres_uri)
        .await
        .context("PostgreSQL does not answer for holds")?;
    let serving = usize::try_from(settings.hold_connections).unwrap_or(1);
    let holds = HoldDesk::new(for_holds, DeskSettings { serving, ..DeskSettings::default() });
    let prices = PriceBook::live(postgres.clone(), front.clone());
    let orders = OrderBook::new(postgres.clone(), DEADLINE);
    let payments = Arc::new(PaymentDesk::new(
        postgres.clone(),
        provider(config, &settings.takes)?,
        Arc::new(SystemClock),
        payments::Settings::new(settings.webhook_secret.clone()),
    ));
    let copies = SessionCopies::new(&config.redis_uri, sessions::DEADLINE)
        .context("QUAYSIDE_REDIS_URI cannot be used")?;
    let desk = CheckoutDesk::new(CheckoutParts {
        postgres: postgres.clone(),
        holds,
        catalogue: goods.catalogue,
        recent: goods.recent,
        stock: goods.stock,
        prices: prices.clone(),
        orders: orders.clone(),
        payments: payments.clone(),
        copies: Some(Arc::new(copies)),
        settings: checkout::Settings {
            hold_seconds: settings.hold_seconds,
            pay_seconds: settings.pay_seconds,
            most_held: config.limits.then_some(settings.most_held),
            origin: config.origin.clone(),
            front,
            key: Keys::of(config)?.key("orders"),
            deadline: DEADLINE,
        },
    });
    Ok(Buying { desk, orders, payments, prices })
}

fn provider(config: &Config, takes: &Takes) -> Result<Arc<dyn PaymentProvider>> {
    Ok(match takes {
        Takes::Sandbox { address, pages, secret } => Arc::new(
            SandboxProvider::new(address, pages, secret)
                .context("QUAYSIDE_SANDBOX_ADDRESS cannot be used")?,
        ),
        Takes::Stripe { secret } => Arc::new(
            StripeProvider::new(secret, &config.origin, config.currency)
                .context("Stripe cannot be used")?,
        ),
    })
}

impl Buying {
    /// Looks after what nobody asks for, for ever: payments, holds, carts.
    pub(crate) fn keep_up(&self, postgres: &PgPool, carts: Arc<dyn Carts>) {
        tokio::spawn(self.desk.clone().look_after_for_ever());
        tokio::spawn(inventory::holds::sweep_for_ever(postgres.clone()));
        tokio::spawn(empty_carts(postgres.clone(), self.desk.clone(), carts));
    }
}

/// Has carts lose what was bought, for ever.
async fn empty_carts(postgres: PgPool, desk: CheckoutDesk, carts: Arc<dyn Carts>) {
    let emptier = CartEmptier::new(desk.clone(), carts);
    loop {
        let reader = Reader::open(postgres.clone(), "carts", Begin::AtTheStart, TURN).await;
        let reader = match reader {
            Ok(reader) => reader,
            Err(error) => {
                tracing::warn!(%error, "carts keep what was bought: the outbox is not read");
                sleep(REST).await;
                continue;
            }
        };
        loop {
            // All its own for each, so that nothing is borrowed across the waiting.
            let own = emptier.clone();
            let take_in = move |event: &WrittenEvent| {
                let (emptier, event) = (own.clone(), event.clone());
                async move { emptier.take_in(&event).await }
            };
            let turn = reader.turn(EVENTS, take_in).await;
            let pause = match turn {
                Ok(Turn::Read(read)) if read > 0 => Duration::ZERO,
                Ok(Turn::Read(_) | Turn::TakenByAnother | Turn::Lost(_)) => LOOK_EVERY,
                Ok(Turn::Stuck(_, reason)) => {
                    tracing::warn!(reason, "carts keep what was bought");
                    REST
                }
                Err(error) => {
                    tracing::warn!(%error, "carts keep what was bought: the outbox is not read");
                    REST
                }
            };
            // Who has just paid here looks at the cart next.
            tokio::select! {
                () = sleep(pause) => {}
                () = desk.until_paid(), if pause == LOOK_EVERY => {}
            }
        }
    }
}
