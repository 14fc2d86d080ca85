use kernel::AddressId;
use storefront::profile::{MOST_ADDRESSES, Profile, ProfileError, Profiles, Purpose};

use crate::ground::{Ground, account, address, address_id};

fn ids(profile: &Profile) -> Vec<&str> {
    profile.addresses.iter().map(|saved| saved.id.as_str()).collect()
}

#[tokio::test]
async fn of_whom_nothing_is_stored_the_profile_is_empty() {
    let ground = Ground::new().await;
    let ines = account("ines");
    assert_eq!(ground.profile(&ines).await, Ok(Profile::empty(ines.clone())));
    let stored = ground.documents().count_documents(mongodb::bson::doc! {}).await;
    assert_eq!(stored.expect("counted"), 0, "reading stores nothing");
    assert_eq!(ground.export(&ines).await, Err(ProfileError::NotFound));
    ground.clear().await;
}

#[tokio::test]
async fn addresses_are_added_changed_chosen_and_removed() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let (home, work) = (address_id("home"), address_id("work"));
    let added = ground.add_address(&ines, &home, &address("Kai 1")).await.expect("added");
    assert_eq!((added.version, ids(&added)), (1, vec!["home"]));
    let added = ground.add_address(&ines, &work, &address("Speicher 2")).await.expect("added");
    assert_eq!((added.version, ids(&added)), (2, vec!["home", "work"]));

    let chosen = ground.choose_address(&ines, Purpose::Billing, &work).await.expect("chosen");
    assert_eq!((chosen.version, chosen.billing.as_ref()), (3, Some(&work)));
    assert_eq!(chosen.delivery, None);
    let again = ground.choose_address(&ines, Purpose::Billing, &work).await.expect("chosen");
    assert_eq!(again, chosen, "what is so already is no change");
    let chosen = ground.choose_address(&ines, Purpose::Delivery, &home).await.expect("chosen");
    assert_eq!((chosen.delivery.as_ref(), chosen.billing.as_ref()), (Some(&home), Some(&work)));

    let moved = ground.change_address(&ines, 4, &work, &address("Kai 9")).await.expect("changed");
    assert_eq!(moved.addresses[0].address, address("Kai 1"), "the other stays as it was");
    assert_eq!(moved.addresses[1].address, address("Kai 9"));
    assert_eq!(ground.profile(&ines).await, Ok(moved));

    let removed = ground.remove_address(&ines, &work).await.expect("removed");
    assert_eq!((ids(&removed), removed.billing.as_ref()), (vec!["home"], None));
    let again = ground.remove_address(&ines, &work).await.expect("nothing to do");
    assert_eq!(again, removed);
    ground.clear().await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_adds_one_address() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let first = ground.add_address(&ines, &address_id("a"), &address("Kai 1")).await;
    let second = ground.add_address(&ines, &address_id("a"), &address("Kai 1")).await;
    assert_eq!(first, second);
    assert_eq!(first.expect("added").version, 1);
    ground.clear().await;
}

#[tokio::test]
async fn a_stale_form_is_refused_with_both_versions() {
    let ground = Ground::new().await;
    let (ines, home) = (account("ines"), address_id("home"));
    ground.add_address(&ines, &home, &address("Kai 1")).await.expect("added");
    ground.change_address(&ines, 1, &home, &address("Kai 2")).await.expect("changed");
    let stale = ground.change_address(&ines, 1, &home, &address("Kai 3")).await;
    assert_eq!(stale, Err(ProfileError::Stale { expected: 1, stored: 2 }));
    let future = ground.change_address(&ines, 7, &home, &address("Kai 3")).await;
    assert_eq!(future, Err(ProfileError::Stale { expected: 7, stored: 2 }));
    let profile = ground.profile(&ines).await.expect("there");
    assert_eq!(profile.addresses[0].address, address("Kai 2"), "nothing was written");
    // Whose first answer was lost asks again, and is told that it is done.
    let again = ground.change_address(&ines, 1, &home, &address("Kai 2")).await;
    assert_eq!(again, Ok(profile));
    ground.clear().await;
}

#[tokio::test]
async fn what_is_not_there_is_neither_changed_nor_chosen() {
    let ground = Ground::new().await;
    let (ines, gone) = (account("ines"), address_id("gone"));
    let changed = ground.change_address(&ines, 0, &gone, &address("Kai 1")).await;
    assert_eq!(changed, Err(ProfileError::NotFound));
    let chosen = ground.choose_address(&ines, Purpose::Delivery, &gone).await;
    assert_eq!(chosen, Err(ProfileError::NotFound));
    // What another has is not there either.
    ground.add_address(&account("eve"), &gone, &address("Kai 1")).await.expect("added");
    let changed = ground.change_address(&ines, 0, &gone, &address("Kai 1")).await;
    assert_eq!(changed, Err(ProfileError::NotFound));
    ground.remove_address(&ines, &gone).await.expect("nothing to do");
    assert_eq!(ids(&ground.profile(&account("eve")).await.expect("there")), ["gone"]);
    ground.clear().await;
}

#[tokio::test]
async fn there_are_only_so_many_addresses() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let id = |number: usize| AddressId::parse(format!("a{number}")).expect("an id");
    for number in 0..MOST_ADDRESSES {
        ground.add_address(&ines, &id(number), &address("Kai 1")).await.expect("added");
    }
    let full = ground.add_address(&ines, &id(99), &address("Kai 1")).await;
    assert_eq!(full, Err(ProfileError::Full));
    ground.remove_address(&ines, &id(3)).await.expect("removed");
    let added = ground.add_address(&ines, &id(99), &address("Kai 1")).await.expect("room again");
    assert_eq!(added.addresses.len(), MOST_ADDRESSES);
    ground.clear().await;
}
