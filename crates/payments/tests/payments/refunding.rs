//! Money goes back, never more than was taken.

use futures::future::join_all;
use kernel::PaymentId;
use payments::{RefundError, ask_refund};
use storefront::payment::PaymentState;

use crate::{
    bank::Fault,
    support::{Shop, an_order, euros},
};

async fn ask(
    shop: &Shop,
    payment: &PaymentId,
    cause: &str,
    amount: i64,
) -> Result<String, RefundError> {
    let mut txn = shop.database.pool.begin().await?;
    let id = ask_refund(&mut txn, payment, cause, euros(amount)).await?;
    txn.commit().await?;
    Ok(id)
}

async fn paid(shop: &Shop) -> PaymentId {
    let payment = shop.open(&an_order(), 1).await;
    shop.desk.drive(&payment).await.expect("driven");
    payment
}

#[tokio::test]
async fn parts_go_back_each_once_until_nothing_is_left() {
    let shop = Shop::new().await;
    let payment = paid(&shop).await;
    let first = ask(&shop, &payment, "return-1", 999).await.expect("asked");
    assert_eq!(ask(&shop, &payment, "return-1", 999).await.expect("the same"), first);
    assert!(matches!(ask(&shop, &payment, "return-1", 1).await, Err(RefundError::Different)));
    assert!(matches!(ask(&shop, &payment, "return-2", 1_001).await, Err(RefundError::TooMuch)));
    // The answer is lost; sent again by the same key it goes back once.
    shop.bank.befall([Fault::Mute, Fault::Deaf]);
    shop.recover().await;
    let view = shop.desk.view(&payment).await.expect("there");
    assert_eq!((view.state, view.refunded), (PaymentState::Captured, euros(999)));
    assert_eq!(shop.bank.balance(&payment), 1_000);
    ask(&shop, &payment, "return-2", 1_000).await.expect("asked");
    shop.recover().await;
    assert_eq!(shop.state(&payment).await, PaymentState::Refunded);
    assert_eq!(shop.bank.balance(&payment), 0);
    shop.close().await;
}

#[tokio::test]
async fn a_crowd_gets_no_more_back_than_was_taken() {
    let shop = Shop::new().await;
    let payment = paid(&shop).await;
    let causes: Vec<String> = (0..20).map(|n| format!("return-{n}")).collect();
    let asked = join_all(causes.iter().map(|cause| ask(&shop, &payment, cause, 500))).await;
    assert_eq!(asked.iter().filter(|asked| asked.is_ok()).count(), 3);
    shop.recover().await;
    assert_eq!(shop.bank.balance(&payment), 499);
    shop.close().await;
}

#[tokio::test]
async fn what_the_provider_refuses_can_be_asked_for_again() {
    let shop = Shop::new().await;
    let payment = paid(&shop).await;
    shop.bank.refuse_refunds();
    ask(&shop, &payment, "return-1", 1_999).await.expect("asked");
    shop.recover().await;
    let view = shop.desk.view(&payment).await.expect("there");
    assert_eq!((view.state, view.refunded), (PaymentState::Captured, euros(0)));
    assert!(ask(&shop, &payment, "return-1-again", 1_999).await.is_ok());
    shop.close().await;
}

#[tokio::test]
async fn nothing_goes_back_of_what_was_not_taken() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    assert!(matches!(ask(&shop, &payment, "return-1", 1).await, Err(RefundError::TooMuch)));
    let none = PaymentId::parse("none").expect("an id");
    assert!(matches!(ask(&shop, &none, "return-1", 1).await, Err(RefundError::TooMuch)));
    shop.close().await;
}
