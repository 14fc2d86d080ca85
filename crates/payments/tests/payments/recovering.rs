//! What is left undone is done later, once.

use storefront::payment::{PaymentState, Standing};

use crate::{
    bank::Fault,
    support::{Shop, an_order, euros},
};

#[tokio::test]
async fn no_answer_is_unknown_until_the_provider_tells() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    shop.bank.befall([Fault::None, Fault::Mute]);
    let view = shop.desk.drive(&payment).await.expect("driven");
    assert_eq!(view.state, PaymentState::Unknown, "the answer to taking the money was lost");
    assert_eq!(shop.bank.times(&payment), 1);
    shop.recover().await;
    assert_eq!(shop.state(&payment).await, PaymentState::Captured);
    assert_eq!(shop.bank.times(&payment), 1, "it was looked up, not taken again");
    shop.close().await;
}

#[tokio::test]
async fn a_payment_whose_process_died_is_finished_by_another() {
    let shop = Shop::new().await;
    // Died after the commit of the order.
    let meant = shop.open(&an_order(), 1).await;
    // Died after the provider was asked, with the answer on its way.
    let asked = shop.open(&an_order(), 1).await;
    sqlx::query("update payments.payment set state = 'authorising' where id = $1")
        .bind(asked.as_str())
        .execute(&shop.database.pool)
        .await
        .expect("written");
    shop.bank.set(&asked, Standing::Authorised);
    assert!(shop.desk.recover(10).await.expect("a round").driven.is_empty(), "somebody is at it");
    let recovered = shop.recover().await;
    assert!(recovered.driven.is_empty(), "nothing is left to do");
    for payment in [&meant, &asked] {
        assert_eq!(shop.state(payment).await, PaymentState::Captured);
        assert_eq!(shop.bank.times(payment), 1);
    }
    shop.close().await;
}

#[tokio::test]
async fn what_nobody_took_note_of_is_told_until_somebody_does() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    shop.desk.drive(&payment).await.expect("driven");
    assert!(shop.recover().await.unsettled.is_empty(), "the shop has a moment for it");
    sqlx::query(
        "update payments.payment set changed_at = statement_timestamp() - interval '1 min'",
    )
    .execute(&shop.database.pool)
    .await
    .expect("time passed");
    for _ in 0..2 {
        assert_eq!(shop.recover().await.unsettled, std::slice::from_ref(&payment));
    }
    let mut txn = shop.database.pool.begin().await.expect("begun");
    assert!(payments::settled(&mut txn, &payment).await.expect("noted"));
    txn.commit().await.expect("committed");
    assert!(shop.recover().await.unsettled.is_empty());
    shop.close().await;
}

#[tokio::test]
async fn one_server_takes_what_another_has_not() {
    let shop = Shop::new().await;
    for _ in 0..6 {
        shop.open(&an_order(), 1).await;
    }
    shop.pass().await;
    let (one, other) = tokio::join!(shop.desk.recover(3), shop.desk.recover(3));
    let mut taken: Vec<String> = [one, other]
        .into_iter()
        .flat_map(|round| round.expect("a round").driven)
        .map(|view| view.id.as_str().to_owned())
        .collect();
    taken.sort();
    let all = taken.len();
    taken.dedup();
    assert_eq!((taken.len(), all), (6, 6));
    shop.close().await;
}

#[tokio::test]
async fn an_unknown_payment_of_yesterday_goes_to_a_person() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    shop.bank.befall([Fault::Deaf]);
    shop.desk.drive(&payment).await.expect("driven");
    assert_eq!(shop.state(&payment).await, PaymentState::Unknown);
    sqlx::query("update payments.payment set asked_at = asked_at - interval '24 h'")
        .execute(&shop.database.pool)
        .await
        .expect("time passed");
    shop.recover().await;
    assert_eq!(shop.state(&payment).await, PaymentState::NeedsReview);
    assert_eq!(shop.bank.times(&payment), 0, "a key that may be forgotten is not used again");
    shop.close().await;
}

#[tokio::test]
async fn whatever_fails_the_books_agree_with_the_bank() {
    let faults = [Fault::None, Fault::Deaf, Fault::Mute];
    let shop = Shop::new().await;
    for plan in 0..81_usize {
        let befalls = [faults[plan % 3], faults[plan / 3 % 3], faults[plan / 9 % 3]];
        // Never, before the provider is asked, or after.
        let called_off = plan / 27;
        let order = an_order();
        let payment = shop.open(&order, 1).await;
        shop.bank.befall(befalls);
        if called_off == 1 {
            shop.call_off(&order).await;
        }
        shop.desk.drive(&payment).await.expect("driven");
        if called_off == 2 {
            shop.call_off(&order).await;
        }
        shop.recover().await;
        let state = shop.state(&payment).await;
        let balance = shop.bank.balance(&payment);
        assert!(shop.bank.times(&payment) <= 1, "{befalls:?}");
        if called_off == 0 {
            assert_eq!((state, balance), (PaymentState::Captured, 1_999), "{befalls:?}");
        } else {
            let ended = matches!(state, PaymentState::Voided | PaymentState::Refunded);
            assert!(ended, "{befalls:?} {called_off}: {state:?}");
            assert_eq!(balance, 0, "{befalls:?} {called_off}: {state:?}");
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn a_page_is_told_whether_somebody_is_at_it() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    let at_it = || async { shop.desk.view(&payment).await.expect("there").being_worked_at };
    assert!(at_it().await, "whoever opened it goes on with it");
    shop.bank.befall([Fault::Deaf]);
    shop.desk.drive(&payment).await.expect("driven");
    assert!(!at_it().await, "it was let go of, though it is not due yet");
    sqlx::query(
        "update payments.payment set leased_until = statement_timestamp() + interval '1 h'",
    )
    .execute(&shop.database.pool)
    .await
    .expect("somebody is at it again");
    assert!(at_it().await);
    shop.recover().await;
    assert!(!at_it().await);
    assert_eq!(shop.state(&payment).await, PaymentState::Captured);
    shop.close().await;
}

#[tokio::test]
async fn a_page_is_told_why_the_bank_said_no() {
    let shop = Shop::new().await;
    let payment = shop.open(&an_order(), 1).await;
    assert_eq!(shop.desk.view(&payment).await.expect("there").decline_reason, None);
    shop.bank.decline(true);
    let view = shop.desk.drive(&payment).await.expect("driven");
    assert_eq!((view.state, view.decline_reason.as_deref()), (PaymentState::Declined, Some("no")));
    shop.close().await;
}

/// Written by another version of the shop, say, or by hand.
#[tokio::test]
async fn what_cannot_be_read_does_not_keep_others_waiting() {
    let shop = Shop::new().await;
    let unreadable = "insert into payments.payment
        (id, order_id, attempt, provider, card, return_url, amount, currency, due_at)
        select md5('unreadable'), 'an-order', 1, 'bank', 'carte à puce', '/', 100, 'EUR',
               statement_timestamp() - interval '1 year'";
    sqlx::query(unreadable).execute(&shop.database.pool).await.expect("written");
    let (paid, back) = (shop.open(&an_order(), 1).await, shop.open(&an_order(), 1).await);
    shop.desk.drive(&back).await.expect("driven");
    let mut txn = shop.database.pool.begin().await.expect("begun");
    payments::ask_refund(&mut txn, &back, "a return", euros(500)).await.expect("asked");
    sqlx::query(
        "insert into payments.refund (id, payment, cause, amount, due_at)
         values (md5('refund'), md5('unreadable'), 'a return', 1, '2000-01-01')",
    )
    .execute(&mut *txn)
    .await
    .expect("written");
    txn.commit().await.expect("committed");
    shop.recover().await;
    assert_eq!(shop.state(&paid).await, PaymentState::Captured);
    assert_eq!(shop.bank.balance(&back), 1_499);
    shop.close().await;
}
