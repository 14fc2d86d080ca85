//! Other questions at the desk.

use inventory::holds::{ReserveError, ReserveRow, Reserved, understood};
use kernel::Timestamp;

use crate::shop::TestShop;

#[tokio::test]
async fn who_reserves_among_other_things_is_served_and_answered_alike() {
    let shop = TestShop::new(&[("A", 3)]).await;
    let wanted = async |id: &'static str, units: i32| {
        let rows = shop.desk.serve(async |pool| {
            sqlx::query_as::<
                _,
                (String, Option<String>, Option<i32>, Option<i32>, Option<i64>, Option<i64>),
            >(
                "select outcome, short_sku, short_wanted, short_had,
                        (extract(epoch from short_until) * 1000)::bigint,
                        (extract(epoch from ends_at) * 1000)::bigint
                 from inventory.reserve($1, $1, array['A'], array[$2], 300, null)",
            )
            .bind(id)
            .bind(units)
            .fetch_all(pool)
            .await
        });
        let row = |(outcome, sku, wanted, had, until, ends_at)| ReserveRow {
            outcome,
            sku,
            wanted,
            had,
            until,
            ends_at,
        };
        understood(rows.await?.into_iter().map(row).collect())
    };
    let held = wanted("c1", 2).await.expect("held");
    let again = Reserved { replayed: true, ..held };
    assert_eq!(wanted("c1", 2).await, Ok(again));
    assert_eq!(shop.reserve("c1", &[("A", 2)]).await, Ok(again), "it is the same hold");
    match wanted("c2", 2).await {
        Err(ReserveError::SoldOut(lines)) => {
            assert_eq!((lines[0].wanted, lines[0].free), (2, 1));
            assert_eq!(lines[0].in_checkouts_until, Some(held.expires_at));
        }
        other => panic!("{other:?}"),
    }
    shop.close().await;
}

/// Three of them would otherwise keep everybody from the desk for a while.
#[tokio::test]
async fn a_question_that_postgresql_refuses_keeps_nobody_else_from_the_desk() {
    let shop = TestShop::new(&[("A", 3)]).await;
    for refused in ["select 1 / 0", "do $$ begin raise 'no' ; end $$"] {
        for _ in 0..4 {
            let answer = shop
                .desk
                .serve(async |pool| sqlx::query(refused).execute(pool).await.map(|_| ()))
                .await;
            assert_eq!(answer, Err(ReserveError::Unavailable));
        }
        let held = shop.reserve("c1", &[("A", 1)]).await.expect("the desk is open");
        assert!(held.expires_at > Timestamp::from_millis(0));
    }
    shop.close().await;
}
