//! Sessions of the signed-in.

use sessions::{NotSaved, SessionParts, SessionService, SignedIn};
use storefront::{ShopError, sessions::Sessions};

use crate::{
    browser::{Browser, account},
    ground::{DAY, Ground, MINUTE},
};

#[tokio::test]
async fn who_signs_in_is_known_and_kept_by_hash_and_network_only() {
    let ground = Ground::new().await;
    let server = ground.server().await;
    let mut browser = ground.signed_in(&server, "ann").await;
    let who = browser.signed_in(&server).await.expect("signed in");
    assert_eq!((who.account.as_str(), who.at, who.second_factor), ("ann", ground.now(), false));
    let views = server.list(&account("ann"), Some(&who.handle)).await.expect("a list");
    let [view] = &views[..] else { panic!("one session") };
    assert!(view.current && view.handle == who.handle);
    assert_eq!(
        (view.device.as_str(), view.address.as_str()),
        ("Firefox on Linux", "203.0.113.0/24")
    );
    assert_eq!((view.signed_in_at, view.last_used_at), (ground.now(), ground.now()));
    let secrets = ground.count(
        "select count(*) from sessions.session
         where session::text like '%113.77%' or length(hash) <> 32",
    );
    assert_eq!(secrets.await, 0);
    ground.clear().await;
}

#[tokio::test]
async fn reading_asks_redis_only_and_losing_redis_signs_nobody_out() {
    let ground = Ground::new().await;
    let server = ground.server().await;
    let mut browser = ground.signed_in(&server, "ann").await;
    browser.note(&server, "tide").await.expect("kept");
    ground.database.go_away().await;
    assert!(browser.is_signed_in(&server).await);
    ground.database.come_back().await;
    ground.until_postgres_answers(&server).await;
    ground.lose_redis().await;
    assert_eq!(browser.noted(&server).await.as_deref(), Some("tide"));
    assert_eq!(ground.keys().await.len(), 1, "it is put back");
    ground.clear().await;
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_and_in_any_case_after_sixty_days() {
    let ground = Ground::new().await;
    let server = ground.server().await;
    let (mut idle, mut busy) =
        (ground.signed_in(&server, "ann").await, ground.signed_in(&server, "bob").await);
    for day in (13..59).step_by(13) {
        ground.clock.move_on(13 * DAY);
        assert!(busy.is_signed_in(&server).await, "day {day}");
        ground.until_used_now("bob").await;
    }
    assert!(!idle.is_signed_in(&server).await);
    assert_eq!(server.list(&account("ann"), None).await, Ok(Vec::new()));
    ground.clock.move_on(8 * DAY - 1);
    assert!(busy.is_signed_in(&server).await);
    ground.until_used_now("bob").await;
    ground.clock.move_on(1);
    assert!(!busy.is_signed_in(&server).await);
    ground.lose_redis().await;
    assert!(!busy.is_signed_in(&server).await, "nor does PostgreSQL let it in");
    ground.clear().await;
}

#[tokio::test]
async fn use_is_written_down_once_in_five_minutes() {
    let ground = Ground::new().await;
    let server = ground.server().await;
    let mut browser = ground.signed_in(&server, "ann").await;
    let began = ground.now();
    ground.clock.move_on(4 * MINUTE);
    assert!(browser.is_signed_in(&server).await);
    ground.clock.move_on(MINUTE);
    let at = ground.now();
    let requests = (0..50).map(|_| {
        let (mut browser, server) = (browser.clone(), server.clone());
        tokio::spawn(async move { browser.is_signed_in(&server).await })
    });
    for request in requests.collect::<Vec<_>>() {
        assert!(request.await.expect("no panic"));
    }
    ground.until_used_now("ann").await;
    let view = server.list(&account("ann"), None).await.expect("a list").remove(0);
    assert_eq!((view.signed_in_at, view.last_used_at), (began, at));
    ground.clear().await;
}

#[tokio::test]
async fn the_second_factor_needs_a_first_and_a_new_id() {
    let ground = Ground::new().await;
    let (server, mut browser) = (ground.server().await, Browser::default());
    let session = browser.ask(&server);
    assert_eq!(SignedIn::pass_second_factor(&session).await, Err(NotSaved::Refused));
    browser.sign_in_at(&server, "ann", ground.now()).await.expect("signed in");
    let before = browser.clone();
    let session = browser.ask(&server);
    SignedIn::pass_second_factor(&session).await.expect("signed in");
    browser.take(session).await.expect("saved");
    assert!(browser.signed_in(&server).await.expect("signed in").second_factor);
    assert_ne!(before.cookie, browser.cookie);
    assert!(!before.clone().is_signed_in(&server).await, "the old id is over");
    assert_eq!(server.list(&account("ann"), None).await.map(|views| views.len()), Ok(1));
    ground.clear().await;
}

#[tokio::test]
async fn sessions_with_a_second_factor_are_listed_apart() {
    let ground = Ground::new().await;
    let redis = testkit::required("QUAYSIDE_TEST_REDIS_URI");
    let of = |second_factor| {
        let parts = SessionParts { second_factor: Some(second_factor), ..ground.parts(&redis) };
        SessionService::new(parts).expect("an address")
    };
    let (shoppers, staff) = (of(false), of(true));
    for service in [&shoppers, &staff] {
        service.follow().await.expect("both stores answer");
    }
    let mut shopping = ground.signed_in(&shoppers, "ann").await;
    let mut working = ground.signed_in(&staff, "ann").await;
    let session = working.ask(&staff);
    SignedIn::pass_second_factor(&session).await.expect("signed in");
    working.take(session).await.expect("saved");
    let shopping = shopping.signed_in(&shoppers).await.expect("signed in").handle;
    let working = working.signed_in(&staff).await.expect("signed in").handle;
    for (service, handle) in [(&shoppers, &shopping), (&staff, &working)] {
        let listed = service.list(&account("ann"), None).await.expect("a list");
        let handles: Vec<_> = listed.iter().map(|view| &view.handle).collect();
        assert_eq!(handles, [handle]);
    }
    assert_eq!(shoppers.revoke_all(&account("ann")).await, Ok(2), "both end together");
    ground.clear().await;
}

#[tokio::test]
async fn nobody_signs_in_without_a_new_id() {
    let ground = Ground::new().await;
    let (server, mut guest) = (ground.server().await, Browser::default());
    guest.note(&server, "tide").await.expect("kept");
    let mut other = ground.signed_in(&server, "ann").await;
    let who = other.signed_in(&server).await.expect("signed in");
    // As a route would that reads and writes the raw data.
    let session = guest.ask(&server);
    session.insert("signed_in", &who).await.expect("read");
    assert!(guest.take(session).await.is_err());
    assert!(!guest.is_signed_in(&server).await);
    let session = other.ask(&server);
    session.insert("signed_in", SignedIn { second_factor: true, ..who }).await.expect("read");
    assert!(other.take(session).await.is_err());
    assert!(!other.signed_in(&server).await.expect("signed in").second_factor);
    ground.clear().await;
}

#[tokio::test]
async fn a_forgotten_person_leaves_nothing() {
    let ground = Ground::new().await;
    let server = ground.server().await;
    let mut browser = ground.signed_in(&server, "ann").await;
    browser.note(&server, "tide").await.expect("kept");
    for _ in 0..2 {
        server.forget(&account("ann")).await.expect("gone");
    }
    assert!(!browser.is_signed_in(&server).await);
    let left = ground.count(
        "select count(*) from sessions.session
         where account is not null or data <> '{}' or device <> '' or address <> ''",
    );
    assert_eq!(left.await, 0);
    let unknown = account("nobody");
    assert_eq!(server.revoke_all(&unknown).await, Ok(0));
    assert_eq!(server.list(&unknown, None).await, Ok::<_, ShopError>(Vec::new()));
    ground.clear().await;
}
