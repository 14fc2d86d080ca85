//! What is looked after without anybody asking, by several servers at once, and while a store is away.

use futures::future::join_all;
use storefront::{
    ShopError,
    checkout::{CheckoutError, Checkouts},
    orders::OrderStatus,
};

use crate::{
    bank::Line,
    ground::{Ground, ada, guest},
    paying::paid,
};

#[tokio::test(flavor = "multi_thread")]
async fn several_servers_look_after_the_same_shop_at_once() {
    let ground = Ground::new(&[("A", 20)]).await;
    let mut ids = Vec::new();
    for number in 0..6 {
        let buyer = guest(&number.to_string());
        let id = ground.ready(&buyer, &[("A", 2)], "ok").await.id;
        ids.push((buyer, id));
    }
    ground.bank.line(Line::Mute);
    for (buyer, id) in &ids {
        ground.submit(buyer, id, "first").await.expect("waiting");
    }
    ground.bank.line(Line::Open);
    ground.pass().await;
    let desks = [ground.another_desk(), ground.another_desk(), ground.desk.clone()];
    for done in join_all(desks.iter().map(checkout::CheckoutDesk::look_after_once)).await {
        assert_eq!(done, Ok(()));
    }
    ground.look_after().await;
    assert_eq!(ground.bank.taken().0, 6);
    assert_eq!(ground.columns("A").await, (8, 0, 12));
    for (buyer, id) in &ids {
        assert!(paid(ground.submit(buyer, id, "first").await).replayed);
    }
    let told = "select count(*) from outbox.event where topic = 'order.paid'";
    assert_eq!(ground.count(told).await, 6);
    ground.close().await;
}

#[tokio::test]
async fn a_store_that_is_away_is_told_and_afterwards_all_goes_on() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.database.go_away().await;
    let away = Err(CheckoutError::Unavailable);
    assert_eq!(ground.submit(&ada(), &id, "first").await, away);
    assert_eq!(ground.desk.progress(&ada(), &id).await, away);
    assert_eq!(ground.desk.look_after_once().await, Err(ShopError::Unavailable));
    ground.database.come_back().await;
    // Without anybody's hand, as soon as it is seen to be back.
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(60);
    let order = loop {
        match ground.submit(&ada(), &id, "first").await {
            Err(CheckoutError::Unavailable | CheckoutError::InProgress(_)) => {
                assert!(std::time::Instant::now() < patience, "it is back");
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                // What was begun and lost its store on the way goes on so.
                ground.pass().await;
                let _ = ground.desk.look_after_once().await;
            }
            other => break paid(other),
        }
    };
    assert_eq!(ground.bank.taken(), (1, order.totals.total.amount()));
    ground.close().await;
}

/// Whoever was to note it has died.
#[tokio::test]
async fn what_was_paid_in_time_is_not_called_off_because_nobody_noted_it() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.bank.line(Line::Mute);
    ground.submit(&ada(), &id, "first").await.expect("waiting");
    ground.bank.line(Line::Open);
    let order = ground.desk.view(&ada(), &id).await.expect("there").order.expect("ordered");
    for payment in ground.payments.of_order(&order).await.expect("payments") {
        ground.payments.drive(&payment.id).await.expect("taken");
    }
    ground.end_pay_time().await;
    ground.desk.look_after_once().await.expect("PostgreSQL answers");
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Paid);
    assert_eq!(ground.bank.given_back(), (0, 0));
    ground.close().await;
}

/// Written by another version of the shop, say, or by hand.
#[tokio::test]
async fn a_payment_that_cannot_be_read_does_not_keep_the_rest_from_being_looked_after() {
    let ground = Ground::new(&[("A", 3)]).await;
    ground
        .run(
            "insert into payments.payment (id, order_id, attempt, provider, card, return_url, amount,
                 currency, state, due_at, changed_at)
             select md5('unreadable'), 'an-order', 1, 'bank', 'carte à puce', '/', 100, 'EUR',
                 'captured', '2000-01-01', '2000-01-01'",
        )
        .await;
    let id = ground.ready(&ada(), &[("A", 2)], "declined").await.id;
    ground.submit(&ada(), &id, "first").await.expect_err("declined");
    ground.end_holds().await;
    ground.look_after().await;
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    ground.database.drop().await;
}
