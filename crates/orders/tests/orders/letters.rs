//! Letters about orders.

use kernel::{Email, OrderId};
use orders::{DueLetter, prune_letters};
use storefront::{
    mail::LetterKind,
    orders::{OrderView, Orders, ReturnForm, Who},
};

use crate::support::{Shop, ada, euros, guest, order, sku, units};

/// All letters that wait, taken and sent.
async fn post(shop: &Shop) -> Vec<DueLetter> {
    let queue = shop.book.letters();
    let due = queue.due_letters(100).await.expect("letters");
    for letter in &due {
        assert!(queue.mark_sent(letter).await.expect("marked"));
    }
    due
}

#[tokio::test]
async fn each_step_has_its_letter_and_each_letter_a_link_of_its_own() {
    let shop = Shop::open().await;
    let id = shop.shipped(&order("one", ada())).await;
    shop.on(&id, async |order, txn| order.refunded(txn, "r", euros(500), Who::Staff).await)
        .await
        .expect("refunded");
    let cancelled = shop.place(&order("two", ada())).await.id;
    shop.on(&cancelled, async |order, txn| order.cancel(txn, Who::Shop, "").await)
        .await
        .expect("cancelled");
    let letters = post(&shop).await;
    let kinds: Vec<_> = letters.iter().map(|letter| letter.kind).collect();
    assert_eq!(
        kinds,
        [
            LetterKind::OrderPlaced,
            LetterKind::OrderPaid,
            LetterKind::OrderShipped,
            LetterKind::OrderRefunded,
            LetterKind::OrderPlaced,
            LetterKind::OrderCancelled,
        ]
    );
    assert_eq!(letters[3].amount, Some(euros(500)));
    for letter in &letters {
        assert_eq!(letter.to.as_str(), "ada@example.com");
        let found = shop.book.by_link(&letter.link).await.expect("the order");
        // On its way, it may be sent back from now on: that day moves with each look.
        let returnable_until = letter.order.returnable_until;
        assert_eq!(found.returnable_until.is_some(), returnable_until.is_some());
        assert_eq!(OrderView { returnable_until, ..found }, letter.order);
        let same = letters.iter().filter(|other| other.link.reveal() == letter.link.reveal());
        assert_eq!(same.count(), 1);
    }
    assert_eq!(shop.book.letters().waiting().await, Ok(0));
    let kept =
        "select count(*) from orders.letter where recipient is not null or secret is not null";
    assert_eq!(shop.count(kept).await, 0, "nothing secret is kept of what was sent");
    shop.close().await;
}

#[tokio::test]
async fn arriving_and_each_step_of_a_return_has_its_letter_once() {
    let shop = Shop::open().await;
    let id = shop.shipped(&order("one", ada())).await;
    shop.on(&id, async |order, txn| order.deliver(txn, Who::Shop).await).await.expect("there");
    let again = shop.on(&id, async |order, txn| order.deliver(txn, Who::Shop).await).await;
    assert!(again.is_err(), "it arrived before");
    let ask = async |name: &str| {
        let lines = vec![(sku(name), units(1))];
        let form =
            ReturnForm { lines, reason: "Too small".to_owned(), key: format!("key-of-{name}") };
        let mut seen = None;
        for _ in 0..2 {
            seen = Some(shop.book.request_return(&ada(), &id, &form).await.expect("asked"));
        }
        seen.and_then(|view| view.returns.last().cloned()).expect("a return")
    };
    let (cup, spoon) = (ask("cup").await, ask("spoon").await);
    for _ in 0..2 {
        shop.on(&id, async |order, txn| order.refuse_return(txn, &cup.id, "It is worn.").await)
            .await
            .expect("refused");
        shop.on(&id, async |order, txn| {
            order.approve_return(txn, &spoon.id, euros(0), true).await.map(drop)
        })
        .await
        .expect("agreed to");
    }
    let letters: Vec<_> = post(&shop).await.into_iter().skip(3).collect();
    let told = |letter: &DueLetter| {
        let returned = letter.returned.as_ref().map(|one| one.lines[0].sku.as_str().to_owned());
        (letter.kind, returned, letter.reason.clone(), letter.amount)
    };
    let of =
        |kind, name: &str, reason: &str| (kind, Some(name.to_owned()), reason.to_owned(), None);
    assert_eq!(
        letters.iter().map(told).collect::<Vec<_>>(),
        [
            (LetterKind::OrderDelivered, None, String::new(), None),
            of(LetterKind::ReturnAsked, "cup", ""),
            of(LetterKind::ReturnAsked, "spoon", ""),
            of(LetterKind::ReturnRefused, "cup", "It is worn."),
            of(LetterKind::ReturnAgreed, "spoon", ""),
        ]
    );
    shop.close().await;
}

#[tokio::test]
async fn what_goes_back_for_a_return_is_told_of_once_it_has() {
    let shop = Shop::open().await;
    let id = shop.shipped(&order("one", ada())).await;
    let lines = vec![(sku("cup"), units(1))];
    let form = ReturnForm { lines, reason: String::new(), key: "key-of-one".to_owned() };
    let asked = shop.book.request_return(&ada(), &id, &form).await.expect("asked");
    post(&shop).await;
    let back = asked.returns[0].id.as_str();
    shop.on(&id, async |order, txn| {
        order.approve_return(txn, back, euros(1_000), true).await.map(drop)
    })
    .await
    .expect("agreed to");
    assert!(post(&shop).await.is_empty(), "nothing is told before it is paid");
    shop.on(&id, async |order, txn| order.refunded(txn, back, euros(1_000), Who::Staff).await)
        .await
        .expect("paid back");
    let kinds: Vec<_> = post(&shop).await.iter().map(|letter| letter.kind).collect();
    assert_eq!(kinds, [LetterKind::OrderRefunded]);
    shop.close().await;
}

#[tokio::test]
async fn what_is_not_committed_is_not_written_about() {
    let shop = Shop::open().await;
    let mut txn = shop.begin().await;
    orders::place(&mut txn, &order("one", ada())).await.expect("placed");
    txn.rollback().await.expect("rolled back");
    assert!(post(&shop).await.is_empty());
    shop.close().await;
}

#[tokio::test]
async fn a_letter_is_given_to_one_and_comes_back_when_it_could_not_be_sent() {
    let shop = Shop::open().await;
    shop.place(&order("one", ada())).await;
    let queue = shop.book.letters();
    let first = queue.due_letters(10).await.expect("letters").remove(0);
    assert!(queue.due_letters(10).await.expect("letters").is_empty(), "it is leased");
    let due = "update orders.letter set leased_until = now() - interval '1 second'";
    sqlx::query(due).execute(&shop.database.pool).await.expect("the lease ended");
    let second = queue.due_letters(10).await.expect("letters").remove(0);
    assert_eq!((first.id.clone(), second.attempts), (second.id.clone(), 2));
    assert_eq!(queue.mark_sent(&first).await, Ok(false), "another has it");
    queue.put_back(&second).await.expect("put back");
    assert!(queue.due_letters(10).await.expect("letters").is_empty(), "after a pause");
    sqlx::query(due).execute(&shop.database.pool).await.expect("the pause ended");
    let third = queue.due_letters(10).await.expect("letters").remove(0);
    queue.give_up(&third).await.expect("forgotten");
    assert_eq!(queue.waiting().await, Ok(0));
    shop.close().await;
}

#[tokio::test]
async fn what_could_not_be_sent_for_a_week_is_forgotten() {
    let shop = Shop::open().await;
    for checkout in ["old", "new"] {
        shop.place(&order(checkout, ada())).await;
    }
    let age = "update orders.letter set created_at = now() - interval '7 days 1 minute'
               where order_id = (select id from orders.orders where checkout = 'old')";
    sqlx::query(age).execute(&shop.database.pool).await.expect("aged");
    let due = shop.book.letters().due_letters(10).await.expect("letters");
    assert_eq!(due.len(), 1, "the old one is news no more");
    assert_eq!(prune_letters(&shop.database.pool, 10).await.expect("pruned"), 1);
    assert_eq!(prune_letters(&shop.database.pool, 10).await.expect("pruned"), 0);
    assert_eq!(shop.book.letters().waiting().await, Ok(1));
    shop.close().await;
}

#[tokio::test]
async fn who_lost_the_link_is_sent_another_to_the_orders_own_address_only() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", guest())).await.id;
    post(&shop).await;
    let address = |text: &str| Email::parse(text).expect("an address");
    let nobodys = OrderId::parse("0000-0000-0000").expect("an id");
    let own = address("ada@example.com");
    assert_eq!(shop.book.send_link(&id, &address("eve@example.com")).await, Ok(()));
    assert_eq!(shop.book.send_link(&nobodys, &own).await, Ok(()), "nothing is told");
    assert!(post(&shop).await.is_empty());
    assert_eq!(shop.book.send_link(&id, &own).await, Ok(()));
    let letters = post(&shop).await;
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].kind, &letters[0].to), (LetterKind::OrderLink, &own));
    assert_eq!(shop.book.by_link(&letters[0].link).await, shop.book.view(&guest(), &id).await);
    shop.close().await;
}
