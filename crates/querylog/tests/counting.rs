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

#[tokio::test]
async fn counts_wait_while_postgresql_is_away() {
    let database = TestDatabase::new().await;
    let log = QueryLog::new(database.pool.clone());
    log.record("kettle", 0);
    database.go_away().await;
    log.flush().await;
    log.record("kettle", 5);
    log.flush().await;
    log.record("lamp", 1);
    database.come_back().await;
    log.flush().await;
    log.flush().await;
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "select query, searches, results from search_log.query_count order by query",
    )
    .fetch_all(&database.pool)
    .await
    .expect("readable");
    assert_eq!(rows, [("kettle".to_owned(), 2, 5), ("lamp".to_owned(), 1, 1)]);
    database.drop().await;
}
