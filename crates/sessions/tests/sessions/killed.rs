//! A Redis that is killed, and what it says when it is back.

use std::time::Duration;

use sessions::SessionService;
use storefront::sessions::Sessions;

use crate::{
    browser::{Browser, account},
    ground::{Ground, MINUTE},
    redis_server::RedisServer,
};

/// Follows until both stores have answered.
async fn catch_up(server: &SessionService) {
    while server.follow().await.is_err() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn the_signed_in_notice_nothing_and_guests_are_served() {
    let ground = Ground::new().await;
    let mut redis = RedisServer::start().await;
    let server = ground.server_at(&redis.uri()).await;
    let mut person = ground.signed_in(&server, "ann").await;
    let mut guest = Browser::default();
    guest.note(&server, "tide").await.expect("kept");
    redis.kill();
    for _ in 0..5 {
        assert!(person.is_signed_in(&server).await);
        assert_eq!(guest.noted(&server).await, None);
    }
    person.note(&server, "ebb").await.expect("PostgreSQL has it");
    redis.lose_everything();
    redis.start_again().await;
    catch_up(&server).await;
    assert_eq!(person.noted(&server).await.as_deref(), Some("ebb"));
    guest.note(&server, "tide").await.expect("a new one");
    assert_eq!(guest.noted(&server).await.as_deref(), Some("tide"));
    ground.database.drop().await;
}

#[tokio::test]
async fn what_was_ended_while_redis_was_dead_stays_ended() {
    let ground = Ground::new().await;
    let mut redis = RedisServer::start().await;
    let (server, other) =
        (ground.server_at(&redis.uri()).await, ground.server_at(&redis.uri()).await);
    let (ann, bob) =
        (ground.signed_in(&server, "ann").await, ground.signed_in(&server, "bob").await);
    redis.until_written_down().await;
    redis.kill();
    assert_eq!(server.revoke_all(&account("ann")).await, Ok(1));
    redis.start_again().await;
    assert_eq!(redis.sessions().await, 2, "the old copy is back");
    // At once on the server that ended it, and on another that has not looked since: one whose
    // line to Redis broke does not believe what Redis says next.
    for server in [&server, &other] {
        assert!(!ann.clone().is_signed_in(server).await);
        assert!(bob.clone().is_signed_in(server).await);
    }
    assert_eq!(redis.sessions().await, 2);
    catch_up(&other).await;
    for server in [&server, &other] {
        assert!(!ann.clone().is_signed_in(server).await);
        assert!(bob.clone().is_signed_in(server).await);
    }
    assert_eq!(redis.sessions().await, 1);
    let fresh = ground.server_at(&redis.uri()).await;
    assert!(!ann.clone().is_signed_in(&fresh).await);
    ground.database.drop().await;
}

#[tokio::test]
async fn a_redis_that_forgot_an_end_is_told_again() {
    let ground = Ground::new().await;
    let mut redis = RedisServer::start().await;
    let server = ground.server_at(&redis.uri()).await;
    let (mut ann, mut bob) =
        (ground.signed_in(&server, "ann").await, ground.signed_in(&server, "bob").await);
    redis.until_written_down().await;
    let copy = redis.copy_files();
    let stolen = ann.clone();
    ann.sign_out(&server).await.expect("ended");
    bob.note(&server, "flow").await.expect("saved");
    catch_up(&server).await;
    // It comes back as it was before: what it had not yet written down is gone.
    redis.kill();
    redis.put_back(&copy);
    redis.start_again().await;
    assert_eq!(redis.sessions().await, 2);
    assert!(!stolen.clone().is_signed_in(&server).await);
    catch_up(&server).await;
    assert_eq!(redis.sessions().await, 0, "neither the ended nor the older copy is left");
    assert_eq!(bob.noted(&server).await.as_deref(), Some("flow"));
    ground.database.drop().await;
}

#[tokio::test]
async fn a_read_is_one_command_and_use_is_one_write_of_many_requests() {
    let ground = Ground::new().await;
    let redis = RedisServer::start().await;
    let server = ground.server_at(&redis.uri()).await;
    let browser = ground.signed_in(&server, "ann").await;
    let before = (redis.calls("get").await, redis.calls("total").await);
    for _ in 0..40 {
        assert!(browser.clone().is_signed_in(&server).await);
    }
    let after = (redis.calls("get").await, redis.calls("total").await);
    assert_eq!(after.0 - before.0, 40);
    // And asking how many there were.
    assert!(after.1 - before.1 <= 40 + 8, "{before:?} {after:?}");
    ground.clock.move_on(5 * MINUTE);
    let sets = redis.calls("set").await;
    let requests: Vec<_> = (0..40)
        .map(|_| {
            let (mut browser, server) = (browser.clone(), server.clone());
            tokio::spawn(async move { browser.is_signed_in(&server).await })
        })
        .collect();
    for request in requests {
        assert!(request.await.expect("no panic"));
    }
    ground.until_used_now("ann").await;
    assert_eq!(redis.calls("set").await - sets, 1);
    ground.database.drop().await;
}
