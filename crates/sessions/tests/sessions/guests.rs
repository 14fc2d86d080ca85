//! Guests' sessions.

use crate::{
    browser::Browser,
    ground::{DAY, Ground, MINUTE},
};

#[tokio::test]
async fn nothing_is_written_until_there_is_something_to_keep() {
    let ground = Ground::new().await;
    let (server, mut browser) = (ground.server().await, Browser::default());
    assert_eq!(browser.noted(&server).await, None);
    assert!(!browser.is_signed_in(&server).await);
    assert!(browser.cookie.is_none() && ground.keys().await.is_empty());
    browser.note(&server, "tide").await.expect("kept");
    let cookie = browser.cookie.expect("a cookie").to_string();
    let keys = ground.keys().await;
    assert_eq!(keys.len(), 1);
    assert!(keys.iter().all(|key| !key.contains(&cookie)), "only the hash is kept");
    assert_eq!(browser.noted(&server).await.as_deref(), Some("tide"));
    assert_eq!(ground.count("select count(*) from sessions.session").await, 0);
    ground.clear().await;
}

#[tokio::test]
async fn a_session_ends_thirty_days_after_its_last_use() {
    let ground = Ground::new().await;
    let (server, mut browser) = (ground.server().await, Browser::default());
    browser.note(&server, "tide").await.expect("kept");
    for _ in 0..3 {
        ground.clock.move_on(29 * DAY);
        assert_eq!(browser.noted(&server).await.as_deref(), Some("tide"));
        let used = format!(" {} ", ground.clock.now_millis());
        ground.until_kept(|text| text.contains(&used)).await;
    }
    ground.clock.move_on(30 * DAY);
    assert_eq!(browser.noted(&server).await, None);
    assert!(browser.cookie.is_none());
    ground.clear().await;
}

#[tokio::test]
async fn a_cookie_nobody_gave_opens_nothing_and_is_not_taken_on() {
    let ground = Ground::new().await;
    let server = ground.server().await;
    let mut forger = Browser { cookie: Some("AAAAAAAAAAAAAAAAAAAAAA".parse().expect("an id")) };
    forger.note(&server, "mine").await.expect("kept");
    let given = forger.cookie.expect("a cookie").to_string();
    assert_ne!(given, "AAAAAAAAAAAAAAAAAAAAAA");
    ground.clear().await;
}

#[tokio::test]
async fn an_id_opens_one_realm_only() {
    let ground = Ground::new().await;
    let shop = ground.server().await;
    let redis = testkit::required("QUAYSIDE_TEST_REDIS_URI");
    let parts = sessions::SessionParts { realm: "staff", ..ground.parts(&redis) };
    let staff = sessions::SessionService::new(parts).expect("an address");
    staff.follow().await.expect("both stores answer");
    let browser = ground.signed_in(&shop, "ann").await;
    assert!(browser.clone().is_signed_in(&shop).await);
    assert!(!browser.clone().is_signed_in(&staff).await);
    ground.clear().await;
}

#[tokio::test]
async fn a_late_write_does_not_bring_a_replaced_session_back() {
    let ground = Ground::new().await;
    let (server, mut browser) = (ground.server().await, Browser::default());
    browser.note(&server, "tide").await.expect("kept");
    let late = browser.ask(&server);
    late.insert("word", "late").await.expect("read");
    let old = browser.clone();
    browser.sign_in_at(&server, "ann", ground.now()).await.expect("signed in");
    assert_ne!(old.cookie, browser.cookie);
    assert!(old.clone().take(late).await.is_err());
    assert_eq!(old.clone().noted(&server).await, None);
    assert_eq!(
        browser.noted(&server).await.as_deref(),
        Some("tide"),
        "it goes on with what it had"
    );
    ground.clock.move_on(MINUTE);
    assert!(browser.is_signed_in(&server).await);
    ground.clear().await;
}
