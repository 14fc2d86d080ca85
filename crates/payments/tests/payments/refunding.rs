//! Money goes back, never more than was taken.

use futures::future::join_all;
use kernel::PaymentId;
use payments::{CALLED_OFF, RefundError, ask_refund, refund_noted};
use storefront::payment::{PaymentState, Standing};

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

#[tokio::test]
async fn a_refund_that_ended_is_told_until_its_order_took_note() {
    let shop = Shop::new().await;
    let payment = paid(&shop).await;
    let id = ask(&shop, &payment, "return-1", 999).await.expect("asked");
    shop.bank.befall([Fault::Deaf]);
    let first = shop.desk.recover(10).await.expect("a round");
    assert!(first.refunded.is_empty(), "nobody knows how it ends");
    assert!(!note(&shop, &id).await, "it has not ended");
    for _ in 0..2 {
        let refunded = shop.recover().await.refunded;
        let [told] = &refunded[..] else { panic!("{refunded:?}") };
        assert_eq!((&told.id, &told.payment, &*told.cause), (&id, &payment, "return-1"));
        assert_eq!((told.amount, told.done), (euros(999), true));
        assert_eq!(told.order, shop.desk.view(&payment).await.expect("there").order);
    }
    assert!(note(&shop, &id).await);
    assert!(!note(&shop, &id).await, "it is noted once");
    assert!(shop.recover().await.refunded.is_empty());
    shop.close().await;
}

async fn note(shop: &Shop, refund: &str) -> bool {
    let mut txn = shop.database.pool.begin().await.expect("begun");
    let noted = refund_noted(&mut txn, refund).await.expect("noted");
    txn.commit().await.expect("committed");
    noted
}

#[tokio::test]
async fn no_more_is_told_in_a_round_than_was_asked_for() {
    let shop = Shop::new().await;
    let payment = paid(&shop).await;
    for cause in ["return-1", "return-2", "return-3"] {
        ask(&shop, &payment, cause, 100).await.expect("asked");
    }
    shop.recover().await;
    let round = shop.desk.recover(2).await.expect("a round");
    let causes: Vec<&str> = round.refunded.iter().map(|ended| &*ended.cause).collect();
    assert_eq!(causes, ["return-1", "return-2"]);
    shop.close().await;
}

#[tokio::test]
async fn a_refusal_is_told_as_one() {
    let shop = Shop::new().await;
    let payment = paid(&shop).await;
    shop.bank.refuse_refunds();
    ask(&shop, &payment, "return-1", 500).await.expect("asked");
    let refunded = shop.recover().await.refunded;
    assert_eq!(refunded.iter().map(|told| told.done).collect::<Vec<_>>(), [false]);
    shop.close().await;
}

#[tokio::test]
async fn what_went_back_without_us_is_no_refusal() {
    let shop = Shop::new().await;
    let payment = paid(&shop).await;
    ask(&shop, &payment, "return-1", 1_999).await.expect("asked");
    // Somebody gave all of it back at the provider's own desk.
    shop.bank.set(&payment, Standing::Refunded);
    shop.bank.refuse_refunds();
    let refunded = shop.recover().await.refunded;
    assert_eq!(refunded.iter().map(|told| told.done).collect::<Vec<_>>(), [true]);
    let view = shop.desk.view(&payment).await.expect("there");
    assert_eq!((view.state, view.refunded), (PaymentState::Refunded, euros(1_999)));
    shop.close().await;
}

#[tokio::test]
async fn an_order_that_is_cancelled_need_not_wait_for_its_money() {
    let shop = Shop::new().await;
    let (order, other) = (an_order(), an_order());
    let payment = shop.open(&order, 1).await;
    let untouched = shop.open(&other, 1).await;
    for payment in [&payment, &untouched] {
        shop.desk.drive(payment).await.expect("driven");
        ask(&shop, payment, "return-1", 999).await.expect("asked");
    }
    shop.call_off(&order).await;
    assert_eq!(shop.desk.give_back_now(&order).await.expect("asked"), 2);
    assert_eq!(shop.state(&payment).await, PaymentState::Refunded);
    assert_eq!((shop.bank.balance(&payment), shop.bank.balance(&untouched)), (0, 1_999));
    assert_eq!(shop.desk.give_back_now(&order).await.expect("asked"), 0, "once");
    let told = shop.desk.recover(10).await.expect("a round").refunded;
    let rest = told.iter().filter(|told| told.payment == payment && told.cause == CALLED_OFF);
    assert_eq!(rest.map(|told| told.amount).collect::<Vec<_>>(), [euros(1_000)]);
    shop.close().await;
}

#[tokio::test]
async fn what_does_not_go_back_at_once_is_left_to_the_worker() {
    let shop = Shop::new().await;
    let order = an_order();
    let payment = shop.open(&order, 1).await;
    shop.desk.drive(&payment).await.expect("driven");
    shop.call_off(&order).await;
    shop.bank.befall([Fault::Deaf]);
    assert_eq!(shop.desk.give_back_now(&order).await.expect("asked"), 0);
    assert_eq!(shop.bank.balance(&payment), 1_999);
    shop.recover().await;
    assert_eq!(shop.bank.balance(&payment), 0);
    shop.close().await;
}

#[tokio::test]
async fn a_page_and_a_worker_give_the_same_back_once() {
    let shop = Shop::new().await;
    let order = an_order();
    let payment = shop.open(&order, 1).await;
    shop.desk.drive(&payment).await.expect("driven");
    ask(&shop, &payment, "return-1", 999).await.expect("asked");
    shop.call_off(&order).await;
    let pages = join_all((0..6).map(|_| shop.desk.give_back_now(&order)));
    let workers = join_all((0..3).map(|_| shop.desk.recover(10)));
    let (pages, workers) = tokio::join!(pages, workers);
    assert!(pages.iter().all(Result::is_ok) && workers.iter().all(Result::is_ok));
    shop.recover().await;
    assert_eq!(shop.state(&payment).await, PaymentState::Refunded);
    assert_eq!(shop.bank.balance(&payment), 0);
    let refunds = "select count(*) from payments.refund where state = 'done'";
    assert_eq!(shop.count(refunds).await, 2);
    shop.close().await;
}
