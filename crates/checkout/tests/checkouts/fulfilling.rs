//! What staff do: sending off, and what comes back.

use kernel::Quantity;
use storefront::orders::{
    OrderCancelling, OrderRefusal, OrderStatus, Orders, ReturnForm, Shipment,
};

use crate::ground::{Ground, ada, euros, sku};

fn shipment() -> Shipment {
    Shipment { carrier: "Post".to_owned(), tracking: "00340".to_owned(), tracking_url: None }
}

fn form(units: u32, key: &str) -> ReturnForm {
    ReturnForm {
        lines: vec![(sku("A"), Quantity::new(units).expect("a quantity"))],
        reason: String::new(),
        key: key.to_owned(),
    }
}

#[tokio::test]
async fn an_order_is_sent_arrives_and_comes_back() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 3)]).await;
    assert_eq!(ground.desk.deliver(&order).await, Err(OrderRefusal::NotNow(OrderStatus::Paid)));
    ground.desk.ship(&order, &shipment()).await.expect("sent");
    let again = ground.desk.ship(&order, &shipment()).await;
    assert_eq!(again, Err(OrderRefusal::NotNow(OrderStatus::Shipped)));
    let cancelled = OrderCancelling::cancel(&ground.desk, &ada(), &order).await;
    assert_eq!(cancelled, Err(OrderRefusal::NotNow(OrderStatus::Shipped)));
    ground.desk.deliver(&order).await.expect("arrived");
    assert_eq!(ground.columns("A").await, (2, 0, 3));

    let seen = ground.orders.request_return(&ada(), &order, &form(2, "form-of-two")).await;
    let first = seen.expect("asked").returns[0].id.clone();
    let too_much = ground.desk.approve_return(&first, euros(99_999), true).await;
    assert_eq!(too_much, Err(OrderRefusal::BadForm));
    assert_eq!(ground.columns("A").await, (2, 0, 3), "nothing moved");
    for _ in 0..2 {
        ground.desk.approve_return(&first, euros(4_000), true).await.expect("agreed to");
    }
    assert_eq!(ground.columns("A").await, (4, 0, 1));
    assert_eq!(ground.bank.given_back(), (1, 4_000));

    // The last one is broken: money goes back, the unit is not sold again.
    let seen = ground.orders.request_return(&ada(), &order, &form(1, "form-of-one")).await;
    let returns = seen.expect("asked").returns;
    let second = &returns.iter().find(|one| one.id != first).expect("another").id;
    let told = "select count(*) from outbox.event where topic = 'order.returned'";
    assert_eq!(ground.count(told).await, 0);
    for _ in 0..2 {
        ground.desk.approve_return(second, euros(2_000), false).await.expect("agreed to");
    }
    assert_eq!(ground.count(told).await, 1);
    assert_eq!(ground.columns("A").await, (4, 0, 1));
    assert_eq!(ground.bank.given_back(), (2, 6_000));
    assert_eq!(ground.desk.refuse_return(second, "no").await, Err(OrderRefusal::BadForm));
    ground.look_after().await;
    let seen = ground.order(&order).await;
    assert_eq!((seen.summary.status, seen.refunded), (OrderStatus::Returned, euros(6_000)));
    ground.close().await;
}

#[tokio::test]
async fn a_return_that_is_refused_moves_nothing() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 3)]).await;
    ground.desk.ship(&order, &shipment()).await.expect("sent");
    let seen = ground.orders.request_return(&ada(), &order, &form(1, "form-of-one")).await;
    let id = seen.expect("asked").returns[0].id.clone();
    ground.desk.refuse_return(&id, "worn").await.expect("refused");
    let agreed = ground.desk.approve_return(&id, euros(2_000), true).await;
    assert_eq!(agreed, Err(OrderRefusal::BadForm));
    assert_eq!(
        ground.desk.approve_return("no-such", euros(1), true).await,
        Err(OrderRefusal::NotFound)
    );
    assert_eq!(ground.columns("A").await, (2, 0, 3));
    assert_eq!(ground.bank.given_back(), (0, 0));
    ground.close().await;
}

/// What went back for one return counts once against what is left for the next.
#[tokio::test]
async fn the_second_return_is_agreed_to_after_the_first_was_paid_back() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 3)]).await;
    ground.desk.ship(&order, &shipment()).await.expect("sent");
    let seen = ground.orders.request_return(&ada(), &order, &form(2, "form-of-two")).await;
    let first = seen.expect("asked").returns[0].id.clone();
    ground.desk.approve_return(&first, euros(4_000), true).await.expect("agreed to");
    ground.look_after().await;
    assert_eq!(ground.order(&order).await.refunded, euros(4_000));

    let seen = ground.orders.request_return(&ada(), &order, &form(1, "form-of-one")).await;
    let returns = seen.expect("asked").returns;
    let second = &returns.iter().find(|one| one.id != first).expect("another").id;
    let too_much = ground.desk.approve_return(second, euros(2_001), true).await;
    assert_eq!(too_much, Err(OrderRefusal::BadForm));
    ground.desk.approve_return(second, euros(2_000), true).await.expect("agreed to");
    ground.look_after().await;
    assert_eq!(ground.order(&order).await.refunded, euros(6_000));
    assert_eq!(ground.bank.given_back(), (2, 6_000));
    ground.close().await;
}

/// What PostgreSQL does not do is no mistake in the form.
#[tokio::test]
async fn a_refund_that_cannot_be_asked_for_is_told_as_that_and_can_be_agreed_to_again() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 3)]).await;
    ground.desk.ship(&order, &shipment()).await.expect("sent");
    let seen = ground.orders.request_return(&ada(), &order, &form(2, "form-of-two")).await;
    let id = seen.expect("asked").returns[0].id.clone();
    ground.run("alter table payments.refund add constraint away check (false) not valid").await;
    let agreed = ground.desk.approve_return(&id, euros(4_000), true).await;
    assert_eq!(agreed, Err(OrderRefusal::Unavailable));
    assert_eq!(ground.columns("A").await, (2, 0, 3), "nothing moved");
    ground.run("alter table payments.refund drop constraint away").await;
    ground.desk.approve_return(&id, euros(4_000), true).await.expect("agreed to");
    assert_eq!(ground.columns("A").await, (4, 0, 1));
    assert_eq!(ground.bank.given_back(), (1, 4_000));
    ground.close().await;
}
