//! Units of stock.

use crate::ground::{Damage, Shop, each_is_found};

const LEDGER: &str = "free, reserved and sold units of each SKU add up to its ledger";
const RESERVED: &str =
    "the reserved units of each SKU are those that checkouts hold or are paying for";
const SOLD: &str = "the sold units of each SKU are those of paid orders less what came back";

#[tokio::test]
async fn a_sound_shop_is_found_sound() {
    let shop = Shop::sound().await;
    assert_eq!(shop.wrong().await, []);
    let names: Vec<_> = reconcile::check(&shop.database.pool)
        .await
        .expect("PostgreSQL answers")
        .into_iter()
        .map(|finding| finding.invariant)
        .collect();
    let mut each = names.clone();
    each.dedup();
    assert_eq!(each, ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I11"]);
    shop.database.drop().await;
}

#[tokio::test]
async fn an_empty_shop_is_sound() {
    let database = testkit::TestDatabase::new().await;
    let findings = reconcile::check(&database.pool).await.expect("PostgreSQL answers");
    assert!(findings.iter().all(|finding| finding.violations == 0), "{findings:?}");
    database.drop().await;
}

#[tokio::test]
async fn units_that_do_not_add_up_are_found() {
    each_is_found(&[
        Damage {
            done: "update inventory.stock set free = free + 1 where sku = 'TEA'",
            sentence: LEDGER,
            invariant: "I1",
            violations: 1,
            example: "TEA: 101 units, the ledger says 100",
        },
        Damage {
            done: "update inventory.stock_ledger set quantity = quantity - 1 where kind = 'receive'",
            sentence: LEDGER,
            invariant: "I1",
            violations: 2,
            example: "POT: 6 units, the ledger says 5",
        },
        Damage {
            done: "update inventory.stock set free = free + 1, reserved = reserved - 1 where sku = 'TEA'",
            sentence: RESERVED,
            invariant: "I2",
            violations: 1,
            example: "TEA: 4 reserved, 5 in checkouts",
        },
        Damage {
            done: "update inventory.hold set state = 'released' where checkout = 'pending'",
            sentence: RESERVED,
            invariant: "I2",
            violations: 1,
            example: "TEA: 5 reserved, 3 in checkouts",
        },
        Damage {
            done: "insert into inventory.hold (checkout, sku, quantity, holder, expires_at)
                   values ('odd', 'GONE', 1, 'somebody', now())",
            sentence: RESERVED,
            invariant: "I2",
            violations: 1,
            example: "GONE: held by odd, but never was in stock",
        },
        Damage {
            done: "update inventory.stock set free = free + 1, sold = sold - 1 where sku = 'TEA'",
            sentence: SOLD,
            invariant: "I3",
            violations: 1,
            example: "TEA: 4 sold, orders say 5",
        },
        Damage {
            done: "update orders.return_request set restocked = false",
            sentence: SOLD,
            invariant: "I3",
            violations: 1,
            example: "TEA: 5 sold, orders say 7",
        },
    ])
    .await;
}

#[tokio::test]
async fn of_many_ten_are_named() {
    each_is_found(&[Damage {
        done: "insert into inventory.stock (sku, free)
               select 'S' || n, 1 from generate_series(10, 34) as n",
        sentence: LEDGER,
        invariant: "I1",
        violations: 25,
        example: "S10: 1 units, the ledger says 0",
    }])
    .await;
}
