//! Stock on a real PostgreSQL.

use std::sync::Arc;

use inventory::{
    ChangeError, LedgerMismatch, MAIN_WAREHOUSE, StockChange, StockWatch, correct,
    ensure_warehouse, ledger, ledger_mismatches, receive, receive_starting_stock,
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
    assert!(matches!(refused, Err(ChangeError::BelowZero { free: 7, .. })), "{refused:?}");
    assert_eq!(correct(pool, &change("A", -7, "count-2")).await.expect("corrected").free, 0);
    assert_eq!(ledger(pool, &sku("A"), 10).await.expect("readable").len(), 2);
    assert!(matches!(correct(pool, &change("B", 1, "x")).await, Err(ChangeError::UnknownSku(_))));
    let other_number = receive(pool, &change("A", 8, "note-1")).await;
    assert!(
        matches!(other_number, Err(ChangeError::ReferenceUsed { quantity: 7, .. })),
        "{other_number:?}"
    );
    assert!(matches!(receive(pool, &change("A", 1, "")).await, Err(ChangeError::BadWords)));
    let elsewhere = StockChange { warehouse: "moon".to_owned(), ..change("A", 1, "note-2") };
    assert!(matches!(receive(pool, &elsewhere).await, Err(ChangeError::UnknownWarehouse(_))));
    ensure_warehouse(pool, "moon", "On the moon").await.expect("made");
    ensure_warehouse(pool, "moon", "On the moon").await.expect("there already");
    assert_eq!(receive(pool, &elsewhere).await.expect("received").free, 1);
    let nameless = ensure_warehouse(pool, "The Moon", "On the moon").await;
    assert!(matches!(nameless, Err(ChangeError::BadWarehouse)), "{nameless:?}");
    assert_eq!(ledger_mismatches(pool).await.expect("readable"), []);
    database.drop().await;
}

#[tokio::test]
async fn a_mismatch_is_found() {
    let database = TestDatabase::new().await;
    receive(&database.pool, &change("A", 7, "note-1")).await.expect("received");
    receive(&database.pool, &change("B", 7, "note-1")).await.expect("received");
    sqlx::query("update inventory.stock set free = 6 where sku = 'B'")
        .execute(&database.pool)
        .await
        .expect("planted");
    let found = ledger_mismatches(&database.pool).await.expect("readable");
    assert_eq!(found, [LedgerMismatch { sku: "B".to_owned(), counted: 6, ledger: 7 }]);
    database.drop().await;
}

#[tokio::test]
async fn a_whole_catalogue_is_received_once() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    receive(pool, &change("ICE-7", 2, "note-1")).await.expect("received");
    let stock: Vec<_> = (0..19_406).map(|id| (sku(&format!("ICE-{id}")), id % 26)).collect();
    let nothing = stock.iter().filter(|(_, units)| *units == 0).count() as u64;
    for expected in [19_406 - nothing, 0] {
        let received = receive_starting_stock(pool, &stock, MAIN_WAREHOUSE, "import").await;
        assert_eq!(received.expect("received"), expected);
    }
    let watch = StockWatch::load(pool.clone(), Arc::new(SystemClock)).await.expect("read");
    let figures = watch.snapshot();
    assert_eq!(figures.free.len(), 19_406);
    assert_eq!((figures.free("ICE-7"), figures.free("ICE-25"), figures.free("ICE-26")), (9, 25, 0));
    assert_eq!(ledger_mismatches(pool).await.expect("readable"), []);
    let beyond = [(sku("A"), u32::MAX)];
    let refused = receive_starting_stock(pool, &beyond, MAIN_WAREHOUSE, "import").await;
    assert!(matches!(refused, Err(ChangeError::TooMany(_))), "{refused:?}");
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
async fn each_of_many_receipts_is_told_its_own_level() {
    let database = TestDatabase::new().await;
    let mut receipts = tokio::task::JoinSet::new();
    for number in 0..30 {
        let pool = database.pool.clone();
        receipts.spawn(async move { receive(&pool, &change("A", 1, &format!("n{number}"))).await });
    }
    let mut levels: Vec<_> =
        receipts.join_all().await.into_iter().map(|level| level.expect("received").free).collect();
    levels.sort_unstable();
    assert_eq!(levels, (1..=30).collect::<Vec<_>>());
    database.drop().await;
}

#[tokio::test]
async fn two_servers_that_start_together_receive_the_stock_once() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    let stock: Vec<_> = (0..500).map(|number| (sku(&format!("S{number}")), 25)).collect();
    let backwards: Vec<_> = stock.iter().rev().cloned().collect();
    let (here, there) = tokio::join!(
        receive_starting_stock(pool, &stock, MAIN_WAREHOUSE, "demo"),
        receive_starting_stock(pool, &backwards, MAIN_WAREHOUSE, "demo"),
    );
    assert_eq!(here.expect("received") + there.expect("received"), 500);
    assert_eq!(ledger(pool, &sku("S7"), 10).await.expect("readable").len(), 1);
    assert_eq!(ledger_mismatches(pool).await.expect("readable"), []);
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
                assert!(
                    matches!(outcome, Ok(_) | Err(ChangeError::BelowZero { .. })),
                    "{outcome:?}"
                );
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.expect("a writer finished");
    }
    assert_eq!(ledger_mismatches(&database.pool).await.expect("readable"), []);
    database.drop().await;
}

/// Corrections that meet the first receipt of their SKU find it or do not; none of them may go on
/// without its lock, or two of one reference would wait for each other in a ring.
#[tokio::test(flavor = "multi_thread")]
async fn a_first_receipt_and_corrections_of_one_reference_do_not_wait_in_a_ring() {
    let database = TestDatabase::new().await;
    for round in 0..400 {
        let code = format!("NEW-{round}");
        let mut running = tokio::task::JoinSet::new();
        for _ in 0..2 {
            let (pool, change) = (database.pool.clone(), change(&code, 9, "note"));
            running.spawn(async move { receive(&pool, &change).await });
        }
        for _ in 0..4 {
            let (pool, change) = (database.pool.clone(), change(&code, 1, "count"));
            running.spawn(async move { correct(&pool, &change).await });
        }
        while let Some(done) = running.join_next().await {
            let outcome = done.expect("a writer finished");
            assert!(matches!(outcome, Ok(_) | Err(ChangeError::UnknownSku(_))), "{outcome:?}");
        }
    }
    database.drop().await;
}
