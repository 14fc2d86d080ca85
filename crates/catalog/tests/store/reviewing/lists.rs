//! Lists of reviews, page by page.

use kernel::Timestamp;
use mongodb::bson::{Document, doc};
use storefront::{
    draft::ReviewDraft,
    reviews::{
        Decision, REVIEW_DESK_PAGE, REVIEWS_PAGE, ReportReason, ReviewBoard, ReviewDeskQuery,
        ReviewQuery, ReviewRoom, ReviewSort, ReviewState,
    },
};

use super::desk::{Desk, account, moderator};
use crate::ground::{product_id, review};

/// So many reviews of `one`, three of each moment.
fn drafts(count: u32) -> Vec<ReviewDraft> {
    (0..count)
        .map(|number| {
            let stars = u8::try_from(number % 5).expect("below five") + 1;
            let at = 1_700_000_000_000 + i64::from(number / 3) * 1_000;
            ReviewDraft {
                published_at: Timestamp::from_millis(at),
                ..review(&format!("r{number:03}"), "one", stars)
            }
        })
        .collect()
}

/// The ids of all published reviews of `one`, page by page.
async fn all(desk: &Desk, sort: ReviewSort) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let query = ReviewQuery { sort, after };
        let page = desk.desk.published(&product_id("one"), &query).await.expect("answered");
        assert!(page.reviews.len() <= REVIEWS_PAGE);
        ids.extend(page.reviews.into_iter().map(|shown| shown.id));
        match page.next {
            Some(next) => after = Some(next),
            None => return ids,
        }
    }
}

#[tokio::test]
async fn published_reviews_come_in_both_orders_each_on_one_page() {
    let desk = Desk::open().await;
    desk.ground.put_reviews(&drafts(20)).await.expect("written");
    let newest = all(&desk, ReviewSort::Newest).await;
    let mut wanted: Vec<_> = (0..20).map(|number| format!("r{number:03}")).collect();
    wanted.reverse();
    assert_eq!(newest, wanted);
    for (who, review) in [("ada", "r003"), ("eve", "r003"), ("ada", "r007")] {
        let voted = desk.desk.vote(&account(who), &product_id("one"), review, true).await;
        voted.expect("voted");
    }
    let helpful = all(&desk, ReviewSort::Helpful).await;
    assert_eq!(helpful[..3], ["r003", "r007", "r019"].map(str::to_owned));
    assert_eq!(helpful.len(), 20);
    desk.close().await;
}

#[tokio::test]
async fn staff_see_what_waits_first_and_then_what_was_reported() {
    let desk = Desk::open().await;
    let count = u32::try_from(REVIEW_DESK_PAGE).expect("a page") + 5;
    desk.ground.put_reviews(&drafts(count)).await.expect("written");
    desk.write("ada", 2).await.expect("written");
    desk.write("eve", 3).await.expect("written");
    desk.write("bob", 3).await.expect("written");
    desk.decide("bob", Decision::Refuse).await.expect("refused");
    let (ada, one) = (account("ada"), product_id("one"));
    let reported = desk.desk.report(&ada, &one, "r004", ReportReason::Advertising);
    reported.await.expect("reported");
    let page = desk.desk.list(&moderator(), &ReviewDeskQuery::default()).await.expect("listed");
    let ids: Vec<_> = page.entries.iter().map(|entry| entry.id.clone()).collect();
    let expected = [desk.id("ada").await, desk.id("eve").await, "r004".to_owned()];
    assert_eq!(ids[..3], expected);
    assert_eq!(ids.len(), REVIEW_DESK_PAGE);
    let named = page.entries[0].product.named.clone().expect("a product");
    assert_eq!((named.0.as_str(), named.1.as_str()), ("one", "Product one"));
    let query = ReviewDeskQuery { after: page.next, ..ReviewDeskQuery::default() };
    let rest = desk.list(&query).await;
    assert_eq!(rest.len(), 8);
    assert!(rest.iter().all(|entry| !ids.contains(&entry.id)));
    for (state, stars, found) in [
        (Some(ReviewState::Waiting), None, 2),
        (Some(ReviewState::Waiting), Some(3), 1),
        (Some(ReviewState::Refused), Some(3), 1),
        (Some(ReviewState::Hidden), None, 0),
        (None, Some(1), 11),
    ] {
        let query = ReviewDeskQuery { state, stars, after: None };
        assert_eq!(desk.list(&query).await.len(), found, "{state:?} {stars:?}");
    }
    desk.close().await;
}

#[tokio::test]
async fn reviews_from_before_there_were_states_are_published() {
    let desk = Desk::open().await;
    desk.ground.put_reviews(&drafts(4)).await.expect("written");
    let free =
        doc! { "collMod": "reviews", "validator": { "$jsonSchema": { "bsonType": "object" } } };
    desk.ground.database.run_command(free).await.expect("any document fits");
    let reviews = desk.ground.database.collection::<Document>("reviews");
    let older = doc! { "$unset": {
        "state": "", "version": "", "account": "", "reason": "", "helpful": "", "reports": "",
        "place": "", "top": "", "desk": "",
    } };
    reviews.update_many(doc! {}, older).await.expect("as they were");
    for _ in 0..2 {
        desk.ground.prepare().await.expect("prepared");
        assert_eq!(all(&desk, ReviewSort::Newest).await, ["r003", "r002", "r001", "r000"]);
    }
    desk.close().await;
}
