//! Reading one's orders.

use kernel::{OrderId, Timestamp};
use orders::OrderError;
use storefront::{
    account::Secret,
    orders::{Buyer, OrderCursor, OrderQuery, OrderRefusal, OrderStatus, Orders},
};

use crate::support::{Shop, account, ada, guest, order};

/// All orders of somebody, page by page.
async fn pages(shop: &Shop, buyer: &Buyer, query: OrderQuery) -> Vec<Vec<OrderId>> {
    let (mut pages, mut after) = (Vec::new(), None);
    loop {
        let query = OrderQuery { after, ..query.clone() };
        let page = shop.book.list(buyer, &query).await.expect("orders");
        pages.push(page.orders.into_iter().map(|order| order.id).collect());
        match page.next_cursor {
            Some(next) => after = Some(OrderCursor::parse(&next).expect("a cursor")),
            None => return pages,
        }
    }
}

fn of(limit: u32) -> OrderQuery {
    OrderQuery { limit, ..OrderQuery::default() }
}

#[tokio::test]
async fn orders_come_newest_first_each_on_one_page() {
    let shop = Shop::open().await;
    let mut placed = Vec::new();
    for number in 0..7 {
        placed.push(shop.place(&order(&format!("c{number}"), ada())).await.id);
        shop.place(&order(&format!("g{number}"), guest())).await;
    }
    // Half of them at one moment: the id decides then.
    let tie = "update orders.orders set pay_by = now()";
    sqlx::query(tie).execute(&shop.database.pool).await.expect("touched");
    let all: Vec<_> = pages(&shop, &ada(), of(3)).await;
    assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1]);
    let mut seen: Vec<_> = all.concat();
    let whole = pages(&shop, &ada(), of(100)).await.concat();
    assert_eq!(seen, whole);
    seen.sort();
    placed.sort();
    assert_eq!(seen, placed, "all of them once, and nobody else's");
    let times = shop.book.list(&ada(), &of(100)).await.expect("orders").orders;
    assert!(times.is_sorted_by(|one, next| one.ordered_at >= next.ordered_at));
    assert!(times.iter().all(|order| order.lines.len() == 2));
    shop.close().await;
}

#[tokio::test]
async fn orders_of_one_moment_are_not_skipped_between_pages() {
    let shop = Shop::open().await;
    let mut txn = shop.begin().await;
    for number in 0..5 {
        orders::place(&mut txn, &order(&format!("c{number}"), ada())).await.expect("placed");
    }
    txn.commit().await.expect("committed");
    let one_by_one = pages(&shop, &ada(), of(1)).await.concat();
    assert_eq!(one_by_one, pages(&shop, &ada(), of(100)).await.concat());
    assert_eq!(one_by_one.len(), 5);
    shop.close().await;
}

#[tokio::test]
async fn filters_leave_out_what_does_not_fit() {
    let shop = Shop::open().await;
    let waits = shop.place(&order("one", ada())).await.id;
    let paid = shop.place(&order("two", ada())).await.id;
    shop.pay(&paid).await;
    let with = async |statuses: &[OrderStatus], since: Option<Timestamp>| {
        let query = OrderQuery { statuses: statuses.to_vec(), since, ..OrderQuery::default() };
        pages(&shop, &ada(), query).await.concat()
    };
    assert_eq!(with(&[OrderStatus::Paid], None).await, std::slice::from_ref(&paid));
    assert_eq!(with(&[OrderStatus::Paid, OrderStatus::PendingPayment], None).await.len(), 2);
    assert_eq!(with(&[OrderStatus::Shipped], None).await, []);
    let second = shop.book.view(&ada(), &paid).await.expect("an order").summary.ordered_at;
    let recent = with(&[], Some(second)).await;
    assert!(recent.contains(&paid));
    let later = Timestamp::from_millis(second.millis() + 1);
    assert_eq!(with(&[], Some(later)).await, []);
    assert!(with(&[], None).await.contains(&waits));
    shop.close().await;
}

#[tokio::test]
async fn others_find_nothing() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", guest())).await.id;
    let strangers =
        [ada(), Buyer::Guest(Secret::new("another secret")), Buyer::Guest(Secret::new(""))];
    for stranger in strangers {
        assert_eq!(shop.book.view(&stranger, &id).await, Err(OrderRefusal::NotFound));
        assert_eq!(pages(&shop, &stranger, of(10)).await.concat(), []);
    }
    assert_eq!(shop.book.by_link(&Secret::new("0".repeat(64))).await, Err(OrderRefusal::NotFound));
    assert!(shop.book.view(&guest(), &id).await.is_ok());
    shop.close().await;
}

#[tokio::test]
async fn a_guest_who_signs_in_takes_their_orders_along() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", guest())).await.id;
    let secret = Secret::new("what the session keeps");
    assert_eq!(shop.book.adopt(&secret, &account("ada")).await, Ok(1));
    assert_eq!(shop.book.adopt(&secret, &account("eve")).await, Ok(0), "they are somebody's now");
    assert!(shop.book.view(&ada(), &id).await.is_ok());
    assert_eq!(shop.book.view(&guest(), &id).await, Err(OrderRefusal::NotFound));
    shop.close().await;
}

#[tokio::test]
async fn staff_see_every_order() {
    let shop = Shop::open().await;
    let theirs = shop.place(&order("one", guest())).await.id;
    let hers = shop.place(&order("two", ada())).await.id;
    for (buyer, id) in [(guest(), &theirs), (ada(), &hers)] {
        assert_eq!(shop.book.view_any(id).await, shop.book.view(&buyer, id).await);
    }
    let nobodys = OrderId::parse("0000-0000-0000").expect("an id");
    assert_eq!(shop.book.view_any(&nobodys).await, Err(OrderRefusal::NotFound));
    shop.close().await;
}

#[tokio::test]
async fn a_link_that_is_made_leads_to_its_order_once_that_is_committed() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", guest())).await.id;
    shop.place(&order("two", guest())).await;
    let mut txn = shop.begin().await;
    let link = orders::make_link(&mut txn, &id).await.expect("a link");
    let other = orders::make_link(&mut txn, &id).await.expect("another");
    assert_ne!(link.reveal(), other.reveal());
    assert_eq!(shop.book.by_link(&link).await, Err(OrderRefusal::NotFound), "not yet");
    txn.commit().await.expect("committed");
    for link in [&link, &other] {
        assert_eq!(shop.book.by_link(link).await, shop.book.view(&guest(), &id).await);
    }
    let kept: Vec<Vec<u8>> = sqlx::query_scalar("select hash from orders.link")
        .fetch_all(&shop.database.pool)
        .await
        .expect("digests");
    assert!(kept.iter().all(|hash| hash != link.reveal().as_bytes()), "only its digest is kept");
    let nobodys = OrderId::parse("0000-0000-0000").expect("an id");
    let mut txn = shop.begin().await;
    let none = orders::make_link(&mut txn, &nobodys).await;
    assert!(matches!(none, Err(OrderError::NotFound)), "{none:?}");
    drop(txn);
    shop.close().await;
}
