//! What has to be true of all orders, and that what is not comes to light.

use std::time::Duration;

use kernel::OrderId;
use orders::audit::{not_adding_up, pending_too_long, sharing_a_checkout, sold_units};
use sqlx::AssertSqlSafe;
use storefront::orders::{Orders, ReturnForm, Who};

use crate::support::{Shop, ada, euros, order, sku, units};

/// Runs statements that somebody might who may do everything.
async fn by_hand(shop: &Shop, statements: &str) {
    let run = sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&shop.database.pool);
    run.await.expect(statements);
}

/// Writes by hand what the database lets nobody write: its triggers are off meanwhile.
async fn against_the_rules(shop: &Shop, statements: &str) {
    by_hand(shop, "alter table orders.orders disable trigger user").await;
    by_hand(shop, "alter table orders.line disable trigger user").await;
    by_hand(shop, statements).await;
    by_hand(shop, "alter table orders.orders enable trigger user").await;
    by_hand(shop, "alter table orders.line enable trigger user").await;
}

/// Sends units back and has that agreed to.
async fn send_back(shop: &Shop, id: &OrderId, name: &str, count: u32, restock: bool) {
    let form = ReturnForm {
        lines: vec![(sku(name), units(count))],
        reason: String::new(),
        key: format!("a-form-{name}-{count}-{restock}"),
    };
    let view = shop.book.request_return(&ada(), id, &form).await.expect("asked");
    let asked = view.returns.last().expect("a return").id.clone();
    shop.on(id, async |order, txn| {
        order.approve_return(txn, &asked, euros(100), restock).await.map(drop)
    })
    .await
    .expect("agreed");
}

#[tokio::test]
async fn sold_is_what_was_paid_and_neither_given_up_nor_put_back() {
    let shop = Shop::open().await;
    let pool = &shop.database.pool;
    let sold = async || sold_units(pool).await.expect("units");
    let unpaid = shop.place(&order("unpaid", ada())).await.id;
    assert_eq!(sold().await, [], "what is not paid is only held");
    shop.pay(&unpaid).await;
    assert_eq!(sold().await, [(sku("cup"), 2), (sku("spoon"), 3)]);
    let id = shop.shipped(&order("shipped", ada())).await;
    assert_eq!(sold().await, [(sku("cup"), 4), (sku("spoon"), 6)]);
    shop.on(&unpaid, async |order, txn| order.cancel(txn, Who::Shopper, "").await)
        .await
        .expect("cancelled");
    assert_eq!(sold().await, [(sku("cup"), 2), (sku("spoon"), 3)]);
    let form = ReturnForm {
        lines: vec![(sku("cup"), units(1))],
        reason: String::new(),
        key: "only-asked-for".to_owned(),
    };
    shop.book.request_return(&ada(), &id, &form).await.expect("asked");
    assert_eq!(sold().await, [(sku("cup"), 2), (sku("spoon"), 3)], "nothing came back yet");
    send_back(&shop, &id, "spoon", 3, true).await;
    assert_eq!(sold().await, [(sku("cup"), 2)]);
    send_back(&shop, &id, "cup", 1, false).await;
    assert_eq!(sold().await, [(sku("cup"), 2)], "what is broken is not for sale again");
    shop.close().await;
}

#[tokio::test]
async fn an_order_that_waits_for_ever_comes_to_light_after_the_grace() {
    let shop = Shop::open().await;
    let pool = &shop.database.pool;
    let late = shop.place(&order("late", ada())).await.id;
    let paid = shop.place(&order("paid", ada())).await.id;
    shop.pay(&paid).await;
    shop.place(&order("waits", ada())).await;
    let set = "update orders.orders set pay_by = now() - interval '10 minutes'
               where checkout in ('late', 'paid')";
    by_hand(&shop, set).await;
    let pending = async |minutes: u64| {
        pending_too_long(pool, Duration::from_secs(minutes * 60)).await.expect("orders")
    };
    assert_eq!(pending(0).await, std::slice::from_ref(&late));
    assert_eq!(pending(9).await, std::slice::from_ref(&late));
    assert_eq!(pending(11).await, []);
    shop.on(&late, async |order, txn| order.cancel(txn, Who::Shop, "").await)
        .await
        .expect("cancelled");
    assert_eq!(pending(0).await, []);
    shop.close().await;
}

#[tokio::test]
async fn two_orders_of_one_checkout_come_to_light() {
    let shop = Shop::open().await;
    let pool = &shop.database.pool;
    let mut two =
        vec![shop.place(&order("one", ada())).await.id, shop.place(&order("two", ada())).await.id];
    shop.place(&order("three", ada())).await;
    assert_eq!(sharing_a_checkout(pool).await.expect("orders"), []);
    by_hand(&shop, "alter table orders.orders drop constraint order_once_a_checkout").await;
    let same = "update orders.orders set checkout = 'one' where checkout = 'two'";
    against_the_rules(&shop, same).await;
    two.sort();
    assert_eq!(sharing_a_checkout(pool).await.expect("orders"), two);
    shop.close().await;
}

#[tokio::test]
async fn amounts_that_contradict_each_other_come_to_light_each_on_its_own() {
    let wrongs = [
        "update orders.orders set total = total + 1, shipping = shipping + 2",
        "update orders.orders set goods = goods + 1, discount = discount + 1",
        "update orders.line set line_total = line_total + 1 where sku = 'cup';
         update orders.line set line_total = line_total - 1 where sku = 'spoon'",
        "update orders.orders set total = total + 1, shipping = shipping + 1",
        "insert into orders.event (order_id, what, who, amount, reference)
         select id, 'paid', 'shop', total, 'a second time' from orders.orders",
        "update orders.orders set status = 'pending_payment', paid_at = null, payment = null",
        "delete from orders.line",
    ];
    let shop = Shop::open().await;
    let pool = &shop.database.pool;
    let id = shop.place(&order("one", ada())).await.id;
    assert_eq!(not_adding_up(pool).await.expect("orders"), [], "not paid, and right");
    shop.pay(&id).await;
    assert_eq!(not_adding_up(pool).await.expect("orders"), [], "paid, and right");
    by_hand(&shop, "alter table orders.orders drop constraint order_adds_up").await;
    by_hand(&shop, "alter table orders.line drop constraint line_total_multiplies").await;
    by_hand(&shop, "grant delete on orders.line to current_user").await;
    for wrong in wrongs {
        let mut txn = shop.begin().await;
        let off = "alter table orders.orders disable trigger user;
                   alter table orders.line disable trigger user";
        for statements in [off, wrong] {
            sqlx::raw_sql(AssertSqlSafe(statements.to_owned()))
                .execute(&mut *txn)
                .await
                .expect(statements);
        }
        let found = not_adding_up(&mut *txn).await.expect("orders");
        assert_eq!(found, std::slice::from_ref(&id), "{wrong}");
        txn.rollback().await.expect("rolled back");
    }
    assert_eq!(not_adding_up(pool).await.expect("orders"), []);
    shop.close().await;
}
