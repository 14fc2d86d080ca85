//! The ports, answered.

use async_trait::async_trait;
use kernel::Money;
use storefront::{
    pricing::{
        CouponCode, CouponDesk, CouponDeskError, CouponDraft, CouponRow, DeliveryOption, Pricing,
        PricingError, Quote, QuoteRequest,
    },
    profile::Country,
    staff::StaffMember,
};

use crate::{book::PriceBook, desk};

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

#[async_trait]
impl CouponDesk for PriceBook {
    async fn list(
        &self,
        staff: &StaffMember,
        after: Option<&CouponCode>,
        limit: u32,
    ) -> Result<Vec<CouponRow>, CouponDeskError> {
        desk::list(&self.pool, staff, after, limit).await
    }

    async fn create(
        &self,
        staff: &StaffMember,
        draft: &CouponDraft,
    ) -> Result<CouponRow, CouponDeskError> {
        desk::create(&self.pool, staff, draft).await
    }

    async fn change(
        &self,
        staff: &StaffMember,
        draft: &CouponDraft,
        version: u32,
    ) -> Result<CouponRow, CouponDeskError> {
        desk::change(&self.pool, staff, draft, version).await
    }
}
