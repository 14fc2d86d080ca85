//! What waits, and who is told.

use storefront::{
    figures_room::{FiguresRoom, LowStock, MOST_LOW, Waiting},
    staff::Role,
};

use crate::ground::{Shop, member, sku};

const WAITING: &str = "
    update orders.orders set status = 'allocated' where id = '0000-0000-0004';
    update orders.orders set status = 'shipped', shipped_at = now(), carrier = 'Post'
    where id in ('0000-0000-0005', '0000-0000-0006');
    insert into orders.return_request (id, order_id, key, state, reason, decided_at, refund, restocked)
    values (repeat('7', 32), '0000-0000-0005', 'return-1', 'requested', '', null, null, null),
           (repeat('8', 32), '0000-0000-0006', 'return-2', 'approved', '', now(), 100, true);
    insert into payments.payment (id, order_id, attempt, provider, card, return_url, amount, currency,
        due_at)
    select repeat(n::text, 32), '0000-0000-000' || n, 1, 'sandbox', 'card', 'http://127.0.0.1/', 100,
           'EUR', now()
    from generate_series(1, 3) as n;
    update payments.payment set state = 'authorising';
    update payments.payment set state = 'needs_review' where order_id <> '0000-0000-0003';
    insert into payments.refund (id, payment, cause, amount, state, due_at, after_refusal)
    values (repeat('5', 32), repeat('3', 32), 'one', 5, 'refused', now(), null),
           (repeat('6', 32), repeat('3', 32), 'two', 5, 'refused', now(), 'let_be');
    insert into inventory.stock (sku, free) values ('TEA', 3), ('POT', 6), ('CUP', 0)";

#[tokio::test]
async fn each_is_told_what_they_may_look_after() {
    let shop = Shop::filled().await;
    shop.run(WAITING).await;
    let low = vec![LowStock { sku: sku("CUP"), free: 0 }, LowStock { sku: sku("TEA"), free: 3 }];
    // Ten were paid: one is cancelled, two are sent.
    let all = Waiting {
        orders: Some(7),
        returns: Some(1),
        payments: Some(3),
        low: Some(low.clone()),
        more_low: false,
    };
    let packing = Waiting { payments: None, ..all.clone() };
    let stock = Waiting { low: Some(low), ..Waiting::default() };
    for (role, told) in [
        (Role::Owner, &all),
        (Role::Analyst, &all),
        (Role::Orders, &all),
        (Role::Warehouse, &packing),
        (Role::Support, &packing),
        (Role::Catalogue, &stock),
    ] {
        let waiting = shop.desk.waiting(&member(role)).await;
        assert_eq!(waiting.as_ref(), Ok(told), "{role:?}");
    }
    let nobody = storefront::staff::StaffMember { roles: Vec::new(), ..member(Role::Owner) };
    assert_eq!(shop.desk.waiting(&nobody).await, Ok(Waiting::default()));
    shop.database.drop().await;
}

#[tokio::test]
async fn of_much_that_is_low_the_first_are_named() {
    let shop = Shop::empty().await;
    shop.run("insert into inventory.stock (sku, free) select 'S-' || n, 1 from generate_series(101, 120) as n")
        .await;
    let low = |waiting: Waiting| (waiting.low.expect("told").len(), waiting.more_low);
    let waiting = shop.desk.waiting(&member(Role::Owner)).await.expect("told");
    assert_eq!(low(waiting), (MOST_LOW, false));
    shop.run("insert into inventory.stock (sku, free) values ('S-100', 5)").await;
    let waiting = shop.desk.waiting(&member(Role::Owner)).await.expect("told");
    let first = waiting.low.as_ref().and_then(|low| low.first()).map(|line| line.sku.to_string());
    assert_eq!(first.as_deref(), Some("S-100"), "what waits is not kept");
    assert_eq!(low(waiting), (MOST_LOW, true));
    shop.database.drop().await;
}
