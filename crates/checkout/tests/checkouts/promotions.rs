//! What every order gets that fits it, without a code.

use storefront::{
    checkout::{CheckoutChange, CheckoutError, Checkouts, MovedPrice},
    pricing::CouponRefusal,
};

use tokio::join;

use crate::{
    ground::{Ground, ada, entries, euros, guest},
    paying::paid,
};

fn typed(coupon: &str) -> CheckoutChange {
    CheckoutChange { coupon: Some(coupon.to_owned()), ..CheckoutChange::default() }
}

#[tokio::test]
async fn an_order_gets_a_promotion_without_a_code_and_uses_it() {
    let ground = Ground::new(&[("A", 3)]).await;
    ground.promotion("SUMMER", 1_000, None).await;
    ground.coupon("FIFTH", 2_000, None).await;
    let view = ground.ready(&ada(), &[("A", 1)], "ok").await;
    let name = |offer: &Option<_>| offer.as_ref().map(ToString::to_string);
    assert_eq!((name(&view.offer), view.coupon.clone()), (Some("SUMMER".to_owned()), None));
    assert_eq!((view.totals.discount, view.totals.total), (euros(200), euros(2_290)));
    // A code that is typed takes its place for as long as it is there, and one that is refused does not.
    let id = view.id;
    let other = ground.desk.change(&ada(), &id, &typed("FIFTH")).await.expect("taken");
    assert_eq!((name(&other.offer), other.totals.discount), (Some("FIFTH".to_owned()), euros(400)));
    let refused = ground.desk.change(&ada(), &id, &typed("NO-SUCH")).await;
    assert_eq!(refused, Err(CheckoutError::Coupon(CouponRefusal::Unknown)));
    let back = ground.desk.change(&ada(), &id, &typed("")).await.expect("taken back");
    assert_eq!((name(&back.offer), back.totals), (Some("SUMMER".to_owned()), view.totals));

    let order = paid(ground.submit(&ada(), &id, "first").await);
    assert_eq!((order.totals.total, ground.bank.taken()), (euros(2_290), (1, 2_290)));
    assert_eq!(ground.order(&order.id).await.coupon.as_deref(), Some("SUMMER"));
    let used = "select used::bigint from pricing.coupon where code = 'SUMMER'";
    assert_eq!(ground.count(used).await, 1);
    ground.close().await;
}

#[tokio::test]
async fn who_has_begun_is_shown_what_it_costs_without_a_promotion_that_is_over() {
    let ground = Ground::new(&[("A", 3)]).await;
    ground.promotion("FIRST", 1_000, Some(1)).await;
    let id = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    let theirs = ground.ready(&guest("bob"), &[("A", 1)], "ok").await.id;
    let bobs = CheckoutChange { contact: entries("bob").contact, ..CheckoutChange::default() };
    ground.desk.change(&guest("bob"), &theirs, &bobs).await.expect("taken");
    let order = paid(ground.submit(&guest("bob"), &theirs, "first").await);
    assert_eq!(order.totals.total, euros(2_290));

    let moved = MovedPrice { sku: None, was: euros(2_290), now: euros(2_490) };
    let refused = ground.submit(&ada(), &id, "first").await;
    assert_eq!(refused, Err(CheckoutError::PriceChanged(vec![moved])));
    let view = ground.desk.view(&ada(), &id).await.expect("there");
    assert_eq!((view.offer, view.coupon_refused), (None, None), "nobody had typed anything");
    assert_eq!(paid(ground.submit(&ada(), &id, "first").await).totals.total, euros(2_490));
    ground.close().await;
}

#[tokio::test]
async fn the_last_use_of_a_promotion_goes_to_one_of_two_who_pay_at_once() {
    let ground = Ground::new(&[("A", 3)]).await;
    ground.promotion("LAST", 1_000, Some(1)).await;
    let id = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    let theirs = ground.ready(&guest("bob"), &[("A", 1)], "ok").await.id;
    let bobs = CheckoutChange { contact: entries("bob").contact, ..CheckoutChange::default() };
    ground.desk.change(&guest("bob"), &theirs, &bobs).await.expect("taken");
    let (ada, bob) = (ada(), guest("bob"));
    let (one, other) =
        join!(ground.submit(&ada, &id, "first"), ground.submit(&bob, &theirs, "first"));
    let moved = MovedPrice { sku: None, was: euros(2_290), now: euros(2_490) };
    let late = Err(CheckoutError::PriceChanged(vec![moved]));
    let won = if one == late {
        other
    } else {
        assert_eq!(other, late, "the other one is asked first");
        one
    };
    assert_eq!(paid(won).totals.total, euros(2_290));
    assert_eq!(ground.bank.taken(), (1, 2_290));
    let used = "select used::bigint from pricing.coupon where code = 'LAST'";
    assert_eq!(ground.count(used).await, 1);
    ground.close().await;
}
