//! Orders of which nothing is to be paid, and goods that never run out.

use storefront::{
    checkout::{CheckoutChange, Checkouts},
    orders::{OrderCancelling, OrderStatus},
};

use crate::{
    ground::{Ground, ada, euros, guest, home},
    paying::paid,
};

#[tokio::test]
async fn what_costs_nothing_asks_no_bank() {
    let ground = Ground::new(&[("A", 3)]).await;
    ground.shelves.make_endless("A");
    ground.coupon("GIFT", 10_000, None).await;
    let id = ground.begin(&ada(), &[("A", 2)]).await.expect("begun").checkout.id;
    let change = CheckoutChange {
        contact: Some(("ada@example.com".to_owned(), "Ada".to_owned())),
        shipping_address: Some(home()),
        coupon: Some("GIFT".to_owned()),
        ..CheckoutChange::default()
    };
    let view = ground.desk.change(&ada(), &id, &change).await.expect("entered");
    assert_eq!(view.missing(), [""; 0], "no parcel, no way of delivery");
    assert_eq!((view.totals.total, view.payment_input_url), (euros(0), None));
    let order = paid(ground.submit(&ada(), &id, "first").await);
    assert_eq!(order.status, OrderStatus::Paid);
    assert!(paid(ground.submit(&ada(), &id, "first").await).replayed);
    assert!(paid(ground.desk.progress(&ada(), &id).await).replayed);
    assert_eq!(ground.bank.calls(), 0);
    assert_eq!(ground.count("select count(*) from payments.payment").await, 0);
    assert_eq!(ground.columns("A").await, (3, 0, 0), "it is not counted");
    let told = "select count(*) from outbox.event where topic = 'order.paid'";
    assert_eq!(ground.count(told).await, 1);
    let seen = OrderCancelling::cancel(&ground.desk, &ada(), &order.id).await.expect("cancelled");
    assert_eq!(seen.summary.status, OrderStatus::Cancelled);
    ground.close().await;
}

#[tokio::test]
async fn counted_goods_that_cost_nothing_are_sold_and_come_back() {
    let ground = Ground::new(&[("A", 3)]).await;
    ground.coupon("GIFT", 10_000, None).await;
    ground.run("update pricing.delivery_rate set free_from = 0").await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    let coupon = CheckoutChange { coupon: Some("GIFT".to_owned()), ..CheckoutChange::default() };
    let view = ground.desk.change(&ada(), &id, &coupon).await.expect("taken");
    assert_eq!(view.totals.total, euros(0));
    let order = paid(ground.submit(&ada(), &id, "first").await).id;
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    assert_eq!(ground.bank.calls(), 0);
    OrderCancelling::cancel(&ground.desk, &ada(), &order).await.expect("cancelled");
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    ground.close().await;
}

#[tokio::test]
async fn goods_that_never_run_out_are_paid_declined_and_ended_like_others() {
    let ground = Ground::new(&[("A", 1)]).await;
    ground.shelves.make_endless("A");
    for name in ["bob", "cyd"] {
        let buyer = guest(name);
        let id = ground.begin(&buyer, &[("A", 9)]).await.expect("begun").checkout.id;
        let change = CheckoutChange {
            contact: Some(("a@example.com".to_owned(), "A".to_owned())),
            shipping_address: Some(home()),
            ..CheckoutChange::default()
        };
        ground.desk.change(&buyer, &id, &change).await.expect("entered");
        ground.bank.enter(&id, "declined");
        ground.submit(&buyer, &id, "first").await.expect_err("declined");
        let view = ground.desk.extend(&buyer, &id).await.expect("extended");
        assert_eq!((view.declined, view.extensions_left), (1, 1));
        ground.bank.enter(&id, "ok");
        paid(ground.submit(&buyer, &id, "second").await);
    }
    assert_eq!(ground.bank.taken(), (2, 36_000));
    ground.close().await;
}

/// Whoever gives an order up locks its stock and then its coupon. Whoever sells does it in the same
/// order, so that the two never wait for each other.
#[tokio::test]
async fn who_waits_for_units_that_cost_nothing_has_not_locked_the_coupon() {
    let ground = Ground::new(&[("A", 3)]).await;
    ground.coupon("GIFT", 10_000, None).await;
    ground.run("update pricing.delivery_rate set free_from = 0").await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    let coupon = CheckoutChange { coupon: Some("GIFT".to_owned()), ..CheckoutChange::default() };
    ground.desk.change(&ada(), &id, &coupon).await.expect("taken");

    let mut other = ground.pool().begin().await.expect("begun");
    let units = sqlx::query("select from inventory.stock where sku = 'A' for update");
    units.execute(&mut *other).await.expect("locked");
    let meanwhile = async {
        let waits = "select count(*) from pg_stat_activity
                     where datname = current_database() and wait_event_type = 'Lock'";
        while ground.count(waits).await == 0 {
            tokio::task::yield_now().await;
        }
        let coupon = sqlx::query("select from pricing.coupon for update nowait");
        coupon.execute(&mut *other).await.expect("nobody has locked it");
        other.rollback().await.expect("let go of");
    };
    let buyer = ada();
    let (answer, ()) = tokio::join!(ground.submit(&buyer, &id, "first"), meanwhile);
    paid(answer);
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    ground.close().await;
}
