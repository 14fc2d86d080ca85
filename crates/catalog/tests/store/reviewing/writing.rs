//! What shoppers write and say.

use storefront::reviews::{
    Decision, ReportReason, ReviewBoard, ReviewError, ReviewState, Reviewed,
};

use super::desk::{Desk, account, form};
use crate::ground::product_id;

#[tokio::test]
async fn only_who_bought_it_writes_and_once() {
    let desk = Desk::open().await;
    assert_eq!(desk.write("stranger", 5).await, Err(ReviewError::NotBought));
    assert!(matches!(desk.write("ada", 9).await, Err(ReviewError::Refused(_))));
    assert_eq!(desk.write("ada", 5).await, Ok(Reviewed::Now));
    assert_eq!(desk.write("ada", 5).await, Ok(Reviewed::Before), "the same sent twice");
    let product = desk.product("one").await;
    let own = desk.desk.standing(&account("ada"), &product, &[]).await.expect("answered").own;
    assert_eq!(own.map(|own| (own.state, own.text.stars)), Some((ReviewState::Waiting, 5)));
    assert!(desk.published().await.is_empty() && desk.rating().await.is_none());
    let standing = desk.desk.standing(&account("stranger"), &product, &[]).await.expect("answered");
    assert!(!standing.may_write && standing.own.is_none());
    desk.close().await;
}

#[tokio::test]
async fn sent_twice_at_once_it_is_there_once() {
    let desk = Desk::open().await;
    let (one, other) = futures::join!(desk.write("ada", 4), desk.write("ada", 4));
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    assert_eq!(desk.list(&Default::default()).await.len(), 1);
    desk.close().await;
}

#[tokio::test]
async fn what_is_changed_is_read_again_before_it_counts() {
    let desk = Desk::open().await;
    desk.publish("ada", 5).await;
    desk.publish("eve", 1).await;
    assert_eq!(desk.rating().await.map(|rating| (rating.hundredths, rating.count)), Some((300, 2)));
    assert_eq!(desk.write("ada", 2).await, Ok(Reviewed::Now));
    assert_eq!(desk.rating().await.map(|rating| (rating.hundredths, rating.count)), Some((100, 1)));
    assert_eq!(desk.published().await.len(), 1);
    assert_eq!(desk.decide("ada", Decision::Publish).await, Ok(Reviewed::Now));
    assert_eq!(desk.rating().await.map(|rating| (rating.hundredths, rating.count)), Some((150, 2)));
    desk.close().await;
}

#[tokio::test]
async fn a_person_finds_a_review_helpful_once_and_can_take_it_back() {
    let desk = Desk::open().await;
    let id = desk.publish("ada", 5).await;
    let product = product_id("one");
    let vote = |who: &'static str, helpful| {
        let (desk, product, id) = (&desk, &product, &id);
        async move { desk.desk.vote(&account(who), product, id, helpful).await }
    };
    assert_eq!(vote("ada", true).await, Err(ReviewError::Own));
    let (eve, bob) = futures::join!(vote("eve", true), vote("bob", true));
    assert_eq!((eve, bob), (Ok(Reviewed::Now), Ok(Reviewed::Now)));
    assert_eq!(vote("eve", true).await, Ok(Reviewed::Before));
    assert_eq!(desk.published().await[0].helpful, 2);
    let shown = desk.published().await;
    let one = desk.product("one").await;
    let standing = desk.desk.standing(&account("eve"), &one, &shown).await.expect("answered");
    assert_eq!(standing.helpful, std::slice::from_ref(&id));
    for expected in [Reviewed::Now, Reviewed::Before] {
        assert_eq!(vote("eve", false).await, Ok(expected));
    }
    assert_eq!(vote("eve", true).await, Ok(Reviewed::Now), "given again");
    assert_eq!(desk.published().await[0].helpful, 2);
    let elsewhere = desk.desk.vote(&account("eve"), &product_id("two"), &id, true).await;
    assert_eq!(elsewhere, Err(ReviewError::NotFound));
    desk.close().await;
}

#[tokio::test]
async fn a_report_is_settled_by_a_decision_and_made_once() {
    let desk = Desk::open().await;
    let id = desk.publish("ada", 5).await;
    let report = |who: &'static str, reason| {
        let (desk, id) = (&desk, &id);
        async move { desk.desk.report(&account(who), &product_id("one"), id, reason).await }
    };
    assert_eq!(report("ada", ReportReason::Private).await, Err(ReviewError::Own));
    assert_eq!(report("eve", ReportReason::Private).await, Ok(Reviewed::Now));
    assert_eq!(report("eve", ReportReason::Offensive).await, Ok(Reviewed::Before));
    assert_eq!(report("bob", ReportReason::Private).await, Ok(Reviewed::Now));
    let reports = desk.entry(&id).await.reports;
    assert_eq!(
        reports.iter().map(|report| (report.reason, report.people)).collect::<Vec<_>>(),
        [(ReportReason::Private, 2)]
    );
    assert_eq!(desk.decide("ada", Decision::Publish).await, Ok(Reviewed::Now));
    assert!(desk.entry(&id).await.reports.is_empty());
    assert_eq!(report("eve", ReportReason::Offensive).await, Ok(Reviewed::Before));
    assert!(desk.entry(&id).await.reports.is_empty());
    desk.close().await;
}

#[tokio::test]
async fn who_is_forgotten_leaves_no_name() {
    let desk = Desk::open().await;
    let id = desk.publish("ada", 5).await;
    let two = desk.product("two").await;
    desk.desk.write(&account("ada"), &two, &form(1)).await.expect("written");
    let other = desk.publish("eve", 3).await;
    desk.desk.vote(&account("ada"), &product_id("one"), &other, true).await.expect("voted");
    let export = desk.desk.export(&account("ada")).await.expect("exported");
    assert_eq!((export.written.len(), export.helpful), (2, vec![other.clone()]));
    for _ in 0..2 {
        desk.desk.forget(&account("ada")).await.expect("forgotten");
    }
    let all = desk.list(&Default::default()).await;
    assert_eq!(all.len(), 2, "what nobody read is gone");
    let kept = all.iter().find(|entry| entry.id == id).expect("what was published stays");
    assert_eq!(kept.text.author, "Somebody");
    assert_eq!(desk.rating().await.map(|rating| rating.count), Some(2));
    let named = mongodb::bson::doc! { "account": "ada" };
    for collection in ["reviews", "review_voices"] {
        let collection = desk.ground.database.collection::<mongodb::bson::Document>(collection);
        assert_eq!(collection.count_documents(named.clone()).await.expect("counted"), 0);
    }
    assert_eq!(desk.published().await.iter().map(|shown| shown.helpful).sum::<u32>(), 1);
    desk.close().await;
}
