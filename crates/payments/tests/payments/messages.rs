//! Messages of the provider.

use payments::sign;
use storefront::payment::{PaymentMessages, PaymentState, Standing, WebhookError};

use crate::support::{SECRET, Shop, an_order, now};

#[tokio::test]
async fn a_message_is_a_hint_to_ask_and_comes_once() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    let url = "https://bank.example/owner".to_owned();
    shop.bank.set(&payment, Standing::ActionNeeded { url: url.clone() });
    let view = shop.desk.drive(&payment).await.expect("driven");
    assert_eq!((view.state, view.action_url), (PaymentState::RequiresAction, Some(url)));
    // The owner says yes at the bank.
    shop.bank.set(&payment, Standing::Authorised);
    assert!(shop.desk.recover(10).await.expect("a round").driven.is_empty(), "it is not due");
    let body = format!("m1 {payment}");
    for _ in 0..3 {
        let signature = sign(body.as_bytes(), SECRET, now());
        shop.desk.receive(body.as_bytes(), &signature).await.expect("taken");
    }
    assert_eq!(shop.count("select count(*) from payments.webhook_inbox").await, 1);
    let round = shop.desk.recover(10).await.expect("a round");
    assert_eq!(round.driven.len(), 1);
    assert_eq!(shop.state(&payment).await, PaymentState::Captured);
    let again = sign(body.as_bytes(), SECRET, now());
    shop.desk.receive(body.as_bytes(), &again).await.expect("known");
    let waiting = "select count(*) from payments.webhook_inbox where handled_at is null";
    assert_eq!(shop.count(waiting).await, 0);
    shop.close().await;
}

#[tokio::test]
async fn what_a_message_says_of_money_is_not_believed() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    let body = format!("captured {payment}");
    let signature = sign(body.as_bytes(), SECRET, now());
    shop.desk.receive(body.as_bytes(), &signature).await.expect("taken");
    shop.bank.decline(true);
    shop.desk.recover(10).await.expect("a round");
    assert_eq!(shop.state(&payment).await, PaymentState::Declined);
    shop.close().await;
}

#[tokio::test]
async fn money_that_was_taken_after_all_is_found_by_its_message() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    shop.bank.decline(true);
    shop.desk.drive(&payment).await.expect("driven");
    shop.bank.set(&payment, Standing::Captured);
    let body = format!("late {payment}");
    let signature = sign(body.as_bytes(), SECRET, now());
    shop.desk.receive(body.as_bytes(), &signature).await.expect("taken");
    shop.desk.recover(10).await.expect("a round");
    assert_eq!(shop.state(&payment).await, PaymentState::NeedsReview);
    shop.close().await;
}

#[tokio::test]
async fn an_unsigned_message_and_one_that_is_none_are_refused() {
    let shop = Shop::new().await;
    let bad = Err(WebhookError::BadSignature);
    assert_eq!(shop.desk.receive(b"m1 p1", "").await, bad);
    assert_eq!(shop.desk.receive(b"m1 p1", &sign(b"m2 p1", SECRET, now())).await, bad);
    assert_eq!(shop.desk.receive(b"m1 p1", &sign(b"m1 p1", "another", now())).await, bad);
    let strange = shop.desk.receive(b"strange", &sign(b"strange", SECRET, now())).await;
    assert_eq!(strange, Err(WebhookError::Malformed));
    assert_eq!(shop.count("select count(*) from payments.webhook_inbox").await, 0);
    shop.close().await;
}

#[tokio::test]
async fn while_postgresql_is_away_it_says_so_and_afterwards_it_works() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    shop.database.go_away().await;
    let signature = sign(b"m1 p1", SECRET, now());
    let away = Err(WebhookError::Unavailable);
    assert_eq!(shop.desk.receive(b"m1 p1", &signature).await, away);
    assert!(shop.desk.drive(&payment).await.is_err());
    assert_eq!(shop.bank.calls(), 0, "nobody is asked for what cannot be written down");
    shop.database.come_back().await;
    while shop.desk.drive(&payment).await.is_err() {
        tokio::task::yield_now().await;
    }
    assert_eq!(shop.state(&payment).await, PaymentState::Captured);
    assert_eq!(shop.bank.times(&payment), 1);
    shop.close().await;
}
