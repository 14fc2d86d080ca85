//! Orders that are given up: before they are paid, while they are, and after.

use futures::future::join_all;
use kernel::OrderId;
use storefront::{
    checkout::{CheckoutError, CheckoutState, Checkouts, Submitted},
    orders::{Happening, OrderCancelling, OrderRefusal, OrderStatus, Who},
    payment::Standing,
};

use crate::{
    bank::Line,
    ground::{Ground, ada, guest, key},
};

async fn order_of(ground: &Ground, id: &kernel::CheckoutId) -> OrderId {
    ground.desk.view(&ada(), id).await.expect("there").order.expect("ordered")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paid_order_gives_units_and_money_back_once_however_often_it_is_asked() {
    let ground = Ground::new(&[("A", 3)]).await;
    let order = ground.bought(&ada(), &[("A", 2)]).await;
    let theirs = OrderCancelling::cancel(&ground.desk, &guest("bob"), &order).await;
    assert_eq!(theirs, Err(OrderRefusal::NotFound));
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    let other = ground.another_desk();
    let asked = join_all((0..10).map(|number| {
        let desk = if number % 2 == 0 { &ground.desk } else { &other };
        let order = &order;
        async move { OrderCancelling::cancel(desk, &ada(), order).await }
    }))
    .await;
    for seen in asked {
        assert_eq!(seen.expect("cancelled").summary.status, OrderStatus::Cancelled);
    }
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    ground.look_after().await;
    assert_eq!(ground.bank.given_back(), (1, 4_490));
    ground.look_after().await;
    let seen = ground.order(&order).await;
    assert_eq!(seen.refunded, seen.totals.total, "the order knows that it went back");
    let told = "select count(*) from outbox.event where topic = 'order.cancelled'";
    assert_eq!(ground.count(told).await, 1);
    ground.close().await;
}

#[tokio::test]
async fn money_goes_back_later_when_the_bank_is_silent() {
    let ground = Ground::new(&[("A", 3)]).await;
    let order = ground.bought(&ada(), &[("A", 2)]).await;
    ground.bank.line(Line::Mute);
    OrderCancelling::cancel(&ground.desk, &ada(), &order).await.expect("cancelled");
    assert_eq!(ground.columns("A").await, (3, 0, 0), "units do not wait for the bank");
    ground.look_after().await;
    ground.bank.line(Line::Open);
    ground.look_after().await;
    ground.look_after().await;
    assert_eq!(ground.bank.given_back(), (1, 4_490));
    assert_eq!(ground.order(&order).await.refunded.amount(), 4_490);
    ground.close().await;
}

/// Asked again and again while nobody knows, units are never freed before it is known.
#[tokio::test]
async fn an_order_under_way_is_called_off_and_freed_once_that_is_known() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.bank.line(Line::Mute);
    ground.submit(&ada(), &id, "first").await.expect("waiting");
    ground.bank.line(Line::Cut);
    let order = order_of(&ground, &id).await;
    for _ in 0..3 {
        let seen = OrderCancelling::cancel(&ground.desk, &ada(), &order).await.expect("asked");
        assert_eq!(seen.summary.status, OrderStatus::PendingPayment);
        let asked = seen.timeline.last().map(|entry| (entry.what, entry.who));
        assert_eq!(asked, Some((Happening::CancelRequested, Who::Shopper)));
        assert_eq!(ground.columns("A").await, (1, 2, 0));
        ground.assert_sound().await;
    }
    ground.bank.line(Line::Open);
    ground.look_after().await;
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    let seen = ground.order(&order).await;
    assert_eq!(seen.summary.status, OrderStatus::Cancelled);
    let ended = seen.timeline.iter().find(|entry| entry.what == Happening::Cancelled);
    assert_eq!(ended.map(|entry| entry.who), Some(Who::Shopper), "who asked for it did it");
    assert_eq!(ground.bank.only(), Some(Standing::Voided));
    ground.close().await;
}

#[tokio::test]
async fn an_order_that_waits_for_the_shopper_at_the_bank_is_given_up_at_once() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "action").await.id;
    let answer = ground.submit(&ada(), &id, "first").await;
    assert!(matches!(answer, Ok(Submitted::ActionNeeded(..))), "{answer:?}");
    let order = order_of(&ground, &id).await;
    let seen = OrderCancelling::cancel(&ground.desk, &ada(), &order).await.expect("cancelled");
    assert_eq!(seen.summary.status, OrderStatus::Cancelled);
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    assert_eq!(ground.desk.progress(&ada(), &id).await, Err(CheckoutError::Over));
    ground.close().await;
}

/// The bank took the money or declined, that was written, and the order has not learnt of it.
#[tokio::test]
async fn what_has_ended_and_was_not_noted_yet_is_cancelled_rightly() {
    for card in ["ok", "declined"] {
        let ground = Ground::new(&[("A", 3)]).await;
        let id = ground.ready(&ada(), &[("A", 2)], card).await.id;
        ground.bank.line(Line::Hanging);
        let submitting = {
            let (desk, id) = (ground.desk.clone(), id.clone());
            tokio::spawn(async move { desk.submit(&ada(), &id, &key("first")).await })
        };
        let bank = ground.bank.clone();
        testkit::eventually("the bank is asked", || bank.calls() > 0).await;
        submitting.abort();
        ground.bank.line(Line::Open);
        ground.pass().await;
        ground.payments.recover(10).await.expect("driven");
        assert_eq!(ground.columns("A").await, (1, 2, 0));
        let order = order_of(&ground, &id).await;
        let seen = OrderCancelling::cancel(&ground.desk, &ada(), &order).await.expect("cancelled");
        assert_eq!(seen.summary.status, OrderStatus::Cancelled, "{card}");
        assert_eq!(ground.columns("A").await, (3, 0, 0), "{card}");
        ground.look_after().await;
        let taken = usize::from(card == "ok");
        assert_eq!((ground.bank.taken().0, ground.bank.given_back().0), (taken, taken), "{card}");
        ground.close().await;
    }
}

#[tokio::test]
async fn why_staff_gave_it_up_is_told_once_that_is_known() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.bank.line(Line::Mute);
    ground.submit(&ada(), &id, "first").await.expect("waiting");
    ground.bank.line(Line::Cut);
    let order = order_of(&ground, &id).await;
    ground.desk.cancel_order(&order, Who::Staff, "It looks like fraud").await.expect("asked");
    ground.bank.line(Line::Open);
    ground.look_after().await;
    let seen = ground.order(&order).await;
    assert_eq!(seen.summary.status, OrderStatus::Cancelled);
    let ended = seen.timeline.iter().find(|entry| entry.what == Happening::Cancelled);
    let told = ended.map(|entry| (entry.who, entry.note.as_str()));
    assert_eq!(told, Some((Who::Staff, "It looks like fraud")));
    ground.close().await;
}

/// Called off first, then the bank said no: it does not wait for another card that nobody wants.
#[tokio::test]
async fn a_no_after_it_was_called_off_ends_it() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "declined").await.id;
    ground.bank.line(Line::Mute);
    ground.submit(&ada(), &id, "first").await.expect("waiting");
    ground.bank.line(Line::Cut);
    let order = order_of(&ground, &id).await;
    OrderCancelling::cancel(&ground.desk, &ada(), &order).await.expect("asked");
    ground.bank.line(Line::Open);
    ground.look_after().await;
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Cancelled);
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    let view = ground.desk.view(&ada(), &id).await.expect("there");
    assert_eq!(view.state, CheckoutState::Expired);
    ground.close().await;
}

/// Whoever pays and whoever cancels meet: it is one of both, and the books are right.
#[tokio::test(flavor = "multi_thread")]
async fn cancelled_while_it_is_being_paid_it_is_cancelled_and_not_charged() {
    for _ in 0..8 {
        let ground = Ground::new(&[("A", 3)]).await;
        let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
        let (by, buyer) = (key("first"), ada());
        let cancel = async {
            let order = loop {
                let seen = ground.desk.view(&ada(), &id).await.expect("there");
                if let Some(order) = seen.order {
                    break order;
                }
                tokio::task::yield_now().await;
            };
            ground.desk.cancel_order(&order, Who::Shopper, "").await.expect("asked");
            order
        };
        let (answer, order) = tokio::join!(ground.desk.submit(&buyer, &id, &by), cancel);
        assert!(
            matches!(answer, Ok(_) | Err(CheckoutError::Over | CheckoutError::InProgress(_))),
            "{answer:?}"
        );
        for _ in 0..3 {
            ground.look_after().await;
        }
        assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Cancelled);
        assert_eq!(ground.columns("A").await, (3, 0, 0));
        assert_eq!(ground.bank.taken(), ground.bank.given_back());
        ground.close().await;
    }
}

#[tokio::test]
async fn a_coupon_comes_back_with_its_order() {
    let ground = Ground::new(&[("A", 3)]).await;
    ground.coupon("ONCE", 1_000, Some(1)).await;
    let id = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    let coupon = storefront::checkout::CheckoutChange {
        coupon: Some("ONCE".to_owned()),
        ..Default::default()
    };
    ground.desk.change(&ada(), &id, &coupon).await.expect("taken");
    let order = crate::paying::paid(ground.submit(&ada(), &id, "first").await).id;
    let used = "select used::bigint from pricing.coupon where code = 'ONCE'";
    assert_eq!(ground.count(used).await, 1);
    OrderCancelling::cancel(&ground.desk, &ada(), &order).await.expect("cancelled");
    assert_eq!(ground.count(used).await, 0);
    ground.close().await;
}
