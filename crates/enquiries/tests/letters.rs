//! Letters on a real PostgreSQL.

use enquiries::{EnquiryStore, list};
use storefront::{
    ShopError,
    enquiry::{Enquiries, EnquiryForm},
};
use testkit::TestDatabase;

fn form() -> EnquiryForm {
    EnquiryForm {
        name: "Ada".to_owned(),
        email: "ada@example.com".to_owned(),
        message: "When does the kettle come back?".to_owned(),
        key: "k1".to_owned(),
    }
}

#[tokio::test]
async fn the_same_form_twice_is_one_letter() {
    let database = TestDatabase::new().await;
    let letters = EnquiryStore::new(database.pool.clone());
    let form = form();
    for _ in 0..2 {
        letters.submit(form.check().expect("well formed")).await.expect("stored");
    }
    let other = EnquiryForm { key: String::new(), ..form };
    for _ in 0..2 {
        letters.submit(other.check().expect("well formed")).await.expect("stored");
    }
    assert_eq!(list(&database.pool, 10).await.expect("readable").len(), 3);
    database.drop().await;
}

#[tokio::test]
async fn a_letter_that_was_not_stored_is_not_said_to_be() {
    let database = TestDatabase::new().await;
    let letters = EnquiryStore::new(database.pool.clone());
    let letter = form().check().expect("well formed");
    database.go_away().await;
    assert_eq!(letters.submit(letter.clone()).await, Err(ShopError::Unavailable));
    database.come_back().await;
    letters.submit(letter).await.expect("stored");
    let kept = list(&database.pool, 10).await.expect("readable");
    assert_eq!((kept.len(), kept[0].name.as_str()), (1, "Ada"));
    database.drop().await;
}
