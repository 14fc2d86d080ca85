//! From being placed to being there, or not.

use orders::{OrderError, PaidOutcome, lock_of_checkout, overdue};
use storefront::orders::{Happening, OrderStatus, Orders, Who};
use tokio::task::JoinSet;

use crate::support::{Shop, ada, euros, order, payment, shipment, sku};

#[tokio::test]
async fn an_order_is_paid_once_and_in_full() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", ada())).await.id;
    let paid = async |payment_name: &'static str, cents| {
        shop.on(&id, async |order, txn| order.paid(txn, &payment(payment_name), euros(cents)).await)
            .await
    };
    let wrong = paid("a", 2_989).await;
    assert!(matches!(wrong, Err(OrderError::WrongAmount { captured: 2_989, total: 2_990 })));
    assert_eq!(paid("a", 2_990).await.expect("paid"), PaidOutcome::Now);
    assert_eq!(paid("a", 2_990).await.expect("paid"), PaidOutcome::Before);
    let second = paid("b", 2_990).await;
    let from = OrderStatus::Paid;
    assert!(
        matches!(second, Err(OrderError::NoWay { from: now, .. }) if now == from),
        "{second:?}"
    );
    let events = "select count(*) from orders.event where what = 'paid'";
    assert_eq!(shop.count(events).await, 1);
    shop.close().await;
}

#[tokio::test]
async fn of_those_who_settle_and_those_who_cancel_at_once_one_wins() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", ada())).await.id;
    let mut running = JoinSet::new();
    for turn in 0..30 {
        let (pool, id) = (shop.database.pool.clone(), id.clone());
        running.spawn(async move {
            let mut txn = pool.begin().await.expect("a transaction");
            let mut order = orders::lock(&mut txn, &id).await.expect("an order");
            let done = if turn % 2 == 0 {
                order
                    .paid(&mut txn, &payment("a"), euros(2_990))
                    .await
                    .is_ok_and(|outcome| outcome == PaidOutcome::Now)
            } else {
                order.status == OrderStatus::PendingPayment
                    && order.cancel(&mut txn, Who::Shop, "").await.is_ok_and(|done| !done.before)
            };
            txn.commit().await.expect("committed");
            done
        });
    }
    let done = running.join_all().await;
    assert_eq!(done.into_iter().filter(|done| *done).count(), 1);
    shop.close().await;
}

#[tokio::test]
async fn an_unpaid_order_that_is_cancelled_lets_go_what_was_held() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", ada())).await.id;
    let cancel = async || {
        shop.on(&id, async |order, txn| order.cancel(txn, Who::Shopper, "changed my mind").await)
            .await
            .expect("cancelled")
    };
    let cancelled = cancel().await;
    assert_eq!(cancelled.unheld, [(sku("cup"), 2), (sku("spoon"), 3)], "by SKU");
    assert!(cancelled.unsold.is_empty() && !cancelled.before);
    assert_eq!(cancelled.refund, euros(0));
    let again = cancel().await;
    assert!(again.before && again.unheld.is_empty() && again.unsold.is_empty());
    let view = shop.book.view(&ada(), &id).await.expect("an order");
    let last = view.timeline.last().expect("it happened");
    assert_eq!((last.what, last.note.as_str()), (Happening::Cancelled, "changed my mind"));
    shop.close().await;
}

/// Who asked while the payment was under way is who cancelled it, though the shop does it later.
#[tokio::test]
async fn what_was_asked_for_before_is_not_the_shops_doing() {
    let shop = Shop::open().await;
    for (checkout, asks, done_by) in [
        ("one", Some((Who::Shopper, "")), Who::Shopper),
        ("two", Some((Who::Staff, "Sold twice")), Who::Staff),
        ("three", None, Who::Shop),
    ] {
        let id = shop.place(&order(checkout, ada())).await.id;
        for _ in 0..2 {
            if let Some((who, reason)) = asks {
                shop.on(&id, async |order, txn| order.ask_to_cancel(txn, who, reason).await)
                    .await
                    .expect("noted");
            }
        }
        shop.on(&id, async |order, txn| order.cancel(txn, Who::Shop, "").await)
            .await
            .expect("cancelled");
        let view = shop.book.view(&ada(), &id).await.expect("an order");
        let last = view.timeline.last().expect("it happened");
        let reason = asks.map_or("", |(_, reason)| reason);
        assert_eq!((last.what, last.who), (Happening::Cancelled, done_by), "{checkout}");
        assert_eq!(last.note, reason, "{checkout}");
        let asked = view.timeline.iter().filter(|one| one.what == Happening::CancelRequested);
        assert_eq!(asked.count(), usize::from(asks.is_some()), "{checkout}");
    }
    let sent = shop.shipped(&order("sent", ada())).await;
    let late =
        shop.on(&sent, async |order, txn| order.ask_to_cancel(txn, Who::Shopper, "").await).await;
    assert!(matches!(late, Err(OrderError::NoWay { from: OrderStatus::Shipped, .. })));
    shop.close().await;
}

#[tokio::test]
async fn a_paid_order_that_is_cancelled_gives_back_units_and_money_until_it_is_shipped() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", ada())).await.id;
    shop.pay(&id).await;
    shop.on(&id, async |order, txn| order.allocate(txn).await).await.expect("allocated");
    let cancelled = shop
        .on(&id, async |order, txn| order.cancel(txn, Who::Shopper, "").await)
        .await
        .expect("cancelled");
    assert_eq!(cancelled.unsold, [(sku("cup"), 2), (sku("spoon"), 3)]);
    assert!(cancelled.unheld.is_empty());
    assert_eq!(cancelled.refund, euros(2_990));
    let sent = shop.shipped(&order("two", ada())).await;
    let late = shop.on(&sent, async |order, txn| order.cancel(txn, Who::Shopper, "").await).await;
    assert!(matches!(late, Err(OrderError::NoWay { from: OrderStatus::Shipped, .. })));
    shop.close().await;
}

#[tokio::test]
async fn money_goes_back_once_for_each_reason_and_never_more_than_was_paid() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", ada())).await.id;
    shop.pay(&id).await;
    let refund = async |reference: &'static str, cents| {
        shop.on(&id, async |order, txn| {
            order.refunded(txn, reference, euros(cents), Who::Staff).await
        })
        .await
    };
    assert!(refund("r1", 2_000).await.expect("refunded"));
    assert!(!refund("r1", 2_000).await.expect("noted before"));
    assert!(matches!(refund("r2", 991).await, Err(OrderError::RefundTooLarge)));
    assert!(refund("r2", 990).await.expect("the rest"));
    assert!(!refund("r2", 990).await.expect("noted before"));
    let view = shop.book.view(&ada(), &id).await.expect("an order");
    assert_eq!(view.refunded, euros(2_990));
    shop.close().await;
}

#[tokio::test]
async fn where_a_parcel_is_followed_is_shown() {
    let shop = Shop::open().await;
    let id = shop.shipped(&order("one", ada())).await;
    shop.on(&id, async |order, txn| order.deliver(txn, Who::Shop).await).await.expect("there");
    let view = shop.book.view(&ada(), &id).await.expect("an order");
    assert_eq!(view.shipment, Some(shipment()));
    let happened: Vec<_> = view.timeline.iter().map(|entry| entry.what).collect();
    let expected = [Happening::Placed, Happening::Paid, Happening::Shipped, Happening::Delivered];
    assert_eq!(happened, expected);
    assert!(!view.cancellable && view.returnable_until.is_some());
    assert_eq!(view.summary.arrival_at, view.timeline.last().map(|entry| entry.at));
    shop.close().await;
}

#[tokio::test]
async fn an_order_that_nobody_pays_comes_to_light_and_a_decline_gives_it_time() {
    let shop = Shop::open().await;
    let mut short = order("one", ada());
    short.pay_within = 0;
    let id = shop.place(&short).await.id;
    shop.place(&order("two", ada())).await;
    let pool = &shop.database.pool;
    assert_eq!(overdue(pool, 10).await.expect("orders"), std::slice::from_ref(&id));
    let decline = async || {
        shop.on(&id, async |order, txn| order.declined(txn, &payment("a"), 300).await).await
    };
    decline().await.expect("noted");
    assert_eq!(overdue(pool, 10).await.expect("orders"), []);
    decline().await.expect("noted before");
    let declines = "select count(*) from orders.event where what = 'payment_declined'";
    assert_eq!(shop.count(declines).await, 1);
    let mut txn = shop.begin().await;
    let found = lock_of_checkout(&mut txn, &short.checkout).await.expect("answered");
    assert_eq!(found.map(|order| order.id), Some(id));
    drop(txn);
    shop.close().await;
}
