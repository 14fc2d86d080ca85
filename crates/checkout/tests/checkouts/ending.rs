//! Ends of holds: moved, come, or brought about.

use storefront::checkout::{CheckoutChange, CheckoutError, CheckoutState, Checkouts};

use crate::ground::{Ground, ada, entries, euros, guest};

#[tokio::test]
async fn the_end_is_moved_twice_and_not_a_third_time() {
    let ground = Ground::new(&[("A", 2)]).await;
    let view = ground.begin(&ada(), &[("A", 1)]).await.expect("held").checkout;
    assert_eq!(view.extensions_left, 2);
    for left in [1, 0] {
        ground
            .run("update checkout.checkout set expires_at = statement_timestamp() + interval '9 s'")
            .await;
        ground
            .run("update inventory.hold set expires_at = statement_timestamp() + interval '9 s'")
            .await;
        let view = ground.desk.extend(&ada(), &view.id).await.expect("moved");
        assert_eq!(view.extensions_left, left);
        assert!(view.expires_at.millis() - view.now.millis() > 200_000);
    }
    let third = ground.desk.extend(&ada(), &view.id).await;
    assert_eq!(third, Err(CheckoutError::NoExtensionLeft));
    let apart = ground.count(
        "select count(*) from inventory.hold join checkout.checkout on checkout.id = hold.checkout
         where abs(extract(epoch from hold.expires_at - checkout.expires_at)) > 0.001",
    );
    assert_eq!(apart.await, 0, "the page and the hold know the same end");
    ground.close().await;
}

#[tokio::test]
async fn after_the_end_nothing_goes_on_and_all_that_was_typed_is_there_anew() {
    let ground = Ground::new(&[("A", 1)]).await;
    ground.coupon("TENTH", 1_000, None).await;
    let first = ground.ready(&ada(), &[("A", 1)], "ok").await;
    let coupon = CheckoutChange { coupon: Some("TENTH".to_owned()), ..CheckoutChange::default() };
    ground.desk.change(&ada(), &first.id, &coupon).await.expect("taken");
    ground.end_holds().await;
    let over = || Err(CheckoutError::HoldExpired);
    assert_eq!(ground.submit(&ada(), &first.id, "late").await, Err(CheckoutError::HoldExpired));
    assert_eq!(ground.desk.extend(&ada(), &first.id).await, over());
    assert_eq!(ground.desk.running(&ada()).await, Ok(None));
    let seen = ground.desk.view(&ada(), &first.id).await.expect("there");
    assert_eq!(seen.state, CheckoutState::Expired);
    assert_eq!(ground.bank.calls(), 0);

    let begun = ground.begin(&ada(), &[("A", 1)]).await.expect("held anew");
    assert!(!begun.replayed);
    let anew = begun.checkout;
    assert_ne!(anew.id, first.id);
    assert_eq!(anew.contact, first.contact);
    assert_eq!(anew.shipping_address, first.shipping_address);
    assert_eq!(anew.delivery_method.as_deref(), Some("standard"));
    assert_eq!(anew.coupon.as_deref(), Some("TENTH"));
    assert_eq!(anew.totals.total, euros(2_000 - 200 + 490));
    assert_eq!(ground.columns("A").await, (0, 1, 0));
    ground.close().await;
}

/// Whoever types their address for too long does not type it again, whether the upkeep was there
/// before them or not.
#[tokio::test]
async fn what_is_typed_after_the_end_is_kept() {
    let ground = Ground::new(&[("A", 1)]).await;
    for upkeep in [false, true] {
        let id = ground.begin(&guest("bob"), &[("A", 1)]).await.expect("held").checkout.id;
        ground.end_holds().await;
        if upkeep {
            ground.look_after().await;
        }
        let name = if upkeep { "bob" } else { "rob" };
        let late = ground.desk.change(&guest("bob"), &id, &entries(name)).await;
        assert_eq!(late, Err(CheckoutError::HoldExpired));
        let anew = ground.begin(&guest("bob"), &[("A", 1)]).await.expect("held anew").checkout;
        assert_eq!(anew.contact.map(|contact| contact.name).as_deref(), Some(name));
        Checkouts::cancel(&ground.desk, &guest("bob"), &anew.id).await.expect("cancelled");
    }
    ground.close().await;
}

#[tokio::test]
async fn another_gets_what_was_held_too_long() {
    let ground = Ground::new(&[("A", 1)]).await;
    let first = ground.ready(&ada(), &[("A", 1)], "ok").await;
    ground.end_holds().await;
    ground.bought(&guest("bob"), &[("A", 1)]).await;
    assert_eq!(ground.submit(&ada(), &first.id, "late").await, Err(CheckoutError::HoldExpired));
    let anew = ground.begin(&ada(), &[("A", 1)]).await;
    assert!(matches!(anew, Err(CheckoutError::SoldOut(_))), "{anew:?}");
    assert_eq!(ground.columns("A").await, (0, 0, 1));
    ground.close().await;
}

#[tokio::test]
async fn given_up_the_units_are_free_at_once() {
    let ground = Ground::new(&[("A", 1)]).await;
    let id = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    for _ in 0..2 {
        let view = Checkouts::cancel(&ground.desk, &ada(), &id).await.expect("cancelled");
        assert_eq!(view.state, CheckoutState::Cancelled);
        assert_eq!(ground.columns("A").await, (1, 0, 0));
    }
    assert_eq!(ground.submit(&ada(), &id, "first").await, Err(CheckoutError::Over));
    let changed = ground.desk.change(&ada(), &id, &entries("ada")).await;
    assert_eq!(changed, Err(CheckoutError::Over));
    assert_eq!(ground.desk.extend(&ada(), &id).await, Err(CheckoutError::Over));
    assert_eq!(ground.bank.calls(), 0);
    ground.close().await;
}

#[tokio::test]
async fn the_upkeep_notes_ends_that_have_come() {
    let ground = Ground::new(&[("A", 1)]).await;
    let id = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    ground.look_after().await;
    assert_eq!(ground.desk.view(&ada(), &id).await.expect("there").state, CheckoutState::Open);
    ground.end_holds().await;
    ground.look_after().await;
    let expired = "select count(*) from checkout.checkout where state = 'expired'";
    assert_eq!(ground.count(expired).await, 1);
    ground.close().await;
}
