//! A logo is put and taken off once, by those who may, and stays when other settings change.

use storefront::{
    logo::Logo,
    offer_room::Entered,
    settings_room::{Setting, SettingsError, SettingsRoom},
    shop::ShopFront,
    staff::{Permission, Role},
};

use crate::ground::{Ground, caller, member, tagline};

fn logo(digit: char) -> Logo {
    Logo { key: digit.to_string().repeat(32), width: 400, height: 80, see_through: true }
}

#[tokio::test]
async fn a_logo_is_shown_everywhere_told_once_and_taken_off() {
    let ground = Ground::new().await;
    let (by, caller, room) = (member(Role::Owner), caller(), &ground.room);
    let stamp = ground.front.stamp();
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.put_logo(&by, Some(logo('a')), 1, &caller).await, Ok(entered));
    }
    assert_eq!(ground.front.identity().logo, Some(logo('a')));
    assert_ne!(ground.front.stamp(), stamp);
    ground.elsewhere.refresh().await.expect("looked");
    assert_eq!(ground.elsewhere.identity().logo, Some(logo('a')));
    room.change(&by, &tagline("Ropes.", "2"), &caller).await.expect("changed");
    assert_eq!(ground.front.identity().logo, Some(logo('a')), "it has a form of its own");
    room.reset(&by, Setting::Tagline, 3, &caller).await.expect("given back");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.put_logo(&by, None, 4, &caller).await, Ok(entered));
    }
    assert_eq!(ground.front.identity().logo, None);
    assert_eq!(ground.front.stamp(), stamp);
    let told = ground.audit().await;
    assert_eq!(told.len(), 4);
    assert!(told[0].starts_with("wanda logo_set settings shop {\"logo\": null} {\"logo\": {"));
    assert!(told[0].contains(&logo('a').key));
    assert!(told[3].starts_with("wanda logo_removed settings shop {\"logo\": {"));
    assert!(told[3].ends_with("{\"logo\": null}"));
    ground.database.drop().await;
}

#[tokio::test]
async fn who_puts_a_logo_second_overwrites_nothing() {
    let ground = Ground::new().await;
    let (by, caller, room) = (member(Role::Owner), caller(), &ground.room);
    room.put_logo(&by, Some(logo('a')), 1, &caller).await.expect("put");
    for late in [Some(logo('b')), None] {
        assert_eq!(room.put_logo(&by, late, 1, &caller).await, Err(SettingsError::Stale));
    }
    assert_eq!(ground.front.identity().logo, Some(logo('a')));
    room.put_logo(&by, Some(logo('b')), 2, &caller).await.expect("put");
    assert_eq!(ground.front.identity().logo, Some(logo('b')));
    ground.database.drop().await;
}

#[tokio::test]
async fn only_who_may_puts_a_logo() {
    let ground = Ground::new().await;
    for role in Role::ALL.into_iter().filter(|role| !role.allows(Permission::ManageSettings)) {
        let put = ground.room.put_logo(&member(role), Some(logo('a')), 1, &caller()).await;
        assert_eq!(put, Err(SettingsError::Forbidden), "{role:?}");
    }
    assert!(ground.audit().await.is_empty());
    ground.database.drop().await;
}
