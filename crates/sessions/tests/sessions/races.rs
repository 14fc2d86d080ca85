//! Many at once.

use futures::future::join_all;
use sessions::NotSaved;
use storefront::sessions::Sessions;

use crate::{
    browser::{Browser, account},
    ground::Ground,
};

#[tokio::test(flavor = "multi_thread")]
async fn no_write_outlives_the_end_of_its_session() {
    let ground = Ground::new().await;
    for round in 0..10 {
        let servers = [ground.server().await, ground.server().await, ground.server_without_redis()];
        let name = format!("ann-{round}");
        let browser = ground.signed_in(&servers[0], &name).await;
        let writes = (0..30).map(|number| {
            let (mut browser, server) = (browser.clone(), servers[number % 3].clone());
            tokio::spawn(async move { browser.note(&server, &number.to_string()).await.is_ok() })
        });
        let ending = {
            let (server, name) = (servers[round % 3].clone(), account(&name));
            tokio::spawn(async move { server.revoke_all(&name).await })
        };
        let writes = join_all(writes).await;
        assert_eq!(ending.await.expect("no panic"), Ok(1));
        drop(writes);
        for server in &servers {
            let _ = server.follow().await;
            assert!(!browser.clone().is_signed_in(server).await, "round {round}");
        }
    }
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ending_all_ends_those_that_are_just_beginning() {
    let ground = Ground::new().await;
    let (one, two) = (ground.server().await, ground.server().await);
    for round in 0..10 {
        let name = format!("ann-{round}");
        let began = ground.now();
        ground.clock.move_on(1);
        let sign_ins = (0..8).map(|number| {
            let (server, name) = (if number % 2 == 0 { &one } else { &two }.clone(), name.clone());
            tokio::spawn(async move {
                let mut browser = Browser::default();
                let (done, _) = browser.arrive(&server, &name, began).await;
                (browser, done)
            })
        });
        let ending = {
            let (server, name) = (two.clone(), account(&name));
            tokio::spawn(async move { server.revoke_all(&name).await })
        };
        let (answers, ended) = (join_all(sign_ins).await, ending.await.expect("no panic"));
        let mut begun = 0;
        for answer in answers {
            let (mut browser, done) = answer.expect("no panic");
            match done {
                Ok(()) => begun += 1,
                Err(reason) => assert_eq!(reason, NotSaved::Refused),
            }
            assert!(!browser.is_signed_in(&one).await, "round {round}");
        }
        assert_eq!(ended, Ok(begun), "round {round}: each that began, and no other");
    }
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_kept_of_who_signs_in_while_they_are_forgotten() {
    let ground = Ground::new().await;
    let server = ground.server().await;
    for round in 0..10 {
        let name = format!("ann-{round}");
        let began = ground.now();
        ground.clock.move_on(1);
        let sign_ins = (0..8).map(|_| {
            let (server, name) = (server.clone(), name.clone());
            tokio::spawn(async move {
                let mut browser = Browser::default();
                let _ = browser.sign_in_at(&server, &name, began).await;
                browser
            })
        });
        let forgetting = {
            let (server, name) = (server.clone(), account(&name));
            tokio::spawn(async move { server.forget(&name).await })
        };
        let browsers = join_all(sign_ins).await;
        assert_eq!(forgetting.await.expect("no panic"), Ok(()));
        for browser in browsers {
            let mut browser = browser.expect("no panic");
            assert!(!browser.is_signed_in(&server).await, "round {round}");
        }
    }
    let left = "select count(*) from sessions.session where account is not null or data <> '{}'";
    assert_eq!(ground.count(left).await, 0);
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_stores_end_with_the_same_of_many_writes() {
    let ground = Ground::new().await;
    let servers = [ground.server().await, ground.server().await];
    let browser = ground.signed_in(&servers[0], "ann").await;
    let version = "select version from sessions.session";
    let before = ground.count(version).await;
    let writes = (0..60).map(|number| {
        let (mut browser, server) = (browser.clone(), servers[number % 2].clone());
        tokio::spawn(async move { browser.note(&server, &number.to_string()).await })
    });
    for write in join_all(writes).await {
        write.expect("no panic").expect("saved");
    }
    let of_redis = browser.clone().noted(&servers[0]).await;
    ground.lose_redis().await;
    assert_eq!(browser.clone().noted(&servers[0]).await, of_redis);
    assert_eq!(ground.count(version).await, before + 60);
    ground.clear().await;
}
