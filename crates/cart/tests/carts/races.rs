//! Many at once.

use std::sync::Arc;

use futures::future::join_all;
use storefront::cart::{CartError, Carts};

use crate::{
    ground::{Ground, account, add, guest},
    in_short,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_at_once_put_no_more_into_a_cart_than_there_is() {
    let ground = Ground::new().await;
    ground.shelf.sell("HOT", 100, 47);
    for owner in [guest(), account()] {
        let tabs: Vec<_> = (0..4).map(|_| Arc::new(ground.carts())).collect();
        let adds = (0..100).map(|number| {
            let (carts, owner) = (tabs[number % 4].clone(), owner.clone());
            tokio::spawn(async move { carts.change(&owner, add("HOT", 1), None).await })
        });
        let answers = join_all(adds).await.into_iter().map(|answer| answer.expect("no panic"));
        let (done, refused): (Vec<_>, Vec<_>) = answers.partition(Result::is_ok);
        assert_eq!((done.len(), refused.len()), (47, 53));
        let short = Err(CartError::NotEnoughStock { available: 47 });
        assert!(refused.iter().all(|answer| *answer == short));
        let view = tabs[0].view(&owner).await.expect("a view");
        assert_eq!((in_short(&view).as_str(), view.version), ("HOT47", 47));
    }
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_who_signs_in_from_two_tabs_is_merged_once() {
    let ground = Ground::new().await;
    let (visitor, signed_in) = (guest(), account());
    let tabs: Vec<_> = (0..2).map(|_| Arc::new(ground.carts())).collect();
    tabs[0].change(&visitor, add("A", 2), None).await.expect("added");
    tabs[0].change(&signed_in, add("A", 3), None).await.expect("added");
    let merges = tabs.iter().map(|carts| {
        let (carts, visitor, signed_in) = (carts.clone(), visitor.clone(), signed_in.clone());
        tokio::spawn(async move { carts.merge(&visitor, &signed_in).await })
    });
    for merged in join_all(merges).await {
        merged.expect("no panic").expect("merged, or nothing left to merge");
    }
    let view = tabs[1].view(&signed_in).await.expect("a view");
    assert_eq!(in_short(&view), "A5");
    ground.clear().await;
}
