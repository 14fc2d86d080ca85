//! What is only a sum is set right, and nothing else is touched.

use reconcile::Fixed;

use crate::ground::Shop;

impl Shop {
    async fn fix(&self) -> Vec<Fixed> {
        reconcile::fix(&self.database.pool).await.expect("PostgreSQL answers")
    }

    /// Everything that fixing may not touch, as one text.
    async fn truth(&self) -> String {
        sqlx::query_scalar(
            "select concat(
                 (select jsonb_agg(t order by id) from inventory.stock_ledger as t),
                 (select jsonb_agg(t order by checkout, sku) from inventory.hold as t),
                 (select jsonb_agg(t order by id) from orders.orders as t),
                 (select jsonb_agg(t order by order_id, position) from orders.line as t),
                 (select jsonb_agg(t order by id) from payments.payment as t),
                 (select jsonb_agg(t order by id) from outbox.event as t),
                 (select jsonb_agg(t order by order_id) from pricing.coupon_use as t),
                 (select jsonb_agg(t order by id) from checkout.checkout as t))",
        )
        .fetch_one(&self.database.pool)
        .await
        .expect("a text")
    }
}

fn fixed(what: &str, before: &str, after: Option<&str>) -> Fixed {
    Fixed { what: what.to_owned(), before: before.to_owned(), after: after.map(str::to_owned) }
}

#[tokio::test]
async fn counters_are_counted_anew() {
    let shop = Shop::sound().await;
    assert_eq!(shop.fix().await, [], "a sound shop stays as it is");
    shop.damage(
        "update inventory.stock set free = 1, reserved = 2, sold = 3 where sku = 'TEA';
         update inventory.stock set reserved = 1 where sku = 'POT';
         update pricing.coupon set used = 0 where code = 'SPRING'",
    )
    .await;
    let truth = shop.truth().await;
    assert_eq!(shop.wrong().await.len(), 4);
    assert_eq!(
        shop.fix().await,
        [
            fixed("stock of POT", "6 free, 1 reserved, 0 sold", Some("6 free, 0 reserved, 0 sold")),
            fixed(
                "stock of TEA",
                "1 free, 2 reserved, 3 sold",
                Some("90 free, 5 reserved, 5 sold")
            ),
            fixed("uses of coupon SPRING", "0", Some("1")),
        ]
    );
    assert_eq!(shop.wrong().await, []);
    assert_eq!(shop.truth().await, truth);
    assert_eq!(shop.fix().await, [], "once is enough");
    shop.database.drop().await;
}

#[tokio::test]
async fn what_cannot_be_right_is_left_to_people() {
    let shop = Shop::sound().await;
    shop.damage(
        "update inventory.stock_ledger set quantity = 5 where kind = 'receive' and sku = 'TEA';
         update pricing.coupon set used = 0, total_limit = 1, person_limit = null
             where code = 'SPRING';
         update orders.orders set coupon = 'SPRING' where id = '0000-0000-0003';
         insert into pricing.coupon_use (order_id, coupon, person)
             values ('0000-0000-0003', 'SPRING', repeat('c', 64));
         delete from outbox.event where topic = 'order.paid'",
    )
    .await;
    let (truth, wrong) = (shop.truth().await, shop.wrong().await);
    assert_eq!(wrong.len(), 4, "{wrong:?}");
    assert_eq!(
        shop.fix().await,
        [
            fixed("stock of TEA", "90 free, 5 reserved, 5 sold", None),
            fixed("uses of coupon SPRING", "0", None),
        ]
    );
    assert_eq!(shop.wrong().await, wrong, "it is still said");
    assert_eq!(shop.truth().await, truth);
    shop.database.drop().await;
}

/// Units that are on their way from one column to another while counters are counted anew are neither
/// lost nor counted twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_shop_that_sells_meanwhile_stays_sound() {
    let shop = Shop::sound().await;
    let pool = shop.database.pool.clone();
    let shopping = tokio::spawn(async move {
        for round in 0..150 {
            let checkout = format!("round-{}", round % 7);
            let reserved: Vec<String> = sqlx::query_scalar(
                "select outcome from inventory.reserve($1, 'all', '{POT,TEA}', '{1,2}', 60, null)",
            )
            .bind(&checkout)
            .fetch_all(&pool)
            .await
            .expect("it reserves");
            assert!(matches!(reserved[0].as_str(), "reserved" | "replayed" | "short"));
            if round % 2 == 0 {
                sqlx::query("select inventory.move_lines($1, 'held', 'released')")
                    .bind(&checkout)
                    .execute(&pool)
                    .await
                    .expect("it lets go");
            }
        }
    });
    while !shopping.is_finished() {
        assert_eq!(shop.fix().await, []);
        assert_eq!(shop.wrong().await, []);
    }
    shopping.await.expect("all was bought");
    assert_eq!(shop.wrong().await, []);
    shop.database.drop().await;
}
