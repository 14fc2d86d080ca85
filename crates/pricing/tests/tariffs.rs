//! Prices by what PostgreSQL has laid down: the tariffs that a new shop begins with.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use kernel::{Currency, Email, Money, OrderId, Quantity, Sku};
use pricing::{Person, PriceBook, TaxMode, use_coupon};
use sqlx::Executor;
use storefront::{
    orders::Seller,
    pricing::{
        BasketLine, CouponCode, CouponRefusal, Destination, Pricing, PricingError, QuoteRequest,
        TaxClass, Undeliverable,
    },
    profile::Country,
    shop::{Chosen, ShopFront, ShopIdentity, TaxBasis},
};
use testkit::TestDatabase;

fn euros(amount: i64) -> Money {
    Money::new(amount, Currency::EUR).expect("in range")
}

fn country(code: &str) -> Country {
    Country::parse(code).expect("a country")
}

fn book(database: &TestDatabase) -> PriceBook {
    PriceBook::new(database.pool.clone(), TaxMode::Included, country("DE"))
}

fn parcel_to(code: &str, postcode: &str) -> QuoteRequest {
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
            postcode: postcode.to_owned(),
        }),
        delivery_method: Some("standard".to_owned()),
        coupon: None,
        buyer: None,
        order: None,
    }
}

#[tokio::test]
async fn every_country_on_the_list_can_be_delivered_to_and_taxed() {
    let database = TestDatabase::new().await;
    let book = book(&database);
    let destinations = book.destinations().await.expect("read");
    assert_eq!(destinations.len(), 37);
    assert!(destinations.is_sorted_by_key(|country| country.name()));
    for destination in destinations {
        let quote = book.quote(&parcel_to(destination.code(), "")).await.expect("a price");
        assert!(quote.complete, "{}", destination.code());
        let said = book.delivery_to(destination, 1_000, euros(4_000)).await.expect("read");
        assert_eq!(said, quote.delivery, "{}", destination.code());
        assert!(said.len() >= 2 && said.iter().all(|way| way.earliest <= way.latest));
    }
    database.drop().await;
}

#[tokio::test]
async fn promotions_that_are_used_up_leave_room_for_others() {
    let database = TestDatabase::new().await;
    let made = "insert into pricing.coupon (code, kind, basis_points, total_limit, used, automatic)
                select code, 'percent', 1000, total_limit, used, true
                from (select 'A-' || number, 1, 1 from generate_series(1, 60) as number
                      union all select 'WEEKEND', null, 0) as made (code, total_limit, used)";
    database.pool.execute(made).await.expect("made");
    let refused = Some("A-1".to_owned());
    for coupon in [None, refused] {
        let request = QuoteRequest { coupon, ..parcel_to("DE", "10115") };
        let quote = book(&database).quote(&request).await.expect("a price");
        let name = quote.coupon.as_ref().map(CouponCode::as_str);
        assert_eq!((name, quote.totals.discount), (Some("WEEKEND"), euros(400)));
    }
    database.drop().await;
}

#[tokio::test]
async fn where_it_goes_decides_tax_and_delivery() {
    let database = TestDatabase::new().await;
    let book = book(&database);
    for (code, basis_points, shipping, included) in
        [("DE", 1_900, 490, 717), ("FI", 2_550, 1_290, 1_075), ("CH", 0, 1_990, 0)]
    {
        let quote = book.quote(&parcel_to(code, "10115")).await.expect("a price");
        let totals = quote.totals;
        assert_eq!(quote.lines[0].tax_basis_points, basis_points, "{code}");
        assert_eq!(totals.shipping, euros(shipping), "{code}");
        assert_eq!(totals.tax_included, euros(included), "{code}");
        assert_eq!(totals.total, euros(4_000 + shipping), "{code}");
    }
    let canary = book.quote(&parcel_to("ES", "35001")).await.expect("a price");
    assert_eq!(canary.undeliverable, Some(Undeliverable::NotServed));
    let brazil = book.quote(&parcel_to("BR", "")).await;
    assert_eq!(brazil, Err(PricingError::NotSoldThere));
    database.drop().await;
}

#[tokio::test]
async fn a_price_of_a_moment_ago_follows_the_tariff() {
    let database = TestDatabase::new().await;
    let book = book(&database);
    let parcel = parcel_to("DE", "10115");
    let now = book.quote(&parcel).await.expect("a price");
    assert_eq!(book.quote_lately(&parcel).await.expect("a price").totals, now.totals);
    let dearer = "update pricing.delivery_rate set amount = 590 where amount = 490";
    database.pool.execute(dearer).await.expect("written");
    assert_eq!(book.quote(&parcel).await.expect("a price").totals.shipping, euros(590));
    let followed = async || {
        let totals = book.quote_lately(&parcel).await.expect("a price").totals;
        (totals.shipping == euros(590)).then_some(())
    };
    testkit::answer("the dearer rate", followed).await;
    database.drop().await;
}

#[tokio::test]
async fn a_rate_counts_from_its_first_day_on() {
    let database = TestDatabase::new().await;
    database
        .pool
        .execute(
            "insert into pricing.tax_rate (country, class, valid_from, basis_points) values
                 ('DE', 'standard', (statement_timestamp() at time zone 'utc')::date + 1, 5000),
                 ('DE', 'standard', (statement_timestamp() at time zone 'utc')::date, 2000)",
        )
        .await
        .expect("written");
    let quote = book(&database).quote(&parcel_to("DE", "10115")).await.expect("a price");
    assert_eq!(quote.lines[0].tax_basis_points, 2_000);
    database.drop().await;
}

#[tokio::test]
async fn closed_days_and_sleeping_methods_change_what_is_offered() {
    let database = TestDatabase::new().await;
    let book = book(&database);
    let before = book.delivery_to(country("DE"), 1_000, euros(100)).await.expect("read");
    database
        .pool
        .execute(
            "insert into pricing.closed_day (day)
             select (statement_timestamp() at time zone 'utc')::date + after
             from generate_series(0, 13) as after",
        )
        .await
        .expect("written");
    let after = book.delivery_to(country("DE"), 1_000, euros(100)).await.expect("read");
    assert_eq!(before.len(), 3);
    for (sooner, later) in before.iter().zip(&after) {
        assert_eq!(sooner.code, later.code);
        assert!(sooner.latest < later.earliest, "{}", later.code);
    }
    database
        .pool
        .execute("update pricing.delivery_method set active = false where code = 'express'")
        .await
        .expect("written");
    let fewer = book.delivery_to(country("DE"), 1_000, euros(100)).await.expect("read");
    assert_eq!(
        fewer.iter().map(|way| way.code.as_str()).collect::<Vec<_>>(),
        ["standard", "freight"]
    );
    database.drop().await;
}

#[tokio::test]
async fn a_quote_uses_nothing_up_and_an_order_keeps_what_is_its_own() {
    let database = TestDatabase::new().await;
    let book = book(&database);
    pricing::make_demo_coupons(&database.pool).await.expect("made");
    let anna = Email::parse("anna@example.com").expect("an address");
    let order = OrderId::parse("order-1").expect("an id");
    let request = QuoteRequest {
        coupon: Some(" welcome10".to_owned()),
        buyer: Some(anna.clone()),
        ..parcel_to("DE", "10115")
    };
    for _ in 0..2 {
        let quote = book.quote(&request).await.expect("a price");
        assert_eq!((quote.totals.discount, quote.coupon_refused), (euros(400), None));
    }
    let mut txn = database.pool.begin().await.expect("begun");
    let code = CouponCode::parse("WELCOME10").expect("a code");
    use_coupon(&mut txn, &code, &order, &Person::of(&anna), euros(4_000)).await.expect("used");
    let own = QuoteRequest { order: Some(order), ..request.clone() };
    let inside = book.quote_in(&mut txn, &own).await.expect("a price");
    txn.commit().await.expect("committed");
    assert_eq!(inside.totals.discount, euros(400));
    assert_eq!(book.quote(&own).await.expect("a price").coupon, Some(code));
    let another = book.quote(&request).await.expect("a price");
    assert_eq!(another.coupon_refused, Some(CouponRefusal::UsedByYou));
    assert_eq!(another.totals.discount, euros(0));
    let nonsense = QuoteRequest { coupon: Some("' or 1=1".to_owned()), ..request };
    let quote = book.quote(&nonsense).await.expect("a price");
    assert_eq!(quote.coupon_refused, Some(CouponRefusal::Unknown));
    database.drop().await;
}

#[tokio::test]
async fn a_store_that_is_away_is_said_to_be_and_is_asked_again_when_it_is_back() {
    let database = TestDatabase::new().await;
    let book = book(&database);
    let request = parcel_to("DE", "10115");
    database.go_away().await;
    assert_eq!(book.quote(&request).await, Err(PricingError::Unavailable));
    assert_eq!(book.destinations().await, Err(PricingError::Unavailable));
    database.come_back().await;
    assert!(book.quote(&request).await.is_ok());
    database.drop().await;
}

/// A front that moves from Germany, with tax in its prices, to Austria, where it is added.
#[derive(Default)]
struct Moving(AtomicBool);

impl ShopFront for Moving {
    fn identity(&self) -> Arc<ShopIdentity> {
        Arc::new(ShopIdentity {
            name: "Quayside".to_owned(),
            logo: None,
            tagline: String::new(),
            delivery_note: String::new(),
            origin: "https://shop.example".to_owned(),
        })
    }

    fn seller(&self) -> Arc<Seller> {
        let (name, address) = ("Quayside".to_owned(), Vec::new());
        Arc::new(Seller { name, address, tax_number: None })
    }

    fn chosen(&self) -> Chosen {
        Chosen::default()
    }

    fn tax_basis(&self) -> TaxBasis {
        let moved = self.0.load(Ordering::Relaxed);
        TaxBasis { home: country(if moved { "AT" } else { "DE" }), included: !moved }
    }

    fn stamp(&self) -> u64 {
        0
    }
}

#[tokio::test]
async fn country_and_way_of_prices_are_those_of_each_reckoning() {
    let database = TestDatabase::new().await;
    let front = Arc::new(Moving::default());
    let book = PriceBook::live(database.pool.clone(), front.clone());
    let nowhere = QuoteRequest { destination: None, delivery_method: None, ..parcel_to("DE", "") };
    let at_home = async || {
        let quote = book.quote(&nowhere).await.expect("a price");
        let lately = book.quote_lately(&nowhere).await.expect("a price");
        assert_eq!(lately.totals, quote.totals);
        (quote.lines[0].tax_basis_points, quote.totals)
    };
    let (rate, totals) = at_home().await;
    assert_eq!((rate, totals.tax, totals.total), (1_900, euros(0), euros(4_000)));
    front.0.store(true, Ordering::Relaxed);
    let (rate, totals) = at_home().await;
    assert_eq!((rate, totals.tax, totals.tax_included), (2_000, euros(800), euros(0)));
    assert_eq!(totals.total, euros(4_800));
    let sent = book.quote(&parcel_to("DE", "")).await.expect("a price");
    assert_eq!(sent.lines[0].tax_basis_points, 1_900, "where it goes counts for more");
    database.drop().await;
}
