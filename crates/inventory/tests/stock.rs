//! Stock on a real PostgreSQL.

use std::sync::Arc;

use inventory::{
    ChangeError, MAIN_WAREHOUSE, StockChange, StockWatch, correct, ledger, ledger_mismatches,
    receive, receive_starting_stock,
};
use kernel::{Sku, SystemClock};
use storefront::stock::StockBoard;
use testkit::TestDatabase;

fn sku(text: &str) -> Sku {
    Sku::parse(text).expect("a SKU")
}

fn change(code: &str, quantity: i32, reference: &str) -> StockChange {
    StockChange {
        sku: sku(code),
        quantity,
        warehouse: MAIN_WAREHOUSE.to_owned(),
        reference: reference.to_owned(),
        reason: "test".to_owned(),
    }
}

#[tokio::test]
async fn a_delivery_note_counts_once() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    for _ in 0..3 {
        assert_eq!(receive(pool, &change("A", 7, "note-1")).await.expect("received").free, 7);
    }
    let refused = correct(pool, &change("A", -8, "count-1")).await;
    assert!(matches!(refused, Err(ChangeError::BelowZero(_))), "{refused:?}");
    assert_eq!(correct(pool, &change("A", -7, "count-2")).await.expect("corrected").free, 0);
    assert_eq!(ledger(pool, &sku("A"), 10).await.expect("readable").len(), 2);
    assert!(matches!(correct(pool, &change("B", 1, "x")).await, Err(ChangeError::UnknownSku(_))));
    let elsewhere = StockChange { warehouse: "moon".to_owned(), ..change("A", 1, "note-2") };
    assert!(matches!(receive(pool, &elsewhere).await, Err(ChangeError::UnknownWarehouse(_))));
    assert_eq!(ledger_mismatches(pool).await.expect("readable"), []);
    database.drop().await;
}

#[tokio::test]
async fn the_ledger_cannot_be_rewritten() {
    let database = TestDatabase::new().await;
    receive(&database.pool, &change("A", 7, "note-1")).await.expect("received");
    for statement in [
        "update inventory.stock_ledger set quantity = 8",
        "delete from inventory.stock_ledger",
        "truncate inventory.stock_ledger",
    ] {
        let refused = sqlx::query(statement).execute(&database.pool).await.expect_err(statement);
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
    database.drop().await;
}

#[tokio::test]
async fn writers_at_the_same_time_lose_no_unit() {
    let database = TestDatabase::new().await;
    let start: Vec<_> = (0..20).map(|number| (sku(&format!("S{number:02}")), 50)).collect();
    for expected in [20, 0] {
        let received =
            receive_starting_stock(&database.pool, &start, MAIN_WAREHOUSE, "start").await;
        assert_eq!(received.expect("received"), expected);
    }
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..8 {
        let pool = database.pool.clone();
        writers.spawn(async move {
            for step in 0..40 {
                let code = format!("S{:02}", (writer * 7 + step * 3) % 20);
                let reference = format!("w{writer}-{step}");
                let outcome = match step % 3 {
                    0 => receive(&pool, &change(&code, 2, &reference)).await,
                    1 => correct(&pool, &change(&code, -3, &reference)).await,
                    _ => correct(&pool, &change(&code, 1, &reference)).await,
                };
                assert!(matches!(outcome, Ok(_) | Err(ChangeError::BelowZero(_))), "{outcome:?}");
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.expect("a writer finished");
    }
    assert_eq!(ledger_mismatches(&database.pool).await.expect("readable"), []);
    database.drop().await;
}

#[tokio::test]
async fn the_watch_misses_no_change_that_commits_late() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    receive(pool, &change("EARLY", 5, "n1")).await.expect("received");
    receive(pool, &change("LATE", 5, "n1")).await.expect("received");
    let watch = StockWatch::load(pool.clone(), Arc::new(SystemClock)).await.expect("read");
    let twin = StockWatch::load(pool.clone(), Arc::new(SystemClock)).await.expect("read");
    let before = watch.snapshot().stamp;

    // An older transaction changes a row and stays open while younger ones come and go.
    let mut open = pool.begin().await.expect("begun");
    sqlx::query("update inventory.stock set free = 0, sold = 5 where sku = 'LATE'")
        .execute(&mut *open)
        .await
        .expect("updated");
    receive(pool, &change("EARLY", 1, "n2")).await.expect("received");
    watch.refresh().await.expect("looked");
    assert_eq!((watch.snapshot().free("EARLY"), watch.snapshot().free("LATE")), (6, 5));
    open.commit().await.expect("committed");
    receive(pool, &change("EARLY", 1, "n3")).await.expect("received");
    watch.refresh().await.expect("looked");
    assert_eq!((watch.snapshot().free("EARLY"), watch.snapshot().free("LATE")), (7, 0));
    assert_ne!(watch.snapshot().stamp, before);

    twin.refresh().await.expect("looked");
    assert_eq!(twin.snapshot().stamp, watch.snapshot().stamp);
    database.drop().await;
}
