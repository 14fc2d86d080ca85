//! Products are pinned for a query by those who may, and nobody overwrites another.

use storefront::{
    search_room::{Entered, SearchRoom, SearchRoomError},
    staff::Role,
};

use crate::ground::{Ground, caller, member, pins, refusal};

#[tokio::test]
async fn what_is_pinned_is_in_the_audit_log_once() {
    let ground = Ground::new().await;
    let (by, caller, desk) = (member(Role::Catalogue), caller(), &ground.desk);
    for (query, entered) in [("USB  Hub", Entered::Now), (" usb hub", Entered::Before)] {
        let form = pins(query, &["p2", "p1"], "");
        assert_eq!(desk.pin(&by, &form, &caller).await, Ok(entered), "{query}");
    }
    let row = desk.pinned(&by, "Usb Hub").await.expect("read").expect("there");
    assert_eq!((row.query.as_str(), row.version), ("usb hub", 1));
    assert_eq!(row.pins, pins("", &["p2", "p1"], "").pins, "in their order");
    for entered in [Entered::Now, Entered::Before] {
        let form = pins("usb hub", &["p1", "p2", "p3"], "1");
        assert_eq!(desk.pin(&by, &form, &caller).await, Ok(entered));
    }
    let early = desk.unpin(&by, "usb hub", 1, &caller).await;
    assert_eq!(early, Err(SearchRoomError::Stale));
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(desk.unpin(&by, "USB hub", 2, &caller).await, Ok(entered));
    }
    assert_eq!(desk.pinned(&by, "usb hub").await, Ok(None));
    let audit = ground.audit().await;
    let told: Vec<_> = audit.iter().map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(told, ["results_pinned", "results_pinned", "results_unpinned"].map(Some));
    assert!(audit[1].contains("query usb hub [\"p2\", \"p1\"] [\"p1\", \"p2\", \"p3\"]"));
    ground.database.drop().await;
}

#[tokio::test]
async fn who_saves_second_overwrites_nothing() {
    let ground = Ground::new().await;
    let (by, caller, desk) = (member(Role::Owner), caller(), &ground.desk);
    desk.pin(&by, &pins("mug", &["p1"], ""), &caller).await.expect("pinned");
    desk.pin(&by, &pins("mug", &["p2"], "1"), &caller).await.expect("changed");
    for version in ["1", "0", "none"] {
        let late = desk.pin(&by, &pins("mug", &["p3"], version), &caller).await;
        assert_eq!(late, Err(SearchRoomError::Stale), "{version}");
    }
    let unread = desk.pin(&by, &pins("MUG", &["p3"], ""), &caller).await;
    assert_eq!(refusal(unread).field, "query", "it says that something is pinned already");
    desk.unpin(&by, "mug", 2, &caller).await.expect("ended");
    let late = desk.pin(&by, &pins("mug", &["p3"], "2"), &caller).await;
    assert_eq!(late, Err(SearchRoomError::NotFound), "what was ended is not begun unseen");
    ground.database.drop().await;
}

#[tokio::test]
async fn what_cannot_be_pinned_is_refused_beside_its_field() {
    let ground = Ground::new().await;
    let (by, caller, desk) = (member(Role::Owner), caller(), &ground.desk);
    let eleven: Vec<_> = (0..11).map(|number| format!("p{number}")).collect();
    let eleven: Vec<_> = eleven.iter().map(String::as_str).collect();
    for (query, products, field) in [
        ("", &["p1"][..], "query"),
        ("ada@example.com", &["p1"], "query"),
        ("mug", &[], "products"),
        ("mug", &["p1", "p2", "p1"], "products"),
        ("mug", &eleven[..], "products"),
    ] {
        let answer = desk.pin(&by, &pins(query, products, ""), &caller).await;
        assert_eq!(refusal(answer).field, field, "{query} {products:?}");
    }
    assert_eq!(desk.pinned(&by, "ada@example.com").await, Ok(None));
    let ten = desk.pin(&by, &pins("mug", &eleven[..10], ""), &caller).await;
    assert_eq!(ten, Ok(Entered::Now));
    ground.database.drop().await;
}
