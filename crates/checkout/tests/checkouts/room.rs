//! What staff do to orders: who may, once, and written down.

use kernel::{AccountId, OrderId, Quantity};
use storefront::{
    account::Caller,
    order_room::{
        AgreeForm, NoteForm, OrderRoom, OrderRoomError, RefundForm, ReturnList, ReturnPage,
        ReturnsQuery, RoomQuery, ShipForm,
    },
    orders::{Happening, OrderRefusal, OrderStatus, Orders, ReturnForm, ReturnState, Who},
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

fn caller() -> Caller {
    Caller { address: "203.0.113.77".parse().ok(), agent: "a browser".to_owned() }
}

fn parcel(tracking: &str) -> ShipForm {
    ShipForm {
        carrier: "Post".to_owned(),
        tracking: tracking.to_owned(),
        tracking_url: String::new(),
    }
}

fn back(amount: &str, key: &str) -> RefundForm {
    RefundForm {
        amount: amount.to_owned(),
        reason: "came late".to_owned(),
        key: format!("key-of-{key}"),
    }
}

fn agree(refund: &str) -> AgreeForm {
    AgreeForm { refund: refund.to_owned(), restock: true }
}

/// The field that was refused.
fn field<T>(done: Result<T, OrderRoomError>) -> &'static str {
    match done {
        Err(OrderRoomError::Fields(errors)) => errors[0].field,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was done"),
    }
}

/// What the audit log says of orders, in its order.
async fn log(ground: &Ground) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws(' ', action, subject, before ->> 'status', after ->> 'status')
         from accounts.audit where actor = 'anna' order by id",
    )
    .fetch_all(ground.pool())
    .await
    .expect("lines")
}

/// Ada sends so many units back. Returns the id of that.
async fn asked(ground: &Ground, order: &OrderId, units: u32) -> String {
    let form = ReturnForm {
        lines: vec![(sku("A"), Quantity::new(units).expect("a quantity"))],
        reason: String::new(),
        key: format!("return-of-{units}"),
    };
    let seen = ground.orders.request_return(&ada(), order, &form).await.expect("asked");
    seen.returns.last().expect("a return").id.clone()
}

#[tokio::test]
async fn each_deed_is_for_those_who_may() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 2)]).await;
    let room: &dyn OrderRoom = &ground.desk;
    let caller = caller();
    let no = Err(OrderRoomError::Forbidden);
    let reader = member(Role::Analyst);
    assert_eq!(room.list(&reader, &RoomQuery::default()).await.map(drop), no);
    assert_eq!(room.view(&reader, &order).await.map(drop), no);
    assert_eq!(room.returns(&reader, &ReturnsQuery::default()).await.map(drop), no);
    let buyer = AccountId::parse("ada").expect("an id");
    assert_eq!(room.bought_by(&reader, &buyer).await.map(drop), no);
    let support = member(Role::Support);
    assert!(room.view(&support, &order).await.is_ok());
    let note = NoteForm { text: "Rang.".to_owned(), key: "key-of-note".to_owned() };
    assert_eq!(room.note(&support, &order, &note, &caller).await, no);
    assert_eq!(room.ship(&support, &order, &parcel(""), &caller).await, no);
    assert_eq!(room.deliver(&support, &order, &caller).await, no);
    assert_eq!(room.refuse_return(&support, &order, "r", "no", &caller).await, no);
    let form = ReturnForm {
        lines: vec![(sku("A"), Quantity::new(1).expect("a quantity"))],
        reason: String::new(),
        key: "key-of-return".to_owned(),
    };
    for role in [Role::Support, Role::Warehouse] {
        assert_eq!(room.ask_return(&member(role), &order, &form, &caller).await, no);
    }
    let warehouse = member(Role::Warehouse);
    assert_eq!(room.cancel(&warehouse, &order, "no", &caller).await.map(drop), no);
    assert_eq!(room.resend(&warehouse, &order, "key-of-letter", &caller).await, no);
    assert_eq!(room.refund_part(&warehouse, &order, &back("1", "one"), &caller).await, no);
    assert_eq!(log(&ground).await, Vec::<String>::new());
    ground.close().await;
}

#[tokio::test]
async fn an_order_is_sent_and_arrives_once_however_often_the_form_is_sent() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 2)]).await;
    let room: &dyn OrderRoom = &ground.desk;
    let caller = caller();
    let by = member(Role::Warehouse);
    assert_eq!(field(room.ship(&by, &order, &ShipForm::default(), &caller).await), "carrier");
    for _ in 0..2 {
        assert_eq!(room.ship(&by, &order, &parcel("1"), &caller).await, Ok(()));
    }
    let shipped = OrderRoomError::Order(OrderRefusal::NotNow(OrderStatus::Shipped));
    assert_eq!(room.ship(&by, &order, &parcel("2"), &caller).await, Err(shipped));
    for _ in 0..2 {
        assert_eq!(room.deliver(&by, &order, &caller).await, Ok(()));
    }
    let lines = [
        format!("order_shipped order {order} paid shipped"),
        format!("order_delivered order {order} shipped delivered"),
    ];
    assert_eq!(log(&ground).await, lines);
    let nobodys = OrderId::parse("0000-0000-0000").expect("an id");
    let lost = room.deliver(&by, &nobodys, &caller).await;
    assert_eq!(lost, Err(OrderRefusal::NotFound.into()));
    ground.close().await;
}

#[tokio::test]
async fn part_of_the_money_goes_back_once_for_each_form_and_never_more_than_is_left() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 2)]).await;
    let room: &dyn OrderRoom = &ground.desk;
    let caller = caller();
    let by = member(Role::Orders);
    for bad in ["", "0", "4,900.00", "all"] {
        assert_eq!(field(room.refund_part(&by, &order, &back(bad, "x"), &caller).await), "amount");
    }
    for _ in 0..3 {
        assert_eq!(room.refund_part(&by, &order, &back("4.90", "one"), &caller).await, Ok(()));
    }
    assert_eq!(ground.bank.given_back(), (1, 490));
    assert_eq!(field(room.refund_part(&by, &order, &back("5", "one"), &caller).await), "key");
    assert_eq!(
        field(room.refund_part(&by, &order, &back("40.01", "two"), &caller).await),
        "amount"
    );
    ground.look_after().await;
    let seen = room.view(&by, &order).await.expect("an order");
    assert_eq!((seen.order.refunded, seen.left), (euros(490), euros(4_000)));
    let last = seen.order.timeline.last().expect("it happened");
    assert_eq!((last.what, last.amount), (Happening::Refunded, Some(euros(490))));
    assert_eq!(seen.notes.len(), 1);
    assert!(seen.notes[0].text.ends_with("came late"), "{:?}", seen.notes);
    assert_eq!(log(&ground).await, [format!("order_refunded order {order}")]);
    ground.assert_sound().await;

    // The key of a note keeps no refund out of the log.
    let noted = NoteForm { text: "Called".to_owned(), key: "key-of-note".to_owned() };
    assert_eq!(room.note(&by, &order, &noted, &caller).await, Ok(()));
    assert_eq!(field(room.refund_part(&by, &order, &back("1", "note"), &caller).await), "key");
    assert_eq!(room.view(&by, &order).await.expect("an order").left, euros(4_000));
    assert_eq!(ground.bank.given_back(), (1, 490));

    // One that the order does not know of yet is no more paid back by cancelling than by itself.
    ground.bank.line(Line::Cut);
    assert_eq!(room.refund_part(&by, &order, &back("10", "three"), &caller).await, Ok(()));
    assert_eq!(room.view(&by, &order).await.expect("an order").left, euros(3_000));
    assert_eq!(field(room.cancel(&by, &order, " ", &caller).await), "reason");
    assert_eq!(room.cancel(&by, &order, "Sold twice", &caller).await, Ok(true));
    assert_eq!(room.view(&by, &order).await.expect("an order").left, euros(0));
    let late = room.refund_part(&by, &order, &back("1", "four"), &caller).await;
    assert_eq!(late, Err(OrderRefusal::NotNow(OrderStatus::Cancelled).into()));
    ground.bank.line(Line::Open);
    for _ in 0..3 {
        ground.look_after().await;
    }
    assert_eq!(ground.bank.given_back(), (3, 4_490));
    assert_eq!(ground.order(&order).await.refunded, euros(4_490));
    assert_eq!(ground.columns("A").await, (5, 0, 0));
    ground.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_from_two_servers_at_once_pays_back_once() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 2)]).await;
    let other = ground.another_desk();
    let (by, caller, form) = (member(Role::Orders), caller(), back("10", "one"));
    let asked = futures::future::join_all((0..8).map(|number| {
        let room: &dyn OrderRoom = if number % 2 == 0 { &ground.desk } else { &other };
        room.refund_part(&by, &order, &form, &caller)
    }))
    .await;
    assert!(asked.iter().all(Result::is_ok), "{asked:?}");
    ground.look_after().await;
    assert_eq!(ground.bank.given_back(), (1, 1_000));
    assert_eq!(log(&ground).await.len(), 1);
    ground.close().await;
}

#[tokio::test]
async fn a_return_is_decided_by_who_may_and_only_as_its_orders() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 3)]).await;
    let room: &dyn OrderRoom = &ground.desk;
    let caller = caller();
    let (by, packs) = (member(Role::Orders), member(Role::Warehouse));
    room.ship(&packs, &order, &parcel(""), &caller).await.expect("sent");
    let first = asked(&ground, &order, 1).await;
    let open = ReturnsQuery::default();
    assert_eq!(room.returns(&packs, &open).await.expect("returns").returns[0].id, first);
    let page = room.list(&packs, &RoomQuery::default()).await.expect("orders");
    assert!(page.orders[0].return_waits);

    let given = room.approve_return(&packs, &order, &first, &agree("20.00"), &caller).await;
    assert_eq!(given, Err(OrderRoomError::Forbidden));
    let others = OrderId::parse("0000-0000-0000").expect("an id");
    let strange = room.approve_return(&by, &others, &first, &agree("1"), &caller).await;
    assert_eq!(strange, Err(OrderRefusal::NotFound.into()));
    let none = room.approve_return(&by, &order, "no\0ne", &agree("1"), &caller).await;
    assert_eq!(none, Err(OrderRefusal::NotFound.into()));
    let much = room.approve_return(&by, &order, &first, &agree("999"), &caller).await;
    assert_eq!(field(much), "refund");
    let word = room.approve_return(&by, &order, &first, &agree("all"), &caller).await;
    assert_eq!(field(word), "refund");
    for _ in 0..2 {
        let agreed = room.approve_return(&by, &order, &first, &agree("20.00"), &caller).await;
        assert_eq!(agreed, Ok(()));
    }
    assert_eq!(ground.bank.given_back(), (1, 2_000));
    assert_eq!(ground.columns("A").await, (3, 0, 2));
    let late = room.refuse_return(&by, &order, &first, "worn", &caller).await;
    assert_eq!(field(late), "reason");

    let second = asked(&ground, &order, 2).await;
    for _ in 0..2 {
        let refused = room.refuse_return(&packs, &order, &second, "worn", &caller).await;
        assert_eq!(refused, Ok(()));
    }
    let seen = room.view(&by, &order).await.expect("an order").order;
    let last = seen.timeline.last().expect("it happened");
    assert_eq!((last.what, last.who, &*last.note), (Happening::ReturnRefused, Who::Staff, "worn"));
    let lines = [
        format!("order_shipped order {order} paid shipped"),
        format!("return_approved order {order} shipped shipped"),
        format!("return_refused order {order}"),
    ];
    assert_eq!(log(&ground).await, lines);
    assert_eq!(room.returns(&packs, &open).await, Ok(ReturnPage::default()));
    let decided = ReturnsQuery { list: ReturnList::Decided, after: None };
    let decided = room.returns(&packs, &decided).await.expect("returns").returns;
    let decided: Vec<_> = decided.into_iter().map(|one| (one.id, one.state, one.refund)).collect();
    assert_eq!(
        decided,
        [(second, ReturnState::Refused, None), (first, ReturnState::Approved, Some(euros(2_000))),]
    );
    ground.close().await;
}

/// Sent off by the command of the machine itself, nobody of staff is named.
#[tokio::test]
async fn what_nobody_of_staff_did_is_not_written_down_as_theirs() {
    let ground = Ground::new(&[("A", 5)]).await;
    let order = ground.bought(&ada(), &[("A", 1)]).await;
    let shipment = parcel("1").check().expect("a shipment");
    ground.desk.ship(&order, &shipment).await.expect("sent");
    ground.desk.deliver(&order).await.expect("arrived");
    assert_eq!(ground.count("select count(*) from accounts.audit").await, 0);
    ground.close().await;
}
