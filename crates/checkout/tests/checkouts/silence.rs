//! A bank that says nothing, and processes that die: units stay where they are until it is known.

use std::time::Duration;

use storefront::{
    checkout::{CheckoutError, CheckoutState, Checkouts, Submitted},
    orders::OrderStatus,
    payment::Standing,
};

use crate::{
    bank::Line,
    ground::{Ground, ada, key},
    paying::paid,
};

fn waiting(answer: &Result<Submitted, CheckoutError>) {
    assert!(matches!(answer, Ok(Submitted::Waiting(_))), "{answer:?}");
}

/// Waits until a payment is being worked at by somebody who never comes back.
async fn somebody_died_at_it(ground: &Ground, id: &kernel::CheckoutId) {
    let (desk, id) = (ground.desk.clone(), id.clone());
    ground.bank.line(Line::Hanging);
    let dying = tokio::spawn(async move { desk.submit(&ada(), &id, &key("first")).await });
    let bank = ground.bank.clone();
    testkit::eventually("the bank is asked", || bank.calls() > 0).await;
    // Its caller goes; what it has begun hangs until the test is over, and never moves again.
    dying.abort();
    ground.bank.line(Line::Open);
}

#[tokio::test]
async fn a_silent_bank_keeps_the_units_until_it_speaks() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    // It knows the card, and then falls silent: cut only once the card was told.
    ground.bank.line(Line::Mute);
    waiting(&ground.submit(&ada(), &id, "first").await);
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    ground.bank.line(Line::Cut);
    waiting(&ground.submit(&ada(), &id, "first").await);
    waiting(&ground.desk.progress(&ada(), &id).await);
    for _ in 0..3 {
        ground.look_after().await;
        assert_eq!(ground.columns("A").await, (1, 2, 0), "nobody knows, so nothing moves");
    }
    let view = ground.desk.view(&ada(), &id).await.expect("there");
    assert_eq!(view.state, CheckoutState::Submitted);
    assert_eq!(Checkouts::cancel(&ground.desk, &ada(), &id).await, Err(CheckoutError::Over));
    ground.assert_sound().await;

    ground.bank.line(Line::Open);
    ground.look_after().await;
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    let told = paid(ground.submit(&ada(), &id, "first").await);
    assert!(told.replayed);
    assert_eq!(ground.bank.taken(), (1, 4_490));
    ground.close().await;
}

#[tokio::test]
async fn whoever_waits_brings_it_on_once_the_bank_is_back() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.bank.line(Line::Mute);
    waiting(&ground.submit(&ada(), &id, "first").await);
    ground.bank.line(Line::Open);
    paid(ground.desk.progress(&ada(), &id).await);
    assert_eq!(ground.bank.taken(), (1, 4_490));
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    ground.close().await;
}

#[tokio::test]
async fn without_a_word_on_the_card_nothing_is_ordered() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.bank.line(Line::Cut);
    assert_eq!(ground.submit(&ada(), &id, "first").await, Err(CheckoutError::Unavailable));
    assert_eq!(ground.count("select count(*) from orders.orders").await, 0);
    ground.bank.line(Line::Open);
    paid(ground.submit(&ada(), &id, "first").await);
    ground.close().await;
}

/// Charged, and nobody was told: the money is found by the payment's key, and not taken again.
#[tokio::test]
async fn an_answer_that_was_lost_is_found() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.bank.line(Line::Mute);
    waiting(&ground.submit(&ada(), &id, "first").await);
    // It goes on being mute until the money is taken, too.
    for _ in 0..3 {
        ground.look_after().await;
    }
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    ground.bank.line(Line::Open);
    ground.look_after().await;
    assert_eq!(ground.bank.taken(), (1, 4_490));
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    ground.close().await;
}

#[tokio::test]
async fn another_server_ends_what_a_dead_one_began() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    somebody_died_at_it(&ground, &id).await;
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    assert_eq!(ground.bank.only(), None, "it was never asked");
    let other = ground.another_desk();
    // For a minute somebody may still be at it.
    let answer = other.submit(&ada(), &id, &key("first")).await;
    assert!(matches!(answer, Err(CheckoutError::InProgress(1..=60))), "{answer:?}");
    other.look_after_once().await.expect("PostgreSQL answers");
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    ground.pass().await;
    other.look_after_once().await.expect("PostgreSQL answers");
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    assert_eq!(ground.bank.taken(), (1, 4_490));
    assert!(paid(other.submit(&ada(), &id, &key("first")).await).replayed);
    ground.close().await;
}

/// The money was taken and written down, and the server died before the order took note.
#[tokio::test]
async fn an_order_that_did_not_learn_of_its_payment_learns_it() {
    for how in ["captured", "declined"] {
        let ground = Ground::new(&[("A", 3)]).await;
        let card = if how == "captured" { "ok" } else { "declined" };
        let id = ground.ready(&ada(), &[("A", 2)], card).await.id;
        somebody_died_at_it(&ground, &id).await;
        ground.pass().await;
        ground.payments.recover(10).await.expect("driven, and no further");
        assert_eq!(ground.columns("A").await, (1, 2, 0));
        ground
            .run(
                "update payments.payment set changed_at = statement_timestamp() - interval '1 min'",
            )
            .await;
        ground.look_after().await;
        let after = if how == "captured" { (1, 0, 2) } else { (1, 2, 0) };
        assert_eq!(ground.columns("A").await, after);
        let state = ground.desk.view(&ada(), &id).await.expect("there").state;
        let expected =
            if how == "captured" { CheckoutState::Completed } else { CheckoutState::Open };
        assert_eq!(state, expected);
        ground.close().await;
    }
}

/// The time for paying is over and the bank is silent: called off, but freed only when it is known.
#[tokio::test]
async fn an_order_whose_time_is_over_is_called_off_and_freed_once_that_is_known() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.bank.line(Line::Mute);
    waiting(&ground.submit(&ada(), &id, "first").await);
    ground.bank.line(Line::Cut);
    ground.end_pay_time().await;
    for _ in 0..2 {
        ground.look_after().await;
        assert_eq!(ground.columns("A").await, (1, 2, 0), "it may be paid");
    }
    ground.assert_sound().await;
    ground.bank.line(Line::Open);
    ground.look_after().await;
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    assert_eq!(ground.bank.only(), Some(Standing::Voided));
    assert_eq!(ground.submit(&ada(), &id, "first").await, Err(CheckoutError::Over));
    assert_eq!(ground.desk.progress(&ada(), &id).await, Err(CheckoutError::Over));
    assert_eq!(
        ground.count("select count(*) from orders.orders where status = 'cancelled'").await,
        1
    );
    ground.close().await;
}

/// Whoever waits for a payment that is never known does not wait for a page.
#[tokio::test]
async fn a_hanging_bank_does_not_hold_those_up_who_ask_how_it_goes() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    let submitting = {
        let (desk, id) = (ground.desk.clone(), id.clone());
        ground.bank.line(Line::Hanging);
        tokio::spawn(async move { desk.submit(&ada(), &id, &key("first")).await })
    };
    let bank = ground.bank.clone();
    testkit::eventually("the bank is asked", || bank.calls() > 0).await;
    let patience = Duration::from_secs(30);
    let asked = tokio::time::timeout(patience, ground.desk.progress(&ada(), &id)).await;
    waiting(&asked.expect("answered"));
    let again = tokio::time::timeout(patience, ground.submit(&ada(), &id, "first")).await;
    assert!(matches!(again, Ok(Err(CheckoutError::InProgress(_)))), "{again:?}");
    let view = ground.desk.running(&ada()).await.expect("readable").expect("under way");
    let order = view.order.expect("ordered");
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::PendingPayment);
    submitting.abort();
    ground.close().await;
}
