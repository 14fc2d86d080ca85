//! Texts are written by those who may, and each version stays.

use storefront::{
    content::ContentPages,
    offer_room::Entered,
    settings_room::{KEPT_VERSIONS, SettingsError, SettingsRoom, TextStanding},
    shop::ShopFront,
    staff::{Permission, Role},
};

use crate::ground::{Ground, caller, member, page, slug};

#[tokio::test]
async fn what_is_written_wins_over_the_file_until_it_is_given_back() {
    let ground = Ground::new().await;
    let (by, caller, room, terms) = (member(Role::Owner), caller(), &ground.room, slug("terms"));
    let file = room.text(&by, &terms).await.expect("there");
    assert_eq!((file.version, file.standing), (0, TextStanding::File));
    let stamp = ground.front.stamp();
    let written = page("", "Ours.", "0");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.change_text(&by, &terms, &written, &caller).await, Ok(entered));
    }
    let shown = ground.front.page(&terms).expect("there");
    assert_eq!((shown.title.as_str(), shown.html.as_str()), ("Our words", "<p>Ours.</p>\n"));
    assert_ne!(ground.front.stamp(), stamp);
    ground.elsewhere.refresh().await.expect("looked");
    assert_eq!(ground.elsewhere.page(&terms), Some(shown));
    let late = room.change_text(&by, &terms, &page("", "Theirs.", "0"), &caller).await;
    assert_eq!(late, Err(SettingsError::Stale));
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.reset_text(&by, &terms, 1, &caller).await, Ok(entered));
    }
    assert_eq!(ground.front.stamp(), stamp);
    let sheet = room.text(&by, &terms).await.expect("there");
    assert_eq!((sheet.version, sheet.standing, sheet.draft), (2, TextStanding::File, file.draft));
    let audit = ground.audit().await;
    assert_eq!(audit.len(), 2);
    assert!(audit[0].starts_with("wanda text_changed page terms {"), "{}", audit[0]);
    assert!(audit[1].starts_with("wanda text_given_back page terms {"), "{}", audit[1]);
    assert!(!audit[0].contains("Ours."), "the text is kept under its version");
    ground.database.drop().await;
}

#[tokio::test]
async fn a_new_page_is_made_once_and_taken_off_again() {
    let ground = Ground::new().await;
    let (by, caller, room, guide) = (member(Role::Owner), caller(), &ground.room, slug("guide"));
    for entered in [Entered::Now, Entered::Before] {
        let made = room.create_text(&by, &page("guide", "Sizes.", ""), &caller).await;
        assert_eq!(made, Ok(entered));
    }
    for taken in ["guide", "terms"] {
        let other = room.create_text(&by, &page(taken, "Others.", ""), &caller).await;
        let message = "There is a page at this address already. Enter another one.";
        assert_eq!(other, Err(SettingsError::refused("slug", message)), "{taken}");
    }
    let titles = ground.front.titles();
    assert_eq!(titles.last(), Some(&(guide.clone(), "Our words".to_owned())));
    room.reset_text(&by, &guide, 1, &caller).await.expect("taken off");
    assert_eq!(ground.front.page(&guide), None);
    let rows = room.texts(&by).await.expect("read");
    let last = rows.last().expect("a row");
    assert_eq!((&last.slug, last.standing), (&guide, TextStanding::Gone));
    room.restore_text(&by, &guide, 1, 2, &caller).await.expect("restored");
    assert!(ground.front.page(&guide).is_some());
    let absent = room.change_text(&by, &slug("absent"), &page("", "Words.", "0"), &caller).await;
    assert_eq!(absent, Err(SettingsError::NotFound));
    ground.database.drop().await;
}

#[tokio::test]
async fn every_version_stays_and_the_last_ones_are_listed() {
    let ground = Ground::new().await;
    let (by, caller, room, terms) = (member(Role::Owner), caller(), &ground.room, slug("terms"));
    for version in 0..25 {
        let form = page("", &format!("Words {version}."), &version.to_string());
        room.change_text(&by, &terms, &form, &caller).await.expect("written");
    }
    let sheet = room.text(&by, &terms).await.expect("there");
    assert_eq!((sheet.version, sheet.versions.len()), (25, KEPT_VERSIONS));
    assert!(sheet.versions.iter().map(|one| one.version).eq((6..=25).rev()));
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(room.restore_text(&by, &terms, 3, 25, &caller).await, Ok(entered));
    }
    let sheet = room.text(&by, &terms).await.expect("there");
    assert_eq!((sheet.version, sheet.draft.markdown.as_str()), (26, "Words 2."));
    let never = room.restore_text(&by, &terms, 99, 26, &caller).await;
    assert_eq!(never, Err(SettingsError::NotFound));
    let late = room.restore_text(&by, &terms, 4, 25, &caller).await;
    assert_eq!(late, Err(SettingsError::Stale));
    ground.database.drop().await;
}

#[tokio::test]
async fn only_who_may_reads_and_writes() {
    let ground = Ground::new().await;
    let (caller, room, terms) = (caller(), &ground.room, slug("terms"));
    for role in Role::ALL.into_iter().filter(|role| !role.allows(Permission::ManageSettings)) {
        let by = member(role);
        let form = page("guide", "Words.", "0");
        assert_eq!(room.texts(&by).await, Err(SettingsError::Forbidden), "{role:?}");
        assert_eq!(room.text(&by, &terms).await, Err(SettingsError::Forbidden));
        assert_eq!(room.preview(&by, &form), Err(SettingsError::Forbidden));
        for entered in [
            room.create_text(&by, &form, &caller).await,
            room.change_text(&by, &terms, &form, &caller).await,
            room.restore_text(&by, &terms, 1, 0, &caller).await,
            room.reset_text(&by, &terms, 0, &caller).await,
        ] {
            assert_eq!(entered, Err(SettingsError::Forbidden), "{role:?}");
        }
    }
    assert!(ground.audit().await.is_empty());
    ground.database.drop().await;
}
