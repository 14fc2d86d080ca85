//! What is not wanted any more.

use payments::{Ended, OpenError, ended};
use storefront::payment::{PaymentState, Standing};

use crate::{
    bank::Fault,
    support::{Shop, an_order, new_payment},
};

#[tokio::test]
async fn nobody_is_asked_for_what_was_called_off_before() {
    let shop = Shop::new().await;
    let order = an_order();
    let payment = shop.open(&order, 1).await;
    shop.call_off(&order).await;
    assert_eq!(shop.state(&payment).await, PaymentState::Voided);
    shop.desk.drive(&payment).await.expect("driven");
    shop.recover().await;
    assert_eq!(shop.bank.calls(), 0);
    let second = shop.try_open(&new_payment(&order, 2, "bank")).await;
    assert!(second.is_ok(), "the order may be paid by another");
    shop.close().await;
}

#[tokio::test]
async fn what_is_on_its_way_is_never_authorised_afterwards() {
    let shop = Shop::new().await;
    let order = an_order();
    let payment = shop.open(&order, 1).await;
    sqlx::query("update payments.payment set state = 'authorising'")
        .execute(&shop.database.pool)
        .await
        .expect("a process died before it asked");
    shop.call_off(&order).await;
    shop.recover().await;
    assert_eq!(shop.state(&payment).await, PaymentState::Voided);
    assert_eq!(shop.bank.standing(&payment), Standing::Voided);
    shop.close().await;
}

#[tokio::test]
async fn what_was_taken_goes_back() {
    let shop = Shop::new().await;
    let order = an_order();
    let payment = shop.open(&order, 1).await;
    shop.desk.drive(&payment).await.expect("driven");
    assert_eq!(shop.bank.balance(&payment), 1_999);
    shop.call_off(&order).await;
    let mut txn = shop.database.pool.begin().await.expect("begun");
    assert_eq!(ended(&mut txn, &payment).await.expect("there").1, Ended::Unpaid);
    drop(txn);
    shop.recover().await;
    assert_eq!(shop.bank.balance(&payment), 0);
    let view = shop.desk.view(&payment).await.expect("there");
    assert_eq!((view.state, view.refunded), (PaymentState::Refunded, view.amount));
    assert_eq!(shop.bank.times(&payment), 1);
    shop.close().await;
}

/// Whether another payment may be tried depends on what came first.
#[tokio::test]
async fn a_no_is_told_apart_from_a_no_to_what_was_called_off() {
    for called_off in [false, true] {
        let shop = Shop::new().await;
        let order = an_order();
        let payment = shop.open(&order, 1).await;
        shop.bank.decline(true);
        shop.bank.befall([Fault::Mute]);
        shop.desk.drive(&payment).await.expect("driven");
        assert_eq!(shop.state(&payment).await, PaymentState::Unknown);
        if called_off {
            shop.call_off(&order).await;
        }
        shop.recover().await;
        let mut txn = shop.database.pool.begin().await.expect("begun");
        let (view, how) = ended(&mut txn, &payment).await.expect("there");
        assert_eq!(view.state, PaymentState::Declined);
        assert_eq!(how, if called_off { Ended::CalledOff } else { Ended::Unpaid });
        drop(txn);
        shop.close().await;
    }
}

#[tokio::test]
async fn a_contradiction_goes_to_a_person_and_stays_there() {
    let shop = Shop::new().await;
    let order = an_order();
    let payment = shop.open(&order, 1).await;
    shop.bank.set(&payment, Standing::Declined { reason: "no".to_owned() });
    shop.desk.drive(&payment).await.expect("driven");
    assert_eq!(shop.state(&payment).await, PaymentState::Declined);
    // Nobody looks at what is final; money that was taken all the same is seen by a message.
    shop.bank.set(&payment, Standing::Captured);
    let looked = shop.desk.look_again(&payment).await.expect("looked");
    assert_eq!(looked.state, PaymentState::NeedsReview);
    let mut txn = shop.database.pool.begin().await.expect("begun");
    assert_eq!(ended(&mut txn, &payment).await.expect("there").1, Ended::NeedsReview);
    drop(txn);
    let second = shop.try_open(&new_payment(&order, 2, "bank")).await;
    assert!(matches!(second, Err(OpenError::NeedsReview)), "it may be paid already");
    shop.bank.set(&payment, Standing::Refunded);
    let looked = shop.desk.look_again(&payment).await.expect("looked");
    assert_eq!(looked.state, PaymentState::NeedsReview);
    shop.close().await;
}
