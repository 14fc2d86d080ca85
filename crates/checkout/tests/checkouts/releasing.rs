//! Staff let go of what checkouts hold.

use kernel::{AccountId, CheckoutId};
use storefront::{
    account::Caller,
    checkout::{CheckoutError, CheckoutState, Checkouts},
    orders::{OrderStatus, Who},
    staff::{Permission, Role, StaffMember},
    stock_room::{HoldReleasing, StockError},
};

use crate::{
    bank::Line,
    ground::{Ground, ada},
};

fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("otto").expect("an id"),
        name: "Otto".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

/// Releases as a member of this role.
async fn release(ground: &Ground, role: Role, id: &CheckoutId) -> Result<(), StockError> {
    ground.desk.release(&member(role), id, &Caller::default()).await
}

/// Lines of the audit log, the oldest first.
async fn audit(ground: &Ground) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws(' ', actor, action, subject, before, after) from accounts.audit order by id",
    )
    .fetch_all(ground.pool())
    .await
    .expect("read")
}

#[tokio::test]
async fn a_checkout_that_is_let_go_frees_its_units_and_is_written_down_once() {
    let ground = Ground::new(&[("A", 3), ("B", 1)]).await;
    let id = ground.ready(&ada(), &[("A", 2), ("B", 1)], "ok").await.id;
    for _ in 0..2 {
        assert_eq!(release(&ground, Role::Orders, &id).await, Ok(()));
        assert_eq!(ground.columns("A").await, (3, 0, 0));
        assert_eq!(ground.columns("B").await, (1, 0, 0));
    }
    let view = ground.desk.view(&ada(), &id).await.expect("there");
    assert_eq!(view.state, CheckoutState::Cancelled);
    assert_eq!(ground.submit(&ada(), &id, "first").await, Err(CheckoutError::Over));
    let told = format!(
        r#"otto hold_released checkout {id} {{"lines": [{{"sku": "A", "quantity": 2}}, {{"sku": "B", "quantity": 1}}], "state": "open"}} {{"state": "cancelled"}}"#
    );
    assert_eq!(audit(&ground).await, [told]);
    let anew = ground.begin(&ada(), &[("A", 3)]).await.expect("held anew").checkout;
    assert_ne!(anew.id, id);
    ground.close().await;
}

#[tokio::test]
async fn what_is_being_paid_for_or_was_paid_stays() {
    let ground = Ground::new(&[("A", 3)]).await;
    let paying = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    ground.bank.line(Line::Mute);
    ground.submit(&ada(), &paying, "first").await.expect("waiting");
    assert_eq!(release(&ground, Role::Owner, &paying).await, Err(StockError::BeingPaid));
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    ground.bank.line(Line::Open);
    ground.look_after().await;
    assert_eq!(release(&ground, Role::Owner, &paying).await, Err(StockError::Paid));
    assert_eq!(ground.columns("A").await, (1, 0, 2));
    assert_eq!(audit(&ground).await, Vec::<String>::new());
    ground.close().await;
}

#[tokio::test]
async fn an_order_that_waits_for_another_card_is_given_up_with_its_checkout() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "declined").await.id;
    let declined = ground.submit(&ada(), &id, "first").await;
    assert!(matches!(declined, Err(CheckoutError::Declined { .. })), "{declined:?}");
    let order = ground.desk.view(&ada(), &id).await.expect("there").order.expect("ordered");
    assert_eq!(release(&ground, Role::Orders, &id).await, Ok(()));
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    let seen = ground.order(&order).await;
    assert_eq!(seen.summary.status, OrderStatus::Cancelled);
    assert_eq!(seen.timeline.last().map(|entry| entry.who), Some(Who::Staff));
    ground.close().await;
}

#[tokio::test]
async fn only_those_let_go_who_may() {
    let ground = Ground::new(&[("A", 3)]).await;
    let id = ground.ready(&ada(), &[("A", 2)], "ok").await.id;
    for role in Role::ALL.into_iter().filter(|role| !role.allows(Permission::EditOrders)) {
        assert_eq!(release(&ground, role, &id).await, Err(StockError::Forbidden), "{role:?}");
    }
    assert_eq!(ground.columns("A").await, (1, 2, 0));
    let nobodys = CheckoutId::parse("nobodys").expect("an id");
    assert_eq!(release(&ground, Role::Owner, &nobodys).await, Err(StockError::NotFound));
    ground.close().await;
}

#[tokio::test]
async fn a_shopper_who_submits_meanwhile_pays_or_is_told() {
    let (ground, shopper) = (Ground::new(&[("A", 3)]).await, ada());
    for round in 0..5 {
        let id = ground.ready(&shopper, &[("A", 1)], "ok").await.id;
        let key = format!("round-{round}");
        let (submitted, released) =
            tokio::join!(ground.submit(&shopper, &id, &key), release(&ground, Role::Orders, &id));
        match (&submitted, &released) {
            (Ok(_), Err(StockError::BeingPaid | StockError::Paid)) => {
                let order = ground.desk.view(&shopper, &id).await.expect("there").order;
                let order = order.expect("ordered");
                ground.desk.cancel_order(&order, Who::Staff, "").await.expect("given up");
            }
            (Err(CheckoutError::Over | CheckoutError::HoldExpired), Ok(())) => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(ground.columns("A").await, (3, 0, 0), "{submitted:?} {released:?}");
    }
    ground.look_after().await;
    ground.close().await;
}
