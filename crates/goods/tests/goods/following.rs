//! What is copied, and when.

use std::sync::atomic::Ordering;

use kernel::Timestamp;
use sqlx::PgPool;
use storefront::{goods_index::GoodsIndex, goods_room::GoodsQuery};

use crate::ground::{Kept, Shelf, entry, filter, ground};

fn made(shelf: &Shelf) -> usize {
    shelf.read_whole.load(Ordering::SeqCst)
}

/// How often somebody read how far the copy is, or tried to begin to make it, by PostgreSQL's count, which
/// comes a second late.
async fn looks(pool: &PgPool) -> i64 {
    sqlx::query_scalar(
        "select seq_scan + idx_scan from pg_stat_user_tables
         where relid = 'goods.progress'::regclass",
    )
    .fetch_one(pool)
    .await
    .expect("counted")
}

#[tokio::test]
async fn it_is_made_once_and_then_follows_each_change() {
    let (database, shelf) = ground().await;
    for id in ["a", "b", "c", "d", "e"] {
        shelf.put(entry(id, 1, "Mug"));
    }
    let kept = Kept::of(&shelf, &database.pool);
    kept.caught_up().await;
    assert_eq!(kept.ids().await, ["a", "b", "c", "d", "e"]);

    shelf.put(entry("f", 1, "Lamp"));
    shelf.put(entry("a", 2, "Lamp"));
    shelf.remove("b");
    kept.caught_up().await;
    assert_eq!(kept.ids().await, ["a", "c", "d", "e", "f"]);
    let lamps = GoodsQuery { filter: filter("lamp", "", "", ""), ..GoodsQuery::default() };
    assert_eq!(kept.find(&lamps).await.matches, 2);
    assert_eq!(made(&shelf), 1);
    kept.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn a_new_process_goes_on_where_the_last_one_was() {
    let (database, shelf) = ground().await;
    shelf.put(entry("a", 1, "Mug"));
    let first = Kept::of(&shelf, &database.pool);
    first.caught_up().await;
    shelf.put(entry("b", 1, "Mug"));
    first.caught_up().await;
    first.kill().await;

    shelf.put(entry("c", 1, "Mug"));
    shelf.remove("a");
    let second = Kept::of(&shelf, &database.pool);
    second.caught_up().await;
    assert_eq!(second.ids().await, ["b", "c"]);
    assert_eq!(made(&shelf), 1);
    second.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn it_is_made_anew_where_changes_were_missed() {
    let (database, shelf) = ground().await;
    shelf.put(entry("a", 1, "Mug"));
    let first = Kept::of(&shelf, &database.pool);
    first.caught_up().await;
    first.kill().await;
    shelf.put_and_forget(entry("b", 1, "Mug"));
    let second = Kept::of(&shelf, &database.pool);
    second.caught_up().await;
    assert_eq!(second.ids().await, ["a", "b"]);
    assert_eq!(made(&shelf), 2);
    second.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn a_catalogue_that_is_set_back_is_followed_to_older_versions() {
    let (database, shelf) = ground().await;
    shelf.put(entry("a", 7, "Lamp"));
    shelf.put(entry("b", 7, "Lamp"));
    let kept = Kept::of(&shelf, &database.pool);
    kept.caught_up().await;
    shelf.set_back(vec![entry("a", 3, "Mug")]);
    kept.caught_up().await;
    let mugs = GoodsQuery { filter: filter("mug", "", "", ""), ..GoodsQuery::default() };
    assert_eq!(kept.ids().await, ["a"]);
    assert_eq!(kept.find(&mugs).await.matches, 1);
    kept.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn what_was_made_again_later_takes_the_place_of_a_newer_version() {
    let (database, shelf) = ground().await;
    shelf.put(entry("a", 7, "Lamp"));
    let kept = Kept::of(&shelf, &database.pool);
    kept.caught_up().await;
    let mut again = entry("a", 1, "Mug");
    again.listed.updated_at = Timestamp::from_millis(8);
    shelf.put(again.clone());
    kept.caught_up().await;
    assert_eq!(kept.find(&GoodsQuery::default()).await.products, [again.listed]);
    kept.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn nothing_is_missed_while_the_database_is_away() {
    let (database, shelf) = ground().await;
    shelf.put(entry("a", 1, "Mug"));
    let kept = Kept::of(&shelf, &database.pool);
    kept.caught_up().await;
    database.go_away().await;
    for number in 0..5 {
        shelf.put(entry(&format!("b{number}"), 1, "Mug"));
    }
    testkit::eventually("it to fail", || shelf.left.load(Ordering::SeqCst) > 0).await;
    database.come_back().await;
    kept.caught_up().await;
    assert_eq!(kept.ids().await, ["a", "b0", "b1", "b2", "b3", "b4"]);
    assert_eq!(made(&shelf), 1);
    kept.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn what_a_database_that_was_set_back_has_lost_is_read_again() {
    let (database, shelf) = ground().await;
    shelf.put(entry("a", 1, "Mug"));
    let kept = Kept::of(&shelf, &database.pool);
    kept.caught_up().await;
    for id in ["b", "c"] {
        shelf.put(entry(id, 1, "Mug"));
        kept.caught_up().await;
    }
    sqlx::raw_sql(
        "delete from goods.listed where product <> 'a';
         update goods.progress set writes = 0, place = '1'",
    )
    .execute(&database.pool)
    .await
    .expect("set back");
    shelf.put(entry("d", 1, "Mug"));
    testkit::eventually("it to notice", || shelf.left.load(Ordering::SeqCst) > 0).await;
    kept.caught_up().await;
    assert_eq!(kept.ids().await, ["a", "b", "c", "d"]);
    assert_eq!(made(&shelf), 1);
    kept.kill().await;
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_process_makes_it_and_the_other_waits() {
    let (database, shelf) = ground().await;
    for number in 0..600 {
        shelf.put(entry(&format!("p{number:03}"), 1, "Mug"));
    }
    let (one, other) = (Kept::of(&shelf, &database.pool), Kept::of(&shelf, &database.pool));
    for kept in [&one, &other] {
        kept.caught_up().await;
        assert_eq!(kept.find(&GoodsQuery::default()).await.matches, 600);
    }
    assert_eq!(made(&shelf), 1);
    one.kill().await;
    other.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn one_that_fails_while_it_makes_it_waits_for_nobody_else() {
    let (database, shelf) = ground().await;
    for id in ["a", "b", "c", "d"] {
        shelf.put(entry(id, 1, "Mug"));
    }
    shelf.breaks_off.store(true, Ordering::SeqCst);
    let kept = Kept::of(&shelf, &database.pool);
    // A making that was left without a word would be somebody's for longer than this waits.
    kept.caught_up().await;
    assert_eq!((kept.ids().await.len(), made(&shelf)), (4, 2));
    kept.kill().await;
    database.drop().await;
}

#[tokio::test]
async fn what_somebody_began_to_make_and_left_is_made_by_the_next() {
    let (database, shelf) = ground().await;
    shelf.put(entry("a", 1, "Mug"));
    sqlx::raw_sql(
        "update goods.progress set build = 7, making_until = now() + interval '1 hour';
         insert into goods.listed select 'gone', 1, 'draft', '', '{}', 'gone', 1, 1, '', '{}', 6",
    )
    .execute(&database.pool)
    .await
    .expect("begun");
    let kept = Kept::of(&shelf, &database.pool);
    // It does not answer while somebody else may be making it, however often it looks.
    let before = looks(&database.pool).await;
    testkit::answer("it to look twice", async || {
        (looks(&database.pool).await >= before + 4).then_some(())
    })
    .await;
    assert_eq!((kept.copy.whole_until(), made(&shelf)), (None, 0));
    sqlx::raw_sql("update goods.progress set making_until = now()")
        .execute(&database.pool)
        .await
        .expect("given up");
    kept.caught_up().await;
    assert_eq!((kept.ids().await, made(&shelf)), (vec!["a".to_owned()], 1));
    kept.kill().await;
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_keep_one_copy_together() {
    let (database, shelf) = ground().await;
    shelf.put(entry("first", 1, "Mug"));
    let (one, other) = (Kept::of(&shelf, &database.pool), Kept::of(&shelf, &database.pool));
    for version in 1..40 {
        for number in 0..20 {
            shelf.put(entry(&format!("p{number:02}"), version, &format!("Mug {version}")));
        }
        if version == 20 {
            shelf.set_back(
                (0..20).map(|number| entry(&format!("p{number:02}"), 1, "Mug")).collect(),
            );
        }
        tokio::task::yield_now().await;
    }
    shelf.remove("p00");
    one.caught_up().await;
    other.caught_up().await;
    let last = GoodsQuery { filter: filter("39", "", "", ""), ..GoodsQuery::default() };
    for kept in [&one, &other] {
        assert_eq!(kept.ids().await, shelf.ids());
        assert_eq!(kept.find(&last).await.matches, 19);
    }
    one.kill().await;
    other.kill().await;
    database.drop().await;
}
