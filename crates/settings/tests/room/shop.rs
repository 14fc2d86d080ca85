//! Settings are changed by those who may, everywhere, and nobody overwrites another.

use storefront::{
    offer_room::Entered,
    settings_room::{Setting, SettingsError, SettingsForm, SettingsRoom},
    shop::ShopFront,
    staff::{Permission, Role},
};

use crate::ground::{Ground, caller, member, tagline};

#[tokio::test]
async fn what_is_changed_is_shown_and_in_the_audit_log_once() {
    let ground = Ground::new().await;
    let (by, caller, room) = (member(Role::Owner), caller(), &ground.room);
    let stamp = ground.front.stamp();
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.change(&by, &tagline("Ropes.", "1"), &caller).await, Ok(entered));
    }
    assert_eq!(ground.front.identity().tagline, "Ropes.", "at once where it was changed");
    assert_ne!(ground.front.stamp(), stamp);
    assert_eq!(ground.elsewhere.identity().tagline, "Good things.");
    ground.elsewhere.refresh().await.expect("looked");
    assert_eq!(ground.elsewhere.identity().tagline, "Ropes.");
    assert_eq!(ground.elsewhere.stamp(), ground.front.stamp());
    let early = room.reset(&by, Setting::Tagline, 1, &caller).await;
    assert_eq!(early, Err(SettingsError::Stale), "its form was drawn before the change");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.reset(&by, Setting::Tagline, 2, &caller).await, Ok(entered));
    }
    assert_eq!(ground.front.identity().tagline, "Good things.");
    assert_eq!(ground.front.stamp(), stamp);
    let told = ground.audit().await;
    let lines = [
        "wanda settings_changed settings shop {\"tagline\": null} {\"tagline\": \"Ropes.\"}",
        "wanda setting_given_back settings shop {\"tagline\": \"Ropes.\"} {\"tagline\": null}",
    ];
    assert_eq!(told, lines);
    ground.database.drop().await;
}

#[tokio::test]
async fn who_saves_second_overwrites_nothing() {
    let ground = Ground::new().await;
    let (by, caller, room) = (member(Role::Owner), caller(), &ground.room);
    room.change(&by, &tagline("First.", "1"), &caller).await.expect("changed");
    for version in ["1", "", "0", "none"] {
        let late = room.change(&by, &tagline("Second.", version), &caller).await;
        assert_eq!(late, Err(SettingsError::Stale), "{version}");
    }
    let sheet = room.sheet(&by).await.expect("read");
    assert_eq!((sheet.version, sheet.value(Setting::Tagline)), (2, "First."));
    room.change(&by, &tagline("Second.", "2"), &caller).await.expect("changed");
    assert_eq!(ground.front.identity().tagline, "Second.");
    ground.database.drop().await;
}

#[tokio::test]
async fn of_many_who_save_at_once_one_does() {
    let ground = Ground::new().await;
    let tasks = (0..8).map(|number| {
        let room = ground.room.clone();
        tokio::spawn(async move {
            let form = tagline(&format!("Tagline {number}."), "1");
            room.change(&member(Role::Owner), &form, &caller()).await
        })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut done = 0;
    for task in tasks {
        match task.await.expect("ended") {
            Ok(entered) => {
                assert_eq!(entered, Entered::Now);
                done += 1;
            }
            // On a busy machine it may have waited too long for its turn.
            Err(error) => assert!(
                matches!(error, SettingsError::Stale | SettingsError::Unavailable),
                "{error}"
            ),
        }
    }
    assert_eq!((done, ground.audit().await.len()), (1, 1));
    ground.database.drop().await;
}

#[tokio::test]
async fn who_sells_is_as_it_is_set_now() {
    let ground = Ground::new().await;
    let (by, caller, room) = (member(Role::Owner), caller(), &ground.room);
    assert_eq!(ground.front.seller().name, "Quayside");
    let form = SettingsForm {
        seller: "Harbour Ltd\r\nQuay 2\r\n20457 Hamburg".to_owned(),
        tax_number: "DE123456789".to_owned(),
        version: "1".to_owned(),
        ..SettingsForm::default()
    };
    room.change(&by, &form, &caller).await.expect("changed");
    let seller = ground.front.seller();
    assert_eq!(seller.name, "Harbour Ltd");
    assert_eq!(seller.address, ["Quay 2", "20457 Hamburg"]);
    assert_eq!(seller.tax_number.as_deref(), Some("DE123456789"));
    assert!(ground.front.chosen().seller && !ground.front.chosen().name);
    ground.database.drop().await;
}

#[tokio::test]
async fn only_who_may_reads_and_changes() {
    let ground = Ground::new().await;
    let (caller, room) = (caller(), &ground.room);
    for role in Role::ALL.into_iter().filter(|role| !role.allows(Permission::ManageSettings)) {
        let by = member(role);
        assert_eq!(room.sheet(&by).await, Err(SettingsError::Forbidden), "{role:?}");
        let changed = room.change(&by, &tagline("Ropes.", "1"), &caller).await;
        assert_eq!(changed, Err(SettingsError::Forbidden), "{role:?}");
        let reset = room.reset(&by, Setting::Tagline, 1, &caller).await;
        assert_eq!(reset, Err(SettingsError::Forbidden), "{role:?}");
    }
    assert!(ground.audit().await.is_empty());
    ground.database.drop().await;
}

#[tokio::test]
async fn tax_is_reckoned_from_what_is_set_now() {
    let ground = Ground::new().await;
    let (by, caller, room) = (member(Role::Owner), caller(), &ground.room);
    let (before, stamp) = (ground.front.tax_basis(), ground.front.stamp());
    assert!(before.included && before.home.code() == "DE");
    let form = SettingsForm {
        country: "CH".to_owned(),
        tax: "added".to_owned(),
        version: "1".to_owned(),
        ..SettingsForm::default()
    };
    let unknown = SettingsForm { country: "BR".to_owned(), ..form.clone() };
    let Err(SettingsError::Refused(refused)) = room.change(&by, &unknown, &caller).await else {
        panic!("nothing is sold there");
    };
    assert_eq!(refused.iter().map(|error| error.field).collect::<Vec<_>>(), ["country"]);
    room.change(&by, &form, &caller).await.expect("changed");
    let now = ground.front.tax_basis();
    assert!(!now.included && now.home.code() == "CH");
    assert_ne!(ground.front.stamp(), stamp, "pages say whether tax is in the price");
    for (setting, version) in [(Setting::Country, 2), (Setting::Tax, 3)] {
        room.reset(&by, setting, version, &caller).await.expect("given back");
    }
    assert_eq!(ground.front.tax_basis(), before);
    let told = ground.audit().await;
    assert!(told[0].contains("\"country\": \"CH\"") && told[0].contains("\"tax\": \"added\""));
    assert_eq!(told.len(), 3);
    ground.database.drop().await;
}
