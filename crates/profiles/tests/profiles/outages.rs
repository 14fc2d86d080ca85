//! A server that hangs, and one that is killed.

use std::sync::Arc;

use storefront::profile::{PersonalLists, Profile, ProfileError, Profiles, Wished};

use crate::{
    ground::{Ground, account, address, address_id, copy},
    server::Server,
};

/// Asks again while the server is away; each question has a deadline of its own.
async fn until_answered<F>(question: impl Fn() -> F) -> Profile
where
    F: Future<Output = Result<Profile, ProfileError>>,
{
    for _ in 0..30 {
        match question().await {
            Ok(profile) => return profile,
            Err(error) => assert_eq!(error, ProfileError::Unavailable),
        }
    }
    panic!("the server is back, and the store does not see it");
}

#[tokio::test]
async fn a_server_that_hangs_is_not_waited_for() {
    let server = Server::start().await;
    let ground = Ground::at(&server.uri("hanging"), "hanging").await;
    let (ines, home) = (account("ines"), address_id("home"));
    let first = address("Kai 1");
    until_answered(|| ground.add_address(&ines, &home, &first)).await;
    server.hang().await;
    let away = Err(ProfileError::Unavailable);
    assert_eq!(ground.profile(&ines).await, away);
    assert_eq!(ground.add_address(&ines, &address_id("b"), &address("Kai 2")).await, away);
    server.go_on();
    // Whether the second was added is unknown; asked again, it is there once.
    let (second, street) = (address_id("b"), address("Kai 2"));
    let profile = until_answered(|| ground.add_address(&ines, &second, &street)).await;
    assert_eq!(profile.addresses.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_acknowledged_outlives_a_kill() {
    let mut server = Server::start().await;
    let ground = Ground::at(&server.uri("killed"), "killed").await;
    let (ines, lamp) = (account("ines"), ground.shelf.put("lamp"));
    ground.follow_account(&copy("ines", 1, Some("ines@quay.example"))).await.expect("followed");
    ground.wish(&ines, &lamp).await.expect("wished");
    ground.erase(&account("eve")).await.expect("erased");

    // Killed while it is being written to: of each the answer tells the truth, or that it is unknown.
    let writers: Vec<_> = (0..18)
        .map(|number| {
            let store = Arc::clone(&ground.store);
            let id = address_id(&format!("a{number}"));
            tokio::spawn(async move {
                let added = store.add_address(&account("ines"), &id, &address("Kai 1")).await;
                (id, added)
            })
        })
        .collect();
    server.kill();
    let mut acknowledged = Vec::new();
    for writer in writers {
        match writer.await.expect("no panic") {
            (id, Ok(_)) => acknowledged.push(id),
            (_, Err(error)) => assert_eq!(error, ProfileError::Unavailable),
        }
    }
    assert_eq!(ground.profile(&ines).await, Err(ProfileError::Unavailable));

    server.start_again().await;
    // Without hands: the same store, on connections of its own.
    let profile = until_answered(|| ground.profile(&ines)).await;
    for id in acknowledged {
        assert_eq!(profile.addresses.iter().filter(|saved| saved.id == id).count(), 1);
    }
    assert_eq!(profile.name, "ines at 1");
    let wishes = ground.wishlist(&ines, 0, 10).await.expect("listed").wishes;
    assert!(matches!(wishes[0].now, Wished::Here(_)));
    assert_eq!(ground.profile(&account("eve")).await, Err(ProfileError::NotFound));
}
