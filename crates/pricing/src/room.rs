//! What staff look after coupons, delivery and tax with.

use std::time::Duration;

use async_trait::async_trait;
use audit::Doer;
use kernel::Currency;
use sqlx::PgPool;
use storefront::{
    account::Caller,
    offer_room::{
        CouponForm, CouponPage, CouponQuery, CouponSheet, DeliveryOverview, Entered, MethodForm,
        MethodSheet, OfferError, OfferRefusal, OfferRoom, ServiceForm, TaxForm, TaxKey, TaxPage,
        TaxQuery, ZoneForm, ZoneView,
    },
    pricing::CouponCode,
    staff::{Permission, StaffMember},
};

use crate::book::{Basis, PriceBook};

mod coupons;
mod methods;
mod taxes;
mod zones;

/// What staff look after coupons, delivery and tax with. Cheap to clone.
#[derive(Clone)]
pub struct OfferBook {
    pool: PgPool,
    basis: Basis,
    currency: Currency,
    deadline: Duration,
}

/// Why something ended without an answer: decided so, or for a failure.
enum Stop {
    Denied(OfferError),
    Failed(sqlx::Error),
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<OfferError> for Stop {
    fn from(error: OfferError) -> Self {
        Self::Denied(error)
    }
}

/// What a form says of something new: its code, and all the rest. Refusals of both stand together.
fn read_new<T>(
    code: Result<String, OfferRefusal>,
    draft: Result<T, Vec<OfferRefusal>>,
) -> Result<(String, T), OfferError> {
    match (code, draft) {
        (Ok(code), Ok(draft)) => Ok((code, draft)),
        (code, draft) => {
            let others = draft.err().unwrap_or_default();
            Err(OfferError::Refused(code.err().into_iter().chain(others).collect()))
        }
    }
}

impl OfferBook {
    /// Looks after what a price book reads, with amounts typed in one currency. PostgreSQL may take
    /// so long for one use.
    #[must_use]
    pub fn new(prices: &PriceBook, currency: Currency, deadline: Duration) -> Self {
        let (pool, basis) = (prices.pool.clone(), prices.basis.clone());
        Self { pool, basis, currency, deadline }
    }

    async fn ask<T>(
        &self,
        work: impl Future<Output = Result<T, Stop>> + Send,
    ) -> Result<T, OfferError> {
        match tokio::time::timeout(self.deadline, work).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(Stop::Denied(error))) => Err(error),
            Ok(Err(Stop::Failed(error))) => {
                tracing::error!(%error, "offers could not be read or written");
                Err(OfferError::Unavailable)
            }
            Err(_) => {
                tracing::error!("PostgreSQL took too long over offers");
                Err(OfferError::Unavailable)
            }
        }
    }
}

#[async_trait]
impl OfferRoom for OfferBook {
    fn currency(&self) -> Currency {
        self.currency
    }

    async fn coupons(
        &self,
        by: &StaffMember,
        query: &CouponQuery,
    ) -> Result<CouponPage, OfferError> {
        by.require(Permission::EditOffers)?;
        coupons::list(self, query).await
    }

    async fn coupon(&self, by: &StaffMember, code: &CouponCode) -> Result<CouponSheet, OfferError> {
        by.require(Permission::EditOffers)?;
        coupons::sheet(self, code).await
    }

    async fn create_coupon(
        &self,
        by: &StaffMember,
        form: &CouponForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::EditOffers)?;
        coupons::create(self, Doer { by, caller }, form).await
    }

    async fn change_coupon(
        &self,
        by: &StaffMember,
        code: &CouponCode,
        form: &CouponForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::EditOffers)?;
        coupons::change(self, Doer { by, caller }, code, form).await
    }

    async fn switch_coupon(
        &self,
        by: &StaffMember,
        code: &CouponCode,
        on: bool,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::EditOffers)?;
        coupons::switch(self, Doer { by, caller }, code, (on, version)).await
    }

    async fn delivery(&self, by: &StaffMember) -> Result<DeliveryOverview, OfferError> {
        by.require(Permission::ManageSettings)?;
        zones::overview(self).await
    }

    async fn zone(&self, by: &StaffMember, code: &str) -> Result<ZoneView, OfferError> {
        by.require(Permission::ManageSettings)?;
        zones::sheet(self, code).await
    }

    async fn method(&self, by: &StaffMember, code: &str) -> Result<MethodSheet, OfferError> {
        by.require(Permission::ManageSettings)?;
        methods::sheet(self, code).await
    }

    async fn create_zone(
        &self,
        by: &StaffMember,
        form: &ZoneForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::ManageSettings)?;
        zones::create(self, Doer { by, caller }, form).await
    }

    async fn change_zone(
        &self,
        by: &StaffMember,
        code: &str,
        form: &ZoneForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::ManageSettings)?;
        zones::change(self, Doer { by, caller }, code, form).await
    }

    async fn create_method(
        &self,
        by: &StaffMember,
        form: &MethodForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::ManageSettings)?;
        methods::create(self, Doer { by, caller }, form).await
    }

    async fn change_method(
        &self,
        by: &StaffMember,
        code: &str,
        form: &MethodForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::ManageSettings)?;
        methods::change(self, Doer { by, caller }, code, form).await
    }

    async fn switch_method(
        &self,
        by: &StaffMember,
        code: &str,
        on: bool,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::ManageSettings)?;
        methods::switch(self, Doer { by, caller }, code, (on, version)).await
    }

    async fn change_service(
        &self,
        by: &StaffMember,
        method: &str,
        zone: &str,
        form: &ServiceForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::ManageSettings)?;
        methods::change_service(self, Doer { by, caller }, (method, zone), form).await
    }

    async fn end_service(
        &self,
        by: &StaffMember,
        method: &str,
        zone: &str,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::ManageSettings)?;
        methods::end_service(self, Doer { by, caller }, (method, zone), version).await
    }

    async fn taxes(&self, by: &StaffMember, query: &TaxQuery) -> Result<TaxPage, OfferError> {
        by.require(Permission::ManageSettings)?;
        taxes::list(self, query).await
    }

    async fn set_rate(
        &self,
        by: &StaffMember,
        form: &TaxForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::ManageSettings)?;
        taxes::set(self, Doer { by, caller }, form).await
    }

    async fn withdraw_rate(
        &self,
        by: &StaffMember,
        key: &TaxKey,
        caller: &Caller,
    ) -> Result<Entered, OfferError> {
        by.require(Permission::ManageSettings)?;
        taxes::withdraw(self, Doer { by, caller }, key).await
    }
}
