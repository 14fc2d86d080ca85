//! Stock is received, corrected and expected by those who may, once for each form.

use futures::future::join_all;
use inventory::ensure_warehouse;
use kernel::Timestamp;
use storefront::{
    staff::{Permission, Role},
    stock_room::{Entered, StockError, StockReason, StockRefusal, StockRoom},
};

use crate::ground::{Ground, caller, form, member, sku};

/// The one refusal of an answer.
fn refusal(answer: Result<Entered, StockError>) -> StockRefusal {
    match answer {
        Err(StockError::Refused(refusals)) if refusals.len() == 1 => refusals[0],
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_received_and_corrected_is_in_the_ledger_and_the_audit_log() {
    let ground = Ground::new().await;
    let (by, caller, mug) = (member(Role::Warehouse), caller(), sku("MUG"));
    let room = &ground.book;
    let received = room.receive(&by, &mug, &form("12", "DN 1", "", "k1"), &caller).await;
    assert_eq!(received, Ok(Entered::Now));
    let corrected = room.correct(&by, &mug, &form("-2", "", "broken", "k2"), &caller).await;
    assert_eq!(corrected, Ok(Entered::Now));
    assert_eq!(ground.columns("MUG").await, (10, 0, 0));
    let told = [
        r#"wanda stock_received sku MUG {"free": 0, "sold": 0, "reserved": 0} {"free": 12, "sold": 0, "reserved": 0}"#,
        r#"wanda stock_corrected sku MUG {"free": 12, "sold": 0, "reserved": 0} {"free": 10, "sold": 0, "reserved": 0}"#,
    ];
    assert_eq!(ground.audit().await, told);
    let page = room.ledger(&by, &mug, None).await.expect("read");
    let rows: Vec<_> = page
        .entries
        .iter()
        .map(|entry| (entry.units, entry.reference.as_str(), entry.reason.as_str()))
        .collect();
    assert_eq!(rows, [(-2, "form-k2", "broken"), (12, "DN 1", "Delivery")]);
    ground.close().await;
}

#[tokio::test]
async fn a_form_counts_once_however_often_it_is_sent() {
    let ground = Ground::new().await;
    let (by, caller, mug) = (member(Role::Warehouse), caller(), sku("MUG"));
    let (by, caller, mug) = (&by, &caller, &mug);
    let sent = form("5", "", "", "k1");
    let sent = &sent;
    let room = &ground.book;
    let answers =
        join_all((0..8).map(|_| async move { room.receive(by, mug, sent, caller).await })).await;
    let now = answers.iter().filter(|answer| **answer == Ok(Entered::Now)).count();
    let before = answers.iter().filter(|answer| **answer == Ok(Entered::Before)).count();
    assert_eq!((now, before), (1, 7), "{answers:?}");
    assert_eq!(ground.columns("MUG").await.0, 5);
    assert_eq!(ground.audit().await.len(), 1);
    let other = room.receive(by, mug, &form("6", "", "", "k1"), caller).await;
    let used = StockRefusal { field: "", reason: StockReason::FormUsed { units: 5 } };
    assert_eq!(refusal(other), used);
    room.receive(by, mug, &form("5", "DN 1", "", "k2"), caller).await.expect("received");
    let other = room.receive(by, mug, &form("6", "DN 1", "", "k3"), caller).await;
    let used = StockRefusal { field: "reference", reason: StockReason::ReferenceUsed { units: 5 } };
    assert_eq!(refusal(other), used);
    ground.close().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let ground = Ground::new().await;
    let (by, caller, mug) = (member(Role::Owner), caller(), sku("MUG"));
    let room = &ground.book;
    let unknown = room.correct(&by, &mug, &form("1", "", "counted", "k1"), &caller).await;
    assert_eq!(refusal(unknown).reason, StockReason::NeverReceived);
    let unknown = room.expect(&by, &mug, "2999-12-31", &caller).await;
    assert_eq!(refusal(unknown).reason, StockReason::NeverReceived);
    ground.stock(&[("MUG", 3)]).await;
    let below = room.correct(&by, &mug, &form("-4", "", "counted", "k1"), &caller).await;
    assert_eq!(refusal(below).reason, StockReason::BelowZero { free: 3 });
    let empty = room.correct(&by, &mug, &form("", "", "", "k1"), &caller).await;
    assert!(matches!(empty, Err(StockError::Refused(refusals)) if refusals.len() == 2));
    ground.run("update inventory.stock set free = 2147483000").await;
    let many = room.receive(&by, &mug, &form("1000", "", "", "k1"), &caller).await;
    assert_eq!(refusal(many).reason, StockReason::TooMany);
    ground.run("update inventory.stock set free = 3").await;
    for day in ["2999-02-30", "yesterday", "2020-01-01"] {
        let wrong = room.expect(&by, &mug, day, &caller).await;
        assert_eq!(refusal(wrong).reason, StockReason::BadDay, "{day}");
    }
    assert_eq!(ground.audit().await, Vec::<String>::new());
    ground.close().await;
}

#[tokio::test]
async fn a_day_is_noted_and_forgotten() {
    let ground = Ground::new().await;
    let (by, caller, mug) = (member(Role::Warehouse), caller(), sku("MUG"));
    ground.stock(&[("MUG", 3)]).await;
    let room = &ground.book;
    for (day, entered) in [
        ("", Entered::Before),
        ("2999-12-31", Entered::Now),
        (" 2999-12-31 ", Entered::Before),
        ("2999-12-30", Entered::Now),
        ("", Entered::Now),
    ] {
        assert_eq!(room.expect(&by, &mug, day, &caller).await, Ok(entered), "{day}");
        let line = room.level(&by, &mug).await.expect("read").expect("a line");
        let told = line.expected.map(Timestamp::rfc3339);
        let wanted = Some(day.trim()).filter(|day| !day.is_empty());
        assert_eq!(told, wanted.map(|day| format!("{day}T00:00:00Z")));
    }
    let told = [
        r#"wanda stock_expected sku MUG {"day": null} {"day": "2999-12-31"}"#,
        r#"wanda stock_expected sku MUG {"day": "2999-12-31"} {"day": "2999-12-30"}"#,
        r#"wanda stock_expected sku MUG {"day": "2999-12-30"} {"day": null}"#,
    ];
    assert_eq!(ground.audit().await, told);
    ground.close().await;
}

#[tokio::test]
async fn units_go_where_the_last_ones_went() {
    let ground = Ground::new().await;
    let (by, caller, mug) = (member(Role::Warehouse), caller(), sku("MUG"));
    ensure_warehouse(&ground.database.pool, "pier", "Pier 9").await.expect("made");
    ground.receive("MUG", 3, "pier").await;
    let room = &ground.book;
    room.receive(&by, &mug, &form("2", "", "", "k1"), &caller).await.expect("received");
    room.receive(&by, &sku("CUP"), &form("2", "", "", "k1"), &caller).await.expect("received");
    let page = room.ledger(&by, &mug, None).await.expect("read");
    assert!(page.entries.iter().all(|entry| entry.warehouse == "Pier 9"), "{page:?}");
    let line = room.level(&by, &sku("CUP")).await.expect("read").expect("a line");
    assert_eq!(line.warehouse.as_deref(), Some("Main warehouse"));
    ground.close().await;
}

#[tokio::test]
async fn each_role_may_what_it_may() {
    let ground = Ground::new().await;
    let (caller, mug) = (caller(), sku("MUG"));
    ground.stock(&[("MUG", 3)]).await;
    let room = &ground.book;
    for role in Role::ALL {
        let by = member(role);
        let reads = role.allows(Permission::ReadStock);
        assert_eq!(room.levels(&by, &Default::default()).await.is_ok(), reads, "{role:?}");
        assert_eq!(room.level(&by, &mug).await.is_ok(), reads, "{role:?}");
        assert_eq!(room.ledger(&by, &mug, None).await.is_ok(), reads, "{role:?}");
        assert_eq!(room.holds(&by, None).await.is_ok(), reads, "{role:?}");
        let changes = role.allows(Permission::ChangeStock);
        let key = format!("key{}", role.name());
        let sent = form("1", "", "counted", &key);
        for answer in [
            room.receive(&by, &mug, &sent, &caller).await,
            room.correct(&by, &mug, &sent, &caller).await,
            room.expect(&by, &mug, "", &caller).await,
        ] {
            assert_eq!(answer == Err(StockError::Forbidden), !changes, "{role:?} {answer:?}");
        }
    }
    ground.close().await;
}

#[tokio::test]
async fn a_store_that_is_away_is_told() {
    let ground = Ground::new().await;
    ground.stock(&[("MUG", 3)]).await;
    ground.database.go_away().await;
    let by = member(Role::Owner);
    let read = ground.book.level(&by, &sku("MUG")).await;
    assert_eq!(read, Err(StockError::Unavailable));
    ground.database.come_back().await;
    ground.close().await;
}
