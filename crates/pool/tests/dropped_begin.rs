//! Who gives up while a transaction begins leaves a connection that is in one, unknown to sqlx.

#![expect(clippy::expect_used, reason = "tests")]

use futures::FutureExt;
use sqlx::{Connection, PgConnection, PgPool};
use testkit::TestDatabase;

/// A pool of one connection: whatever was left in it is what comes next.
async fn of_one(database: &TestDatabase) -> PgPool {
    let pool = pool::options().max_connections(1).connect(&database.uri()).await;
    pool.expect("PostgreSQL answers")
}

async fn process(pool: &PgPool) -> i32 {
    sqlx::query_scalar("select pg_backend_pid()").fetch_one(pool).await.expect("answers")
}

/// Sends BEGIN and goes away before the answer; again, if the server was quicker.
fn give_up_beginning(connection: &mut PgConnection) {
    let gave_up = (0..1_000).any(|_| connection.begin().now_or_never().is_none());
    assert!(gave_up, "no answer is always there at once");
}

#[tokio::test]
async fn what_is_written_after_a_dropped_begin_stays() {
    let database = TestDatabase::new().await;
    let pool = of_one(&database).await;
    sqlx::query("create table notes (words text)").execute(&pool).await.expect("made");

    give_up_beginning(&mut pool.acquire().await.expect("a connection"));
    sqlx::query("insert into notes values ('kept')").execute(&pool).await.expect("written");

    let kept: i64 = sqlx::query_scalar("select count(*) from notes")
        .fetch_one(&database.pool)
        .await
        .expect("another connection reads");
    assert_eq!(kept, 1);
    pool.close().await;
    database.drop().await;
}

#[tokio::test]
async fn an_aborted_transaction_is_handed_to_nobody() {
    let database = TestDatabase::new().await;
    let pool = of_one(&database).await;

    let mut left = pool.acquire().await.expect("a connection");
    give_up_beginning(&mut left);
    sqlx::query("select 1 / 0").execute(&mut *left).await.expect_err("divides by nothing");
    drop(left);

    let one: i32 = sqlx::query_scalar("select 1").fetch_one(&pool).await.expect("answers");
    assert_eq!(one, 1);
    pool.close().await;
    database.drop().await;
}

#[tokio::test]
async fn who_is_dropped_while_a_transaction_begins_leaves_none() {
    let database = TestDatabase::new().await;
    let pool = of_one(&database).await;
    sqlx::query("create table notes (words text)").execute(&pool).await.expect("made");

    for _ in 0..10 {
        let answer = pool::begin(&pool).now_or_never();
        assert!(answer.is_none(), "nobody has asked the server yet");
        sqlx::query("insert into notes values ('kept')").execute(&pool).await.expect("written");
    }

    let kept: i64 = sqlx::query_scalar("select count(*) from notes")
        .fetch_one(&database.pool)
        .await
        .expect("another connection reads");
    assert_eq!(kept, 10);
    pool.close().await;
    database.drop().await;
}

#[tokio::test]
async fn a_transaction_waits_for_nobody_for_long() {
    let database = TestDatabase::new().await;
    let mut txn = pool::begin(&database.pool).await.expect("begins");
    let bounds =
        "select current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')
                  || ' ' || current_setting('idle_in_transaction_session_timeout')";
    let said: String = sqlx::query_scalar(bounds).fetch_one(&mut *txn).await.expect("answers");
    assert_eq!(said, "2s 3s 5s");
    txn.rollback().await.expect("over");
    let after: String = sqlx::query_scalar("select current_setting('lock_timeout')")
        .fetch_one(&database.pool)
        .await
        .expect("answers");
    assert_eq!(after, "0", "only in that transaction");
    database.drop().await;
}

#[tokio::test]
async fn a_sound_connection_is_handed_out_again() {
    let database = TestDatabase::new().await;
    let pool = of_one(&database).await;
    let first = process(&pool).await;
    let mut txn = pool.begin().await.expect("begins");
    sqlx::query("select 1").execute(&mut *txn).await.expect("answers");
    drop(txn);
    assert_eq!(process(&pool).await, first, "after a transaction that was rolled back");
    assert_eq!(process(&pool).await, first, "after a statement");
    pool.close().await;
    database.drop().await;
}
