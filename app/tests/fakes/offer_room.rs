//! Offers behind the counter. Pages only read, so whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::Currency;
use storefront::{
    account::Caller,
    offer_room::{
        CouponCursor, CouponForm, CouponPage, CouponPhase, CouponQuery, CouponSheet,
        DeliveryOverview, Entered, MethodForm, MethodSheet, OFFER_PAGE, OfferError, OfferRoom,
        ServiceForm, TaxForm, TaxKey, TaxPage, TaxQuery, TaxRow, ZoneForm, ZonePart, ZoneView,
    },
    pricing::{CouponCode, CouponRow},
    staff::StaffMember,
};

use super::offers::{MORNING, Stored, country};

/// The port that is about offers.
pub(crate) struct FakeOfferRoom(Mutex<Stored>);

impl FakeOfferRoom {
    /// With a few things in it.
    pub(crate) fn filled() -> Arc<Self> {
        Arc::new(Self(Mutex::new(Stored::filled())))
    }

    /// What is answered from.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().expect("no test breaks off while it holds this")
    }

    fn open(&self) -> Result<MutexGuard<'_, Stored>, OfferError> {
        let stored = self.stored();
        match &stored.refused {
            Some(error) => Err(error.clone()),
            None => Ok(stored),
        }
    }
}

#[async_trait]
impl OfferRoom for FakeOfferRoom {
    fn currency(&self) -> Currency {
        Currency::EUR
    }

    async fn coupons(
        &self,
        _: &StaffMember,
        query: &CouponQuery,
    ) -> Result<CouponPage, OfferError> {
        let stored = self.open()?;
        let fits = |row: &&CouponRow| {
            let phase = CouponPhase::of(&row.coupon, MORNING);
            query.phase.is_none_or(|wanted| wanted == phase)
                && query.after.as_ref().is_none_or(|after| row.coupon.code > after.code)
        };
        let mut rows: Vec<_> = stored.coupons.iter().filter(fits).cloned().collect();
        let more = rows.len() > OFFER_PAGE;
        rows.truncate(OFFER_PAGE);
        let next = rows.last().filter(|_| more);
        let next = next.map(|row| CouponCursor { micros: 0, code: row.coupon.code.clone() });
        Ok(CouponPage { rows, now: MORNING, next })
    }

    async fn coupon(&self, _: &StaffMember, code: &CouponCode) -> Result<CouponSheet, OfferError> {
        let stored = self.open()?;
        let row = stored.coupons.iter().find(|row| row.coupon.code == *code).cloned();
        let row = row.ok_or(OfferError::NotFound)?;
        Ok(CouponSheet { ever_used: row.used > 0, row, now: MORNING })
    }

    async fn create_coupon(
        &self,
        _: &StaffMember,
        _: &CouponForm,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn change_coupon(
        &self,
        _: &StaffMember,
        _: &CouponCode,
        _: &CouponForm,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn switch_coupon(
        &self,
        _: &StaffMember,
        _: &CouponCode,
        _: bool,
        _: u32,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn delivery(&self, _: &StaffMember) -> Result<DeliveryOverview, OfferError> {
        let stored = self.open()?;
        Ok(DeliveryOverview {
            zones: stored.zones.clone(),
            methods: vec![stored.method.clone()],
            unserved: vec![ZonePart { country: country("ES"), prefix: "35".to_owned() }],
        })
    }

    async fn zone(&self, _: &StaffMember, code: &str) -> Result<ZoneView, OfferError> {
        let stored = self.open()?;
        let zone = stored.zones.iter().find(|zone| zone.code == code).cloned();
        zone.ok_or(OfferError::NotFound)
    }

    async fn method(&self, _: &StaffMember, code: &str) -> Result<MethodSheet, OfferError> {
        let stored = self.open()?;
        if stored.method.code != code {
            return Err(OfferError::NotFound);
        }
        let names = stored.zones.iter().map(|zone| (zone.code.clone(), zone.name.clone()));
        Ok(MethodSheet {
            method: stored.method.clone(),
            services: stored.services.clone(),
            zones: names.collect(),
        })
    }

    async fn create_zone(
        &self,
        _: &StaffMember,
        _: &ZoneForm,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn change_zone(
        &self,
        _: &StaffMember,
        _: &str,
        _: &ZoneForm,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn create_method(
        &self,
        _: &StaffMember,
        _: &MethodForm,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn change_method(
        &self,
        _: &StaffMember,
        _: &str,
        _: &MethodForm,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn switch_method(
        &self,
        _: &StaffMember,
        _: &str,
        _: bool,
        _: u32,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn change_service(
        &self,
        _: &StaffMember,
        _: &str,
        _: &str,
        _: &ServiceForm,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn end_service(
        &self,
        _: &StaffMember,
        _: &str,
        _: &str,
        _: u32,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn taxes(&self, _: &StaffMember, query: &TaxQuery) -> Result<TaxPage, OfferError> {
        let stored = self.open()?;
        let fits = |row: &&TaxRow| {
            query.country.is_none_or(|country| row.key.country == country)
                && query.after.as_ref().is_none_or(|after| row.key.country > after.country)
        };
        let mut rows: Vec<_> = stored.rates.iter().filter(fits).cloned().collect();
        let more = rows.len() > OFFER_PAGE;
        rows.truncate(OFFER_PAGE);
        let next = rows.last().filter(|_| more).map(|row| row.key.clone());
        Ok(TaxPage { rows, next, included: stored.included })
    }

    async fn set_rate(
        &self,
        _: &StaffMember,
        _: &TaxForm,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }

    async fn withdraw_rate(
        &self,
        _: &StaffMember,
        _: &TaxKey,
        _: &Caller,
    ) -> Result<Entered, OfferError> {
        Err(OfferError::Unavailable)
    }
}
