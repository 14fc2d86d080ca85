//! What moves between the page and the button is shown before it is charged.

use storefront::checkout::{CheckoutChange, CheckoutError, Checkouts, MovedPrice};

use crate::{
    ground::{Ground, ada, entries, euros, guest, sku},
    paying::paid,
};

#[tokio::test]
async fn a_new_price_is_shown_first_and_charged_when_it_was_seen() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.shelves.offer("A", 2_100);
    let moved = MovedPrice { sku: Some(sku("A")), was: euros(2_000), now: euros(2_100) };
    let refused = ground.submit(&ada(), &id, "first").await;
    assert_eq!(refused, Err(CheckoutError::PriceChanged(vec![moved])));
    assert_eq!(ground.bank.calls(), 0);
    assert_eq!(ground.count("select count(*) from orders.orders").await, 0);
    assert_eq!(ground.columns("A").await, (1, 2, 0), "still held");
    let view = ground.desk.view(&ada(), &id).await.expect("there");
    assert_eq!(view.totals.total, euros(4_690));
    assert_eq!(view.lines[0].unit_price, euros(2_100));
    let order = paid(ground.submit(&ada(), &id, "first").await);
    assert_eq!(order.totals.total, euros(4_690));
    assert_eq!(ground.bank.taken(), (1, 4_690));
    ground.close().await;
}

#[tokio::test]
async fn a_total_that_moves_without_its_goods_is_shown_too() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.run("update pricing.delivery_rate set amount = 590 where amount = 490").await;
    let moved = MovedPrice { sku: None, was: euros(4_490), now: euros(4_590) };
    let refused = ground.submit(&ada(), &id, "first").await;
    assert_eq!(refused, Err(CheckoutError::PriceChanged(vec![moved])));
    assert_eq!(paid(ground.submit(&ada(), &id, "first").await).totals.total, euros(4_590));
    ground.close().await;
}

/// Whoever has paid, has paid what was said then.
#[tokio::test]
async fn tax_that_comes_to_be_added_is_shown_first_and_changes_no_order() {
    let ground = Ground::new(&[("A", 3)]).await;
    let earlier = ground.bought(&ada(), &[("A", 1)]).await;
    let stays = ground.order(&earlier).await.totals;
    let (ben, one) = (guest("ben"), [("A", 1)]);
    let before = ground.ready(&ben, &one, "ok").await;
    assert!(before.totals.tax_included.amount() > 0 && before.totals.tax_added == euros(0));
    ground.front.add_tax();
    let calls = ground.bank.calls();
    let refused = ground.submit(&ben, &before.id, "first").await;
    let view = ground.desk.view(&ben, &before.id).await.expect("there");
    let (was, now) = (before.totals.total, view.totals.total);
    let moved = MovedPrice { sku: None, was, now };
    assert_eq!(refused, Err(CheckoutError::PriceChanged(vec![moved])));
    assert_eq!(ground.bank.calls(), calls, "nothing is charged that was not seen");
    assert_eq!(view.totals.tax_included, euros(0));
    assert_eq!(view.totals.tax_added.amount(), now.amount() - was.amount());
    let order = paid(ground.submit(&ben, &before.id, "first").await);
    assert_eq!(ground.order(&order.id).await.totals, view.totals);
    assert_eq!(ground.order(&earlier).await.totals, stays);
    ground.close().await;
}

/// The second press of a button arrives after the answer to the first, which nobody has seen.
#[tokio::test]
async fn a_form_that_showed_another_total_charges_nothing_however_often_it_is_sent() {
    let ground = Ground::new(&[("A", 3)]).await;
    let before = ground.ready(&ada(), &[("A", 2)], "ok").await;
    let id = &before.id;
    ground.shelves.offer("A", 2_100);
    for _ in 0..3 {
        let refused = ground.desk.submit(&ada(), id, &before.submit_key).await;
        assert!(matches!(refused, Err(CheckoutError::PriceChanged(_))), "{refused:?}");
    }
    assert_eq!(ground.bank.calls(), 0);
    let view = ground.desk.view(&ada(), id).await.expect("there");
    let order = paid(ground.desk.submit(&ada(), id, &view.submit_key).await);
    assert_eq!(order.totals.total, euros(4_690));
    // The order of the old form is the same one.
    assert_eq!(paid(ground.desk.submit(&ada(), id, &before.submit_key).await).id, order.id);
    assert_eq!(ground.bank.taken(), (1, 4_690));
    ground.close().await;
}

/// One tab shows the way to pay, while in another a dearer way of delivery is chosen.
#[tokio::test]
async fn what_another_tab_made_dearer_is_shown_before_it_is_charged() {
    let ground = Ground::new(&[("A", 3)]).await;
    let before = ground.ready(&ada(), &[("A", 1)], "ok").await;
    let express =
        CheckoutChange { delivery_method: Some("express".to_owned()), ..CheckoutChange::default() };
    let view = ground.desk.change(&ada(), &before.id, &express).await.expect("chosen");
    let (was, now) = (before.totals.total, view.totals.total);
    assert!(now > was);
    let refused = ground.desk.submit(&ada(), &before.id, &before.submit_key).await;
    let moved = MovedPrice { sku: None, was, now };
    assert_eq!(refused, Err(CheckoutError::PriceChanged(vec![moved])));
    let order = paid(ground.desk.submit(&ada(), &before.id, &view.submit_key).await);
    assert_eq!(order.totals.total, now);
    ground.close().await;
}

#[tokio::test]
async fn what_was_taken_off_the_shelves_is_not_sold() {
    let ground = Ground::new(&[("A", 3), ("B", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2), ("B", 1)], "ok").await.id;
    ground.shelves.take_down("B");
    match ground.submit(&ada(), &id, "first").await {
        Err(CheckoutError::SoldOut(lines)) => assert_eq!(lines[0].sku, sku("B")),
        other => panic!("{other:?}"),
    }
    assert_eq!(ground.bank.calls(), 0);
    ground.close().await;
}

/// Who has seen a price is not kept from buying at it because MongoDB is away.
#[tokio::test]
async fn without_the_catalogue_the_frozen_prices_stand() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.shelves.offer("A", 9_900);
    ground.shelves.go_away(true);
    assert_eq!(paid(ground.submit(&ada(), &id, "first").await).totals.total, euros(4_490));
    ground.close().await;
}

#[tokio::test]
async fn a_coupon_that_somebody_else_used_up_meanwhile_is_not_charged_as_if_it_were_there() {
    let ground = Ground::new(&[("A", 3)]).await;
    ground.coupon("ONCE", 1_000, Some(1)).await;
    let coupon = || CheckoutChange { coupon: Some("ONCE".to_owned()), ..CheckoutChange::default() };
    let id = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    ground.desk.change(&ada(), &id, &coupon()).await.expect("taken");
    let theirs = ground.ready(&guest("bob"), &[("A", 1)], "ok").await.id;
    let bobs = CheckoutChange { contact: entries("bob").contact, ..coupon() };
    ground.desk.change(&guest("bob"), &theirs, &bobs).await.expect("taken");
    assert_eq!(
        paid(ground.submit(&guest("bob"), &theirs, "first").await).totals.total,
        euros(2_290)
    );

    let moved = MovedPrice { sku: None, was: euros(2_290), now: euros(2_490) };
    let refused = ground.submit(&ada(), &id, "first").await;
    assert_eq!(refused, Err(CheckoutError::PriceChanged(vec![moved])));
    let view = ground.desk.view(&ada(), &id).await.expect("there");
    assert!(view.coupon_refused.is_some());
    assert_eq!(paid(ground.submit(&ada(), &id, "first").await).totals.total, euros(2_490));
    ground.close().await;
}

/// Two orders reach for the last use of a coupon at the same moment.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_at_once_one_gets_the_last_use_of_a_coupon() {
    let ground = Ground::new(&[("A", 9)]).await;
    ground.coupon("ONCE", 1_000, Some(1)).await;
    let mut ids = Vec::new();
    for name in ["bob", "cyd", "dee"] {
        let id = ground.ready(&guest(name), &[("A", 1)], "ok").await.id;
        let change = CheckoutChange { coupon: Some("ONCE".to_owned()), ..entries(name) };
        ground.desk.change(&guest(name), &id, &change).await.expect("taken");
        ids.push((name, id));
    }
    let answers = futures::future::join_all(
        ids.iter().map(|(name, id)| async { ground.submit(&guest(name), id, "first").await }),
    )
    .await;
    let got = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(got, 1, "{answers:?}");
    for (answer, (name, id)) in answers.into_iter().zip(&ids) {
        if let Err(error) = answer {
            assert!(matches!(error, CheckoutError::PriceChanged(_)), "{error:?}");
            assert_eq!(
                paid(ground.submit(&guest(name), id, "first").await).totals.total,
                euros(2_490)
            );
        }
    }
    ground.close().await;
}

/// Delivery is free from some worth of goods on, so a coupon for delivery takes nothing off there.
#[tokio::test]
async fn a_coupon_that_took_nothing_off_does_not_stand_in_the_way_when_it_is_gone() {
    let ground = Ground::new(&[("A", 9)]).await;
    pricing::make_demo_coupons(ground.pool()).await.expect("made");
    let id = ground.ready(&ada(), &[("A", 5)], "ok").await.id;
    let change =
        CheckoutChange { coupon: Some("FREESHIP".to_owned()), ..CheckoutChange::default() };
    let view = ground.desk.change(&ada(), &id, &change).await.expect("taken");
    assert_eq!(view.totals.total, euros(10_000));
    ground.run("update pricing.coupon set active = false where code = 'FREESHIP'").await;
    let order = paid(ground.submit(&ada(), &id, "first").await);
    assert_eq!(order.totals.total, euros(10_000));
    assert_eq!(ground.order(&order.id).await.coupon, None);
    ground.close().await;
}
