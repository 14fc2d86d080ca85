//! The price book: what is asked of it is read from PostgreSQL and reckoned by [`price`](crate::price).

use std::time::Duration;

use kernel::Money;
use sqlx::{PgConnection, PgPool};
use storefront::{
    pricing::{CouponCode, DeliveryOption, Destination, PricingError, Quote, QuoteRequest},
    profile::Country,
};

use crate::{
    coupon::CouponState,
    delivery::options,
    price::price,
    store::{coupons, tariffs},
    tax::TaxMode,
    uses::Person,
};

const DEADLINE: Duration = Duration::from_secs(2);

/// What orders cost. Cheap to clone.
#[derive(Clone)]
pub struct PriceBook {
    pub(crate) pool: PgPool,
    mode: TaxMode,
    home: Country,
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
        Self { pool, mode, home }
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
            let mut txn = self.begin_reading().await?;
            let quote = self.reckon(&mut txn, request).await?;
            txn.commit().await?;
            Ok(quote)
        })
        .await
    }

    pub(crate) async fn ways_to(
        &self,
        country: Country,
        grams: u64,
        worth: Money,
    ) -> Result<Vec<DeliveryOption>, PricingError> {
        let place = Destination { country, region: String::new(), postcode: String::new() };
        in_time(async {
            let mut txn = self.begin_reading().await?;
            let tariff = tariffs::read(&mut txn, country).await?;
            txn.commit().await?;
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

    /// Begins a transaction whose statements all see the same tariff.
    async fn begin_reading(&self) -> Result<sqlx::PgTransaction<'static>, sqlx::Error> {
        self.pool.begin_with("begin isolation level repeatable read read only").await
    }

    async fn reckon(
        &self,
        conn: &mut PgConnection,
        request: &QuoteRequest,
    ) -> Result<Quote, Trouble> {
        let country = request.destination.as_ref().map_or(self.home, |place| place.country);
        let tariff = tariffs::read(conn, country).await?;
        let coupon = coupon(conn, request).await?;
        Ok(price(request, &tariff, self.mode, coupon.as_ref())?)
    }
}

/// The coupon that was typed, if there is such a one.
async fn coupon(
    conn: &mut PgConnection,
    request: &QuoteRequest,
) -> Result<Option<CouponState>, sqlx::Error> {
    let typed = request.coupon.as_deref().unwrap_or_default();
    let Ok(code) = CouponCode::parse(typed) else { return Ok(None) };
    let person = request.buyer.as_ref().map(Person::of);
    let found = coupons::state(conn, &code, request.order.as_ref(), person.as_ref()).await?;
    Ok(found.map(|(state, _)| state))
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
