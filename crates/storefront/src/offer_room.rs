//! Offers behind the counter: coupons, what delivery costs, and tax.

use async_trait::async_trait;
use kernel::{Currency, Timestamp};

use crate::{account::Caller, pricing::CouponCode, staff::StaffMember};

mod coupon;
mod delivery;
mod error;
mod reading;
mod tax;

pub use coupon::{
    CouponCursor, CouponForm, CouponPage, CouponPhase, CouponQuery, CouponSheet,
    InvalidCouponCursor,
};
pub use delivery::{
    DeliveryOverview, MOST_METHODS, MOST_STEPS, MOST_ZONES, MethodDraft, MethodForm, MethodSheet,
    MethodView, ServiceDraft, ServiceForm, ServiceView, StepForm, StepView, ZoneDraft, ZoneForm,
    ZonePart, ZoneView,
};
pub use error::{OfferError, OfferRefusal};
pub(crate) use reading::{basis_points, day};
pub use reading::{clock, kilograms, percent, typed_day, typed_moment};
pub use tax::{
    InvalidTaxCursor, TaxDraft, TaxForm, TaxKey, TaxPage, TaxQuery, TaxRow, TaxStanding,
};

/// Lines of one page.
pub const OFFER_PAGE: usize = 50;

/// What came of a form that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It is done now.
    Now,
    /// It stood like that before, and nothing is done twice.
    Before,
}

/// Looking after offers. Coupons are for [`crate::staff::Permission::EditOffers`], delivery and tax for
/// [`crate::staff::Permission::ManageSettings`]. What changes something is written into the audit log
/// in the same transaction. A form that is sent again finds everything as it wants it, and does
/// nothing.
#[async_trait]
pub trait OfferRoom: Send + Sync {
    /// The currency in which amounts are typed.
    fn currency(&self) -> Currency;

    /// Coupons of one kind.
    ///
    /// # Errors
    /// [`OfferError::Forbidden`], [`OfferError::Unavailable`].
    async fn coupons(
        &self,
        by: &StaffMember,
        query: &CouponQuery,
    ) -> Result<CouponPage, OfferError>;

    /// One coupon.
    ///
    /// # Errors
    /// [`OfferError::NotFound`], and as for [`OfferRoom::coupons`].
    async fn coupon(&self, by: &StaffMember, code: &CouponCode) -> Result<CouponSheet, OfferError>;

    /// Makes a coupon, switched on.
    ///
    /// # Errors
    /// [`OfferError::Refused`], [`OfferError::Forbidden`], [`OfferError::Unavailable`].
    async fn create_coupon(
        &self,
        by: &StaffMember,
        form: &CouponForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// Changes a coupon. Its limit cannot go below what is used already, and its code stays once it
    /// was used.
    ///
    /// # Errors
    /// [`OfferError`].
    async fn change_coupon(
        &self,
        by: &StaffMember,
        code: &CouponCode,
        form: &CouponForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// Switches a coupon on or off that was read at `version`. Orders that use it keep it.
    ///
    /// # Errors
    /// [`OfferError::Stale`], [`OfferError::NotFound`], [`OfferError::Forbidden`],
    /// [`OfferError::Unavailable`].
    async fn switch_coupon(
        &self,
        by: &StaffMember,
        code: &CouponCode,
        on: bool,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// All zones and methods of delivery.
    ///
    /// # Errors
    /// [`OfferError::Forbidden`], [`OfferError::Unavailable`].
    async fn delivery(&self, by: &StaffMember) -> Result<DeliveryOverview, OfferError>;

    /// One zone.
    ///
    /// # Errors
    /// [`OfferError::NotFound`], and as for [`OfferRoom::delivery`].
    async fn zone(&self, by: &StaffMember, code: &str) -> Result<ZoneView, OfferError>;

    /// One method, with what it costs to each zone.
    ///
    /// # Errors
    /// As for [`OfferRoom::zone`].
    async fn method(&self, by: &StaffMember, code: &str) -> Result<MethodSheet, OfferError>;

    /// Makes a zone.
    ///
    /// # Errors
    /// As for [`OfferRoom::create_coupon`].
    async fn create_zone(
        &self,
        by: &StaffMember,
        form: &ZoneForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// Changes what a zone is called, and its countries. A country that it loses is not served any
    /// more until another zone has it.
    ///
    /// # Errors
    /// [`OfferError`].
    async fn change_zone(
        &self,
        by: &StaffMember,
        code: &str,
        form: &ZoneForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// Makes a method, switched on. It goes nowhere until it has a zone.
    ///
    /// # Errors
    /// As for [`OfferRoom::create_coupon`].
    async fn create_method(
        &self,
        by: &StaffMember,
        form: &MethodForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// Changes what a method is called, and until when its parcels leave on the same day.
    ///
    /// # Errors
    /// [`OfferError`].
    async fn change_method(
        &self,
        by: &StaffMember,
        code: &str,
        form: &MethodForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// Switches a method on or off that was read at `version`.
    ///
    /// # Errors
    /// As for [`OfferRoom::switch_coupon`].
    async fn switch_method(
        &self,
        by: &StaffMember,
        code: &str,
        on: bool,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// Says how long a method takes to a zone and what it costs, in the shop's currency. Prices in
    /// others stay as they are.
    ///
    /// # Errors
    /// [`OfferError`].
    async fn change_service(
        &self,
        by: &StaffMember,
        method: &str,
        zone: &str,
        form: &ServiceForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// Has a method go to a zone no longer, where that was read at `version`.
    ///
    /// # Errors
    /// As for [`OfferRoom::switch_coupon`].
    async fn end_service(
        &self,
        by: &StaffMember,
        method: &str,
        zone: &str,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// Rates of tax, by country.
    ///
    /// # Errors
    /// [`OfferError::Forbidden`], [`OfferError::Unavailable`].
    async fn taxes(&self, by: &StaffMember, query: &TaxQuery) -> Result<TaxPage, OfferError>;

    /// Adds a rate that counts from today or a later day on, or ends what counted before with such a
    /// day: without a rate a country is not sold to, and a region has that of its country.
    ///
    /// # Errors
    /// As for [`OfferRoom::create_coupon`].
    async fn set_rate(
        &self,
        by: &StaffMember,
        form: &TaxForm,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;

    /// Takes back what was laid down for a day that is yet to come.
    ///
    /// # Errors
    /// [`OfferError::Refused`] when its day has come, [`OfferError::Forbidden`],
    /// [`OfferError::Unavailable`].
    async fn withdraw_rate(
        &self,
        by: &StaffMember,
        key: &TaxKey,
        caller: &Caller,
    ) -> Result<Entered, OfferError>;
}

/// The number of a version as a form carries it; one that no row has where it is none.
#[must_use]
pub fn version(text: &str) -> u32 {
    text.trim().parse().unwrap_or(u32::MAX)
}

/// A midnight in UTC as days since 1970-01-01.
#[must_use]
pub const fn days(midnight: Timestamp) -> i64 {
    midnight.millis().div_euclid(86_400_000)
}
