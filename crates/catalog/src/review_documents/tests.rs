//! Rules of reviews that need no store.

use super::*;

fn product(id: &str) -> ProductId {
    ProductId::parse(id).expect("an id")
}

fn account(id: &str) -> AccountId {
    AccountId::parse(id).expect("an id")
}

fn text(stars: u8) -> ReviewText {
    ReviewText {
        stars,
        title: "Good".to_owned(),
        body: "Does what it should.".to_owned(),
        author: "Ines".to_owned(),
    }
}

fn written(millis: i64) -> ReviewDocument {
    let at = DateTime::from_millis(millis);
    ReviewDocument::written(&account("ada"), &product("mug"), &text(4), at)
}

#[test]
fn a_person_has_one_review_a_product() {
    let id = |product_id: &str, person: &str| review_id(&product(product_id), &account(person));
    assert_eq!(id("mug", "ada"), id("mug", "ada"));
    assert_ne!(id("mug", "ada"), id("mug", "eve"));
    assert_ne!(id("mug", "ada"), id("pen", "ada"));
    assert!(!id("mug", "ada").contains("ada") && id("mug", "ada").len() == 32);
    let voice = |kind| voice_id("r1", kind, &account("ada"));
    assert_ne!(voice(VoiceKind::Helpful), voice(VoiceKind::Report));
}

#[test]
fn what_is_changed_waits_again_and_what_says_the_same_does_not() {
    let now = DateTime::from_millis(2_000);
    let published = written(1_000).decided(Decision::Publish, None, now);
    assert_eq!(published.rewritten(&text(4), now), None);
    let next = published.rewritten(&text(1), now).expect("it says something else");
    assert_eq!((next.state, next.version, next.stars), (ReviewState::Waiting, 2, 1));
    assert_eq!(published.verdict(1, Decision::Publish, None), Ok(Reviewed::Before));
    assert_eq!(next.verdict(1, Decision::Publish, None), Err(ReviewError::Changed));
    assert_eq!(next.verdict(2, Decision::Publish, None), Ok(Reviewed::Now));
    assert_eq!(next.verdict(2, Decision::Hide, None), Err(ReviewError::Changed));
}

#[test]
fn a_decision_settles_what_was_reported() {
    let now = DateTime::from_millis(2_000);
    let mut review = written(1_000).decided(Decision::Publish, None, now);
    review.reports = 2;
    assert_eq!(review.verdict(1, Decision::Publish, None), Ok(Reviewed::Now));
    let later = DateTime::from_millis(9_000);
    let kept = review.decided(Decision::Publish, None, later);
    assert_eq!((kept.reports, kept.published_at), (0, now));
    let refused = written(1_000).decided(Decision::Refuse, Some("It names somebody."), later);
    assert_eq!(refused.reason.as_deref(), Some("It names somebody."));
    let same = refused.verdict(1, Decision::Refuse, Some("It names somebody."));
    assert_eq!(same, Ok(Reviewed::Before));
}

#[test]
fn what_waits_comes_first_and_then_what_was_reported() {
    let now = DateTime::from_millis(5_000);
    let publish = |millis| {
        let at = DateTime::from_millis(millis);
        written(millis).decided(Decision::Publish, None, at)
    };
    let mut reported = publish(3_000);
    reported.reports = 1;
    let wanted = [
        written(1_000),
        written(2_000),
        reported.placed(),
        publish(5_000),
        written(4_000).decided(Decision::Refuse, Some("No."), now),
    ];
    assert!(wanted.is_sorted_by(|a, b| a.desk > b.desk), "{wanted:?}");
    let mut helpful = publish(1_000);
    helpful.helpful = 10;
    assert!(helpful.placed().top > publish(9_000).top);
    assert!(publish(9_000).place > publish(1_000).place);
}
