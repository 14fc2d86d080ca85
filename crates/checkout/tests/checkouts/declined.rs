//! Declined cards: another may be tried while the units are held, twice.

use storefront::{
    checkout::{CheckoutError, CheckoutState, Checkouts, Submitted},
    orders::OrderStatus,
};

use crate::{
    ground::{Ground, ada, entries},
    paying::paid,
};

/// The order of a declined submission, and whether its units are held for another try.
fn declined(answer: Result<Submitted, CheckoutError>) -> (kernel::OrderId, bool) {
    told(answer, false)
}

/// The same of one that was answered before.
fn declined_before(answer: Result<Submitted, CheckoutError>) -> (kernel::OrderId, bool) {
    told(answer, true)
}

fn told(answer: Result<Submitted, CheckoutError>, again: bool) -> (kernel::OrderId, bool) {
    match answer {
        Err(CheckoutError::Declined { order, until, reason, replayed }) => {
            assert_eq!(reason.as_deref(), Some("insufficient_funds"));
            assert_eq!(replayed, again);
            (order, until.is_some())
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn another_card_pays_the_same_order() {
    let ground = Ground::new(&[("A", 3)]).await;
    let before = ground.ready(&ada(), &[("A", 2)], "declined").await;
    ground
        .run("update checkout.checkout set expires_at = statement_timestamp() + interval '20 s'")
        .await;
    ground
        .run("update inventory.hold set expires_at = statement_timestamp() + interval '20 s'")
        .await;
    let (order, again) = declined(ground.submit(&ada(), &before.id, "first").await);
    assert!(again);
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    let view = ground.desk.view(&ada(), &before.id).await.expect("there");
    assert_eq!((view.state, view.declined), (CheckoutState::Open, 1));
    assert!(view.expires_at.millis() - view.now.millis() > 200_000, "held afresh");
    assert_ne!(view.submit_key, before.submit_key, "the form is another");
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::PendingPayment);
    // Only paying is left to be done.
    let changed = ground.desk.change(&ada(), &view.id, &entries("eve")).await;
    assert_eq!(changed, Err(CheckoutError::Ordered));

    ground.bank.enter(&view.id, "ok");
    // The same form again is told the same; it does not try the new card.
    let again = declined_before(ground.submit(&ada(), &view.id, "first").await);
    assert_eq!(again, (order.clone(), true));
    let done = paid(ground.submit(&ada(), &view.id, "second").await);
    assert_eq!((done.id, done.replayed), (order.clone(), false));
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    assert_eq!(ground.bank.taken(), (1, 4_490));
    assert_eq!(ground.count("select count(*) from payments.payment").await, 2);
    // Who sends the first form once more is told what it came to, not what became of the second.
    declined_before(ground.submit(&ada(), &view.id, "first").await);
    ground.close().await;
}

#[tokio::test]
async fn the_third_no_ends_it() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "declined").await.id;
    for by in ["first", "second"] {
        assert!(declined(ground.submit(&ada(), &id, by).await).1);
    }
    let (order, again) = declined(ground.submit(&ada(), &id, "third").await);
    assert!(!again);
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Cancelled);
    let view = ground.desk.view(&ada(), &id).await.expect("there");
    assert_eq!(view.state, CheckoutState::Expired);
    let last = declined_before(ground.submit(&ada(), &id, "third").await);
    assert_eq!(last, (order, false));
    ground.bank.enter(&id, "ok");
    assert_eq!(ground.submit(&ada(), &id, "fourth").await, Err(CheckoutError::HoldExpired));
    assert_eq!(ground.desk.progress(&ada(), &id).await, Err(CheckoutError::Over));
    assert_eq!(ground.bank.taken(), (0, 0));
    ground.close().await;
}

#[tokio::test]
async fn an_order_that_is_not_tried_again_ends_with_its_hold() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "declined").await.id;
    let (order, _) = declined(ground.submit(&ada(), &id, "first").await);
    ground.look_after().await;
    assert_eq!(ground.columns("A").await, (1, 2, 0), "its end has not come");
    ground.end_holds().await;
    assert_eq!(ground.submit(&ada(), &id, "second").await, Err(CheckoutError::HoldExpired));
    ground.look_after().await;
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Cancelled);
    ground.close().await;
}

#[tokio::test]
async fn whoever_buys_something_else_gives_the_declined_order_up() {
    let ground = Ground::new(&[("A", 3), ("B", 1)]).await;
    ground.coupon("ONCE", 1_000, Some(1)).await;
    let id = ground.begin(&ada(), &[("A", 2)]).await.expect("held").checkout.id;
    ground.bank.enter(&id, "declined");
    let change =
        storefront::checkout::CheckoutChange { coupon: Some("ONCE".to_owned()), ..entries("ada") };
    ground.desk.change(&ada(), &id, &change).await.expect("entered");
    let (order, _) = declined(ground.submit(&ada(), &id, "first").await);
    // The same lines are the same checkout, which waits for another card.
    let same = ground.begin(&ada(), &[("A", 2)]).await.expect("held");
    assert!(same.replayed);
    assert_eq!((same.checkout.id, same.checkout.order), (id.clone(), Some(order.clone())));
    let other = ground.begin(&ada(), &[("B", 1)]).await.expect("held").checkout;
    assert_ne!(other.id, id);
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Cancelled);
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    assert_eq!(ground.columns("B").await, (0, 1, 0));
    assert_eq!(
        ground.count("select used::bigint from pricing.coupon where code = 'ONCE'").await,
        0
    );
    ground.close().await;
}

#[tokio::test]
async fn a_declined_order_that_is_cancelled_frees_its_units() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "declined").await.id;
    let (order, _) = declined(ground.submit(&ada(), &id, "first").await);
    let seen = storefront::orders::OrderCancelling::cancel(&ground.desk, &ada(), &order).await;
    assert_eq!(seen.expect("cancelled").summary.status, OrderStatus::Cancelled);
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    ground.bank.enter(&id, "ok");
    assert_eq!(ground.submit(&ada(), &id, "second").await, Err(CheckoutError::Over));
    assert_eq!(ground.bank.taken(), (0, 0));
    ground.close().await;
}
