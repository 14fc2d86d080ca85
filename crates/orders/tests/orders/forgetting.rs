//! People who ask to be forgotten.

use storefront::orders::{OrderRefusal, Orders, ReturnForm, Who};

use crate::support::{Shop, account, ada, euros, order};

const PERSONAL: &str = "select count(*) from orders.orders
    where email is not null or name is not null or account is not null or guest is not null";

#[tokio::test]
async fn what_is_over_is_forgotten_at_once_and_what_is_on_its_way_when_it_is_there() {
    let shop = Shop::open().await;
    let over = shop.place(&order("one", ada())).await.id;
    shop.on(&over, async |order, txn| order.cancel(txn, Who::Shopper, "").await)
        .await
        .expect("cancelled");
    let on_its_way = shop.shipped(&order("two", ada())).await;
    let link = shop.book.letters().due_letters(1).await.expect("letters").remove(0).link;
    shop.book.forget(&account("ada")).await.expect("forgotten");
    shop.book.forget(&account("ada")).await.expect("a second time there is nothing to do");
    assert_eq!(shop.count(PERSONAL).await, 1, "the parcel needs its address");
    assert_eq!(shop.count("select count(*) from orders.address").await, 1);
    for id in [&over, &on_its_way] {
        assert_eq!(shop.book.view(&ada(), id).await, Err(OrderRefusal::NotFound));
    }
    assert_eq!(shop.book.by_link(&link).await, Err(OrderRefusal::NotFound));
    shop.on(&on_its_way, async |order, txn| order.deliver(txn, Who::Shop).await)
        .await
        .expect("delivered");
    assert_eq!(shop.count(PERSONAL).await, 0);
    assert_eq!(shop.count("select count(*) from orders.address").await, 0);
    let books = "select count(*) from orders.orders where total = 2990";
    assert_eq!(shop.count(books).await, 2, "the books stay");
    shop.close().await;
}

/// A parcel that was never noted as delivered.
#[tokio::test]
async fn what_came_back_whole_is_forgotten_too() {
    let shop = Shop::open().await;
    let id = shop.shipped(&order("one", ada())).await;
    let lines = shop.book.view(&ada(), &id).await.expect("there").summary.lines;
    let lines = lines.into_iter().map(|line| (line.sku, line.quantity)).collect();
    let form =
        ReturnForm { lines, reason: "Too small".to_owned(), key: "a-form-of-all".to_owned() };
    let asked = shop.book.request_return(&ada(), &id, &form).await.expect("asked");
    shop.book.forget(&account("ada")).await.expect("forgotten");
    assert_eq!(shop.count(PERSONAL).await, 1, "it is on its way");
    let waiting = asked.returns[0].id.clone();
    shop.on(&id, async |order, txn| order.approve_return(txn, &waiting, euros(0), true).await)
        .await
        .expect("agreed to");
    assert_eq!(shop.count(PERSONAL).await, 0);
    assert_eq!(shop.count("select count(*) from orders.address").await, 0);
    shop.close().await;
}
