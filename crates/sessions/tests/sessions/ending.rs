//! Ending sessions.

use sessions::NotSaved;
use storefront::{ShopError, sessions::Sessions};

use crate::{
    browser::{Browser, account},
    ground::{Ground, MINUTE},
};

#[tokio::test]
async fn who_signs_out_is_out_on_every_server_and_a_late_write_is_refused() {
    let ground = Ground::new().await;
    let (one, two) = (ground.server().await, ground.server().await);
    let mut browser = ground.signed_in(&one, "ann").await;
    let copy = browser.clone();
    let late = copy.ask(&two);
    late.insert("word", "late").await.expect("read");
    browser.sign_out(&one).await.expect("ended");
    assert!(browser.cookie.is_none());
    assert_eq!(copy.clone().take(late).await, Err(NotSaved::Refused));
    for server in [&one, &two] {
        assert!(!copy.clone().is_signed_in(server).await);
    }
    ground.lose_redis().await;
    assert!(!copy.clone().is_signed_in(&two).await);
    browser.sign_out(&one).await.expect("nothing to end");
    ground.clear().await;
}

#[tokio::test]
async fn a_person_ends_sessions_of_theirs_and_of_nobody_else() {
    let ground = Ground::new().await;
    let (server, elsewhere) = (ground.server().await, ground.server().await);
    let (ann, bob) = (account("ann"), account("bob"));
    let mut phones = Vec::new();
    for name in ["ann", "ann", "ann", "bob"] {
        ground.clock.move_on(MINUTE);
        phones.push(ground.signed_in(&server, name).await);
    }
    let mut handles = Vec::new();
    for phone in &mut phones {
        handles.push(phone.signed_in(&server).await.expect("signed in").handle);
    }
    let listed = server.list(&ann, Some(&handles[1])).await.expect("a list");
    let newest_first: Vec<_> = listed.iter().map(|view| view.handle.clone()).collect();
    assert_eq!(newest_first, [&handles[2], &handles[1], &handles[0]].map(Clone::clone));
    assert_eq!(listed.iter().filter(|view| view.current).count(), 1);

    assert_eq!(server.revoke(&bob, &handles[0]).await, Err(ShopError::NotFound));
    assert_eq!(server.revoke(&ann, &handles[0]).await, Ok(()));
    assert_eq!(server.revoke(&ann, &handles[0]).await, Err(ShopError::NotFound));
    assert_eq!(who_is_in(&phones, &elsewhere).await, [false, true, true, true]);
    assert_eq!(server.revoke_others(&ann, &handles[1]).await, Ok(1));
    assert_eq!(who_is_in(&phones, &elsewhere).await, [false, true, false, true]);
    assert_eq!(server.revoke_all(&ann).await, Ok(1));
    assert_eq!(who_is_in(&phones, &elsewhere).await, [false, false, false, true]);
    ground.clear().await;
}

async fn who_is_in(phones: &[Browser], server: &sessions::SessionService) -> Vec<bool> {
    let mut answers = Vec::new();
    for phone in phones {
        answers.push(phone.clone().is_signed_in(server).await);
    }
    answers
}

#[tokio::test]
async fn a_sign_in_that_began_before_all_were_ended_is_refused() {
    let ground = Ground::new().await;
    let (server, mut slow) = (ground.server().await, Browser::default());
    slow.note(&server, "tide").await.expect("kept");
    let began = ground.now();
    ground.clock.move_on(10);
    server.revoke_all(&account("ann")).await.expect("ended");
    assert_eq!(slow.sign_in_at(&server, "ann", began).await, Err(NotSaved::Refused));
    assert!(!slow.is_signed_in(&server).await);
    assert_eq!(slow.noted(&server).await.as_deref(), Some("tide"), "goes on as a guest's");
    slow.sign_in_at(&server, "ann", ground.now()).await.expect("begun after it");
    assert!(slow.is_signed_in(&server).await);
    ground.clear().await;
}

#[tokio::test]
async fn what_was_ended_while_a_server_had_no_redis_comes_back_for_nobody() {
    let ground = Ground::new().await;
    let (server, cut_off) = (ground.server().await, ground.server_without_redis());
    let mut browser = ground.signed_in(&server, "ann").await;
    assert_eq!(cut_off.revoke_all(&account("ann")).await, Ok(1));
    // Redis still has it, and this server has not looked since.
    let before = ground.keys().await;
    assert_eq!(before.len(), 1);
    server.follow().await.expect("both answer");
    assert!(!browser.clone().is_signed_in(&server).await);
    // Another one that comes up with nothing in memory.
    let fresh = ground.server().await;
    assert!(!browser.clone().is_signed_in(&fresh).await);
    ground.until_kept(|text| text == "-").await;
    // Nor on one that has not looked yet at all.
    let redis = testkit::required("QUAYSIDE_TEST_REDIS_URI");
    let blank = sessions::SessionService::new(ground.parts(&redis)).expect("an address");
    assert!(!browser.is_signed_in(&blank).await);
    ground.clear().await;
}

#[tokio::test]
async fn a_server_that_knows_nothing_yet_does_not_believe_redis_alone() {
    let ground = Ground::new().await;
    let (server, cut_off) = (ground.server().await, ground.server_without_redis());
    let (ann, bob) =
        (ground.signed_in(&server, "ann").await, ground.signed_in(&server, "bob").await);
    cut_off.revoke_all(&account("ann")).await.expect("ended");
    let redis = testkit::required("QUAYSIDE_TEST_REDIS_URI");
    let blank = sessions::SessionService::new(ground.parts(&redis)).expect("an address");
    assert!(!ann.clone().is_signed_in(&blank).await);
    assert!(bob.clone().is_signed_in(&blank).await);
    ground.database.go_away().await;
    let mut unsure = bob.clone();
    assert!(!unsure.is_signed_in(&blank).await);
    assert_eq!(unsure.cookie, bob.cookie, "but keeps the cookie until it is known");
    ground.database.come_back().await;
    ground.until_postgres_answers(&blank).await;
    assert!(unsure.is_signed_in(&blank).await);
    ground.clear().await;
}
