//! One store away.

use sessions::NotSaved;
use storefront::{ShopError, sessions::Sessions};

use crate::{
    browser::{Browser, account},
    ground::Ground,
};

#[tokio::test]
async fn without_redis_a_guest_is_served_and_keeps_the_cookie() {
    let ground = Ground::new().await;
    let (server, cut_off) = (ground.server().await, ground.server_without_redis());
    let mut browser = Browser::default();
    browser.note(&server, "tide").await.expect("kept");
    let cookie = browser.cookie;
    for _ in 0..5 {
        assert_eq!(browser.noted(&cut_off).await, None);
        browser.note(&cut_off, "ebb").await.expect("no error, if lost");
    }
    assert_eq!(browser.cookie, cookie);
    assert_eq!(browser.noted(&server).await.as_deref(), Some("tide"), "not written over");
    let mut newcomer = Browser::default();
    newcomer.note(&cut_off, "ebb").await.expect("no error, if lost");
    assert_eq!(newcomer.noted(&server).await, None);
    ground.clear().await;
}

#[tokio::test]
async fn without_redis_the_signed_in_go_on_from_postgresql() {
    let ground = Ground::new().await;
    let (server, cut_off) = (ground.server().await, ground.server_without_redis());
    let mut browser = ground.signed_in(&server, "ann").await;
    assert!(browser.is_signed_in(&cut_off).await);
    browser.note(&cut_off, "ebb").await.expect("PostgreSQL has it");
    assert_eq!(browser.noted(&cut_off).await.as_deref(), Some("ebb"));
    // The copy in Redis is older; whoever follows has it dropped.
    server.follow().await.expect("both answer");
    assert_eq!(browser.noted(&server).await.as_deref(), Some("ebb"));
    let mut newcomer = ground.signed_in(&cut_off, "bob").await;
    assert!(newcomer.is_signed_in(&server).await);
    newcomer.sign_out(&cut_off).await.expect("PostgreSQL has ended it");
    server.follow().await.expect("both answer");
    assert!(!newcomer.is_signed_in(&server).await);
    ground.clear().await;
}

#[tokio::test]
async fn without_postgresql_the_signed_in_go_on_from_redis() {
    let ground = Ground::new().await;
    let server = ground.server().await;
    let mut browser = ground.signed_in(&server, "ann").await;
    ground.database.go_away().await;
    browser.note(&server, "ebb").await.expect("Redis has it");
    assert_eq!(browser.noted(&server).await.as_deref(), Some("ebb"));
    let ann = account("ann");
    assert_eq!(server.list(&ann, None).await, Err(ShopError::Unavailable));
    assert_eq!(server.revoke_all(&ann).await, Err(ShopError::Unavailable));
    let refused = Browser::default().sign_in_at(&server, "bob", ground.now()).await;
    assert_eq!(refused, Err(NotSaved::Unavailable));
    ground.database.come_back().await;
    ground.until_postgres_answers(&server).await;
    browser.note(&server, "flow").await.expect("both have it");
    ground.lose_redis().await;
    assert_eq!(browser.noted(&server).await.as_deref(), Some("flow"));
    ground.clear().await;
}

#[tokio::test]
async fn who_signs_out_without_postgresql_stays_out() {
    let ground = Ground::new().await;
    let (server, other) = (ground.server().await, ground.server().await);
    let mut browser = ground.signed_in(&server, "ann").await;
    let copy = browser.clone();
    ground.database.go_away().await;
    browser.sign_out(&server).await.expect("Redis has noted it");
    for server in [&server, &other] {
        assert!(!copy.clone().is_signed_in(server).await);
    }
    ground.database.come_back().await;
    ground.until_postgres_answers(&other).await;
    other.follow().await.expect("both answer");
    ground.lose_redis().await;
    assert!(!copy.clone().is_signed_in(&other).await, "PostgreSQL has ended it");
    let fresh = ground.server().await;
    assert!(!copy.clone().is_signed_in(&fresh).await);
    ground.clear().await;
}

#[tokio::test]
async fn a_guest_whose_session_nobody_knows_is_not_stuck_without_postgresql() {
    let ground = Ground::new().await;
    let server = ground.server().await;
    let mut guest = Browser::default();
    guest.note(&server, "tide").await.expect("kept");
    let mut person = ground.signed_in(&server, "ann").await;
    ground.lose_redis().await;
    ground.database.go_away().await;
    for browser in [&mut guest, &mut person] {
        let cookie = browser.cookie;
        assert_eq!(browser.noted(&server).await, None);
        browser.note(&server, "ebb").await.expect("kept for now");
        assert_eq!(browser.noted(&server).await.as_deref(), Some("ebb"));
        browser.note(&server, "flow").await.expect("kept for now");
        assert_eq!(browser.cookie, cookie);
    }
    ground.database.come_back().await;
    ground.until_postgres_answers(&server).await;
    assert_eq!(guest.noted(&server).await.as_deref(), Some("flow"));
    assert!(person.is_signed_in(&server).await, "PostgreSQL knows better");
    ground.clear().await;
}

#[tokio::test]
async fn without_both_nobody_loses_the_cookie_and_no_end_is_pretended() {
    let ground = Ground::new().await;
    let (server, cut_off) = (ground.server().await, ground.server_without_redis());
    let mut browser = ground.signed_in(&server, "ann").await;
    ground.database.go_away().await;
    assert!(!browser.is_signed_in(&cut_off).await);
    browser.note(&cut_off, "ebb").await.expect("no error, if lost");
    assert_eq!(browser.clone().sign_out(&cut_off).await, Err(NotSaved::Unavailable));
    assert!(browser.is_signed_in(&server).await);
    ground.database.come_back().await;
    ground.clear().await;
}
