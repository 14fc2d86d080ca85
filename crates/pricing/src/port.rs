//! The port of prices, answered.

use async_trait::async_trait;
use kernel::Money;
use storefront::{
    pricing::{DeliveryOption, Pricing, PricingError, Quote, QuoteRequest},
    profile::Country,
};

use crate::book::PriceBook;

#[async_trait]
impl Pricing for PriceBook {
    async fn quote(&self, request: &QuoteRequest) -> Result<Quote, PricingError> {
        self.quote_now(request).await
    }

    async fn delivery_to(
        &self,
        country: Country,
        grams: u64,
        worth: Money,
    ) -> Result<Vec<DeliveryOption>, PricingError> {
        self.ways_to(country, grams, worth).await
    }

    async fn destinations(&self) -> Result<Vec<Country>, PricingError> {
        self.served().await
    }
}
