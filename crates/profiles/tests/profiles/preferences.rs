use kernel::Timestamp;
use storefront::profile::{
    ColourScheme, Language, PersonalLists, PreferenceForm, ProfileError, Profiles, Wanted,
};

use crate::ground::{Ground, account, product};

#[tokio::test]
async fn consent_is_kept_with_its_moment() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let form = PreferenceForm {
        language: "de-at".to_owned(),
        newsletter: true,
        colour_scheme: "dark".to_owned(),
        remember_viewed: true,
    };
    let wanted = form.check().expect("a form");
    ground.clock.set(1_000);
    let first = ground.prefer(&ines, 0, &wanted).await.expect("set");
    assert_eq!(first.preferences.newsletter_since, Some(Timestamp::from_millis(1_000)));
    assert_eq!(first.preferences.colour_scheme, ColourScheme::Dark);
    assert_eq!(first.preferences.language.as_ref().map(Language::as_str), Some("de-AT"));
    assert_eq!((first.version, first.preferences.remember_viewed), (1, true));
    ground.clock.set(2_000);
    let light = Wanted { colour_scheme: ColourScheme::Light, ..wanted.clone() };
    let second = ground.prefer(&ines, 1, &light).await.expect("set");
    assert_eq!(second.preferences.newsletter_since, Some(Timestamp::from_millis(1_000)));
    let without = Wanted { newsletter: false, ..light };
    let third = ground.prefer(&ines, 2, &without).await.expect("set");
    assert_eq!(third.preferences.newsletter_since, None);
    assert_eq!(ground.profile(&ines).await, Ok(third));
    ground.clear().await;
}

#[tokio::test]
async fn a_stale_form_is_refused_and_one_that_is_sent_again_is_not() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let letters = Wanted { newsletter: true, ..Wanted::default() };
    let ahead = ground.prefer(&ines, 5, &letters).await;
    assert_eq!(ahead, Err(ProfileError::Stale { expected: 5, stored: 0 }));
    let set = ground.prefer(&ines, 0, &letters).await.expect("set");
    ground.clock.set(9_000);
    assert_eq!(ground.prefer(&ines, 0, &letters).await, Ok(set.clone()));
    let stale = ground.prefer(&ines, 0, &Wanted::default()).await;
    assert_eq!(stale, Err(ProfileError::Stale { expected: 0, stored: 1 }));
    assert_eq!(ground.profile(&ines).await, Ok(set));
    ground.clear().await;
}

#[tokio::test]
async fn who_wants_nothing_remembered_has_what_was_forgotten() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let remember = Wanted { remember_viewed: true, ..Wanted::default() };
    ground.prefer(&ines, 0, &remember).await.expect("set");
    ground.note_view(&ines, &product("lamp")).await.expect("noted");
    assert_eq!(ground.export(&ines).await.expect("there").viewed.len(), 1);
    ground.prefer(&ines, 1, &Wanted::default()).await.expect("set");
    assert_eq!(ground.export(&ines).await.expect("there").viewed, []);
    ground.clear().await;
}
