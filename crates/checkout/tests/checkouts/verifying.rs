//! 3-D Secure: the bank wants to see the shopper first.

use storefront::{
    checkout::{CheckoutError, CheckoutState, Checkouts, Submitted},
    payment::Standing,
};

use crate::{
    bank::Line,
    ground::{Ground, ada},
    paying::paid,
};

fn action(answer: Result<Submitted, CheckoutError>) -> String {
    match answer {
        Ok(Submitted::ActionNeeded(_, url)) => url,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn who_says_yes_at_the_bank_has_paid_on_coming_back() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "action").await.id;
    let url = action(ground.submit(&ada(), &id, "first").await);
    assert_eq!(url, "https://bank.example/3ds");
    // Whoever sends the form again, or asks, is sent there again.
    assert_eq!(action(ground.submit(&ada(), &id, "first").await), url);
    assert_eq!(action(ground.submit(&ada(), &id, "second").await), url);
    assert_eq!(action(ground.desk.progress(&ada(), &id).await), url);
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    ground.bank.answer_action(true);
    paid(ground.desk.progress(&ada(), &id).await);
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    assert!(paid(ground.submit(&ada(), &id, "first").await).replayed);
    assert_eq!(ground.bank.taken(), (1, 4_490));
    ground.close().await;
}

#[tokio::test]
async fn who_says_no_at_the_bank_may_try_another_card() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "action").await.id;
    action(ground.submit(&ada(), &id, "first").await);
    ground.bank.answer_action(false);
    match ground.desk.progress(&ada(), &id).await {
        Err(CheckoutError::Declined { until: Some(_), reason, .. }) => {
            assert_eq!(reason.as_deref(), Some("authentication_failed"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    ground.bank.enter(&id, "ok");
    paid(ground.submit(&ada(), &id, "second").await);
    ground.close().await;
}

#[tokio::test]
async fn who_never_comes_back_from_the_bank_has_paid_all_the_same() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "action").await.id;
    action(ground.submit(&ada(), &id, "first").await);
    ground.bank.answer_action(true);
    ground.look_after().await;
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    ground.close().await;
}

#[tokio::test]
async fn who_never_answers_the_bank_loses_the_units_in_the_end() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "action").await.id;
    action(ground.submit(&ada(), &id, "first").await);
    // The end of the hold means nothing any more: it is the order's time that counts.
    ground
        .run("update inventory.hold set expires_at = statement_timestamp() - interval '1 s'")
        .await;
    ground
        .run("update checkout.checkout set expires_at = statement_timestamp() - interval '1 s'")
        .await;
    ground.look_after().await;
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    ground.end_pay_time().await;
    ground.look_after().await;
    ground.look_after().await;
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    assert_eq!(ground.bank.only(), Some(Standing::Voided));
    assert_eq!(
        ground.count("select count(*) from orders.orders where status = 'cancelled'").await,
        1
    );
    // Whoever says yes now says it to nobody.
    ground.bank.answer_action(true);
    assert_eq!(ground.desk.progress(&ada(), &id).await, Err(CheckoutError::Over));
    assert_eq!(ground.bank.taken(), (0, 0));
    assert_eq!(ground.desk.view(&ada(), &id).await.expect("there").state, CheckoutState::Expired);
    ground.close().await;
}

/// Called off while the bank cannot be reached, and approved by the shopper meanwhile: what was set
/// aside is let go.
#[tokio::test]
async fn a_yes_that_comes_too_late_takes_nothing() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "action").await.id;
    action(ground.submit(&ada(), &id, "first").await);
    ground.bank.line(Line::Cut);
    ground.end_pay_time().await;
    ground.look_after().await;
    ground.bank.answer_action(true);
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    ground.bank.line(Line::Open);
    ground.look_after().await;
    assert_eq!(ground.bank.only(), Some(Standing::Voided));
    assert_eq!(ground.bank.taken(), (0, 0));
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    ground.close().await;
}
