use catalog::PutReviewsError;
use storefront::{catalogue::Catalogue, product::Rating};

use crate::ground::{Ground, product, product_id, review};

#[tokio::test]
async fn ratings_follow_from_reviews() {
    let ground = Ground::new().await;
    for id in ["one", "two"] {
        ground.put_product(&product(id), None).await.expect("written");
    }
    let first = [review("r1", "one", 5), review("r2", "one", 4), review("r3", "two", 1)];
    assert_eq!(ground.put_reviews(&first).await.expect("written"), 3);
    assert_eq!(ground.put_reviews(&first).await.expect("nothing new"), 0);
    let shown = ground.product(&product_id("one")).await.expect("there");
    assert_eq!(shown.rating, Some(Rating { hundredths: 450, count: 2 }));
    assert_eq!(shown.version, 2);

    let more = [review("r2", "one", 1), review("r4", "one", 5)];
    assert_eq!(ground.put_reviews(&more).await.expect("one is new"), 1);
    let shown = ground.product(&product_id("one")).await.expect("there");
    assert_eq!(shown.rating, Some(Rating { hundredths: 467, count: 3 }));

    // Writing the product again keeps what its reviews say.
    ground.put_product(&product("one"), None).await.expect("same");
    let shown = ground.product(&product_id("one")).await.expect("there");
    assert_eq!(shown.rating.map(|rating| rating.count), Some(3));

    let reviews = ground.reviews(&product_id("one"), 2).await.expect("answered");
    assert_eq!(reviews.distribution, [0, 0, 0, 1, 2]);
    assert_eq!(reviews.newest.len(), 2);
    let none = ground.reviews(&product_id("one"), 0).await.expect("answered");
    assert!(none.newest.is_empty());
    ground.clear().await;
}

#[tokio::test]
async fn reviews_of_nothing_leave_nothing() {
    let ground = Ground::new().await;
    ground.put_product(&product("one"), None).await.expect("written");
    let refused = ground.put_reviews(&[review("r1", "one", 5), review("r2", "none", 5)]).await;
    assert!(matches!(refused, Err(PutReviewsError::NoProduct(_))), "{refused:?}");
    assert_eq!(ground.product(&product_id("one")).await.expect("there").rating, None);
    let distribution = ground.reviews(&product_id("one"), 5).await.expect("answered").distribution;
    assert_eq!(distribution, [0; 5]);
    let refused = ground.put_reviews(&[review("r3", "one", 6)]).await;
    assert!(matches!(refused, Err(PutReviewsError::Stars(_))));
    ground.clear().await;
}
