//! Orders that staff take, paid outside the shop: one for each form, and their refunds by hand.

use futures::future::join_all;
use kernel::{AccountId, OrderId};
use storefront::{
    account::Caller,
    order_room::{OrderRoom, OrderRoomError, RefundForm, RoomView},
    order_taking::{OrderTaking, ROWS, TakeError, TakeForm},
    orders::{Happening, OrderRefusal, OrderStatus, Who},
    payment::PaymentState,
    staff::{Role, StaffMember},
};

use crate::ground::{Ground, ada, euros, home};

fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("anna").expect("an id"),
        name: "Anna".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

fn caller() -> Caller {
    Caller { address: "203.0.113.77".parse().ok(), agent: "a browser".to_owned() }
}

/// An order for Hamburg, as it is typed. Each line costs 20 euros a unit, its delivery 4.90.
fn typed(lines: &[(&str, &str)], total: &str, key: &str) -> TakeForm {
    let mut rows = vec![[String::new(), String::new()]; ROWS.len()];
    for (row, (sku, units)) in rows.iter_mut().zip(lines) {
        *row = [(*sku).to_owned(), (*units).to_owned()];
    }
    TakeForm {
        rows,
        email: "bob@example.com".to_owned(),
        name: "Bob".to_owned(),
        address: home(),
        delivery_method: "standard".to_owned(),
        reference: "Receipt 7".to_owned(),
        total: total.to_owned(),
        key: format!("key-of-{key}"),
    }
}

async fn take(ground: &Ground, form: &TakeForm) -> Result<OrderId, TakeError> {
    ground.desk.take(&member(Role::Orders), form, &caller()).await
}

async fn taken(ground: &Ground, units: &str, total: &str) -> OrderId {
    take(ground, &typed(&[("A", units)], total, "one")).await.expect("taken")
}

async fn view(ground: &Ground, order: &OrderId) -> RoomView {
    OrderRoom::view(&ground.desk, &member(Role::Orders), order).await.expect("an order")
}

async fn pay_back(ground: &Ground, order: &OrderId, refund: &str) -> Result<(), OrderRoomError> {
    let by = member(Role::Orders);
    ground.desk.paid_back(&by, order, refund, "Transfer 9", &caller()).await
}

async fn log(ground: &Ground) -> Vec<String> {
    sqlx::query_scalar("select concat_ws(' ', action, subject) from accounts.audit order by id")
        .fetch_all(ground.pool())
        .await
        .expect("lines")
}

fn fields(refused: Result<OrderId, TakeError>) -> Vec<&'static str> {
    match refused {
        Err(TakeError::Fields(refusals) | TakeError::SoldOut(refusals)) => {
            refusals.into_iter().map(|refusal| refusal.field).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_order_is_taken_paid_and_told_of_like_any_other() {
    let ground = Ground::new(&[("A", 3), ("B", 2)]).await;
    let form = typed(&[("A", "1"), ("", ""), ("B", "1")], "", "one");
    let found = ground.desk.reckon(&member(Role::Orders), &form).await.expect("reckoned");
    assert_eq!(found.totals.total, euros(4_490));
    assert_eq!(found.delivery_method.as_deref(), Some("standard"));
    assert_eq!(ground.columns("A").await, (3, 0, 0), "nothing is held for it");

    let form = TakeForm { total: "4490".to_owned(), ..form };
    let order = take(&ground, &form).await.expect("taken");
    assert_eq!((ground.columns("A").await, ground.columns("B").await), ((2, 0, 1), (1, 0, 1)));
    assert_eq!(ground.bank.calls(), 0);
    let seen = view(&ground, &order).await;
    assert_eq!(seen.order.summary.status, OrderStatus::Paid);
    assert_eq!((seen.order.totals.total, seen.left), (euros(4_490), euros(4_490)));
    let [payment] = &seen.payments[..] else { panic!("{:?}", seen.payments) };
    assert_eq!(payment.state, PaymentState::Captured);
    assert_eq!(payment.outside.as_deref(), Some("Receipt 7"));
    let happened: Vec<_> = seen.order.timeline.iter().map(|one| (one.what, one.who)).collect();
    assert_eq!(happened, [(Happening::Placed, Who::Staff), (Happening::Paid, Who::Shopper)]);
    let letters = "select count(*) from orders.letter";
    assert_eq!(ground.count(letters).await, 2, "placed and paid");
    let told = "select count(*) from outbox.event where topic in ('order.placed', 'order.paid')";
    assert_eq!(ground.count(told).await, 2);
    assert_eq!(log(&ground).await, [format!("order_taken order {order}")]);
    let total = "select (after -> 'total' ->> 'amount')::bigint from accounts.audit";
    assert_eq!(ground.count(total).await, 4_490);
    let by_staff = "select count(*) from checkout.checkout where holder = 'staff anna'";
    assert_eq!(ground.count(by_staff).await, 1, "by this figures know whose it was");
    ground.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_makes_one_order_however_often_it_is_sent() {
    let ground = Ground::new(&[("A", 9)]).await;
    let form = typed(&[("A", "2")], "4490", "one");
    let other = ground.another_desk();
    let (by, caller) = (member(Role::Orders), caller());
    let sent = join_all((0..6).map(|number| {
        let desk = if number % 2 == 0 { &ground.desk } else { &other };
        desk.take(&by, &form, &caller)
    }))
    .await;
    // Some may be told to send it again; none made another order.
    let order = take(&ground, &form).await.expect("taken");
    for one in sent {
        assert!(matches!(&one, Err(TakeError::Unavailable)) || one == Ok(order.clone()), "{one:?}");
    }
    assert_eq!(ground.count("select count(*) from orders.orders").await, 1);
    assert_eq!(ground.columns("A").await, (7, 0, 2));
    assert_eq!(log(&ground).await.len(), 1);

    let changed = TakeForm { name: "Cyd".to_owned(), ..form.clone() };
    assert_eq!(take(&ground, &changed).await, Err(TakeError::KeyUsed));
    let next = take(&ground, &TakeForm { key: "key-of-two".to_owned(), ..form }).await;
    assert_ne!(next.expect("another"), order);
    ground.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_units_are_not_sold_out_for_who_has_just_bought_them() {
    let ground = Ground::new(&[("A", 2)]).await;
    let form = typed(&[("A", "2")], "4490", "one");
    let (by, caller) = (member(Role::Orders), caller());
    let sent = join_all((0..4).map(|_| ground.desk.take(&by, &form, &caller))).await;
    let order = take(&ground, &form).await.expect("taken");
    for one in sent {
        assert!(!matches!(one, Err(TakeError::SoldOut(_))), "{one:?}");
        assert!(one.is_err() || one == Ok(order.clone()));
    }
    assert_eq!(ground.columns("A").await, (0, 0, 2));
    ground.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_with_two_contents_makes_one_order_of_one_of_them() {
    let ground = Ground::new(&[("A", 9), ("B", 9)]).await;
    let forms = [typed(&[("A", "1")], "2490", "one"), typed(&[("B", "2")], "4490", "one")];
    let (by, caller) = (member(Role::Orders), caller());
    let sent = join_all(forms.iter().map(|form| ground.desk.take(&by, form, &caller))).await;
    let taken: Vec<&OrderId> = sent.iter().filter_map(|one| one.as_ref().ok()).collect();
    let [order] = &taken[..] else { panic!("{sent:?}") };
    let seen = view(&ground, order).await.order;
    let [line] = &seen.summary.lines[..] else { panic!("{seen:?}") };
    let (first, second) = (ground.columns("A").await, ground.columns("B").await);
    match line.sku.as_str() {
        "A" => assert_eq!((first, second, seen.totals.total), ((8, 0, 1), (9, 0, 0), euros(2_490))),
        _ => assert_eq!((first, second, seen.totals.total), ((9, 0, 0), (7, 0, 2), euros(4_490))),
    }
    assert_eq!(ground.count("select count(*) from orders.orders").await, 1);
    ground.close().await;
}

#[tokio::test]
async fn what_is_not_there_is_told_at_its_row_and_nothing_stays_held() {
    let ground = Ground::new(&[("A", 3), ("B", 1)]).await;
    let short = typed(&[("A", "1"), ("B", "2")], "6490", "one");
    assert_eq!(fields(take(&ground, &short).await), ["quantity2"]);
    let reckoned = ground.desk.reckon(&member(Role::Orders), &short).await;
    let Err(TakeError::SoldOut(refusals)) = &reckoned else { panic!("{reckoned:?}") };
    assert_eq!(refusals[0].field, "quantity2");
    let unknown = typed(&[("A", "1"), ("NO-SUCH", "1")], "", "one");
    let reckoned = ground.desk.reckon(&member(Role::Orders), &unknown).await;
    let Err(TakeError::Fields(refusals)) = &reckoned else { panic!("{reckoned:?}") };
    assert_eq!(refusals[0].field, "sku2");
    assert_eq!((ground.columns("A").await, ground.columns("B").await), ((3, 0, 0), (1, 0, 0)));
    assert_eq!(ground.count("select count(*) from orders.orders").await, 0);
    ground.close().await;
}

#[tokio::test]
async fn what_was_paid_is_what_the_form_showed() {
    let ground = Ground::new(&[("A", 3)]).await;
    let form = typed(&[("A", "1")], "2490", "one");
    ground.shelves.offer("A", 2_500);
    assert_eq!(take(&ground, &form).await, Err(TakeError::Moved));
    assert_eq!(ground.columns("A").await, (3, 0, 0), "let go of");
    let again = TakeForm { total: "2990".to_owned(), ..form };
    take(&ground, &again).await.expect("taken");
    ground.close().await;
}

#[tokio::test]
async fn a_form_is_checked_before_anything_is_held() {
    let ground = Ground::new(&[("A", 3)]).await;
    let bad = TakeForm {
        email: "bob".to_owned(),
        reference: " ".to_owned(),
        ..typed(&[("A", "0")], "2490", "one")
    };
    assert_eq!(fields(take(&ground, &bad).await), ["quantity1", "email", "reference"]);
    assert_eq!(fields(take(&ground, &typed(&[("A", "1")], "", "one")).await), [""]);
    let keyless = TakeForm { key: String::new(), ..typed(&[("A", "1")], "2490", "one") };
    assert_eq!(fields(take(&ground, &keyless).await), [""]);
    assert_eq!(ground.count("select count(*) from checkout.checkout").await, 0);

    let form = typed(&[("A", "1")], "2490", "one");
    for role in [Role::Support, Role::Warehouse, Role::Catalogue, Role::Analyst] {
        let by = member(role);
        assert_eq!(ground.desk.take(&by, &form, &caller()).await, Err(TakeError::Forbidden));
        assert_eq!(ground.desk.reckon(&by, &form).await, Err(TakeError::Forbidden));
    }
    ground.close().await;
}

#[tokio::test]
async fn where_nothing_is_brought_no_order_is_taken() {
    let ground = Ground::new(&[("A", 3)]).await;
    ground.run("delete from pricing.delivery_rate").await;
    let form = TakeForm { delivery_method: String::new(), ..typed(&[("A", "1")], "2000", "one") };
    let found = ground.desk.reckon(&member(Role::Orders), &form).await.expect("reckoned");
    assert!(found.undeliverable.is_some() && found.delivery_method.is_none(), "{found:?}");
    assert_eq!(fields(take(&ground, &form).await), ["deliveryMethod"]);
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    ground.close().await;
}

#[tokio::test]
async fn what_goes_back_waits_until_somebody_paid_it_back() {
    let ground = Ground::new(&[("A", 3)]).await;
    let order = taken(&ground, "2", "4490").await;
    let by = member(Role::Orders);
    let form = RefundForm {
        amount: "4.90".to_owned(),
        reason: "came late".to_owned(),
        key: "key-of-refund".to_owned(),
    };
    ground.desk.refund_part(&by, &order, &form, &caller()).await.expect("asked");
    for _ in 0..3 {
        ground.look_after().await;
    }
    assert_eq!((ground.bank.calls(), ground.bank.given_back()), (0, (0, 0)));
    let seen = view(&ground, &order).await;
    assert_eq!((seen.order.refunded, seen.left), (euros(0), euros(4_000)));
    let [owed] = &seen.owed[..] else { panic!("{:?}", seen.owed) };
    assert_eq!(owed.amount, euros(490));

    let warehouse = member(Role::Warehouse);
    let no = ground.desk.paid_back(&warehouse, &order, &owed.id, "Transfer 9", &caller()).await;
    assert_eq!(no, Err(OrderRoomError::Forbidden));
    let blank = ground.desk.paid_back(&by, &order, &owed.id, " ", &caller()).await;
    assert!(matches!(blank, Err(OrderRoomError::Fields(errors)) if errors[0].field == "reference"));
    assert_eq!(pay_back(&ground, &order, "none").await, Err(OrderRefusal::NotFound.into()));
    for _ in 0..2 {
        assert_eq!(pay_back(&ground, &order, &owed.id).await, Ok(()));
    }
    ground.look_after().await;
    let seen = view(&ground, &order).await;
    assert_eq!((seen.order.refunded, seen.left, seen.owed), (euros(490), euros(4_000), vec![]));
    let last = seen.order.timeline.last().expect("it happened");
    assert_eq!((last.what, last.who), (Happening::Refunded, Who::Staff));
    assert!(seen.notes.iter().any(|note| note.text.ends_with("Transfer 9")), "{:?}", seen.notes);
    let lines = ["order_taken", "order_refunded", "refund_settled"];
    assert_eq!(log(&ground).await, lines.map(|action| format!("{action} order {order}")));
    ground.close().await;
}

#[tokio::test]
async fn a_cancelled_one_gives_its_units_back_at_once_and_its_money_by_hand() {
    let ground = Ground::new(&[("A", 3)]).await;
    let order = taken(&ground, "2", "4490").await;
    let by = member(Role::Orders);
    assert_eq!(
        OrderRoom::cancel(&ground.desk, &by, &order, "Sold twice", &caller()).await,
        Ok(true)
    );
    assert_eq!(ground.columns("A").await, (3, 0, 0));
    let owed = view(&ground, &order).await.owed;
    assert_eq!(owed.iter().map(|one| one.amount).collect::<Vec<_>>(), [euros(4_490)]);
    ground.assert_sound().await;
    pay_back(&ground, &order, &owed[0].id).await.expect("noted");
    let seen = view(&ground, &order).await;
    assert_eq!(seen.payments[0].state, PaymentState::Refunded);
    assert_eq!(seen.order.refunded, euros(4_490));
    ground.close().await;
}

/// A refund that a provider sends is none that staff may end.
#[tokio::test]
async fn nobody_ends_by_hand_what_a_provider_sends() {
    let ground = Ground::new(&[("A", 3)]).await;
    let order = ground.bought(&ada(), &[("A", 2)]).await;
    ground.bank.line(crate::bank::Line::Cut);
    let by = member(Role::Orders);
    OrderRoom::cancel(&ground.desk, &by, &order, "Sold twice", &caller()).await.expect("given up");
    assert_eq!(view(&ground, &order).await.owed, vec![]);
    let refund: String = sqlx::query_scalar("select id from payments.refund")
        .fetch_one(ground.pool())
        .await
        .expect("a refund");
    let done = pay_back(&ground, &order, &refund).await;
    assert_eq!(done, Err(OrderRefusal::NotFound.into()));
    ground.close().await;
}
