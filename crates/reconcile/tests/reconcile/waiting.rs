//! What workers have yet to do.

use reconcile::{Underway, underway};

use crate::ground::Shop;

async fn left(shop: &Shop) -> Vec<(&'static str, u64)> {
    let left = underway(&shop.database.pool).await.expect("PostgreSQL answers");
    left.into_iter().map(|Underway { what, count }| (what, count)).collect()
}

#[tokio::test]
async fn each_kind_of_work_is_told() {
    let shop = Shop::sound().await;
    shop.damage(
        "update orders.orders set status = 'cancelled', cancelled_at = now()
             where status = 'pending_payment';
         update payments.payment set state = 'voided' where state = 'authorising';
         update payments.payment set settled_at = now()",
    )
    .await;
    assert_eq!(left(&shop).await, []);
    for (done, what, count) in [
        (
            "update orders.orders set status = 'pending_payment' where id = '0000-0000-0005'",
            "orders that wait for their payment",
            1,
        ),
        (
            "update payments.payment set state = 'unknown' where order_id = '0000-0000-0005'",
            "payments of which it is not known how they end",
            1,
        ),
        (
            "update payments.payment set wanted = false where state = 'captured'",
            "payments that are to be given back",
            2,
        ),
        (
            "update payments.payment set settled_at = null where order_id = '0000-0000-0002'",
            "payments of which their order has taken no note",
            1,
        ),
        (
            "insert into payments.refund (id, payment, cause, amount, due_at)
             values (repeat('a', 32), repeat('2', 32), 'a return', 100, now())",
            "refunds",
            1,
        ),
        (
            "insert into payments.webhook_inbox (provider, message) values ('sandbox', 'one')",
            "messages of the payment provider",
            1,
        ),
        (
            "insert into outbox.consumer (name, xid, event) values ('slow', '3', 0), ('quick', '3', 0);
             update outbox.consumer set xid = pg_current_xact_id() where name = 'quick'",
            "readers of events that are behind",
            1,
        ),
    ] {
        let before = left(&shop).await;
        shop.damage(done).await;
        let mut after = left(&shop).await;
        after.retain(|kind| !before.contains(kind));
        assert_eq!(after, [(what, count)]);
    }
    shop.database.drop().await;
}

#[tokio::test]
async fn what_is_paid_back_by_hand_is_no_work_of_workers() {
    let shop = Shop::sound().await;
    let before = left(&shop).await;
    let refund = |id: &str, payment: &str| {
        format!(
            "insert into payments.refund (id, payment, cause, amount, due_at)
             values (repeat('{id}', 32), repeat('{payment}', 32), 'a return', 100, now())"
        )
    };
    shop.damage(&refund("a", "3")).await;
    assert_eq!(left(&shop).await, before);
    shop.damage(&refund("b", "2")).await;
    assert!(left(&shop).await.contains(&("refunds", 1)));
    shop.database.drop().await;
}
