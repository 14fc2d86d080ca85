//! Counts on a real PostgreSQL.

use querylog::QueryLog;
use testkit::TestDatabase;

#[tokio::test]
async fn what_was_asked_twice_and_found_something_is_popular() {
    let database = TestDatabase::new().await;
    let log = QueryLog::new(database.pool.clone());
    for (query, results) in [
        ("Kettle", 4),
        ("kettle ", 3),
        ("kettle", 3),
        ("ketchup", 0),
        ("ketchup", 0),
        ("ada@example.com", 1),
    ] {
        log.record(query, results);
    }
    log.flush().await;
    log.record("kettle bell", 2);
    log.flush().await;
    log.read_popular().await;
    assert_eq!(log.popular("Ket", 5), ["kettle"]);
    let rows: i64 = sqlx::query_scalar("select count(*) from search_log.query_count")
        .fetch_one(&database.pool)
        .await
        .expect("countable");
    assert_eq!(rows, 3);
    database.drop().await;
}
