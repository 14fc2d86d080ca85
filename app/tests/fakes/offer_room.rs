//! Offers behind the counter. Pages only read, so whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{Currency, Money, Timestamp};
use storefront::{
    account::Caller,
    offer_room::{
        CouponCursor, CouponForm, CouponPage, CouponPhase, CouponQuery, CouponSheet,
        DeliveryOverview, Entered, MethodForm, MethodSheet, MethodView, OFFER_PAGE, OfferError,
        OfferRoom, ServiceForm, ServiceView, StepView, TaxForm, TaxKey, TaxPage, TaxQuery, TaxRow,
        TaxStanding, ZoneForm, ZonePart, ZoneView,
    },
    pricing::{Benefit, CouponCode, CouponDraft, CouponRow, TaxClass},
    profile::Country,
    staff::StaffMember,
};

/// What is laid down.
pub(crate) struct Stored {
    /// Coupons by code.
    pub(crate) coupons: Vec<CouponRow>,
    /// Zones.
    pub(crate) zones: Vec<ZoneView>,
    /// The one method.
    pub(crate) method: MethodView,
    /// What it is to each zone.
    pub(crate) services: Vec<ServiceView>,
    /// Rates of tax, in the order of the list.
    pub(crate) rates: Vec<TaxRow>,
    /// Whether prices include tax.
    pub(crate) included: bool,
    /// Why nothing is answered, if so.
    pub(crate) refused: Option<OfferError>,
}

/// The port that is about offers.
pub(crate) struct FakeOfferRoom(Mutex<Stored>);

/// 21 November 2026.
pub(crate) const MORNING: Timestamp = Timestamp::from_millis(1_795_269_900_000);
const DAY: i64 = 86_400_000;

fn later(days: i64) -> Timestamp {
    Timestamp::from_millis(MORNING.millis() + days * DAY)
}

pub(crate) fn euros(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("in range")
}

pub(crate) fn country(code: &str) -> Country {
    Country::parse(code).expect("a country")
}

/// A coupon of ten percent, twice used.
pub(crate) fn coupon(code: &str) -> CouponRow {
    CouponRow {
        coupon: CouponDraft {
            code: CouponCode::parse(code).expect("a code"),
            benefit: Benefit::Percent { basis_points: 1_000 },
            minimum: Some(euros(4_990)),
            starts_at: None,
            ends_at: None,
            total_limit: Some(100),
            person_limit: None,
            active: true,
        },
        used: 2,
        version: 7,
        made_at: MORNING,
    }
}

/// A coupon, changed.
pub(crate) fn but(code: &str, change: impl FnOnce(&mut CouponDraft)) -> CouponRow {
    let mut row = coupon(code);
    change(&mut row.coupon);
    row
}

/// A rate of a country.
pub(crate) fn rate(code: &str, basis_points: Option<u32>, standing: TaxStanding) -> TaxRow {
    let from = match standing {
        TaxStanding::Coming => Timestamp::from_millis(1_796_256_000_000),
        TaxStanding::Counts => Timestamp::from_millis(1_609_459_200_000),
        TaxStanding::Over => Timestamp::from_millis(1_577_836_800_000),
    };
    let (country, class) = (country(code), TaxClass::Standard);
    TaxRow { key: TaxKey { country, region: String::new(), class, from }, basis_points, standing }
}

impl FakeOfferRoom {
    /// With a few things in it.
    pub(crate) fn filled() -> Arc<Self> {
        let coupons = vec![
            but("ASLEEP", |draft| draft.active = false),
            but("COMING", |draft| draft.starts_at = Some(later(1))),
            but("OVER", |draft| draft.ends_at = Some(later(-1))),
            but("SPRING", |draft| draft.benefit = Benefit::Amount { off: euros(500) }),
            but("USEDUP", |draft| draft.total_limit = Some(2)),
        ];
        let zone = |code: &str, name: &str, countries: &[&str]| ZoneView {
            code: code.to_owned(),
            name: name.to_owned(),
            countries: countries.iter().map(|code| country(code)).collect(),
            parts: Vec::new(),
            version: 3,
        };
        let step = |up_to_grams, price, free_from: Option<i64>| StepView {
            up_to_grams,
            price: euros(price),
            free_from: free_from.map(euros),
        };
        Arc::new(Self(Mutex::new(Stored {
            coupons,
            zones: vec![zone("home", "Germany", &["DE"]), zone("near", "Nearby", &["AT", "CH"])],
            method: MethodView {
                code: "standard".to_owned(),
                name: "Standard delivery".to_owned(),
                cutoff_minute: 780,
                active: true,
                version: 5,
                zones: vec!["home".to_owned()],
            },
            services: vec![ServiceView {
                zone: "home".to_owned(),
                min_days: 2,
                max_days: 3,
                version: 4,
                steps: vec![step(5_000, 490, Some(5_000)), step(31_500, 990, None)],
            }],
            rates: vec![
                rate("DE", Some(1_600), TaxStanding::Over),
                rate("DE", Some(1_900), TaxStanding::Counts),
                rate("DE", Some(1_950), TaxStanding::Coming),
                rate("ES", None, TaxStanding::Coming),
            ],
            included: true,
            refused: None,
        })))
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
