//! Coupons are made, changed and switched by those who may, and nobody overwrites another.

use kernel::{Email, OrderId};
use pricing::{Person, use_coupon};
use storefront::{
    offer_room::{CouponForm, Entered, OfferError, OfferRoom},
    pricing::Benefit,
    staff::{Permission, Role},
};

use crate::ground::{Ground, caller, code, coupon, euros, member, refusal};

/// Has an order use a coupon.
async fn use_it(ground: &Ground, text: &str, number: u32) {
    let order = OrderId::parse(format!("order-{number}")).expect("an id");
    let email = Email::parse(&format!("p{number}@example.com")).expect("an address");
    let mut txn = ground.database.pool.begin().await.expect("begun");
    let used = use_coupon(&mut txn, &code(text), &order, &Person::of(&email), euros(9_000)).await;
    used.expect("used");
    txn.commit().await.expect("committed");
}

#[tokio::test]
async fn what_is_made_and_changed_is_in_the_audit_log_once() {
    let ground = Ground::new().await;
    let (by, caller, spring) = (member(Role::Catalogue), caller(), code("SPRING"));
    let room = &ground.room;
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.create_coupon(&by, &coupon("spring", ""), &caller).await, Ok(entered));
    }
    let dearer = CouponForm { off: "20".to_owned(), ..coupon("SPRING", "") };
    let taken = refusal(room.create_coupon(&by, &dearer, &caller).await);
    assert_eq!(taken.field, "code");
    let dearer = CouponForm { version: "1".to_owned(), ..dearer };
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.change_coupon(&by, &spring, &dearer, &caller).await, Ok(entered));
    }
    let early = room.switch_coupon(&by, &spring, false, 1, &caller).await;
    assert_eq!(early, Err(OfferError::Stale), "its form was drawn before the change");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.switch_coupon(&by, &spring, false, 2, &caller).await, Ok(entered));
    }
    let row = room.coupon(&by, &spring).await.expect("there").row;
    assert_eq!((row.version, row.coupon.active), (3, false));
    assert_eq!(row.coupon.benefit, Benefit::Percent { basis_points: 2_000 });
    let deeds = ["coupon_created", "coupon_changed", "coupon_switched_off"];
    assert_eq!(ground.deeds().await, deeds.map(|deed| format!("{deed} coupon SPRING")));
    let told = &ground.audit().await[1];
    assert!(told.contains("\"basis_points\": 1000") && told.contains("\"basis_points\": 2000"));
    ground.database.drop().await;
}

#[tokio::test]
async fn who_saves_second_overwrites_nothing() {
    let ground = Ground::new().await;
    let (by, caller, spring) = (member(Role::Owner), caller(), code("SPRING"));
    let room = &ground.room;
    room.create_coupon(&by, &coupon("SPRING", ""), &caller).await.expect("made");
    let first = CouponForm { off: "20".to_owned(), ..coupon("SPRING", "1") };
    let second = CouponForm { minimum: "50".to_owned(), ..coupon("SPRING", "1") };
    room.change_coupon(&by, &spring, &first, &caller).await.expect("changed");
    for version in ["1", "", "0", "none"] {
        let late = CouponForm { version: version.to_owned(), ..second.clone() };
        let answer = room.change_coupon(&by, &spring, &late, &caller).await;
        assert_eq!(answer, Err(OfferError::Stale), "{version}");
    }
    let row = room.coupon(&by, &spring).await.expect("there").row;
    assert_eq!((row.version, row.coupon.minimum), (2, None));
    let seen = CouponForm { version: "2".to_owned(), ..second };
    room.change_coupon(&by, &spring, &seen, &caller).await.expect("changed");
    let row = room.coupon(&by, &spring).await.expect("there").row;
    assert_eq!(row.coupon.minimum, Some(euros(5_000)));
    ground.database.drop().await;
}

#[tokio::test]
async fn a_code_changes_until_it_is_used_and_never_to_one_that_is_taken() {
    let ground = Ground::new().await;
    let (by, caller) = (member(Role::Owner), caller());
    let room = &ground.room;
    for code in ["SPRING", "SUMMER"] {
        room.create_coupon(&by, &coupon(code, ""), &caller).await.expect("made");
    }
    let taken = room.change_coupon(&by, &code("SPRING"), &coupon("SUMMER", "1"), &caller).await;
    assert_eq!(refusal(taken).field, "code");
    for entered in [Entered::Now, Entered::Before] {
        let form = coupon("AUTUMN", "1");
        let renamed = room.change_coupon(&by, &code("SPRING"), &form, &caller).await;
        assert_eq!(renamed, Ok(entered));
    }
    assert_eq!(room.coupon(&by, &code("SPRING")).await, Err(OfferError::NotFound));
    assert!(!room.coupon(&by, &code("AUTUMN")).await.expect("there").ever_used);
    use_it(&ground, "AUTUMN", 1).await;
    assert!(room.coupon(&by, &code("AUTUMN")).await.expect("there").ever_used);
    let used = room.change_coupon(&by, &code("AUTUMN"), &coupon("WINTER", "2"), &caller).await;
    assert_eq!(refusal(used).field, "code");
    ground.database.drop().await;
}

#[tokio::test]
async fn a_limit_does_not_go_below_what_is_used() {
    let ground = Ground::new().await;
    let (by, caller, spring) = (member(Role::Owner), caller(), code("SPRING"));
    let room = &ground.room;
    room.create_coupon(&by, &coupon("SPRING", ""), &caller).await.expect("made");
    for number in 0..3 {
        use_it(&ground, "SPRING", number).await;
    }
    let limited =
        |limit: &str| CouponForm { total_limit: limit.to_owned(), ..coupon("SPRING", "1") };
    let narrow = room.change_coupon(&by, &spring, &limited("2"), &caller).await;
    assert_eq!(refusal(narrow).field, "total_limit");
    room.change_coupon(&by, &spring, &limited("3"), &caller).await.expect("changed");
    let row = room.coupon(&by, &spring).await.expect("there").row;
    assert_eq!((row.used, row.coupon.total_limit), (3, Some(3)));
    ground.database.drop().await;
}

#[tokio::test]
async fn a_coupon_keeps_its_currency() {
    let ground = Ground::new().await;
    let (by, caller, spring) = (member(Role::Owner), caller(), code("SPRING"));
    let room = &ground.room;
    let form = CouponForm { minimum: "50".to_owned(), ..coupon("SPRING", "") };
    room.create_coupon(&by, &form, &caller).await.expect("made");
    ground.run("update pricing.coupon set currency = 'GBP'").await;
    let form = CouponForm { minimum: "60".to_owned(), version: "1".to_owned(), ..form };
    room.change_coupon(&by, &spring, &form, &caller).await.expect("changed");
    let row = room.coupon(&by, &spring).await.expect("there").row;
    assert_eq!(row.coupon.minimum.map(|minimum| minimum.to_string()).as_deref(), Some("£60.00"));
    ground.database.drop().await;
}

#[tokio::test]
async fn each_role_may_what_it_may() {
    let ground = Ground::new().await;
    let (caller, spring) = (caller(), code("SPRING"));
    let room = &ground.room;
    room.create_coupon(&member(Role::Owner), &coupon("SPRING", ""), &caller).await.expect("made");
    for role in Role::ALL {
        let by = member(role);
        let may = role.allows(Permission::EditOffers);
        assert_eq!(room.coupons(&by, &Default::default()).await.is_ok(), may, "{role:?}");
        assert_eq!(room.coupon(&by, &spring).await.is_ok(), may, "{role:?}");
        for answer in [
            room.create_coupon(&by, &coupon("SPRING", ""), &caller).await,
            room.change_coupon(&by, &spring, &coupon("SPRING", "1"), &caller).await,
            room.switch_coupon(&by, &spring, true, 1, &caller).await,
        ] {
            let expected = if may { Ok(Entered::Before) } else { Err(OfferError::Forbidden) };
            assert_eq!(answer, expected, "{role:?}");
        }
    }
    ground.database.drop().await;
}

#[tokio::test]
async fn a_store_that_is_away_is_told() {
    let ground = Ground::new().await;
    ground.database.go_away().await;
    let by = member(Role::Owner);
    let read = ground.room.coupon(&by, &code("SPRING")).await;
    assert_eq!(read, Err(OfferError::Unavailable));
    let made = ground.room.create_coupon(&by, &coupon("SPRING", ""), &caller()).await;
    assert_eq!(made, Err(OfferError::Unavailable));
    ground.database.come_back().await;
    ground.database.drop().await;
}
