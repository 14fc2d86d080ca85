//! One after the other at the desk.

use std::time::Duration;

use inventory::{
    MAIN_WAREHOUSE, StockChange, correct,
    holds::{self, DeskSettings, HoardedLine, HoldDesk, ReserveError, ShortLine},
};
use sqlx::postgres::PgPoolOptions;

use crate::shop::{TestShop, checkout, sku, wish};

fn short(result: &Result<holds::Reserved, ReserveError>) -> &[ShortLine] {
    match result {
        Err(ReserveError::SoldOut(lines)) => lines,
        other => panic!("not sold out: {other:?}"),
    }
}

#[tokio::test]
async fn all_lines_are_held_or_none() {
    let shop = TestShop::new(&[("A", 5), ("B", 1)]).await;
    let held = shop.reserve("c1", &[("B", 1), ("A", 2)]).await.expect("held");
    assert!(!held.replayed);
    assert_eq!((shop.columns("A").await, shop.columns("B").await), ((3, 2, 0), (0, 1, 0)));

    let refused = shop.reserve("c2", &[("A", 4), ("B", 1), ("NONE", 1)]).await;
    let lines = short(&refused);
    let told: Vec<_> =
        lines.iter().map(|line| (line.sku.as_str(), line.wanted, line.free)).collect();
    assert_eq!(told, [("A", 4, 3), ("B", 1, 0), ("NONE", 1, 0)]);
    let until: Vec<_> = lines.iter().map(|line| line.in_checkouts_until).collect();
    assert_eq!(until, [Some(held.expires_at), Some(held.expires_at), None]);
    assert_eq!(shop.columns("A").await, (3, 2, 0), "nothing of it is held");
    assert_eq!(shop.lines("c2").await, []);
    shop.close().await;
}

#[tokio::test]
async fn the_same_wish_again_is_the_same_hold() {
    let shop = TestShop::new(&[("A", 5), ("B", 2)]).await;
    let first = shop.reserve("c1", &[("A", 5), ("B", 1)]).await.expect("held");
    for _ in 0..3 {
        let again = shop.reserve("c1", &[("B", 1), ("A", 5)]).await.expect("held");
        assert_eq!((again.expires_at, again.replayed), (first.expires_at, true));
    }
    assert_eq!(shop.columns("A").await, (0, 5, 0));
    shop.expire("c1").await;
    let anew = shop.reserve("c1", &[("A", 5), ("B", 1)]).await.expect("held");
    assert!(!anew.replayed, "what expired is held anew");
    assert_eq!(shop.columns("A").await, (0, 5, 0));
    shop.close().await;
}

#[tokio::test]
async fn another_wish_takes_the_place_of_the_last_or_leaves_it() {
    let shop = TestShop::new(&[("A", 3), ("B", 3), ("C", 1)]).await;
    shop.reserve("c1", &[("A", 3), ("B", 1)]).await.expect("held");
    shop.reserve("c2", &[("C", 1)]).await.expect("held");
    let refused = shop.reserve("c1", &[("A", 1), ("C", 1)]).await;
    assert_eq!(short(&refused).len(), 1);
    let held = |sku: &str, units| (sku.to_owned(), units, "held".to_owned());
    assert_eq!(shop.lines("c1").await, [held("A", 3), held("B", 1)]);

    // Its own units count as free to it: fewer of one, more of another.
    shop.reserve("c1", &[("A", 2), ("B", 3)]).await.expect("held");
    assert_eq!((shop.columns("A").await, shop.columns("B").await), ((1, 2, 0), (0, 3, 0)));
    shop.reserve("c1", &[("B", 2)]).await.expect("held");
    assert_eq!((shop.columns("A").await, shop.columns("B").await), ((3, 0, 0), (1, 2, 0)));
    assert_eq!(shop.lines("c1").await, [held("B", 2)]);
    shop.reserve("c1", &[]).await.expect("nothing is held");
    assert_eq!(shop.columns("B").await, (3, 0, 0));
    shop.close().await;
}

#[tokio::test]
async fn what_expired_goes_to_whoever_asks_next() {
    let shop = TestShop::new(&[("A", 4), ("B", 4)]).await;
    shop.reserve("late", &[("A", 3), ("B", 1)]).await.expect("held");
    assert_eq!(short(&shop.reserve("next", &[("A", 2)]).await)[0].free, 1);
    shop.expire("late").await;
    shop.reserve("next", &[("A", 2)]).await.expect("held");
    assert_eq!(shop.columns("A").await, (2, 2, 0));
    assert_eq!(shop.columns("B").await, (3, 1, 0), "nobody asked for it");
    // One line is gone, so the hold is no longer whole and is not prolonged either.
    let mut txn = shop.pool().begin().await.expect("begun");
    let extended = holds::extend(&mut txn, &checkout("late"), 300).await.expect("asked");
    assert_eq!(extended, None);
    txn.commit().await.expect("committed");
    assert_eq!(holds::sweep(shop.pool(), 10).await.expect("swept"), 1);
    assert_eq!(holds::sweep(shop.pool(), 10).await.expect("swept"), 0);
    assert_eq!(shop.columns("B").await, (4, 0, 0));
    // Back again, with the same id.
    shop.reserve("late", &[("A", 2), ("B", 1)]).await.expect("held");
    shop.close().await;
}

#[tokio::test]
async fn a_count_may_take_away_what_expired() {
    let shop = TestShop::new(&[("A", 4)]).await;
    shop.reserve("late", &[("A", 4)]).await.expect("held");
    let change = StockChange {
        sku: sku("A"),
        quantity: -4,
        warehouse: MAIN_WAREHOUSE.to_owned(),
        reference: "count".to_owned(),
        reason: "lost".to_owned(),
    };
    correct(shop.pool(), &change).await.expect_err("all are held");
    shop.expire("late").await;
    assert_eq!(correct(shop.pool(), &change).await.expect("corrected").free, 0);
    assert_eq!(shop.columns("A").await, (0, 0, 0));
    shop.close().await;
}

#[tokio::test]
async fn a_holder_has_no_more_than_allowed_in_all_checkouts_together() {
    let shop = TestShop::new(&[("A", 50), ("B", 50)]).await;
    let for_one = |id: &str, lines: &[(&str, u32)]| {
        let mut request = wish(id, lines).with_most(6);
        "network:192.0.2.0/24".clone_into(&mut request.holder);
        request
    };
    shop.desk.reserve(&for_one("c1", &[("A", 4), ("B", 1)])).await.expect("held");
    shop.desk.reserve(&for_one("c2", &[("A", 2)])).await.expect("held");
    let refused = shop.desk.reserve(&for_one("c3", &[("A", 1), ("B", 5)])).await;
    let line = HoardedLine { sku: sku("A"), wanted: 1, held: 6 };
    assert_eq!(refused, Err(ReserveError::OverLimit(vec![line])));
    // Own lines do not count twice, and others' not at all.
    shop.desk.reserve(&for_one("c2", &[("A", 1)])).await.expect("held");
    shop.desk.reserve(&wish("c4", &[("A", 9)]).with_most(9)).await.expect("held");
    shop.expire("c1").await;
    shop.desk.reserve(&for_one("c3", &[("A", 5)])).await.expect("held");
    shop.close().await;
}

#[tokio::test]
async fn letting_go_frees_all_at_once_and_once() {
    let shop = TestShop::new(&[("A", 4), ("B", 4)]).await;
    shop.reserve("c1", &[("A", 3), ("B", 2)]).await.expect("held");
    for _ in 0..2 {
        shop.desk.release(&checkout("c1")).await.expect("let go");
        assert_eq!((shop.columns("A").await, shop.columns("B").await), ((4, 0, 0), (4, 0, 0)));
    }
    shop.desk.release(&checkout("never")).await.expect("nothing to let go");
    assert_eq!(holds::forget(shop.pool(), Duration::ZERO, 10).await.expect("asked"), 0);
    shop.expire("c1").await;
    assert_eq!(holds::forget(shop.pool(), Duration::ZERO, 1).await.expect("forgotten"), 1);
    assert_eq!(shop.lines("c1").await.len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn who_waits_for_a_row_too_long_is_told_so_and_nothing_is_held() {
    let shop = TestShop::new(&[("A", 4)]).await;
    let mut in_the_way = shop.pool().begin().await.expect("begun");
    sqlx::query("update inventory.stock set free = free where sku = 'A'")
        .execute(&mut *in_the_way)
        .await
        .expect("locked");
    assert_eq!(shop.reserve("c1", &[("A", 1)]).await, Err(ReserveError::Busy));
    in_the_way.rollback().await.expect("gone");
    shop.reserve("c1", &[("A", 1)]).await.expect("held");
    shop.close().await;
}

#[tokio::test]
async fn while_postgresql_is_away_the_desk_says_so_and_afterwards_serves() {
    let shop = TestShop::new(&[("A", 4)]).await;
    shop.reserve("c1", &[("A", 1)]).await.expect("held");
    shop.database.go_away().await;
    for _ in 0..5 {
        assert_eq!(shop.reserve("c2", &[("A", 1)]).await, Err(ReserveError::Unavailable));
    }
    shop.database.come_back().await;
    while let Err(refused) = shop.reserve("c2", &[("A", 1)]).await {
        assert_eq!(refused, ReserveError::Unavailable);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(shop.columns("A").await, (2, 2, 0));
    shop.close().await;
}

#[tokio::test]
async fn a_full_queue_turns_away_at_once() {
    let shop = TestShop::new(&[("A", 4)]).await;
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .connect(&shop.database.uri())
        .await
        .expect("connected");
    let settings = DeskSettings { serving: 1, queue: 1, deadline: Duration::from_secs(60) };
    let desk = HoldDesk::new(pool, settings);
    let wishes = ["c1", "c2", "c3"].map(|id| wish(id, &[("A", 1)]));
    // All three are polled once before any is served.
    let answers = futures::future::join_all(wishes.iter().map(|wish| desk.reserve(wish))).await;
    assert!(answers[0].is_ok() && answers[1].is_ok(), "{answers:?}");
    assert_eq!(answers[2], Err(ReserveError::Busy));
    shop.close().await;
}
