//! Payments that were made outside the shop: nobody is asked about them, and what goes back of them is
//! noted by hand.

use kernel::{OrderId, PaymentId};
use payments::{
    OUTSIDE, OpenError, PaidBack, TakenOutside, ask_refund, paid_back, refund_noted, settled,
    take_outside,
};
use storefront::payment::PaymentState;

use crate::support::{Shop, an_order, euros};

async fn try_take(shop: &Shop, order: &OrderId, cents: i64) -> Result<PaymentId, OpenError> {
    let mut txn = shop.database.pool.begin().await?;
    let (reference, amount) = ("Receipt 7", euros(cents));
    let taken = TakenOutside { order, attempt: 1, reference, amount };
    let payment = take_outside(&mut txn, &taken).await?;
    assert!(settled(&mut txn, &payment).await?);
    txn.commit().await?;
    Ok(payment)
}

async fn asked(shop: &Shop, payment: &PaymentId, cause: &str, cents: i64) -> String {
    let mut txn = shop.database.pool.begin().await.expect("begun");
    let id = ask_refund(&mut txn, payment, cause, euros(cents)).await.expect("asked");
    txn.commit().await.expect("committed");
    id
}

/// Tells whether it was noted now.
async fn pay_back(shop: &Shop, order: &OrderId, refund: &str) -> PaidBack {
    let mut txn = shop.database.pool.begin().await.expect("begun");
    let paid = paid_back(&mut txn, order, refund).await.expect("noted");
    if let PaidBack::Now(ended) = &paid {
        assert!(refund_noted(&mut txn, &ended.id).await.expect("noted"));
    }
    txn.commit().await.expect("committed");
    paid
}

#[tokio::test]
async fn it_is_captured_at_once_and_found_by_its_reference() {
    let shop = Shop::new().await;
    let order = an_order();
    let payment = try_take(&shop, &order, 1_999).await.expect("taken");
    let view = shop.desk.view(&payment).await.expect("there");
    assert_eq!((view.state, view.amount), (PaymentState::Captured, euros(1_999)));
    assert_eq!(view.outside.as_deref(), Some("Receipt 7"));
    let moves = "select count(*) from payments.history";
    assert_eq!(shop.count(moves).await, 2, "by the moves that all payments make");
    assert!(matches!(try_take(&shop, &order, 1_999).await, Err(OpenError::AnotherOpen)));
    assert!(matches!(try_take(&shop, &an_order(), 0).await, Err(OpenError::Nothing)));
    let card = shop.open(&an_order(), 1).await;
    assert_eq!(shop.desk.view(&card).await.expect("there").outside, None);
    shop.close().await;
}

#[tokio::test]
async fn no_worker_asks_the_provider_about_it_or_sends_its_refunds() {
    let shop = Shop::new().await;
    let order = an_order();
    let payment = try_take(&shop, &order, 1_999).await.expect("taken");
    let refund = asked(&shop, &payment, "cancelled", 1_999).await;
    for _ in 0..3 {
        shop.pass().await;
        let round = shop.desk.recover(10).await.expect("a round");
        assert!(round.driven.is_empty() && round.unsettled.is_empty(), "{round:?}");
        assert!(round.refunds == 0 && round.refunded.is_empty(), "{round:?}");
    }
    let driven = shop.desk.drive(&payment).await.expect("left alone");
    let looked = shop.desk.look_again(&payment).await.expect("left alone");
    for view in [driven, looked] {
        assert_eq!((view.state, view.refunded), (PaymentState::Captured, euros(0)));
    }
    assert_eq!(shop.desk.give_back_now(&order).await, Ok(0));
    assert_eq!(shop.bank.calls(), 0);
    let owed = shop.desk.owed_by_hand(&order).await.expect("read");
    assert_eq!(
        owed.iter().map(|one| (&*one.id, one.amount)).collect::<Vec<_>>(),
        [(&*refund, euros(1_999))]
    );
    shop.close().await;
}

#[tokio::test]
async fn what_was_paid_back_by_hand_is_noted_once_and_of_its_order_alone() {
    let shop = Shop::new().await;
    let order = an_order();
    let payment = try_take(&shop, &order, 1_999).await.expect("taken");
    let first = asked(&shop, &payment, "return-1", 999).await;
    let second = asked(&shop, &payment, "return-2", 1_000).await;
    let owed = shop.desk.owed_by_hand(&order).await.expect("read");
    assert_eq!(owed.iter().map(|one| &*one.id).collect::<Vec<_>>(), [&*first, &*second]);
    assert_eq!(pay_back(&shop, &an_order(), &first).await, PaidBack::NotThere);
    let PaidBack::Now(ended) = pay_back(&shop, &order, &first).await else {
        panic!("it was not noted before")
    };
    assert_eq!((ended.amount, &*ended.cause, ended.done), (euros(999), "return-1", true));
    assert_eq!(pay_back(&shop, &order, &first).await, PaidBack::Before);
    let view = shop.desk.view(&payment).await.expect("there");
    assert_eq!((view.state, view.refunded), (PaymentState::Captured, euros(999)));
    assert!(matches!(pay_back(&shop, &order, &second).await, PaidBack::Now(_)));
    assert_eq!(shop.state(&payment).await, PaymentState::Refunded);
    assert!(shop.desk.recover(10).await.expect("a round").refunded.is_empty(), "it was told");

    let other = an_order();
    let card = shop.open(&other, 1).await;
    shop.desk.drive(&card).await.expect("driven");
    let sent = asked(&shop, &card, "return-1", 999).await;
    assert_eq!(pay_back(&shop, &other, &sent).await, PaidBack::NotThere, "a provider sends it");
    let named = format!("select count(*) from payments.payment where provider = '{OUTSIDE}'");
    assert_eq!(shop.count(&named).await, 1);
    shop.close().await;
}
