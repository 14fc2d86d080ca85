use super::*;
use crate::{
    coupon::{CouponState, tests::coupon},
    delivery::tests::{euros, germany, place},
};
use kernel::{Currency, Quantity, Sku};
use proptest::prelude::*;
use storefront::pricing::{BasketLine, CouponCode, TaxClass};

fn line(price: i64, units: u32, tax_class: TaxClass) -> BasketLine {
    BasketLine {
        sku: Sku::parse("A-1").expect("a SKU"),
        quantity: Quantity::new(units).expect("a quantity"),
        unit_price: euros(price),
        tax_class,
        weight_grams: Some(100),
        delivered: true,
    }
}

fn request(lines: Vec<BasketLine>) -> QuoteRequest {
    QuoteRequest {
        lines,
        destination: Some(place("10115")),
        delivery_method: Some("standard".to_owned()),
        coupon: Some("test".to_owned()),
        buyer: None,
        order: None,
    }
}

/// What is offered where nothing but a coupon may be had, if there is such a one.
fn typed(coupon: Option<&CouponState>) -> Offered {
    Offered { typed: coupon.cloned(), promotions: Vec::new() }
}

/// A promotion of this name.
fn promotion(name: &str, benefit: Benefit) -> CouponState {
    let mut promotion = coupon(benefit);
    promotion.coupon.code = CouponCode::parse(name).expect("a code");
    promotion.coupon.automatic = true;
    promotion
}

fn sums(quote: &Quote) -> [i64; 6] {
    let totals = quote.totals;
    [totals.lines, totals.discount, totals.shipping, totals.tax, totals.tax_included, totals.total]
        .map(Money::amount)
}

#[test]
fn an_order_with_prices_that_include_tax() {
    let ten_percent = coupon(Benefit::Percent { basis_points: 1_000 });
    let basket =
        request(vec![line(1_999, 2, TaxClass::Standard), line(1_000, 1, TaxClass::Reduced)]);
    let quote =
        price(&basket, &germany(), TaxMode::Included, &typed(Some(&ten_percent))).expect("a price");
    // 49.98 less 5.00 is 44.98, and 4.90 for delivery; 39.90 of it at 19 %, 9.98 at 7 %.
    assert_eq!(sums(&quote), [4_998, 500, 490, 0, 702, 4_988]);
    let discounts: Vec<_> = quote.lines.iter().map(|line| line.discount.amount()).collect();
    assert_eq!(discounts, [400, 100]);
    let tax: Vec<_> = quote
        .tax_lines
        .iter()
        .map(|line| (line.basis_points, line.net.amount(), line.tax.amount()))
        .collect();
    assert_eq!(tax, [(1_900, 3_353, 637), (700, 933, 65)]);
    assert!(quote.complete);
}

#[test]
fn an_order_with_tax_on_top() {
    let basket = QuoteRequest { coupon: None, ..request(vec![line(1_000, 1, TaxClass::Standard)]) };
    let quote = price(&basket, &germany(), TaxMode::OnTop, &typed(None)).expect("a price");
    assert_eq!(sums(&quote), [1_000, 0, 490, 283, 0, 1_773]);
}

#[test]
fn before_there_is_an_address_the_price_is_known_and_not_complete() {
    let basket = QuoteRequest {
        destination: None,
        coupon: None,
        ..request(vec![line(1_190, 1, TaxClass::Standard)])
    };
    let quote = price(&basket, &germany(), TaxMode::Included, &typed(None)).expect("a price");
    assert_eq!(sums(&quote), [1_190, 0, 0, 0, 190, 1_190]);
    assert!(!quote.complete && quote.delivery.is_empty() && quote.undeliverable.is_none());
}

#[test]
fn what_no_parcel_carries_needs_no_delivery() {
    let mut subscription = line(900, 1, TaxClass::Standard);
    subscription.delivered = false;
    let basket = QuoteRequest { destination: Some(place("27498")), ..request(vec![subscription]) };
    let quote = price(&basket, &germany(), TaxMode::Included, &typed(None)).expect("a price");
    assert!(quote.complete && quote.delivery.is_empty() && quote.undeliverable.is_none());
    assert_eq!(quote.totals.total, euros(900));
}

#[test]
fn a_method_that_does_not_go_there_is_not_chosen() {
    let basket = QuoteRequest {
        delivery_method: Some("balloon".to_owned()),
        ..request(vec![line(900, 1, TaxClass::Standard)])
    };
    let quote = price(&basket, &germany(), TaxMode::Included, &typed(None)).expect("a price");
    assert!(!quote.complete && quote.delivery_method.is_none());
    assert_eq!(quote.delivery.len(), 2);
    let island = QuoteRequest { destination: Some(place("27498")), ..basket };
    let quote = price(&island, &germany(), TaxMode::Included, &typed(None)).expect("a price");
    assert_eq!(quote.undeliverable, Some(Undeliverable::NotServed));
}

#[test]
fn a_coupon_that_is_not_taken_takes_nothing_off_and_says_why() {
    let mut dear = coupon(Benefit::Percent { basis_points: 10_000 });
    dear.coupon.minimum = Some(euros(901));
    let basket = request(vec![line(900, 1, TaxClass::Standard)]);
    for (state, why) in [
        (Some(&dear), CouponRefusal::BelowMinimum { minimum: euros(901) }),
        (None, CouponRefusal::Unknown),
    ] {
        let quote = price(&basket, &germany(), TaxMode::Included, &typed(state)).expect("a price");
        assert_eq!((quote.coupon, quote.coupon_refused), (None, Some(why)));
        assert_eq!(quote.totals.discount, euros(0));
    }
}

#[test]
fn the_promotion_that_makes_it_cheapest_is_given_without_a_code() {
    let mut small = promotion("SMALL", Benefit::Percent { basis_points: 500 });
    let large = promotion("LARGE", Benefit::Amount { off: euros(300) });
    let free = promotion("FREE", Benefit::FreeDelivery);
    let mut dear = promotion("DEAR", Benefit::Percent { basis_points: 9_000 });
    dear.coupon.minimum = Some(euros(4_001));
    let all = vec![small.clone(), large.clone(), free.clone(), dear];
    let mut basket = request(vec![line(1_000, 4, TaxClass::Standard)]);
    let get = |basket: &QuoteRequest, offered: &Offered| {
        price(basket, &germany(), TaxMode::Included, offered).expect("a price")
    };
    let name = |quote: &Quote| quote.coupon.as_ref().map(ToString::to_string);
    basket.coupon = None;
    // Delivery for 4.90 is more than 3.00 or 5 % of 40.00.
    let offered = Offered { typed: None, promotions: all };
    let quote = get(&basket, &offered);
    assert_eq!((name(&quote), quote.coupon_refused), (Some("FREE".to_owned()), None));
    assert_eq!(quote.totals.total, euros(4_000));
    // While no delivery is chosen money that is taken off is what is sure.
    let unchosen = QuoteRequest { delivery_method: None, ..basket.clone() };
    assert_eq!(name(&get(&unchosen, &offered)), Some("LARGE".to_owned()));
    let only = Offered { typed: None, promotions: vec![free] };
    let quote = get(&unchosen, &only);
    assert_eq!((name(&quote), quote.delivery[0].price), (Some("FREE".to_owned()), euros(0)));
    // A coupon that is taken takes their place, one that is refused does not.
    basket.coupon = Some("test".to_owned());
    let coupon = coupon(Benefit::Percent { basis_points: 100 });
    let offered = Offered { typed: Some(coupon.clone()), promotions: vec![large.clone()] };
    assert_eq!(name(&get(&basket, &offered)), Some("TEST".to_owned()));
    let offered = Offered { typed: None, promotions: vec![large] };
    let quote = get(&basket, &offered);
    let why = Some(CouponRefusal::Unknown);
    assert_eq!((name(&quote), quote.coupon_refused), (Some("LARGE".to_owned()), why));
    // One that is used up is none.
    small.coupon.total_limit = Some(1);
    small.used = 1;
    let quote = get(&basket, &Offered { typed: None, promotions: vec![small] });
    assert_eq!((name(&quote), quote.totals.discount), (None, euros(0)));
}

#[test]
fn what_cannot_be_priced_is_refused() {
    let ask = |request: &QuoteRequest, tariff: &Tariff| {
        price(request, tariff, TaxMode::Included, &typed(None)).map(|_| ())
    };
    let good = request(vec![line(900, 1, TaxClass::Standard)]);
    assert_eq!(ask(&good, &germany()), Ok(()));
    assert_eq!(ask(&request(Vec::new()), &germany()), Err(PricingError::Empty));
    let untaxed = Tariff { tax_rates: Vec::new(), ..germany() };
    assert_eq!(ask(&good, &untaxed), Err(PricingError::NotSoldThere));
    let mut mixed = good.clone();
    let pounds = Money::new(1, Currency::parse("GBP").expect("a currency")).expect("in range");
    mixed.lines.push(BasketLine { unit_price: pounds, ..line(1, 1, TaxClass::Zero) });
    assert_eq!(ask(&mixed, &germany()), Err(PricingError::MixedCurrencies));
    let dear = request(vec![line(10_000_000_000_000, 2, TaxClass::Standard)]);
    assert_eq!(ask(&dear, &germany()), Err(PricingError::TooLarge));
}

fn any_class() -> impl Strategy<Value = TaxClass> {
    prop_oneof![Just(TaxClass::Standard), Just(TaxClass::Reduced), Just(TaxClass::Zero)]
}

fn any_line() -> impl Strategy<Value = BasketLine> {
    (0..5_000_000i64, 1..=99u32, any_class(), prop::option::of(0..2_000u32), any::<bool>())
        .prop_map(|(price, units, class, weight_grams, delivered)| BasketLine {
            weight_grams,
            delivered,
            ..line(price, units, class)
        })
}

fn any_coupon() -> impl Strategy<Value = Option<CouponState>> {
    prop::option::of(prop_oneof![
        (1..=10_000u32).prop_map(|basis_points| coupon(Benefit::Percent { basis_points })),
        (1..1_000_000_000i64).prop_map(|off| coupon(Benefit::Amount { off: euros(off) })),
        Just(coupon(Benefit::FreeDelivery)),
    ])
}

proptest! {
    /// I9: what is captured is lines - discount + tax + shipping, by lines and by rates of tax.
    #[test]
    fn the_sum_is_always_that_of_its_parts(
        lines in prop::collection::vec(any_line(), 1..20),
        state in any_coupon(),
        method in prop_oneof![Just("standard"), Just("express"), Just("balloon")],
        on_top in any::<bool>(),
    ) {
        let mode = if on_top { TaxMode::OnTop } else { TaxMode::Included };
        let mut basket = request(lines);
        basket.delivery_method = Some(method.to_owned());
        let quote = price(&basket, &germany(), mode, &typed(state.as_ref())).expect("a price");
        let [lines, discount, shipping, tax, included, total] = sums(&quote);
        prop_assert_eq!(total, lines - discount + tax + shipping);
        prop_assert!(discount <= lines);
        prop_assert!(tax == 0 || included == 0);
        let of_lines: i64 = quote.lines.iter().map(|line| line.total.amount()).sum();
        let off_lines: i64 = quote.lines.iter().map(|line| line.discount.amount()).sum();
        prop_assert_eq!((of_lines, off_lines), (lines, discount));
        for line in &quote.lines {
            prop_assert!(line.discount <= line.total);
        }
        let by_rate: i64 =
            quote.tax_lines.iter().map(|line| line.net.amount() + line.tax.amount()).sum();
        prop_assert_eq!(by_rate, total);
        let taxes: i64 = quote.tax_lines.iter().map(|line| line.tax.amount()).sum();
        prop_assert_eq!(taxes, tax + included);
        if quote.delivery_method.is_none() {
            prop_assert_eq!(shipping, 0);
        }
    }

    /// A coupon never makes an order dearer, but where it takes goods below the worth from which
    /// delivery is free; and never cheaper than nothing.
    #[test]
    fn a_coupon_makes_no_goods_dearer(
        lines in prop::collection::vec(any_line(), 1..10),
        state in any_coupon(),
    ) {
        let basket = request(lines);
        let with = price(&basket, &germany(), TaxMode::Included, &typed(state.as_ref())).expect("a price");
        let without = price(&basket, &germany(), TaxMode::Included, &typed(None)).expect("a price");
        let goods = |quote: &Quote| quote.totals.total.amount() - quote.totals.shipping.amount();
        prop_assert!(goods(&with) <= goods(&without));
        prop_assert!(goods(&with) >= 0);
    }

    /// Of promotions an order gets the one that makes it cheapest, and it is never dearer for one.
    #[test]
    fn no_promotion_makes_an_order_dearer(
        lines in prop::collection::vec(any_line(), 1..5),
        states in prop::collection::vec(any_coupon(), 0..4),
    ) {
        let basket = QuoteRequest { coupon: None, ..request(lines) };
        let total = |promotions: Vec<CouponState>| {
            let offered = Offered { typed: None, promotions };
            let quote = price(&basket, &germany(), TaxMode::Included, &offered).expect("a price");
            quote.totals.total
        };
        let promotions: Vec<CouponState> = states.into_iter().flatten().collect();
        let alone = promotions.iter().map(|one| total(vec![one.clone()]));
        let least = alone.chain([total(Vec::new())]).min();
        prop_assert_eq!(Some(total(promotions.clone())), least);
    }
}
