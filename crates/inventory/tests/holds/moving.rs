//! What becomes of held lines.

use inventory::holds::{
    self, CommitError, GivenBack, Moved, ReserveError, ReturnError, give_back, settle_lines,
};
use sqlx::PgTransaction;

use crate::shop::{TestShop, checkout, goods};

async fn begin(shop: &TestShop) -> PgTransaction<'static> {
    shop.pool().begin().await.expect("begun")
}

async fn commit(shop: &TestShop, id: &str, lines: &[(&str, u32)]) -> Result<(), CommitError> {
    let mut txn = begin(shop).await;
    holds::commit_lines(&mut txn, &checkout(id), goods(lines)).await?;
    txn.commit().await?;
    Ok(())
}

async fn settle(shop: &TestShop, id: &str) -> Moved {
    let mut txn = begin(shop).await;
    let moved = settle_lines(&mut txn, &checkout(id)).await.expect("settled");
    txn.commit().await.expect("committed");
    moved
}

async fn back(shop: &TestShop, id: &str, fresh: Option<u32>) -> GivenBack {
    let mut txn = begin(shop).await;
    let given = give_back(&mut txn, &checkout(id), fresh).await.expect("given back");
    txn.commit().await.expect("committed");
    given
}

async fn put_back(shop: &TestShop, lines: &[(&str, u32)]) -> Result<(), ReturnError> {
    let mut txn = begin(shop).await;
    holds::return_sold(&mut txn, goods(lines)).await?;
    txn.commit().await?;
    Ok(())
}

#[tokio::test]
async fn from_a_hold_to_a_sale_and_back() {
    let shop = TestShop::new(&[("A", 5), ("B", 5)]).await;
    shop.reserve("c1", &[("B", 1), ("A", 2)]).await.expect("held");
    assert_eq!(settle(&shop, "c1").await, Moved::Nothing, "nobody is paying yet");
    commit(&shop, "c1", &[("A", 2), ("B", 1)]).await.expect("committed");
    assert_eq!(shop.columns("A").await, (3, 2, 0), "no row of stock is touched");
    let twice = commit(&shop, "c1", &[("A", 2), ("B", 1)]).await;
    assert!(matches!(twice, Err(CommitError::AlreadySubmitted)), "{twice:?}");
    assert_eq!(settle(&shop, "c1").await, Moved::Now);
    assert_eq!(settle(&shop, "c1").await, Moved::Before);
    assert_eq!((shop.columns("A").await, shop.columns("B").await), ((3, 0, 2), (4, 0, 1)));
    assert_eq!(shop.reserve("c1", &[("A", 1)]).await, Err(ReserveError::AlreadySubmitted));
    assert_eq!(back(&shop, "c1", None).await, GivenBack::Nothing, "a sale is no hold");

    let too_many = put_back(&shop, &[("A", 1), ("B", 2)]).await;
    assert!(matches!(&too_many, Err(ReturnError::NotSold(skus)) if skus == &["B"]), "{too_many:?}");
    assert_eq!(shop.columns("A").await, (3, 0, 2));
    put_back(&shop, &[("B", 1), ("A", 1)]).await.expect("back");
    assert_eq!((shop.columns("A").await, shop.columns("B").await), ((4, 0, 1), (5, 0, 0)));
    shop.close().await;
}

#[tokio::test]
async fn time_does_not_touch_what_is_being_paid_for() {
    let shop = TestShop::new(&[("A", 1)]).await;
    shop.reserve("c1", &[("A", 1)]).await.expect("held");
    commit(&shop, "c1", &[("A", 1)]).await.expect("committed");
    shop.expire("c1").await;
    assert_eq!(holds::sweep(shop.pool(), 10).await.expect("swept"), 0);
    assert!(matches!(shop.reserve("c2", &[("A", 1)]).await, Err(ReserveError::SoldOut(_))));
    shop.desk.release(&checkout("c1")).await.expect("asked");
    let mut txn = begin(&shop).await;
    assert_eq!(holds::extend(&mut txn, &checkout("c1"), 9).await.expect("asked"), None);
    txn.commit().await.expect("committed");
    assert_eq!(shop.columns("A").await, (0, 1, 0));
    assert_eq!(settle(&shop, "c1").await, Moved::Now);
    shop.close().await;
}

#[tokio::test]
async fn a_decline_holds_again_or_frees() {
    let shop = TestShop::new(&[("A", 1)]).await;
    shop.reserve("c1", &[("A", 1)]).await.expect("held");
    commit(&shop, "c1", &[("A", 1)]).await.expect("committed");
    shop.expire("c1").await;
    let again = back(&shop, "c1", Some(300)).await;
    assert!(matches!(again, GivenBack::HeldUntil(_)), "{again:?}");
    assert_eq!(back(&shop, "c1", Some(300)).await, GivenBack::Nothing);
    assert_eq!(shop.columns("A").await, (0, 1, 0));
    commit(&shop, "c1", &[("A", 1)]).await.expect("the next attempt");
    assert_eq!(back(&shop, "c1", None).await, GivenBack::Freed);
    assert_eq!(back(&shop, "c1", None).await, GivenBack::Nothing);
    assert_eq!(shop.columns("A").await, (1, 0, 0));
    shop.close().await;
}

#[tokio::test]
async fn an_order_has_all_its_lines_or_is_none() {
    let shop = TestShop::new(&[("A", 5), ("B", 5)]).await;
    shop.reserve("c1", &[("A", 2), ("B", 1)]).await.expect("held");
    let others: [&[(&str, u32)]; 7] = [
        &[],
        &[("A", 2)],
        &[("B", 1)],
        &[("A", 1), ("B", 1)],
        &[("A", 2), ("B", 2)],
        &[("A", 2), ("C", 1)],
        &[("A", 2), ("B", 1), ("C", 1)],
    ];
    for wrong in others {
        let refused = commit(&shop, "c1", wrong).await;
        assert!(matches!(refused, Err(CommitError::Expired)), "{wrong:?}: {refused:?}");
    }
    assert!(shop.lines("c1").await.iter().all(|line| line.2 == "held"));
    sqlx::query("update inventory.hold set expires_at = statement_timestamp() where sku = 'B'")
        .execute(shop.pool())
        .await
        .expect("aged");
    let late = commit(&shop, "c1", &[("A", 2), ("B", 1)]).await;
    assert!(matches!(late, Err(CommitError::Expired)), "{late:?}");
    assert!(shop.lines("c1").await.iter().all(|line| line.2 == "held"));
    commit(&shop, "nothing-counted", &[]).await.expect("an order of goods that are not counted");
    // Lines of the same SKU are added up, as they were when they were held.
    shop.reserve("c2", &[("A", 1), ("A", 2)]).await.expect("held");
    commit(&shop, "c2", &[("A", 2), ("A", 1)]).await.expect("committed");
    shop.close().await;
}

#[tokio::test]
async fn more_time_never_means_less() {
    let shop = TestShop::new(&[("A", 5)]).await;
    let held = shop.reserve("c1", &[("A", 2)]).await.expect("held");
    for (seconds, later) in [(1, false), (600, true)] {
        let mut txn = begin(&shop).await;
        let ends = holds::extend(&mut txn, &checkout("c1"), seconds).await.expect("asked");
        txn.commit().await.expect("committed");
        let ends = ends.expect("it is held");
        assert_eq!(ends > held.expires_at, later);
        assert!(ends >= held.expires_at);
    }
    shop.expire("c1").await;
    let mut txn = begin(&shop).await;
    assert_eq!(holds::extend(&mut txn, &checkout("c1"), 600).await.expect("asked"), None);
    assert_eq!(holds::extend(&mut txn, &checkout("none"), 600).await.expect("asked"), None);
    txn.commit().await.expect("committed");
    shop.close().await;
}

#[tokio::test]
async fn what_is_rolled_back_has_not_happened() {
    let shop = TestShop::new(&[("A", 5)]).await;
    shop.reserve("c1", &[("A", 2)]).await.expect("held");
    let mut txn = begin(&shop).await;
    let lines = goods(&[("A", 2)]);
    holds::commit_lines(&mut txn, &checkout("c1"), lines).await.expect("committed");
    assert_eq!(settle_lines(&mut txn, &checkout("c1")).await.expect("settled"), Moved::Now);
    txn.rollback().await.expect("rolled back");
    assert_eq!(shop.columns("A").await, (3, 2, 0));
    commit(&shop, "c1", &[("A", 2)]).await.expect("still held");
    shop.close().await;
}
