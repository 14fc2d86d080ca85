use std::sync::atomic::Ordering;

use mongodb::bson::{Bson, DateTime, doc};
use storefront::profile::{
    MOST_WISHES, MOST_WISHES_SHOWN, PersonalLists, ProfileError, Wished, Wishlist,
};

use crate::ground::{Ground, account, product};

fn products(wishlist: &Wishlist) -> Vec<&str> {
    wishlist.wishes.iter().map(|wish| wish.product.as_str()).collect()
}

#[tokio::test]
async fn wishes_are_kept_newest_first_and_once() {
    let ground = Ground::new().await;
    let ines = account("ines");
    for (moment, id) in [(1, "lamp"), (2, "rope"), (3, "sail"), (4, "lamp")] {
        ground.clock.set(moment);
        let id = ground.shelf.put(id);
        ground.wish(&ines, &id).await.expect("wished");
    }
    let all = ground.wishlist(&ines, 0, 10).await.expect("listed");
    assert_eq!((all.total, products(&all)), (3, vec!["sail", "rope", "lamp"]));
    assert_eq!(all.wishes[2].wished_at.millis(), 1, "it stays where it is");
    let part = ground.wishlist(&ines, 1, 1).await.expect("listed");
    assert_eq!((part.total, products(&part)), (3, vec!["rope"]));
    let nothing = ground.wishlist(&ines, 0, 0).await.expect("listed");
    assert_eq!((nothing.total, nothing.wishes.len()), (3, 0));
    let behind = ground.wishlist(&ines, usize::MAX, usize::MAX).await.expect("listed");
    assert_eq!((behind.total, behind.wishes.len()), (3, 0));

    ground.unwish(&ines, &product("rope")).await.expect("taken off");
    ground.unwish(&ines, &product("rope")).await.expect("nothing to do");
    let asked = ["rope", "lamp", "never", "sail"].map(product);
    let wished = ground.wished(&ines, &asked).await.expect("answered");
    assert_eq!(wished, ["lamp", "sail"].map(product));
    let others = ground.wishlist(&account("eve"), 0, 10).await.expect("listed");
    assert_eq!(others, Wishlist::default());
    ground.clear().await;
}

#[tokio::test]
async fn a_wish_says_what_has_become_of_its_product() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let (lamp, rope) = (ground.shelf.put("lamp"), ground.shelf.put("rope"));
    for id in [&lamp, &rope] {
        ground.wish(&ines, id).await.expect("wished");
    }
    ground.shelf.archive(&lamp);
    let list = ground.wishlist(&ines, 0, 10).await.expect("listed");
    assert!(matches!(&list.wishes[0].now, Wished::Here(glimpse) if glimpse.id == rope));
    assert_eq!(list.wishes[1].now, Wished::NoLongerSold);
    assert_eq!(list.wishes[1].title, "Product lamp", "what it was is still told");
    let refused = ground.wish(&account("eve"), &lamp).await;
    assert_eq!(refused, Err(ProfileError::NotFound), "what is not sold is not wished for");

    ground.shelf.away.store(true, Ordering::SeqCst);
    let list = ground.wishlist(&ines, 0, 10).await.expect("the list itself is there");
    assert!(list.wishes.iter().all(|wish| wish.now == Wished::Unknown));
    assert_eq!(ground.wish(&ines, &product("sail")).await, Err(ProfileError::Unavailable));
    ground.clear().await;
}

#[tokio::test]
async fn there_are_only_so_many_wishes() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let first = ground.shelf.put("first");
    ground.wish(&ines, &first).await.expect("wished");
    let wish = |number: usize| {
        Bson::from(doc! {
            "product": format!("p{number}"), "title": "One", "at": DateTime::from_millis(1),
        })
    };
    let most: Vec<Bson> = (1..=MOST_WISHES).map(wish).collect();
    let fill = doc! { "$set": { "wishlist": most } };
    ground.documents().update_one(doc! { "_id": "ines" }, fill).await.expect("written");
    assert_eq!(ground.wish(&ines, &first).await, Err(ProfileError::Full));
    let before = ground.shelf.asked.load(Ordering::SeqCst);
    ground.shelf.away.store(true, Ordering::SeqCst);
    let list = ground.wishlist(&ines, 490, usize::MAX).await.expect("listed");
    assert_eq!((list.total, list.wishes.len()), (MOST_WISHES, MOST_WISHES - 490));
    let list = ground.wishlist(&ines, 0, usize::MAX).await.expect("listed");
    assert_eq!(list.wishes.len(), MOST_WISHES_SHOWN);
    // A catalogue that is away is asked for a few, not for every line.
    let asked = ground.shelf.asked.load(Ordering::SeqCst) - before;
    assert!(asked <= 2 * 8, "asked {asked} times");
    ground.shelf.away.store(false, Ordering::SeqCst);
    ground.unwish(&ines, &product("p7")).await.expect("taken off");
    ground.wish(&ines, &first).await.expect("room again");
    ground.clear().await;
}
