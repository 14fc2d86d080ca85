//! An offer room over a database of its own.

use std::time::Duration;

use kernel::{AccountId, Currency, Money, Quantity, Sku};
use pricing::{OfferBook, PriceBook, TaxMode};
use storefront::{
    account::Caller,
    offer_room::{CouponForm, Entered, OfferError, OfferRefusal},
    pricing::{BasketLine, CouponCode, Destination, QuoteRequest, TaxClass},
    profile::Country,
    staff::{Role, StaffMember},
};
use testkit::TestDatabase;

/// For how long a patient test lets PostgreSQL answer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Ground {
    pub(crate) database: TestDatabase,
    pub(crate) prices: PriceBook,
    pub(crate) room: OfferBook,
}

pub(crate) fn euros(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("in range")
}

pub(crate) fn country(code: &str) -> Country {
    Country::parse(code).expect("a country")
}

pub(crate) fn code(text: &str) -> CouponCode {
    CouponCode::parse(text).expect("a code")
}

/// Somebody of staff.
pub(crate) fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("wanda").expect("an id"),
        name: "Wanda".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

pub(crate) fn caller() -> Caller {
    Caller { address: "203.0.113.77".parse().ok(), agent: "a test".to_owned() }
}

/// The form of a coupon of ten percent.
pub(crate) fn coupon(code: &str, version: &str) -> CouponForm {
    CouponForm {
        code: code.to_owned(),
        kind: "percent".to_owned(),
        off: "10".to_owned(),
        version: version.to_owned(),
        ..CouponForm::default()
    }
}

/// The one refusal of an answer.
pub(crate) fn refusal(answer: Result<Entered, OfferError>) -> OfferRefusal {
    match answer {
        Err(OfferError::Refused(mut refusals)) if refusals.len() == 1 => refusals.remove(0),
        other => panic!("{other:?}"),
    }
}

/// A parcel of one kilogram to a country, worth forty euros.
pub(crate) fn parcel_to(code: &str, method: &str) -> QuoteRequest {
    QuoteRequest {
        lines: vec![BasketLine {
            sku: Sku::parse("A-1").expect("a SKU"),
            quantity: Quantity::ONE,
            unit_price: euros(4_000),
            tax_class: TaxClass::Standard,
            weight_grams: Some(1_000),
            delivered: true,
        }],
        destination: Some(Destination {
            country: country(code),
            region: String::new(),
            postcode: "10115".to_owned(),
        }),
        delivery_method: Some(method.to_owned()),
        ..QuoteRequest::default()
    }
}

impl Ground {
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::new().await;
        let prices = PriceBook::new(database.pool.clone(), TaxMode::Included, country("DE"));
        let room = OfferBook::new(&prices, Currency::EUR, PATIENCE);
        Self { database, prices, room }
    }

    pub(crate) async fn run(&self, statement: &'static str) {
        sqlx::query(statement).execute(&self.database.pool).await.expect("done");
    }

    /// Lines of the audit log, the oldest first.
    pub(crate) async fn audit(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select concat_ws(' ', actor, action, subject, before, after) from accounts.audit order by id",
        )
        .fetch_all(&self.database.pool)
        .await
        .expect("read")
    }

    /// What was done, the oldest first.
    pub(crate) async fn deeds(&self) -> Vec<String> {
        sqlx::query_scalar("select action || ' ' || subject from accounts.audit order by id")
            .fetch_all(&self.database.pool)
            .await
            .expect("read")
    }

    /// A day, so many after today, as PostgreSQL counts.
    pub(crate) async fn day(&self, after: i32) -> String {
        sqlx::query_scalar(
            "select to_char((statement_timestamp() at time zone 'utc')::date + $1, 'YYYY-MM-DD')",
        )
        .bind(after)
        .fetch_one(&self.database.pool)
        .await
        .expect("read")
    }
}
