//! Sending back.

use kernel::Quantity;
use orders::{ApprovedReturn, OrderError, lock_of_return, make_link};
use storefront::{
    account::Secret,
    order_room::ReturnsQuery,
    orders::{
        Happening, OrderRefusal, OrderStatus, OrderView, Orders, ReturnForm, ReturnState, Who,
    },
};

use crate::support::{Shop, ada, euros, guest, order, sku, units};

fn form(key: &str, lines: &[(&str, u32)]) -> ReturnForm {
    let lines: Vec<(_, Quantity)> =
        lines.iter().map(|(name, count)| (sku(name), units(*count))).collect();
    ReturnForm { lines, reason: "Too small".to_owned(), key: format!("a-form-{key}") }
}

async fn ask(
    shop: &Shop,
    id: &kernel::OrderId,
    form: &ReturnForm,
) -> Result<OrderView, OrderRefusal> {
    shop.book.request_return(&ada(), id, form).await
}

async fn approve(
    shop: &Shop,
    return_id: &str,
    cents: i64,
    restock: bool,
) -> Result<ApprovedReturn, OrderError> {
    let mut txn = shop.begin().await;
    let mut order = lock_of_return(&mut txn, return_id).await?;
    let approved = order.approve_return(&mut txn, return_id, euros(cents), restock).await?;
    txn.commit().await?;
    Ok(approved)
}

#[tokio::test]
async fn what_comes_back_piece_by_piece_is_back_in_the_end() {
    let shop = Shop::open().await;
    let id = shop.shipped(&order("one", ada())).await;
    let first = ask(&shop, &id, &form("first", &[("cup", 1)])).await.expect("asked");
    assert_eq!(first.returns[0].state, ReturnState::Requested);
    let waiting = shop.book.returns_page(&ReturnsQuery::default()).await.expect("returns").returns;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].order, id);
    let approved = approve(&shop, &waiting[0].id, 1_000, true).await.expect("agreed");
    assert_eq!(approved.restock, [(sku("cup"), 1)]);
    assert_eq!((approved.refund, approved.all_returned), (euros(1_000), false));
    let again = approve(&shop, &waiting[0].id, 1_000, true).await.expect("agreed before");
    assert!(again.before && again.restock.is_empty());
    let rest = form("rest", &[("cup", 1), ("spoon", 3)]);
    let view = ask(&shop, &id, &rest).await.expect("asked");
    let rest = &view.returns[1].id;
    let broken = approve(&shop, rest, 1_990, false).await.expect("agreed");
    assert!(broken.restock.is_empty(), "what is broken is not sold again");
    assert!(broken.all_returned);
    let view = shop.book.view(&ada(), &id).await.expect("an order");
    assert_eq!(view.summary.status, OrderStatus::Returned);
    assert!(view.summary.lines.iter().all(|line| line.returned == line.quantity.units()));
    assert_eq!(view.timeline.last().map(|entry| entry.what), Some(Happening::Returned));
    shop.close().await;
}

#[tokio::test]
async fn the_same_form_asks_once_and_nothing_is_asked_for_twice() {
    let shop = Shop::open().await;
    let id = shop.shipped(&order("one", ada())).await;
    for _ in 0..2 {
        let view = ask(&shop, &id, &form("same", &[("cup", 2)])).await.expect("asked");
        assert_eq!(view.returns.len(), 1);
    }
    let not_there = Err(OrderRefusal::NotThoseUnits);
    for lines in
        [&[("cup", 1)][..], &[("spoon", 4)], &[("plate", 1)], &[("spoon", 1), ("spoon", 1)], &[]]
    {
        assert_eq!(ask(&shop, &id, &form("other", lines)).await, not_there, "{lines:?}");
    }
    assert!(ask(&shop, &id, &form("spoons", &[("spoon", 3)])).await.is_ok());
    shop.close().await;
}

#[tokio::test]
async fn only_the_buyer_asks_and_only_for_what_was_sent() {
    let shop = Shop::open().await;
    let placed = shop.place(&order("one", ada())).await.id;
    let early = ask(&shop, &placed, &form("early", &[("cup", 1)])).await;
    assert_eq!(early, Err(OrderRefusal::NotNow(OrderStatus::PendingPayment)));
    let id = shop.shipped(&order("two", ada())).await;
    let form = form("guest", &[("cup", 1)]);
    let foreign = shop.book.request_return(&guest(), &id, &form).await;
    assert_eq!(foreign, Err(OrderRefusal::NotFound));
    let long = ReturnForm { reason: "x".repeat(501), ..form.clone() };
    assert_eq!(ask(&shop, &id, &long).await, Err(OrderRefusal::BadForm));
    assert_eq!(shop.count("select count(*) from orders.return_request").await, 0);
    shop.close().await;
}

#[tokio::test]
async fn whoever_has_the_link_asks_as_the_buyer_would() {
    let shop = Shop::open().await;
    let id = shop.shipped(&order("one", guest())).await;
    let mut txn = shop.begin().await;
    let link = make_link(&mut txn, &id).await.expect("a link");
    txn.commit().await.expect("committed");
    let first = form("first", &[("cup", 1)]);
    for _ in 0..2 {
        let view = shop.book.request_return_by_link(&link, &first).await.expect("asked");
        assert_eq!(view.returns.len(), 1, "the same form asks once");
        let asked = view.timeline.last().expect("something happened");
        assert_eq!((asked.what, asked.who), (Happening::ReturnRequested, Who::Shopper));
    }
    let as_buyer = shop.book.request_return(&guest(), &id, &first).await.expect("asked before");
    assert_eq!(as_buyer.returns.len(), 1, "by whichever way it is sent");
    let more = form("more", &[("cup", 2)]);
    let refused = shop.book.request_return_by_link(&link, &more).await;
    assert_eq!(refused, Err(OrderRefusal::NotThoseUnits));
    let other = Secret::new("0".repeat(64));
    let foreign = shop.book.request_return_by_link(&other, &form("other", &[("cup", 1)])).await;
    assert_eq!(foreign, Err(OrderRefusal::NotFound));
    // A number is no secret.
    let number = Secret::new(id.as_str());
    let guessed = shop.book.request_return_by_link(&number, &form("number", &[("cup", 1)])).await;
    assert_eq!(guessed, Err(OrderRefusal::NotFound));
    assert_eq!(shop.count("select count(*) from orders.return_request").await, 1);
    shop.close().await;
}

#[tokio::test]
async fn after_thirty_days_it_is_too_late() {
    let shop = Shop::open().await;
    let id = shop.shipped(&order("one", ada())).await;
    shop.on(&id, async |order, txn| order.deliver(txn, Who::Shop).await).await.expect("there");
    let set = "update orders.orders set delivered_at = now() - interval '30 days 1 minute'";
    sqlx::query(set).execute(&shop.database.pool).await.expect("long ago");
    let late = ask(&shop, &id, &form("late", &[("cup", 1)])).await;
    assert_eq!(late, Err(OrderRefusal::TooLate));
    let view = shop.book.view(&ada(), &id).await.expect("an order");
    assert_eq!(view.returnable_until, None);
    shop.close().await;
}

#[tokio::test]
async fn what_is_agreed_to_is_never_more_than_was_paid_and_a_refusal_stands() {
    let shop = Shop::open().await;
    let id = shop.shipped(&order("one", ada())).await;
    ask(&shop, &id, &form("cups", &[("cup", 2)])).await.expect("asked");
    let view = ask(&shop, &id, &form("spoons", &[("spoon", 1)])).await.expect("asked");
    let (cups, spoons) = (view.returns[0].id.as_str(), view.returns[1].id.as_str());
    approve(&shop, cups, 2_900, true).await.expect("agreed");
    let more = approve(&shop, spoons, 91, true).await;
    assert!(matches!(more, Err(OrderError::RefundTooLarge)), "agreed but not paid yet: {more:?}");
    // The refund that was agreed to is paid, and counts once.
    shop.on(&id, async |order, txn| order.refunded(txn, cups, euros(2_900), Who::Staff).await)
        .await
        .expect("paid back");
    let refuse = async || {
        shop.on(&id, async |order, txn| order.refuse_return(txn, spoons, "Worn").await).await
    };
    assert!(refuse().await.expect("refused"));
    assert!(!refuse().await.expect("refused before"));
    assert!(matches!(approve(&shop, spoons, 90, true).await, Err(OrderError::Decided)));
    let again = ask(&shop, &id, &form("again", &[("spoon", 1)])).await.expect("asked anew");
    approve(&shop, &again.returns[2].id, 90, true).await.expect("agreed");
    shop.close().await;
}
