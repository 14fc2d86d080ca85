//! Coupons, delivery and tax as somebody has laid them down.

use kernel::{Currency, Money, Timestamp};
use storefront::{
    offer_room::{
        MethodView, OfferError, ServiceView, StepView, TaxKey, TaxRow, TaxStanding, ZoneView,
    },
    pricing::{Benefit, CouponCode, CouponDraft, CouponRow, TaxClass},
    profile::Country,
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
            automatic: false,
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

impl Stored {
    /// A few of each.
    pub(super) fn filled() -> Self {
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
        Self {
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
        }
    }
}
