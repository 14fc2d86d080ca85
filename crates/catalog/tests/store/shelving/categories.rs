//! The tree of categories.

use std::sync::atomic::Ordering;

use storefront::{
    account::Caller,
    shelf_room::{CategoryForm, CategoryPlace, ShelfError, ShelfRoom, Shelved},
    staff::{Permission, Role},
};

use super::desk::{Desk, editor, form, id, member, refused};

#[tokio::test]
async fn a_category_is_made_once_as_the_last_of_its_siblings() {
    let desk = Desk::open().await;
    let new = CategoryForm { parent: "a".to_owned(), ..form("Boats", "", 0) };
    for expected in [Shelved::Now, Shelved::Before] {
        let made = desk.room.create_category(&editor(), &new, &Caller::default()).await;
        assert_eq!(made, Ok((id("key-Boats"), expected)));
    }
    assert_eq!(desk.order().await, ["a", "b", "c", "key-Boats", "d"]);
    assert_eq!(desk.entry("key-Boats").await.slug.as_str(), "boats");
    assert_eq!(desk.lines(), ["category_created category key-Boats"]);
    let taken = form("Other", "d", 0);
    let made = desk.room.create_category(&editor(), &taken, &Caller::default()).await;
    assert_eq!(refused(made), "slug");
    desk.close().await;
}

#[tokio::test]
async fn former_addresses_lead_on_however_often_it_is_renamed() {
    let desk = Desk::open().await;
    for (slug, version) in [("one", 1), ("two", 2), ("three", 3)] {
        let renamed = desk.rename("b", &form("B", slug, version)).await;
        assert_eq!(renamed, Ok(Shelved::Now), "{slug}");
    }
    for former in ["b", "one", "two"] {
        assert_eq!(desk.leads(former).await.as_deref(), Some("b"), "{former}");
    }
    assert_eq!(desk.leads("three").await, None, "it is there itself");
    // Back at an address that led to it.
    assert_eq!(desk.rename("b", &form("B", "one", 4)).await, Ok(Shelved::Now));
    assert_eq!(desk.leads("one").await, None);
    assert_eq!(desk.leads("three").await.as_deref(), Some("b"));
    desk.close().await;
}

#[tokio::test]
async fn who_saves_second_overwrites_nothing() {
    let desk = Desk::open().await;
    assert_eq!(desk.rename("d", &form("First", "d", 1)).await, Ok(Shelved::Now));
    assert_eq!(desk.rename("d", &form("Second", "d", 1)).await, Err(ShelfError::Stale));
    assert_eq!(desk.rename("d", &form("First", "d", 1)).await, Ok(Shelved::Before));
    let entry = desk.entry("d").await;
    assert_eq!((entry.name.as_str(), entry.version), ("First", 2));
    let moved = desk.place("d", &CategoryPlace::Under("a".to_owned()), 1).await;
    assert_eq!(moved, Err(ShelfError::Stale));
    assert_eq!(desk.lines(), ["category_changed category d"]);
    desk.close().await;
}

#[tokio::test]
async fn a_category_is_moved_with_its_branch_and_never_below_itself() {
    let desk = Desk::open().await;
    for below in ["a", "b", "c"] {
        let ring = desk.place("a", &CategoryPlace::Under(below.to_owned()), 1).await;
        assert_eq!(refused(ring), "parent", "{below}");
    }
    let under_d = CategoryPlace::Under("d".to_owned());
    assert_eq!(desk.place("b", &under_d, 1).await, Ok(Shelved::Now));
    assert_eq!(desk.place("b", &under_d, 1).await, Ok(Shelved::Before));
    assert_eq!(desk.order().await, ["a", "d", "b", "c"]);
    let to_top = CategoryPlace::Under(String::new());
    assert_eq!(desk.place("b", &to_top, 2).await, Ok(Shelved::Now));
    assert_eq!(desk.order().await, ["a", "d", "b", "c"], "the last at the top");
    assert_eq!(desk.place("b", &CategoryPlace::Up, 3).await, Ok(Shelved::Now));
    assert_eq!(desk.order().await, ["a", "b", "c", "d"]);
    assert_eq!(desk.place("b", &CategoryPlace::Up, 3).await, Err(ShelfError::Stale), "sent twice");
    assert_eq!(desk.place("b", &CategoryPlace::Down, 4).await, Ok(Shelved::Now));
    assert_eq!(desk.order().await, ["a", "d", "b", "c"]);
    desk.close().await;
}

#[tokio::test]
async fn only_what_is_empty_is_deleted() {
    let desk = Desk::open().await;
    desk.fill("p", 1, &["d"]).await;
    let delete = |name: &'static str, version: i64| {
        let room = &desk.room;
        async move { room.delete_category(&editor(), &id(name), version, &Caller::default()).await }
    };
    assert_eq!(refused(delete("b", 1).await), "", "c is below it");
    assert_eq!(refused(delete("d", 1).await), "", "a product is in it");
    assert_eq!(delete("c", 7).await, Err(ShelfError::Stale));
    assert_eq!(desk.rename("c", &form("C", "other", 1)).await, Ok(Shelved::Now));
    assert_eq!(delete("c", 2).await, Ok(Shelved::Now));
    assert_eq!(delete("c", 2).await, Ok(Shelved::Before));
    assert_eq!(desk.leads("c").await, None, "nothing leads to what is gone");
    assert_eq!(desk.order().await, ["a", "b", "d"]);
    desk.close().await;
}

#[tokio::test]
async fn products_are_counted_in_it_and_below_it_each_once() {
    let desk = Desk::open().await;
    desk.fill("deep", 3, &["c"]).await;
    desk.fill("both", 2, &["b", "c"]).await;
    let counted = |entry: storefront::shelf_room::CategoryEntry| (entry.products, entry.within);
    assert_eq!(counted(desk.entry("a").await), (0, 5));
    assert_eq!(counted(desk.entry("b").await), (2, 5));
    assert_eq!(counted(desk.entry("c").await), (5, 5));
    assert_eq!(counted(desk.entry("d").await), (0, 0));
    desk.close().await;
}

#[tokio::test]
async fn nothing_is_done_that_is_not_in_the_log_or_not_allowed() {
    let desk = Desk::open().await;
    desk.log.away.store(true, Ordering::Relaxed);
    assert_eq!(desk.rename("d", &form("New", "d", 1)).await, Err(ShelfError::Unavailable));
    assert_eq!(desk.merge("d", "a", 1).await, Err(ShelfError::Unavailable));
    desk.log.away.store(false, Ordering::Relaxed);
    assert_eq!(desk.entry("d").await.name, "D");
    let caller = Caller::default();
    for role in Role::ALL {
        let by = member(role);
        let seen = desk.room.categories(&by).await.is_ok();
        assert_eq!(seen, role.allows(Permission::ReadCatalogue), "{role:?}");
        if role.allows(Permission::EditCatalogue) {
            continue;
        }
        let (fields, d) = (form("New", "new", 1), id("d"));
        let room = &desk.room;
        let denied = [
            room.create_category(&by, &fields, &caller).await.map(drop),
            room.change_category(&by, &d, &fields, &caller).await.map(drop),
            room.place_category(&by, &d, &CategoryPlace::Up, 1, &caller).await.map(drop),
            room.merge_category(&by, &d, "a", 1, &caller).await.map(drop),
            room.delete_category(&by, &d, 1, &caller).await.map(drop),
        ];
        for result in denied {
            assert_eq!(result, Err(ShelfError::Forbidden), "{role:?}");
        }
    }
    assert!(desk.lines().is_empty());
    desk.close().await;
}
