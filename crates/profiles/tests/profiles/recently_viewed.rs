use std::sync::atomic::Ordering;

use storefront::profile::{MOST_VIEWED, PersonalLists, ProfileError, Profiles, Wanted};

use crate::ground::{Ground, account, product};

#[tokio::test]
async fn nothing_is_remembered_of_who_did_not_allow_it() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let lamp = ground.shelf.put("lamp");
    ground.note_view(&ines, &lamp).await.expect("nothing is noted");
    assert_eq!(ground.export(&ines).await, Err(ProfileError::NotFound), "not even a document");
    let letters = Wanted { newsletter: true, ..Wanted::default() };
    ground.prefer(&ines, 0, &letters).await.expect("set");
    ground.note_view(&ines, &lamp).await.expect("nothing is noted");
    assert_eq!(ground.viewed(&ines).await, Ok(Vec::new()));
    ground.clear().await;
}

#[tokio::test]
async fn what_was_looked_at_comes_once_and_newest_first() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let remember = Wanted { remember_viewed: true, ..Wanted::default() };
    ground.prefer(&ines, 0, &remember).await.expect("set");
    for number in 0..=MOST_VIEWED {
        ground.clock.set(i64::try_from(number).expect("small"));
        let id = ground.shelf.put(&format!("p{number}"));
        ground.note_view(&ines, &id).await.expect("noted");
    }
    ground.clock.set(1_000);
    ground.note_view(&ines, &product("p5")).await.expect("noted");
    let stored = ground.export(&ines).await.expect("there").viewed;
    assert_eq!(stored.len(), MOST_VIEWED, "the oldest made way");
    assert_eq!((stored[0].product.as_str(), stored[0].viewed_at.millis()), ("p5", 1_000));

    ground.shelf.archive(&product("p24"));
    let viewed = ground.viewed(&ines).await.expect("listed");
    let ids: Vec<_> = viewed.iter().map(|glimpse| glimpse.id.as_str()).collect();
    let expected: Vec<String> = std::iter::once(5)
        .chain((1..=23).rev().filter(|number| *number != 5))
        .map(|number| format!("p{number}"))
        .collect();
    assert_eq!(ids, expected);
    assert_eq!(ground.profile(&ines).await.expect("there").version, 1);
    ground.shelf.away.store(true, Ordering::SeqCst);
    assert_eq!(ground.viewed(&ines).await, Err(ProfileError::Unavailable));
    ground.clear().await;
}
