//! The price book: what is asked of it is read from PostgreSQL and reckoned by [`price`](crate::price).

use std::{sync::Arc, time::Duration};

use kernel::Money;
use moka::future::Cache;
use sqlx::{PgConnection, PgPool};
use storefront::{
    pricing::{CouponCode, DeliveryOption, Destination, PricingError, Quote, QuoteRequest},
    profile::Country,
    shop::{ShopFront, TaxBasis},
};

use crate::{
    delivery::options,
    price::price,
    store::{
        coupons::{self, Offered},
        tariffs,
    },
    tariff::Tariff,
    tax::TaxMode,
    uses::Person,
};

const DEADLINE: Duration = Duration::from_secs(2);
/// How old the tariff may be by which [`PriceBook::quote_lately`] reckons.
const LATELY: Duration = Duration::from_secs(1);
/// Of how many countries such a tariff is kept.
const COUNTRIES: u64 = 300;

/// What orders cost. Cheap to clone.
#[derive(Clone)]
pub struct PriceBook {
    pub(crate) pool: PgPool,
    pub(crate) basis: Basis,
    lately: Cache<Country, Arc<Lately>>,
}

/// By what a price was reckoned a moment ago.
struct Lately {
    tariff: Tariff,
    offered: Offered,
}

/// Where the shop's own country and the way of its prices are known from.
#[derive(Clone)]
pub(crate) enum Basis {
    /// They stay.
    Fixed(TaxBasis),
    /// Staff may change them while the shop serves.
    Live(Arc<dyn ShopFront>),
}

impl Basis {
    /// As it is now. Who reckons asks once, so that no price is made of two answers.
    pub(crate) fn now(&self) -> TaxBasis {
        match self {
            Self::Fixed(basis) => *basis,
            Self::Live(front) => front.tax_basis(),
        }
    }
}

/// What went wrong on the way to a price.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error(transparent)]
    Priceless(#[from] PricingError),
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl PriceBook {
    /// A price book kept through this pool. `home` is the shop's own country, whose tax is shown
    /// until it is known where an order goes.
    #[must_use]
    pub fn new(pool: PgPool, mode: TaxMode, home: Country) -> Self {
        Self::on(pool, Basis::Fixed(TaxBasis { home, included: mode == TaxMode::Included }))
    }

    /// A price book whose own country and way of prices are what the front says at each reckoning.
    #[must_use]
    pub fn live(pool: PgPool, front: Arc<dyn ShopFront>) -> Self {
        Self::on(pool, Basis::Live(front))
    }

    fn on(pool: PgPool, basis: Basis) -> Self {
        let lately = Cache::builder().max_capacity(COUNTRIES).time_to_live(LATELY).build();
        Self { pool, basis, lately }
    }

    /// What an order costs, as the transaction of `conn` sees it. The caller minds the time.
    ///
    /// # Errors
    /// [`PricingError`].
    pub async fn quote_in(
        &self,
        conn: &mut PgConnection,
        request: &QuoteRequest,
    ) -> Result<Quote, PricingError> {
        self.reckon(conn, request).await.map_err(Trouble::told)
    }

    pub(crate) async fn quote_now(&self, request: &QuoteRequest) -> Result<Quote, PricingError> {
        in_time(async {
            let mut txn = pool::begin_reading(&self.pool).await?;
            let quote = self.reckon(&mut txn, request).await?;
            txn.commit().await?;
            Ok(quote)
        })
        .await
    }

    /// What an order without a coupon costs by a tariff and promotions that may be a second old. For who has only
    /// begun: before anything is charged, it is reckoned anew.
    ///
    /// # Errors
    /// [`PricingError`].
    pub async fn quote_lately(&self, request: &QuoteRequest) -> Result<Quote, PricingError> {
        let basis = self.basis.now();
        let country = country_of(request, basis);
        let read = async { in_time(async { Ok(Arc::new(self.lately_of(country).await?)) }).await };
        let lately = self.lately.try_get_with(country, read).await.map_err(Arc::unwrap_or_clone)?;
        price(request, &lately.tariff, TaxMode::of(basis), &lately.offered)
    }

    pub(crate) async fn ways_to(
        &self,
        country: Country,
        grams: u64,
        worth: Money,
    ) -> Result<Vec<DeliveryOption>, PricingError> {
        let place = Destination { country, region: String::new(), postcode: String::new() };
        in_time(async {
            let tariff = self.tariff_of(country).await?;
            Ok(options(&tariff, &place, grams, worth, false).unwrap_or_default())
        })
        .await
    }

    pub(crate) async fn served(&self) -> Result<Vec<Country>, PricingError> {
        in_time(async {
            let mut conn = self.pool.acquire().await?;
            Ok(tariffs::destinations(&mut conn).await?)
        })
        .await
    }

    async fn tariff_of(&self, country: Country) -> Result<Tariff, sqlx::Error> {
        let mut txn = pool::begin_reading(&self.pool).await?;
        let tariff = tariffs::read(&mut txn, country).await?;
        txn.commit().await?;
        Ok(tariff)
    }

    async fn lately_of(&self, country: Country) -> Result<Lately, sqlx::Error> {
        let mut txn = pool::begin_reading(&self.pool).await?;
        let tariff = tariffs::read(&mut txn, country).await?;
        let offered = coupons::offered(&mut txn, None, None, None).await?;
        txn.commit().await?;
        Ok(Lately { tariff, offered })
    }

    async fn reckon(
        &self,
        conn: &mut PgConnection,
        request: &QuoteRequest,
    ) -> Result<Quote, Trouble> {
        let basis = self.basis.now();
        let tariff = tariffs::read(conn, country_of(request, basis)).await?;
        let offered = offered(conn, request).await?;
        Ok(price(request, &tariff, TaxMode::of(basis), &offered)?)
    }
}

/// Where it goes, as far as that is known.
fn country_of(request: &QuoteRequest, basis: TaxBasis) -> Country {
    request.destination.as_ref().map_or(basis.home, |place| place.country)
}

/// The coupon that was typed, if there is such a one, and what every order may have.
async fn offered(conn: &mut PgConnection, request: &QuoteRequest) -> Result<Offered, sqlx::Error> {
    let code = CouponCode::parse(request.coupon.as_deref().unwrap_or_default()).ok();
    let person = request.buyer.as_ref().map(Person::of);
    coupons::offered(conn, code.as_ref(), request.order.as_ref(), person.as_ref()).await
}

impl Trouble {
    /// What the port says of it. What PostgreSQL said is logged here and comes no further.
    fn told(self) -> PricingError {
        match self {
            Self::Priceless(error) => error,
            Self::Store(error) => {
                tracing::error!(%error, "a price could not be read");
                PricingError::Unavailable
            }
        }
    }
}

async fn in_time<T>(work: impl Future<Output = Result<T, Trouble>>) -> Result<T, PricingError> {
    match tokio::time::timeout(DEADLINE, work).await {
        Ok(done) => done.map_err(Trouble::told),
        Err(_) => {
            tracing::error!("PostgreSQL took too long to read a price");
            Err(PricingError::Unavailable)
        }
    }
}
