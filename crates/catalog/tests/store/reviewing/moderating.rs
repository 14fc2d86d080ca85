//! What staff decide, and that nothing is done that is not in the log.

use std::sync::atomic::Ordering;

use storefront::{
    account::Caller,
    reviews::{
        Decision, DecisionForm, ReviewDeskQuery, ReviewError, ReviewRoom, ReviewState, Reviewed,
    },
    staff::{Permission, Role},
};

use super::desk::{Desk, member, moderator};

#[tokio::test]
async fn a_decision_is_in_the_log_once_and_counts() {
    let desk = Desk::open().await;
    let id = desk.publish("ada", 4).await;
    assert_eq!(desk.rating().await.map(|rating| (rating.hundredths, rating.count)), Some((400, 1)));
    let version = desk.product("one").await.version;
    assert_eq!(desk.decide("ada", Decision::Publish).await, Ok(Reviewed::Before));
    assert_eq!(desk.product("one").await.version, version, "search hears of nothing");
    assert_eq!(desk.decide("ada", Decision::Hide).await, Ok(Reviewed::Now));
    assert_eq!(desk.rating().await, None);
    assert_eq!(desk.decide("ada", Decision::Publish).await, Ok(Reviewed::Now));
    assert_eq!(desk.rating().await.map(|rating| rating.count), Some(1));
    let line = |deed: &str| format!("{deed} review {id}");
    let wanted = ["review_published", "review_hidden", "review_published"].map(line);
    assert_eq!(desk.lines(), wanted);
    desk.close().await;
}

#[tokio::test]
async fn decisions_at_once_are_both_counted() {
    let desk = Desk::open().await;
    for who in ["ada", "eve"] {
        desk.write(who, 4).await.expect("written");
    }
    let (one, other) = futures::join!(
        desk.decide("ada", Decision::Publish),
        desk.decide("eve", Decision::Publish)
    );
    assert_eq!((one, other), (Ok(Reviewed::Now), Ok(Reviewed::Now)));
    assert_eq!(desk.rating().await.map(|rating| rating.count), Some(2));
    desk.close().await;
}

#[tokio::test]
async fn nothing_is_done_that_is_not_in_the_log() {
    let desk = Desk::open().await;
    desk.write("ada", 4).await.expect("written");
    desk.log.away.store(true, Ordering::Relaxed);
    let decided = desk.decide("ada", Decision::Publish).await;
    assert_eq!(decided, Err(ReviewError::Unavailable));
    assert!(desk.published().await.is_empty());
    desk.log.away.store(false, Ordering::Relaxed);
    assert_eq!(desk.decide("ada", Decision::Publish).await, Ok(Reviewed::Now));
    assert_eq!(desk.lines().len(), 1);
    desk.close().await;
}

#[tokio::test]
async fn nobody_decides_about_what_they_have_not_read() {
    let desk = Desk::open().await;
    desk.write("ada", 4).await.expect("written");
    let id = desk.id("ada").await;
    let read = desk.entry(&id).await.version.to_string();
    desk.write("ada", 1).await.expect("changed");
    let decide = |id: &str, decision, version: &str, reason: &str| {
        let form = DecisionForm { version: version.to_owned(), reason: reason.to_owned() };
        let (desk, id) = (&desk.desk, id.to_owned());
        async move { desk.decide(&moderator(), &id, decision, &form, &Caller::default()).await }
    };
    for version in [read.as_str(), "", "x"] {
        let decided = decide(&id, Decision::Publish, version, "").await;
        assert_eq!(decided, Err(ReviewError::Changed), "{version}");
    }
    let now = desk.entry(&id).await.version.to_string();
    assert_eq!(decide(&id, Decision::Hide, &now, "").await, Err(ReviewError::Changed));
    assert_eq!(decide("none", Decision::Publish, &now, "").await, Err(ReviewError::NotFound));
    let silent = decide(&id, Decision::Refuse, &now, " ").await;
    assert!(matches!(silent, Err(ReviewError::Refused(_))), "{silent:?}");
    assert!(desk.lines().is_empty());
    assert_eq!(decide(&id, Decision::Refuse, &now, "It insults.").await, Ok(Reviewed::Now));
    let entry = desk.entry(&id).await;
    assert_eq!((entry.state, entry.reason.as_deref()), (ReviewState::Refused, Some("It insults.")));
    desk.close().await;
}

#[tokio::test]
async fn only_who_may_sees_and_decides() {
    let desk = Desk::open().await;
    desk.write("ada", 4).await.expect("written");
    let id = desk.id("ada").await;
    let form = DecisionForm { version: "1".to_owned(), ..DecisionForm::default() };
    for role in Role::ALL.into_iter().filter(|role| !role.allows(Permission::ModerateReviews)) {
        let by = member(role);
        let seen = desk.desk.list(&by, &ReviewDeskQuery::default()).await;
        assert_eq!(seen, Err(ReviewError::Forbidden), "{role:?}");
        let decided =
            desk.desk.decide(&by, &id, Decision::Publish, &form, &Caller::default()).await;
        assert_eq!(decided, Err(ReviewError::Forbidden), "{role:?}");
    }
    assert!(desk.lines().is_empty());
    desk.close().await;
}
