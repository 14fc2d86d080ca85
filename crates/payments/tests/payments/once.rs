//! An order is charged once.

use futures::future::join_all;
use payments::{Ended, OpenError, ended, settled};
use storefront::payment::{PaymentState, Standing};

use crate::support::{Shop, an_order, euros, new_payment};

#[tokio::test]
async fn a_payment_is_brought_to_its_end_and_settled() {
    let shop = Shop::new().await;
    let order = an_order();
    let payment = shop.open(&order, 1).await;
    let view = shop.desk.drive(&payment).await.expect("driven");
    assert_eq!(view.state, PaymentState::Captured);
    assert_eq!((shop.bank.balance(&payment), shop.bank.times(&payment)), (1_999, 1));
    let mut txn = shop.database.pool.begin().await.expect("begun");
    assert_eq!(ended(&mut txn, &payment).await.expect("there").1, Ended::Paid);
    assert!(settled(&mut txn, &payment).await.expect("noted"));
    assert!(!settled(&mut txn, &payment).await.expect("noted"), "it is noted once");
    txn.commit().await.expect("committed");
    let states = shop.desk.of_order(&order).await.expect("read");
    assert_eq!(states.len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn opened_again_it_is_the_same_and_another_needs_a_failure() {
    let shop = Shop::new().await;
    let order = an_order();
    let new = new_payment(&order, 1, "bank");
    let first = shop.try_open(&new).await.expect("opened");
    let again = shop.try_open(&new).await.expect("opened");
    assert_eq!((&again.payment, again.replayed), (&first.payment, true));
    let dearer = payments::NewPayment { amount: euros(2_000), ..new.clone() };
    assert!(matches!(shop.try_open(&dearer).await, Err(OpenError::Different)));
    let second = payments::NewPayment { attempt: 2, ..new.clone() };
    assert!(matches!(shop.try_open(&second).await, Err(OpenError::AnotherOpen)));
    let nothing = payments::NewPayment { amount: euros(0), ..new };
    assert!(matches!(shop.try_open(&nothing).await, Err(OpenError::Nothing)));

    shop.bank.decline(true);
    let view = shop.desk.drive(&first.payment).await.expect("driven");
    assert_eq!(view.state, PaymentState::Declined);
    shop.bank.decline(false);
    let second = shop.try_open(&second).await.expect("the first is known to have failed");
    assert!(!second.replayed);
    let view = shop.desk.drive(&second.payment).await.expect("driven");
    assert_eq!((view.state, view.attempt), (PaymentState::Captured, 2));
    assert_eq!(shop.bank.balance(&first.payment), 0);
    shop.close().await;
}

#[tokio::test]
async fn many_who_work_at_it_at_once_charge_once() {
    let shop = Shop::new().await;
    let order = an_order();
    let new = new_payment(&order, 1, "bank");
    let opened = join_all((0..20).map(|_| shop.try_open(&new))).await;
    let fresh = opened.iter().filter(|opened| opened.as_ref().is_ok_and(|o| !o.replayed)).count();
    assert_eq!(fresh, 1);
    let payment = opened[0].as_ref().expect("opened").payment.clone();
    let driven = join_all((0..20).map(|_| shop.desk.drive(&payment))).await;
    assert!(driven.iter().all(Result::is_ok));
    assert_eq!(shop.state(&payment).await, PaymentState::Captured);
    assert_eq!(shop.bank.times(&payment), 1);
    assert_eq!(shop.bank.standing(&payment), Standing::Captured);
    shop.close().await;
}

#[tokio::test]
async fn the_database_refuses_what_the_rules_refuse() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    shop.desk.drive(&payment).await.expect("driven");
    for wrong in [
        "update payments.payment set state = 'declined'",
        "update payments.payment set state = 'created'",
        "update payments.payment set amount = 1",
        "update payments.payment set order_id = 'another'",
        "update payments.payment set refunding = amount + 1",
    ] {
        let done = sqlx::query(wrong).execute(&shop.database.pool).await;
        assert!(done.is_err(), "{wrong}");
    }
    sqlx::query("update payments.payment set wanted = false")
        .execute(&shop.database.pool)
        .await
        .expect("it may be called off");
    let back = sqlx::query("update payments.payment set wanted = true");
    assert!(back.execute(&shop.database.pool).await.is_err(), "for ever");
    shop.close().await;
}
