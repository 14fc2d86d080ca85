//! A page of reviews costs the same however many there are.

use mongodb::bson::{DateTime, Document, doc};
use storefront::reviews::{
    ReviewBoard, ReviewCursor, ReviewDeskQuery, ReviewQuery, ReviewRoom, ReviewSort, ReviewState,
};

use super::desk::{Desk, moderator};
use crate::{
    costs::costs,
    ground::{product_id, review},
};

const REVIEWS: i32 = 400;
const MOMENT: i64 = 1_700_000_000_000;

/// The place of one of many in each of the lists.
fn place(number: i32) -> String {
    format!("{number:013}-r{number}")
}

/// So many reviews of `one`, a quarter in each state, a fifth with each number of stars.
async fn furnished() -> Desk {
    let desk = Desk::open().await;
    desk.ground.put_reviews(&[review("first", "one", 3)]).await.expect("written");
    let reviews = desk.ground.database.collection::<Document>("reviews");
    let first = reviews.find_one(doc! {}).await.expect("answered").expect("there");
    let states = ReviewState::ALL.into_iter().cycle();
    let all = (0..REVIEWS).zip(states).map(|(number, state)| {
        let mut review = first.clone();
        review.extend(doc! {
            "_id": format!("r{number}"),
            "state": state.name(),
            "stars": number / 4 % 5 + 1,
            "published_at": DateTime::from_millis(MOMENT),
            "place": place(number),
            "top": place(number),
            "desk": place(number),
        });
        review
    });
    reviews.insert_many(all.collect::<Vec<_>>()).await.expect("written");
    desk
}

fn midst() -> Option<ReviewCursor> {
    Some(ReviewCursor::parse(place(REVIEWS / 2)).expect("a place"))
}

#[tokio::test]
async fn every_filter_of_staff_reads_what_it_shows_and_nothing_else() {
    let desk = furnished().await;
    let states = ReviewState::ALL.into_iter().map(Some);
    for state in states.chain([None]) {
        for stars in [None, Some(3)] {
            for after in [None, midst()] {
                let query = ReviewDeskQuery { state, stars, after };
                let list = desk.list(&query);
                let (page, costs) = costs(&desk.ground.database, "reviews", list).await;
                assert!(!page.is_empty());
                for cost in costs {
                    assert!(cost.reads_what_it_finds(1), "{cost:#?}");
                    assert!(!cost.scans() && !cost.sorts(), "{cost:#?}");
                }
            }
        }
    }
    desk.close().await;
}

#[tokio::test]
async fn shoppers_read_no_more_reviews_than_they_see() {
    let desk = furnished().await;
    let one = product_id("one");
    for sort in [ReviewSort::Newest, ReviewSort::Helpful] {
        for after in [None, midst()] {
            let query = ReviewQuery { sort, after };
            let list = desk.desk.published(&one, &query);
            let (page, costs) = costs(&desk.ground.database, "reviews", list).await;
            assert!(!page.expect("answered").reviews.is_empty());
            for cost in costs {
                assert!(cost.reads_what_it_finds(1), "{cost:#?}");
                assert!(!cost.scans() && !cost.sorts(), "{cost:#?}");
            }
        }
    }
    desk.close().await;
}

#[tokio::test]
async fn the_products_of_a_page_of_reviews_are_found_by_their_ids() {
    let desk = furnished().await;
    let query = ReviewDeskQuery::default();
    let by = moderator();
    let list = desk.desk.list(&by, &query);
    let (page, costs) = costs(&desk.ground.database, "products", list).await;
    assert!(!page.expect("listed").entries.is_empty());
    for cost in costs {
        assert!(cost.reads_what_it_finds(1) && !cost.scans(), "{cost:#?}");
    }
    desk.close().await;
}
