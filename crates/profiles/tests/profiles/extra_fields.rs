use storefront::profile::{ExtraName, ExtraValue, ProfileError, Profiles};

use crate::ground::{Ground, account};

fn name(text: &str) -> ExtraName {
    ExtraName::parse(text).expect("a name")
}

#[tokio::test]
async fn extra_fields_come_back_as_they_were_set() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let values = [
        ("vip", ExtraValue::Flag(true)),
        ("shoe_size", ExtraValue::Number(i64::MAX)),
        ("pet", ExtraValue::text("$cat.name").expect("a text")),
        ("boats", ExtraValue::texts(vec!["Ada".to_owned(), String::new()]).expect("texts")),
    ];
    for (field, value) in &values {
        ground.set_extra(&ines, &name(field), Some(value)).await.expect("set");
    }
    let profile = ground.profile(&ines).await.expect("there");
    assert_eq!(profile.version, 4);
    assert_eq!(profile.extra.len(), 4);
    for (field, value) in values {
        assert_eq!(profile.extra[&name(field)], value);
    }
    // A list gives way to one of its own texts.
    let one = ExtraValue::text("Ada").expect("a text");
    let changed = ground.set_extra(&ines, &name("boats"), Some(&one)).await.expect("set");
    assert_eq!(changed.extra[&name("boats")], one);
    let without = ground.set_extra(&ines, &name("boats"), None).await.expect("taken away");
    assert_eq!((without.version, without.extra.len()), (6, 3));
    let again = ground.set_extra(&ines, &name("boats"), None).await.expect("nothing to do");
    assert_eq!(again, without);
    ground.clear().await;
}

#[tokio::test]
async fn there_are_only_so_many_extra_fields() {
    let ground = Ground::new().await;
    let ines = account("ines");
    let yes = ExtraValue::Flag(true);
    for number in 0..ExtraName::MOST {
        ground.set_extra(&ines, &name(&format!("f{number}")), Some(&yes)).await.expect("set");
    }
    let full = ground.set_extra(&ines, &name("more"), Some(&yes)).await;
    assert_eq!(full, Err(ProfileError::Full));
    let no = ExtraValue::Flag(false);
    ground.set_extra(&ines, &name("f0"), Some(&no)).await.expect("one that is there may change");
    ground.set_extra(&ines, &name("f1"), None).await.expect("taken away");
    ground.set_extra(&ines, &name("more"), Some(&yes)).await.expect("room again");
    ground.clear().await;
}
