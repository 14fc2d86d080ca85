//! The watch on a real PostgreSQL.

use std::{str::FromStr, sync::Arc};

use inventory::{
    ChangeError, MAIN_WAREHOUSE, StockChange, StockWatch, correct, receive, receive_starting_stock,
};
use kernel::{Sku, SystemClock};
use sqlx::{PgPool, postgres::PgConnectOptions};
use storefront::stock::{Availability, StockBoard};
use testkit::{TestDatabase, eventually};

fn change(code: &str, quantity: i32, reference: &str) -> StockChange {
    StockChange {
        sku: Sku::parse(code).expect("a SKU"),
        quantity,
        warehouse: MAIN_WAREHOUSE.to_owned(),
        reference: reference.to_owned(),
        reason: "test".to_owned(),
    }
}

async fn watch(pool: &PgPool) -> Arc<StockWatch> {
    StockWatch::load(pool.clone(), Arc::new(SystemClock)).await.expect("read")
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

#[tokio::test]
async fn equal_sets_in_stock_have_equal_stamps() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    let empty = watch(pool).await;
    assert_eq!(empty.snapshot().stamp, 0);
    let skus: Vec<_> =
        (0..50).map(|id| (Sku::parse(format!("S{id}")).expect("a SKU"), 1)).collect();
    receive_starting_stock(pool, &skus, MAIN_WAREHOUSE, "start").await.expect("received");
    empty.refresh().await.expect("looked");
    let full = empty.snapshot().stamp;
    assert_ne!(full, 0);
    receive(pool, &change("S7", 4, "more of the same")).await.expect("received");
    empty.refresh().await.expect("looked");
    assert_eq!(empty.snapshot().free("S7"), 5);
    assert_eq!((empty.snapshot().stamp, watch(pool).await.snapshot().stamp), (full, full));
    database.drop().await;
}

#[tokio::test]
async fn a_look_at_the_whole_puts_right_what_no_change_told() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    receive(pool, &change("A", 5, "n1")).await.expect("received");
    let watch = watch(pool).await;
    // As a restored backup does it: other figures, and no word of when they changed.
    for statement in [
        "alter table inventory.stock disable trigger stock_changed",
        "update inventory.stock set free = 2, changed_xid = '3'",
    ] {
        sqlx::query(statement).execute(pool).await.expect("planted");
    }
    watch.refresh().await.expect("looked");
    assert_eq!(watch.snapshot().free("A"), 5);
    watch.reread().await.expect("looked");
    assert_eq!(watch.snapshot().free("A"), 2);
    database.drop().await;
}

#[tokio::test]
async fn figures_outlive_postgresql_and_follow_it_again() {
    let database = TestDatabase::new().await;
    receive(&database.pool, &change("A", 5, "n1")).await.expect("received");
    let watch = watch(&database.pool).await;
    let running = tokio::spawn(watch.clone().run());
    database.go_away().await;
    watch.refresh().await.expect_err("nobody answers");
    assert_eq!(watch.snapshot().free("A"), 5);
    database.come_back().await;
    receive(&database.pool, &change("A", 2, "n2")).await.expect("received");
    eventually("the watch sees the new figure", || watch.snapshot().free("A") == 7).await;
    running.abort();
    database.drop().await;
}

/// How often lines were read whole so far, as far as this one connection knows.
async fn read_whole(pool: &PgPool) -> i64 {
    sqlx::query("select pg_stat_force_next_flush()").execute(pool).await.expect("told");
    let scans = "select pg_stat_get_numscans('inventory.hold'::regclass)";
    sqlx::query_scalar(scans).fetch_one(pool).await.expect("counted")
}

#[tokio::test]
async fn a_look_finds_what_is_due_without_reading_all_lines() {
    let database = TestDatabase::new().await;
    let address = PgConnectOptions::from_str(&database.uri()).expect("an address");
    let pool = pool::options()
        .max_connections(1)
        .connect_with(address.options([("enable_seqscan", "off")]))
        .await
        .expect("PostgreSQL answers");
    let watch = watch(&pool).await;
    let before = read_whole(&pool).await;
    watch.refresh().await.expect("looked");
    watch.reread().await.expect("looked");
    assert_eq!(read_whole(&pool).await, before);
    sqlx::query("select quantity from inventory.hold").execute(&pool).await.expect("read");
    assert_eq!(read_whole(&pool).await, before + 1, "whoever reads all is seen to");
    pool.close().await;
    database.drop().await;
}

#[tokio::test]
async fn what_is_sold_out_says_when_it_is_back() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    let sku = Sku::parse("ROPE").expect("a SKU");
    let day = async |days: i32| {
        sqlx::query_scalar::<_, String>(
            "select to_char((now() at time zone 'utc')::date + $1, 'YYYY-MM-DD')",
        )
        .bind(days)
        .fetch_one(pool)
        .await
        .expect("a day")
    };
    let unknown = inventory::expect(pool, &sku, Some("2040-01-31")).await;
    assert!(matches!(unknown, Err(ChangeError::UnknownSku(_))));
    receive(pool, &change("ROPE", 1, "n1")).await.expect("received");
    correct(pool, &change("ROPE", -1, "n2")).await.expect("corrected");
    let watch = watch(pool).await;
    assert_eq!(watch.snapshot().availability("ROPE", true), Availability::SoldOut);

    inventory::expect(pool, &sku, Some(&day(3).await)).await.expect("noted");
    watch.refresh().await.expect("looked");
    let told = watch.snapshot().availability("ROPE", true);
    assert!(matches!(told, Availability::BackOn(_)) && !told.purchasable(), "{told:?}");
    for (days, none) in [(0, true), (-1, true), (1, false)] {
        inventory::expect(pool, &sku, Some(&day(days).await)).await.expect("noted");
        watch.refresh().await.expect("looked");
        let told = watch.snapshot().availability("ROPE", true);
        assert_eq!(told == Availability::SoldOut, none, "{days} days from today");
    }
    receive(pool, &change("ROPE", 9, "n3")).await.expect("received");
    watch.refresh().await.expect("looked");
    assert_eq!(watch.snapshot().availability("ROPE", true), Availability::InStock);
    inventory::expect(pool, &sku, None).await.expect("noted");
    for bad in ["soon", "2026-02-30", "2026-13-01", ""] {
        let refused = inventory::expect(pool, &sku, Some(bad)).await;
        assert!(matches!(refused, Err(ChangeError::BadDay(_))), "{bad}");
    }
    database.drop().await;
}
