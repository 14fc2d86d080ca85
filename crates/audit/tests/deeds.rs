//! Lines of the log, on a real PostgreSQL.

#![expect(clippy::expect_used, reason = "tests")]

use kernel::AccountId;
use serde_json::json;
use storefront::{
    account::Caller,
    staff::{Role, StaffMember},
};
use testkit::TestDatabase;

fn ada() -> StaffMember {
    StaffMember {
        account: AccountId::parse("ada").expect("an id"),
        name: "Ada".to_owned(),
        roles: vec![Role::Warehouse],
        api_token: Some("t1".to_owned()),
    }
}

#[tokio::test]
async fn a_deed_is_in_the_log_when_it_was_done_and_only_then() {
    let database = TestDatabase::new().await;
    let (by, caller) =
        (ada(), Caller { address: "203.0.113.77".parse().ok(), agent: String::new() });
    let deed = audit::Deed {
        by: &by,
        caller: &caller,
        action: "stock_corrected",
        subject: "sku ROPE",
        before: Some(json!({ "free": 3 })),
        after: Some(json!({ "free": 5 })),
    };
    for done in [false, true] {
        let mut txn = database.pool.begin().await.expect("begins");
        audit::write(&mut txn, &deed).await.expect("written");
        if done { txn.commit().await.expect("done") } else { txn.rollback().await.expect("undone") }
    }
    let lines: Vec<(String, String, String, String)> = sqlx::query_as(
        "select actor, api_token, address, concat_ws(' ', action, subject, before, after) from accounts.audit",
    )
    .fetch_all(&database.pool)
    .await
    .expect("read");
    let told = r#"stock_corrected sku ROPE {"free": 3} {"free": 5}"#;
    let line = ["ada", "t1", "203.0.113.0/24", told].map(str::to_owned);
    let [actor, token, network, told] = line;
    assert_eq!(lines, [(actor, token, network, told)]);
    database.drop().await;
}
