//! Many at once, on one document.

use std::{collections::HashSet, sync::Arc};

use futures::future::join_all;
use kernel::{AddressId, ProductId};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use storefront::profile::{
    Followed, MOST_ADDRESSES, PersonalLists, ProfileError, Profiles, Wanted,
};

use crate::ground::{Ground, account, address, address_id, copy};

/// Runs them all at the same time, each on a task of its own.
async fn at_once<T, F>(tasks: impl IntoIterator<Item = F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let running: Vec<_> = tasks.into_iter().map(tokio::spawn).collect();
    join_all(running).await.into_iter().map(|done| done.expect("no panic")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn addresses_added_at_once_are_all_there_up_to_the_most() {
    let ground = Ground::new().await;
    let added = at_once((0..MOST_ADDRESSES + 5).map(|number| {
        let store = Arc::clone(&ground.store);
        let id = AddressId::parse(format!("a{number}")).expect("an id");
        async move { store.add_address(&account("ines"), &id, &address("Kai 1")).await }
    }))
    .await;
    let full = added.iter().filter(|added| **added == Err(ProfileError::Full)).count();
    assert_eq!(full, 5, "{added:?}");
    let profile = ground.profile(&account("ines")).await.expect("there");
    let ids: HashSet<_> = profile.addresses.iter().map(|saved| &saved.id).collect();
    assert_eq!(ids.len(), MOST_ADDRESSES);
    assert_eq!(profile.version, 20, "one for each that was written");
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_form_sent_many_times_at_once_adds_one_address() {
    let ground = Ground::new().await;
    let added =
        at_once(
            (0..12).map(|_| {
                let store = Arc::clone(&ground.store);
                async move {
                    store.add_address(&account("ines"), &address_id("a"), &address("Kai 1")).await
                }
            }),
        )
        .await;
    for profile in added {
        assert_eq!(profile.expect("there").addresses.len(), 1);
    }
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_forms_from_one_version_one_is_written() {
    let ground = Ground::new().await;
    let (ines, home) = (account("ines"), address_id("home"));
    ground.add_address(&ines, &home, &address("Kai 0")).await.expect("added");
    let changed =
        at_once(
            (1..=12).map(|number| {
                let store = Arc::clone(&ground.store);
                let street = address(&format!("Kai {number}"));
                async move {
                    store.change_address(&account("ines"), 1, &address_id("home"), &street).await
                }
            }),
        )
        .await;
    let (written, refused): (Vec<_>, Vec<_>) = changed.into_iter().partition(Result::is_ok);
    assert_eq!(written.len(), 1);
    let stale = Err(ProfileError::Stale { expected: 1, stored: 2 });
    assert!(refused.iter().all(|refusal| *refusal == stale), "{refused:?}");
    assert_eq!(ground.profile(&ines).await, written.into_iter().next().expect("one"));
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn wishes_and_views_at_once_lose_none() {
    let ground = Ground::new().await;
    let remember = Wanted { remember_viewed: true, ..Wanted::default() };
    ground.prefer(&account("ines"), 0, &remember).await.expect("set");
    let ids: Vec<ProductId> = (0..20).map(|n| ground.shelf.put(&format!("p{n}"))).collect();
    // Each twice, as from two tabs.
    at_once(ids.iter().chain(&ids).map(|id| {
        let (store, id) = (Arc::clone(&ground.store), id.clone());
        async move {
            store.wish(&account("ines"), &id).await.expect("wished");
            store.note_view(&account("ines"), &id).await.expect("noted");
        }
    }))
    .await;
    let export = ground.export(&account("ines")).await.expect("there");
    let wished: HashSet<_> = export.wishlist.iter().map(|wish| &wish.product).collect();
    let viewed: HashSet<_> = export.viewed.iter().map(|view| &view.product).collect();
    assert_eq!((export.wishlist.len(), wished.len()), (20, 20));
    assert_eq!((export.viewed.len(), viewed.len()), (20, 20));
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn copies_in_any_order_end_at_the_newest() {
    let ground = Ground::new().await;
    let orders = prop::collection::vec(Just((1..=8).collect::<Vec<u64>>()).prop_shuffle(), 4);
    let mut runner = TestRunner::deterministic();
    let orders = orders.new_tree(&mut runner).expect("orders").current();
    for (number, versions) in orders.into_iter().enumerate() {
        let id = format!("ines{number}");
        let followed = at_once(versions.into_iter().map(|version| {
            let store = Arc::clone(&ground.store);
            let copy = copy(&id, version, Some(&format!("{id}-{version}@quay.example")));
            async move { (version, store.follow_account(&copy).await) }
        }))
        .await;
        assert!(followed.contains(&(8, Ok(Followed::Written))), "{followed:?}");
        let profile = ground.profile(&account(&id)).await.expect("there");
        assert_eq!(profile.name, format!("{id} at 8"));
    }
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn erasing_wins_over_all_that_is_written_meanwhile() {
    let ground = Ground::new().await;
    for round in 0..6 {
        let id = format!("ines{round}");
        let outcomes = at_once((0..9).map(|number| {
            let (store, who) = (Arc::clone(&ground.store), account(&id));
            let copy = copy(&id, number + 1, Some(&format!("{id}@quay.example")));
            let place = address_id(&format!("a{number}"));
            async move {
                match number {
                    4 => store.erase(&who).await,
                    _ if number % 2 == 0 => store.follow_account(&copy).await.map(|_| ()),
                    _ => store.add_address(&who, &place, &address("Kai 1")).await.map(|_| ()),
                }
            }
        }))
        .await;
        assert_eq!(outcomes[4], Ok(()), "{outcomes:?}");
        assert!(!outcomes.contains(&Err(ProfileError::Unavailable)), "{outcomes:?}");
        assert_eq!(ground.profile(&account(&id)).await, Err(ProfileError::NotFound));
        let left = mongodb::bson::doc! { "_id": &id };
        let left = ground.documents().find_one(left).await.expect("answered").expect("a stone");
        assert_eq!(left.keys().collect::<Vec<_>>().len(), 3, "{left}");
    }
    ground.clear().await;
}
