//! A crowd that buys a shop empty, with many who change their minds.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use inventory::holds::{
    CommitError, GivenBack, Moved, ReserveError, ReserveRequest, commit_lines, give_back,
    settle_lines,
};

use crate::shop::{TestShop, checkout, goods};

const UNITS: u32 = 500;
const ATTEMPTS: u32 = 10_000;
const AT_ONCE: u32 = 200;
const WITHIN: Duration = Duration::from_secs(240);

/// What came of one attempt to buy one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attempt {
    Bought,
    /// Held, but the shopper walks away, pays too late or is declined.
    Abandoned,
    /// None to be had; `InCheckouts` if one may come back.
    SoldOut,
    InCheckouts,
}

/// Every fifth walks away and leaves the unit held; every seventh of the others is declined.
async fn attempt(shop: &TestShop, number: u32) -> Attempt {
    let id = checkout(&format!("c{number}"));
    let line = goods(&[("A", 1)]);
    let seconds = 1 + number / 5 % 3;
    let wish = ReserveRequest::new(id.clone(), id.as_str(), line.clone(), seconds);
    match shop.desk.reserve(&wish).await {
        Ok(held) => assert!(!held.replayed, "each comes once"),
        Err(ReserveError::SoldOut(lines)) if lines[0].in_checkouts_until.is_some() => {
            return Attempt::InCheckouts;
        }
        Err(ReserveError::SoldOut(_)) => return Attempt::SoldOut,
        Err(error) => panic!("{error:?}"),
    }
    if number.is_multiple_of(5) {
        return Attempt::Abandoned;
    }
    let mut txn = shop.pool().begin().await.expect("begun");
    match commit_lines(&mut txn, &id, line).await {
        Ok(()) => txn.commit().await.expect("committed"),
        Err(CommitError::Expired) => return Attempt::Abandoned,
        Err(error) => panic!("{error:?}"),
    }
    let mut txn = shop.pool().begin().await.expect("begun");
    let outcome = if number.is_multiple_of(7) {
        let back = give_back(&mut txn, &id, None).await.expect("given back");
        assert_eq!(back, GivenBack::Freed);
        Attempt::Abandoned
    } else {
        assert_eq!(settle_lines(&mut txn, &id).await.expect("settled"), Moved::Now);
        Attempt::Bought
    };
    txn.commit().await.expect("committed");
    outcome
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_attempts_sell_each_of_five_hundred_once() {
    let shop = Arc::new(TestShop::new(&[("A", UNITS.cast_signed())]).await);
    let (attempts, bought, abandoned) =
        (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let mut crowd = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let (shop, attempts, bought, abandoned) =
            (shop.clone(), attempts.clone(), bought.clone(), abandoned.clone());
        crowd.spawn(async move {
            loop {
                let number = attempts.fetch_add(1, Ordering::Relaxed);
                // After the crowd some still come, until those units are sold that were walked away from.
                if number >= ATTEMPTS && bought.load(Ordering::Relaxed) >= UNITS {
                    return;
                }
                match attempt(&shop, number).await {
                    Attempt::Bought => bought.fetch_add(1, Ordering::Relaxed),
                    Attempt::Abandoned => abandoned.fetch_add(1, Ordering::Relaxed),
                    Attempt::SoldOut => 0,
                    Attempt::InCheckouts => {
                        // No condition but PostgreSQL's clock brings it back.
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        0
                    }
                };
            }
        });
    }
    tokio::time::timeout(WITHIN, crowd.join_all()).await.expect("in the end all are sold");
    let (bought, abandoned) = (bought.load(Ordering::Relaxed), abandoned.load(Ordering::Relaxed));
    assert_eq!(bought, UNITS);
    assert!(abandoned > 0, "some changed their minds");
    assert_eq!(shop.columns("A").await, (0, 0, UNITS.cast_signed()));
    let consumed: i64 =
        sqlx::query_scalar("select sum(quantity) from inventory.hold where state = 'consumed'")
            .fetch_one(shop.pool())
            .await
            .expect("counted");
    assert_eq!(consumed, i64::from(UNITS));
    Arc::into_inner(shop).expect("all are gone").close().await;
}
