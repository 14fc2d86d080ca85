//! Money in doubt: refunds that the bank refuses for good, and payments that nobody knows the end of.

use kernel::{AccountId, OrderId, Quantity};
use storefront::{
    account::Caller,
    order_room::{OrderRoom, OrderRoomError, RefundForm, RoomView},
    orders::{OrderStatus, Orders, ReturnForm, Shipment, Who},
    payment::PaymentState,
    payment_room::{AfterRefusal, Found, Matter, PaymentRoom, Said},
    staff::{Role, StaffMember},
};

use crate::{
    bank::Line,
    ground::{Ground, ada, euros, sku},
};

fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("anna").expect("an id"),
        name: "Anna".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

async fn view(ground: &Ground, order: &OrderId) -> RoomView {
    OrderRoom::view(&ground.desk, &member(Role::Orders), order).await.expect("an order")
}

async fn say(ground: &Ground, order: &OrderId, said: Said<'_>) -> Result<(), OrderRoomError> {
    let by = member(Role::Orders);
    ground.desk.say(&by, order, said, "Case 9", &Caller::default()).await
}

/// The one refund of an order that was refused.
async fn refused(ground: &Ground, order: &OrderId) -> String {
    let view = view(ground, order).await;
    let [one] = &view.refused[..] else { panic!("{:?}", view.refused) };
    one.id.clone()
}

async fn waiting(ground: &Ground) -> Vec<Matter> {
    let waiting = ground.desk.to_look_into(&member(Role::Support)).await.expect("told");
    waiting.into_iter().map(|one| one.matter).collect()
}

async fn log(ground: &Ground, action: &'static str) -> i64 {
    sqlx::query_scalar(
        "select count(*) from accounts.audit where action = $1 and before is not null",
    )
    .bind(action)
    .fetch_one(ground.pool())
    .await
    .expect("a number")
}

fn is_about(refusal: Result<(), OrderRoomError>, field: &str) -> bool {
    matches!(refusal, Err(OrderRoomError::Fields(errors)) if errors[0].field == field)
}

/// An order of three units that was sent off, and the return of some of them that is agreed to while
/// the bank refuses.
async fn refused_return(ground: &Ground) -> (OrderId, String) {
    let order = ground.bought(&ada(), &[("A", 3)]).await;
    let shipment =
        Shipment { carrier: "Post".to_owned(), tracking: String::new(), tracking_url: None };
    ground.desk.ship(&order, &shipment).await.expect("sent");
    let form = ReturnForm {
        lines: vec![(sku("A"), Quantity::new(2).expect("a quantity"))],
        reason: String::new(),
        key: "form-of-two".to_owned(),
    };
    let asked = ground.orders.request_return(&ada(), &order, &form).await;
    let id = asked.expect("asked").returns[0].id.clone();
    ground.bank.refuse_refunds(true);
    ground.desk.approve_return(&id, euros(4_000), true).await.expect("agreed to");
    ground.look_after().await;
    (order, id)
}

/// An order whose payment nobody knows the end of.
async fn in_doubt(ground: &Ground) -> OrderId {
    let id = ground.ready(&ada(), &[("A", 3)], "ok").await.id;
    ground.bank.line(Line::Mute);
    let _ = ground.submit(&ada(), &id, "first").await;
    ground.bank.line(Line::Open);
    ground.run("update payments.payment set state = 'needs_review'").await;
    let order: String = sqlx::query_scalar("select id from orders.orders")
        .fetch_one(ground.pool())
        .await
        .expect("an order");
    OrderId::parse(order).expect("a number")
}

async fn found(ground: &Ground, order: &OrderId, found: Found) -> Result<(), OrderRoomError> {
    let payment = view(ground, order).await.payments[0].id.clone();
    say(ground, order, Said::Payment(&payment, found)).await
}

#[tokio::test]
async fn a_refused_refund_waits_until_it_is_asked_for_again() {
    let ground = Ground::new(&[("A", 5)]).await;
    let (order, _) = refused_return(&ground).await;
    assert_eq!(waiting(&ground).await, [Matter::Refund]);
    let first = refused(&ground, &order).await;
    let again = Said::Refund(&first, AfterRefusal::Again);

    say(&ground, &order, again).await.expect("asked again");
    let second = refused(&ground, &order).await;
    assert_ne!(first, second, "it was refused again, as another refund");

    ground.bank.refuse_refunds(false);
    let again = Said::Refund(&second, AfterRefusal::Again);
    for _ in 0..2 {
        say(&ground, &order, again).await.expect("asked again, once");
    }
    ground.look_after().await;
    assert_eq!(ground.bank.given_back(), (1, 4_000));
    assert_eq!(ground.order(&order).await.refunded, euros(4_000));
    assert_eq!(waiting(&ground).await, []);
    assert_eq!(log(&ground, "refusal_ended").await, 2);
    // What went back for the return is not counted against the next one.
    let rest = RefundForm {
        amount: "20".to_owned(),
        reason: "late".to_owned(),
        key: "key-of-part".to_owned(),
    };
    let by = member(Role::Orders);
    ground.desk.refund_part(&by, &order, &rest, &Caller::default()).await.expect("asked");
    ground.close().await;
}

#[tokio::test]
async fn the_money_of_a_cancelled_order_is_paid_back_in_another_way() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 1)]).await;
    ground.bank.refuse_refunds(true);
    ground.desk.cancel_order(&order, Who::Staff, "no").await.expect("cancelled");
    ground.look_after().await;
    let refund = refused(&ground, &order).await;
    let by_hand = Said::Refund(&refund, AfterRefusal::ByHand);
    let packs = member(Role::Warehouse);
    let no = ground.desk.say(&packs, &order, by_hand, "Transfer 9", &Caller::default()).await;
    assert_eq!(no, Err(OrderRoomError::Forbidden));
    let by = member(Role::Orders);
    let no = ground.desk.say(&by, &order, by_hand, " ", &Caller::default()).await;
    assert!(is_about(no, "reference"));
    for _ in 0..2 {
        say(&ground, &order, by_hand).await.expect("noted once");
    }
    let otherwise = Said::Refund(&refund, AfterRefusal::LetBe);
    assert!(is_about(say(&ground, &order, otherwise).await, "what"));
    ground.look_after().await;
    let seen = view(&ground, &order).await;
    assert_eq!(seen.order.refunded, seen.order.totals.total);
    assert_eq!(seen.payments[0].state, PaymentState::Refunded);
    assert_eq!(ground.bank.given_back(), (0, 0), "the bank gave nothing");
    assert_eq!((seen.refused, waiting(&ground).await), (Vec::new(), Vec::new()));
    assert_eq!(log(&ground, "refusal_ended").await, 1);
    let letters = "select count(*) from orders.letter where kind = 'order_refunded'";
    assert_eq!(ground.count(letters).await, 1);
    ground.close().await;
}

#[tokio::test]
async fn what_is_let_be_is_not_counted_as_on_its_way() {
    let ground = Ground::new(&[("A", 5)]).await;
    let (order, _) = refused_return(&ground).await;
    let refund = refused(&ground, &order).await;
    say(&ground, &order, Said::Refund(&refund, AfterRefusal::LetBe)).await.expect("let be");
    let seen = view(&ground, &order).await;
    assert_eq!(seen.order.returns[0].refund, Some(euros(0)));
    assert_eq!((seen.order.refunded, seen.left), (euros(0), seen.order.totals.total));
    assert_eq!((seen.refused, waiting(&ground).await), (Vec::new(), Vec::new()));
    assert_eq!(seen.notes.len(), 1, "why is kept");
    let letters = "select count(*) from orders.letter where kind = 'return_agreed'";
    assert_eq!(ground.count(letters).await, 1, "its buyer is told that nothing goes back");
    ground.close().await;
}

#[tokio::test]
async fn no_more_is_asked_for_again_than_is_left() {
    let ground = Ground::new(&[("A", 5)]).await;
    let (order, _) = refused_return(&ground).await;
    let refund = refused(&ground, &order).await;
    ground.bank.refuse_refunds(false);
    let most = RefundForm {
        amount: "60".to_owned(),
        reason: "all of it".to_owned(),
        key: "key-of-part".to_owned(),
    };
    let by = member(Role::Orders);
    ground.desk.refund_part(&by, &order, &most, &Caller::default()).await.expect("asked");
    for after in [AfterRefusal::Again, AfterRefusal::ByHand] {
        assert!(is_about(say(&ground, &order, Said::Refund(&refund, after)).await, "what"));
    }
    say(&ground, &order, Said::Refund(&refund, AfterRefusal::LetBe)).await.expect("let be");
    let none = Said::Refund("0123456789abcdef0123456789abcdef", AfterRefusal::LetBe);
    assert!(say(&ground, &order, none).await.is_err());
    ground.close().await;
}

#[tokio::test]
async fn an_order_in_doubt_is_paid_when_a_person_found_the_money() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = in_doubt(&ground).await;
    ground.bank.take(6_000);
    assert_eq!(waiting(&ground).await, [Matter::Payment]);
    assert_eq!(ground.columns("A").await.0, 2, "its units are held");
    for _ in 0..2 {
        found(&ground, &order, Found::Taken).await.expect("noted once");
    }
    assert!(
        is_about(found(&ground, &order, Found::NotTaken).await, "what"),
        "in no doubt any more"
    );
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Paid);
    assert_eq!(ground.columns("A").await, (2, 0, 3));
    assert_eq!((waiting(&ground).await, log(&ground, "payment_found_out").await), (Vec::new(), 1));
    ground.close().await;
}

#[tokio::test]
async fn an_order_in_doubt_is_given_up_when_a_person_found_none() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = in_doubt(&ground).await;
    found(&ground, &order, Found::NotTaken).await.expect("noted");
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Cancelled);
    assert_eq!(ground.columns("A").await, (5, 0, 0));
    ground.close().await;
}

/// Once it was declined its units are held for another payment, or free.
#[tokio::test]
async fn what_was_taken_after_all_sells_no_units_that_are_not_being_paid_for() {
    let ground = Ground::new(&[("A", 5)]).await;
    let id = ground.ready(&ada(), &[("A", 3)], "declined").await.id;
    let _ = ground.submit(&ada(), &id, "first").await;
    ground.run("update payments.payment set state = 'needs_review'").await;
    let order: String = sqlx::query_scalar("select id from orders.orders")
        .fetch_one(ground.pool())
        .await
        .expect("an order");
    let order = OrderId::parse(order).expect("a number");
    let before = ground.columns("A").await;
    assert!(is_about(found(&ground, &order, Found::Taken).await, "what"));
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::PendingPayment);
    assert_eq!(ground.columns("A").await, before);
    found(&ground, &order, Found::NotTaken).await.expect("noted");
    assert_eq!(waiting(&ground).await, []);
    ground.close().await;
}

#[tokio::test]
async fn a_paid_order_of_which_nothing_was_taken_can_be_cancelled() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 3)]).await;
    ground.run("update payments.payment set state = 'needs_review'").await;
    found(&ground, &order, Found::NotTaken).await.expect("noted");
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Paid);
    ground.desk.cancel_order(&order, Who::Staff, "nothing was paid").await.expect("cancelled");
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Cancelled);
    assert_eq!(ground.columns("A").await, (5, 0, 0));
    assert_eq!(ground.bank.given_back(), (0, 0));
    ground.close().await;
}

#[tokio::test]
async fn what_was_taken_for_an_order_that_is_not_wanted_goes_back() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = in_doubt(&ground).await;
    ground.bank.take(6_000);
    ground.desk.cancel_order(&order, Who::Staff, "no").await.expect("asked for");
    found(&ground, &order, Found::Taken).await.expect("noted");
    ground.look_after().await;
    ground.look_after().await;
    assert_eq!(ground.order(&order).await.summary.status, OrderStatus::Cancelled);
    assert_eq!(ground.columns("A").await, (5, 0, 0));
    assert_eq!(ground.bank.given_back(), (1, 6_000));
    ground.close().await;
}
