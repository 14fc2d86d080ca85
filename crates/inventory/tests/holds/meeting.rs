//! Two who meet at the same lines: each test lets one stop half-way, so that the other must meet it.

use std::time::Duration;

use inventory::holds::{self, CommitError, ReserveError};

use crate::shop::{TestShop, checkout, goods};

/// Longer than anything that does not wait for a lock.
const NOT_WAITING: Duration = Duration::from_secs(60);

/// Whoever pays at the last moment meets whoever reclaims at the first.
#[tokio::test]
async fn lines_that_are_reclaimed_while_they_are_asked_for_are_not_paid_for() {
    let shop = TestShop::new(&[("A", 5), ("B", 5)]).await;
    shop.reserve("c1", &[("A", 2), ("B", 1)]).await.expect("held");
    let mut reclaiming = shop.pool().begin().await.expect("begun");
    for statement in [
        "update inventory.stock set free = free + 1, reserved = reserved - 1 where sku = 'B'",
        "update inventory.hold set state = 'expired' where sku = 'B'",
    ] {
        sqlx::query(statement).execute(&mut *reclaiming).await.expect("reclaimed");
    }
    let paying = async {
        let mut txn = shop.pool().begin().await.expect("begun");
        let lines = goods(&[("A", 2), ("B", 1)]);
        let outcome = holds::commit_lines(&mut txn, &checkout("c1"), lines).await;
        txn.commit().await.expect("committed");
        outcome
    };
    let someone_waits = async {
        shop.wait_for_waiting(1).await;
        reclaiming.commit().await.expect("committed");
    };
    let (outcome, ()) = tokio::join!(paying, someone_waits);
    assert!(matches!(outcome, Err(CommitError::Expired)), "{outcome:?}");
    assert_eq!((shop.columns("A").await, shop.columns("B").await), ((3, 2, 0), (5, 0, 0)));
    shop.close().await;
}

/// One tab pays, another changes the cart.
#[tokio::test]
async fn what_is_being_paid_for_is_not_held_anew() {
    let shop = TestShop::new(&[("A", 5), ("B", 5)]).await;
    shop.reserve("c1", &[("A", 2)]).await.expect("held");
    let mut paying = shop.pool().begin().await.expect("begun");
    let lines = goods(&[("A", 2)]);
    holds::commit_lines(&mut paying, &checkout("c1"), lines).await.expect("committed");
    let someone_waits = async {
        shop.wait_for_waiting(1).await;
        paying.commit().await.expect("committed");
    };
    let (answer, ()) = tokio::join!(shop.reserve("c1", &[("B", 1)]), someone_waits);
    assert_eq!(answer, Err(ReserveError::AlreadySubmitted));
    assert_eq!(shop.lines("c1").await, [("A".to_owned(), 2, "committing".to_owned())]);
    shop.close().await;
}

/// It is about to be paid for: nobody waits to see how that ends.
#[tokio::test]
async fn a_line_that_expired_is_not_to_be_had_while_somebody_is_at_it() {
    let shop = TestShop::new(&[("A", 1)]).await;
    shop.reserve("late", &[("A", 1)]).await.expect("held");
    shop.expire("late").await;
    let mut at_it = shop.pool().begin().await.expect("begun");
    sqlx::query("select from inventory.hold for update")
        .execute(&mut *at_it)
        .await
        .expect("locked");
    match shop.reserve("next", &[("A", 1)]).await {
        Err(ReserveError::SoldOut(lines)) => assert_eq!((lines[0].wanted, lines[0].free), (1, 0)),
        other => panic!("{other:?}"),
    }
    at_it.rollback().await.expect("gone");
    shop.reserve("next", &[("A", 1)]).await.expect("held");
    shop.close().await;
}

#[tokio::test]
async fn the_sweeper_waits_for_nobody() {
    let shop = TestShop::new(&[("A", 1), ("B", 1)]).await;
    shop.reserve("late", &[("A", 1), ("B", 1)]).await.expect("held");
    shop.expire("late").await;
    let mut at_it = shop.pool().begin().await.expect("begun");
    sqlx::query("select from inventory.stock where sku = 'A' for update")
        .execute(&mut *at_it)
        .await
        .expect("locked");
    let swept = tokio::time::timeout(NOT_WAITING, holds::sweep(shop.pool(), 10)).await;
    assert_eq!(swept.expect("it does not wait").expect("swept"), 1, "B alone");
    at_it.rollback().await.expect("gone");
    assert_eq!(holds::sweep(shop.pool(), 10).await.expect("swept"), 1);
    shop.close().await;
}
