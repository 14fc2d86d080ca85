//! Many at once.

use std::sync::Arc;

use futures::future::join_all;
use inventory::holds::{ReserveError, Reserved, commit_lines, settle_lines};

use crate::shop::{TestShop, checkout, goods, wish};

const SKUS: [&str; 4] = ["A", "B", "C", "D"];

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_who_want_the_last_one() {
    let shop = Arc::new(TestShop::new(&[("LAST", 1)]).await);
    let mut buyers = tokio::task::JoinSet::new();
    for buyer in 0..500 {
        let shop = shop.clone();
        buyers.spawn(async move { shop.reserve(&format!("c{buyer}"), &[("LAST", 1)]).await });
    }
    let answers = buyers.join_all().await;
    let held = answers.iter().filter(|answer| answer.is_ok()).count();
    let sold_out = answers.iter().filter(|answer| matches!(answer, Err(ReserveError::SoldOut(_))));
    assert_eq!((held, sold_out.count()), (1, 499), "and nobody is told that the shop is busy");
    assert_eq!(shop.columns("LAST").await, (0, 1, 0));
    Arc::into_inner(shop).expect("all are gone").close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_take_an_expired_hold_over_get_no_more_than_there_is() {
    let shop = Arc::new(TestShop::new(&[("A", 8)]).await);
    for late in 0..8 {
        let id = format!("late{late}");
        shop.reserve(&id, &[("A", 1)]).await.expect("held");
        shop.expire(&id).await;
    }
    let mut buyers = tokio::task::JoinSet::new();
    for buyer in 0..200 {
        let shop = shop.clone();
        buyers.spawn(async move { shop.reserve(&format!("c{buyer}"), &[("A", 1)]).await.is_ok() });
    }
    let held = buyers.join_all().await.into_iter().filter(|held| *held).count();
    assert_eq!(held, 8);
    assert_eq!(shop.columns("A").await, (0, 8, 0));
    Arc::into_inner(shop).expect("all are gone").close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_shopper_who_clicks_often_holds_once() {
    let shop = Arc::new(TestShop::new(&[("A", 50), ("B", 50)]).await);
    let mut clicks = tokio::task::JoinSet::new();
    for _ in 0..60 {
        let shop = shop.clone();
        clicks.spawn(async move { shop.reserve("c1", &[("A", 2), ("B", 1)]).await });
    }
    let answers = clicks.join_all().await;
    let anew = answers.iter().filter(|answer| matches!(answer, Ok(held) if !held.replayed)).count();
    assert_eq!((anew, answers.iter().filter(|answer| answer.is_ok()).count()), (1, 60));
    assert_eq!((shop.columns("A").await, shop.columns("B").await), ((48, 2, 0), (49, 1, 0)));
    Arc::into_inner(shop).expect("all are gone").close().await;
}

/// As many wishes of one checkout as there are, all of them asked before one is answered. The desk's
/// connections are opened before: a row is not waited for very long.
async fn at_once<const N: usize>(
    shop: &TestShop,
    wishes: [&[(&str, u32)]; N],
) -> [Result<Reserved, ReserveError>; N] {
    let nap = async |pool: &sqlx::PgPool| sqlx::query("select pg_sleep(0.1)").execute(pool).await;
    for opened in join_all(wishes.map(|_| shop.desk.serve(nap))).await {
        opened.expect("opened");
    }
    let mut in_the_way = shop.pool().begin().await.expect("begun");
    sqlx::query("select from inventory.stock for update")
        .execute(&mut *in_the_way)
        .await
        .expect("locked");
    let out_of_the_way = async {
        shop.wait_for_waiting(N).await;
        in_the_way.rollback().await.expect("gone");
    };
    let asked = join_all(wishes.map(|lines| shop.reserve("c1", lines)));
    let (answers, ()) = tokio::join!(asked, out_of_the_way);
    answers.try_into().expect("as many answers")
}

#[tokio::test]
async fn of_the_same_wishes_at_once_one_holds_and_the_others_are_told_the_same() {
    let shop = TestShop::new(&[("A", 9), ("B", 9)]).await;
    let answers = at_once(&shop, [&[("A", 2), ("B", 1)]; 4]).await;
    let held = answers.map(|answer| answer.expect("held"));
    assert_eq!(held.iter().filter(|held| !held.replayed).count(), 1, "{held:?}");
    assert!(held.iter().all(|one| one.expires_at == held[0].expires_at), "{held:?}");
    assert_eq!((shop.columns("A").await, shop.columns("B").await), ((7, 2, 0), (8, 1, 0)));
    shop.close().await;
}

#[tokio::test]
async fn of_several_wishes_of_a_checkout_at_once_one_is_held() {
    let shop = TestShop::new(&[("A", 9), ("B", 9), ("C", 9)]).await;
    let wishes: [&[_]; 3] = [&[("A", 2)], &[("B", 2)], &[("C", 2)]];
    let answers = at_once(&shop, wishes).await;
    assert!(answers.iter().all(|answer| answer.as_ref().is_ok_and(|held| !held.replayed)));
    assert_eq!(shop.lines("c1").await.len(), 1, "the last of them");
    shop.close().await;
}

/// A deadlock would end as `Busy`, so that no answer may be.
#[tokio::test(flavor = "multi_thread")]
async fn crossed_wishes_never_wait_for_each_other_in_a_ring() {
    let shop = Arc::new(TestShop::new(&SKUS.map(|sku| (sku, 40))).await);
    let mut buyers = tokio::task::JoinSet::new();
    for buyer in 0..240_usize {
        let shop = shop.clone();
        buyers.spawn(async move {
            let id = checkout(&format!("c{}", buyer % 80));
            // Each comes three times with other lines, in any order, so that old ones are let go.
            let lines: Vec<_> =
                (0..3).map(|step| (SKUS[(buyer + step * buyer / 80) % 4], 1)).collect();
            let outcome = shop.desk.reserve(&wish(id.as_str(), &lines)).await;
            match outcome {
                Ok(_) if buyer % 3 == 0 => shop.desk.release(&id).await.expect("let go"),
                Ok(_) if buyer % 7 == 0 => {
                    let mut txn = shop.pool().begin().await.expect("begun");
                    if commit_lines(&mut txn, &id, goods(&lines)).await.is_ok() {
                        settle_lines(&mut txn, &id).await.expect("settled");
                    }
                    txn.commit().await.expect("committed");
                }
                Ok(_) | Err(ReserveError::SoldOut(_) | ReserveError::AlreadySubmitted) => {}
                Err(error) => panic!("{error:?}"),
            }
        });
    }
    while let Some(done) = buyers.join_next().await {
        done.expect("a buyer is done");
    }
    let deadlocks: i64 = sqlx::query_scalar(
        "select deadlocks from pg_stat_database where datname = current_database()",
    )
    .fetch_one(shop.pool())
    .await
    .expect("counted");
    assert_eq!(deadlocks, 0);
    Arc::into_inner(shop).expect("all are gone").close().await;
}
