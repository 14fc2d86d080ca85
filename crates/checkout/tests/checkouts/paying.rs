//! SUBMIT: one order, one charge, whoever asks how often.

use futures::future::join_all;
use storefront::{
    cart::{CartOwner, CartToken},
    checkout::{CheckoutError, CheckoutState, Checkouts, Submitted, SubmittedOrder},
    orders::{OrderLine, OrderStatus, Orders},
};

use crate::ground::{Ground, ada, entries, euros, guest, key, wish};

pub(crate) fn paid(answer: Result<Submitted, CheckoutError>) -> SubmittedOrder {
    match answer {
        Ok(Submitted::Paid(order)) => order,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_missing_is_told_before_anybody_is_asked() {
    let ground = Ground::new(&[("A", 1)]).await;
    let id = ground.begin(&ada(), &[("A", 1)]).await.expect("held").checkout.id;
    let missing = vec!["contact", "shippingAddress", "deliveryMethod"];
    assert_eq!(ground.submit(&ada(), &id, "first").await, Err(CheckoutError::Incomplete(missing)));
    ground.desk.change(&ada(), &id, &entries("ada")).await.expect("entered");
    assert_eq!(ground.submit(&ada(), &id, "first").await, Err(CheckoutError::NoCard));
    assert_eq!(ground.desk.progress(&ada(), &id).await, Err(CheckoutError::NotFound));
    assert_eq!(ground.bank.calls(), 0);
    assert_eq!(ground.count("select count(*) from orders.orders").await, 0);
    // The key is not spent by that.
    ground.bank.enter(&id, "ok");
    paid(ground.submit(&ada(), &id, "first").await);
    ground.close().await;
}

#[tokio::test]
async fn it_is_paid_once_and_told_again() {
    let ground = Ground::new(&[("A", 3)]).await;
    let view = ground.ready(&ada(), &[("A", 2)], "ok").await;
    let order = paid(ground.submit(&ada(), &view.id, "first").await);
    assert!(!order.replayed);
    assert_eq!(order.status, OrderStatus::Paid);
    assert_eq!(order.totals.total, euros(4_490));
    assert_eq!(order.totals, view.totals);
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    assert_eq!(ground.bank.taken(), (1, 4_490));
    let told = "select count(*) from outbox.event where topic = 'order.paid'";
    assert_eq!(ground.count(told).await, 1);

    let again = paid(ground.submit(&ada(), &view.id, "first").await);
    assert_eq!(again, SubmittedOrder { replayed: true, ..order.clone() });
    let other_key = paid(ground.submit(&ada(), &view.id, "second").await);
    assert_eq!(other_key, again, "there is one order a checkout");
    assert_eq!(paid(ground.desk.progress(&ada(), &view.id).await), again);
    assert_eq!(ground.bank.taken(), (1, 4_490));
    assert_eq!(ground.count(told).await, 1);

    let after = ground.desk.view(&ada(), &view.id).await.expect("there");
    assert_eq!((after.state, after.order), (CheckoutState::Completed, Some(order.id.clone())));
    assert_eq!(after.payment_input_url, None);
    let seen = ground.orders.view(&ada(), &order.id).await.expect("hers");
    let taxed: Vec<_> = view
        .lines
        .into_iter()
        .map(|line| OrderLine { tax_basis_points: Some(1_900), ..line })
        .collect();
    assert_eq!((seen.summary.status, seen.summary.lines), (OrderStatus::Paid, taxed));
    let by_link = ground.orders.by_link(&ground.desk.order_link(&order.id)).await;
    assert_eq!(by_link.expect("by its link").summary.id, order.id);
    let cancelled = Checkouts::cancel(&ground.desk, &ada(), &view.id).await;
    assert_eq!(cancelled, Err(CheckoutError::Over));
    ground.close().await;
}

#[tokio::test]
async fn the_key_of_another_request_is_refused() {
    let ground = Ground::new(&[("A", 3)]).await;
    let first = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    paid(ground.submit(&ada(), &first, "the-key").await);
    let second = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    assert_ne!(first, second);
    assert_eq!(ground.submit(&ada(), &second, "the-key").await, Err(CheckoutError::KeyUsed));
    assert_eq!(ground.columns("A").await, (1, 1, 1));
    // To somebody else the same key means nothing.
    let theirs = ground.ready(&guest("bob"), &[("A", 1)], "ok").await.id;
    paid(ground.submit(&guest("bob"), &theirs, "the-key").await);
    ground.close().await;
}

/// Sends one submission fifty times at once; each must be told the order, or to ask again.
async fn fifty(keys: usize) {
    let ground = Ground::new(&[("A", 9)]).await;
    let id = ground.ready(&ada(), &[("A", 3)], "ok").await.id;
    let (desk, other) = (&ground.desk, ground.another_desk());
    let answers = join_all((0..50_usize).map(|number| {
        let desk = if number.is_multiple_of(2) { desk } else { &other };
        let (by, id) = (key(&format!("{}", number % keys)), id.clone());
        async move { desk.submit(&ada(), &id, &by).await }
    }))
    .await;
    let mut first = 0;
    for answer in answers {
        match answer {
            Ok(Submitted::Paid(order)) => first += usize::from(!order.replayed),
            Ok(Submitted::Waiting(_)) | Err(CheckoutError::InProgress(_)) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(first <= 1, "{first} were told that it was done for them");
    let order = paid(ground.submit(&ada(), &id, "0").await);
    assert_eq!(ground.count("select count(*) from orders.orders").await, 1);
    assert_eq!(ground.bank.taken(), (1, order.totals.total.amount()));
    assert_eq!(ground.columns("A").await, (6, 0, 3));
    ground.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_times_at_once_with_one_key_it_is_one_order_and_one_charge() {
    fifty(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_times_at_once_with_fifty_keys_it_is_one_order_and_one_charge() {
    fifty(50).await;
}

#[tokio::test]
async fn the_cart_is_known_to_whoever_takes_off_it_what_was_bought() {
    let ground = Ground::new(&[("A", 3)]).await;
    let cart =
        CartOwner::Guest(CartToken::parse("0123456789abcdef0123456789abcdef").expect("a token"));
    let wish = storefront::checkout::Begin { cart: Some(cart), ..wish(&[("A", 2)]) };
    let id = ground.desk.begin(&guest("bob"), &wish).await.expect("held").checkout.id;
    ground.bank.enter(&id, "ok");
    ground.desk.change(&guest("bob"), &id, &entries("bob")).await.expect("entered");
    let order = paid(ground.submit(&guest("bob"), &id, "first").await).id;
    let carts = std::sync::Arc::new(crate::carts::Taken::default());
    let emptier = checkout::CartEmptier::new(ground.desk.clone(), carts.clone());
    // An event is only read when no older transaction is open, wherever in PostgreSQL.
    let events = testkit::answer("both events", async || {
        let next = outbox::next(ground.pool(), outbox::Cursor::START, 10).await.expect("readable");
        (next.len() > 1).then_some(next)
    })
    .await;
    let topics: Vec<&str> = events.iter().map(|event| event.topic.as_str()).collect();
    assert_eq!(topics, ["order.placed", "order.paid"]);
    carts.go_away(true);
    let away = emptier.take_in(&events[1]).await;
    assert!(matches!(away, Err(outbox::Refusal::Later(_))), "{away:?}");
    carts.go_away(false);
    for event in events.iter().chain(&events) {
        emptier.take_in(event).await.expect("taken in");
    }
    assert_eq!(carts.taken_off(), [("A".to_owned(), 2)], "for the order {order}, once");
    assert_eq!(ground.count("select count(cart) from checkout.checkout").await, 0);
    ground.close().await;
}
