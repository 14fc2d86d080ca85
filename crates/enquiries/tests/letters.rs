//! Letters on a real PostgreSQL.

use enquiries::{EnquiryStore, list};
use storefront::enquiry::{Enquiries, EnquiryForm};
use testkit::TestDatabase;

#[tokio::test]
async fn the_same_form_twice_is_one_letter() {
    let database = TestDatabase::new().await;
    let letters = EnquiryStore::new(database.pool.clone());
    let form = EnquiryForm {
        name: "Ada".to_owned(),
        email: "ada@example.com".to_owned(),
        message: "When does the kettle come back?".to_owned(),
        key: "k1".to_owned(),
    };
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
