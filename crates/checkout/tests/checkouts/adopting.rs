//! Signing in while buying, and being forgotten.

use kernel::AccountId;
use storefront::checkout::{CheckoutError, CheckoutState, Checkouts};

use crate::{
    bank::Line,
    ground::{Ground, ada, guest},
    paying::paid,
};

#[tokio::test]
async fn whoever_signs_in_goes_on_where_they_were() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&guest("ada"), &[("A", 2)], "ok").await.id;
    for _ in 0..2 {
        ground.desk.adopt(&guest("ada"), &ada()).await.expect("adopted");
    }
    let gone = ground.desk.view(&guest("ada"), &id).await;
    assert_eq!(gone, Err(CheckoutError::NotFound));
    let running = ground.desk.running(&ada()).await.expect("readable").expect("hers");
    assert_eq!((running.id.clone(), running.state), (id.clone(), CheckoutState::Open));
    assert!(ground.begin(&ada(), &[("A", 2)]).await.expect("held").replayed);
    paid(ground.submit(&ada(), &id, "first").await);
    ground.close().await;
}

#[tokio::test]
async fn an_account_that_is_buying_already_keeps_what_it_has() {
    let ground = Ground::new(&[("A", 3), ("B", 3)]).await;
    let theirs = ground.ready(&guest("ada"), &[("A", 2)], "ok").await.id;
    let hers = ground.ready(&ada(), &[("B", 1)], "ok").await.id;
    ground.desk.adopt(&guest("ada"), &ada()).await.expect("answered");
    let running = ground.desk.running(&ada()).await.expect("readable").expect("hers");
    assert_eq!(running.id, hers);
    // The guest's is still the guest's, to be bought or to end.
    assert_eq!(ground.desk.view(&guest("ada"), &theirs).await.expect("there").id, theirs);
    ground.close().await;
}

#[tokio::test]
async fn an_account_that_is_forgotten_has_no_checkout_any_more() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    paid(ground.submit(&ada(), &id, "first").await);
    let account = AccountId::parse("ada").expect("an id");
    ground.desk.forget(&account).await.expect("forgotten");
    assert_eq!(ground.desk.view(&ada(), &id).await, Err(CheckoutError::NotFound));
    let left = "select count(*) from checkout.checkout
                where num_nonnulls(account, contact, shipping_address, billing_address, cart) > 0";
    assert_eq!(ground.count(left).await, 0);
    ground.close().await;
}

#[tokio::test]
async fn what_an_account_is_buying_while_it_is_forgotten_goes_on_without_its_name() {
    let ground = Ground::new(&[("A", 3)]).await;
    let paying = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    ground.bank.line(Line::Mute);
    ground.submit(&ada(), &paying, "first").await.expect("waiting");
    ground.bank.line(Line::Open);
    ground.ready(&ada(), &[("A", 2)], "ok").await;
    let account = AccountId::parse("ada").expect("an id");
    ground.desk.forget(&account).await.expect("forgotten");
    let left = "select count(*) from checkout.checkout
                where num_nonnulls(account, contact, shipping_address, billing_address, cart) > 0";
    assert_eq!(ground.count(left).await, 0);
    ground.look_after().await;
    assert_eq!(ground.columns("A").await, (0, 2, 1), "paid, and held until its end");
    ground.close().await;
}
