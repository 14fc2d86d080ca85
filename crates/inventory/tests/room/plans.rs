//! No list reads a whole table: PostgreSQL is asked how it would do it.

use inventory::{MAIN_WAREHOUSE, receive_starting_stock};
use sqlx::AssertSqlSafe;

use crate::ground::{Ground, sku};

/// The plan of a statement with its values in it.
async fn plan(ground: &Ground, statement: &str) -> String {
    let lines: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!("explain {statement}")))
        .fetch_all(&ground.database.pool)
        .await
        .expect("explained");
    lines.join("\n")
}

#[tokio::test]
async fn lists_walk_an_index() {
    let ground = Ground::new().await;
    let stock: Vec<_> =
        (0_u32..8_000).map(|number| (sku(&format!("S-{number:05}")), number % 100)).collect();
    let pool = &ground.database.pool;
    receive_starting_stock(pool, &stock, MAIN_WAREHOUSE, "start").await.expect("received");
    ground
        .run(
            "insert into inventory.hold (checkout, sku, quantity, state, holder, expires_at)
             select 'c' || number, 'S-00001', 1,
                    case when number % 50 = 0 then 'committing' else 'consumed' end, 'h',
                    statement_timestamp() + make_interval(secs => number)
             from generate_series(1, 20000) as number",
        )
        .await;
    ground.run("analyze inventory.stock").await;
    ground.run("analyze inventory.low_stock").await;
    ground.run("analyze inventory.stock_ledger").await;
    ground.run("analyze inventory.hold").await;
    for (index, statement) in [
        (
            "stock_by_sku",
            r#"select stock.sku, free, reserved, sold from inventory.stock
               where stock.sku collate "C" >= 'S-0' and stock.sku collate "C" < 'S-0~'
                   and stock.sku collate "C" > 'S-00100'
               order by stock.sku collate "C" limit 51"#,
        ),
        (
            "low_stock_pkey",
            r#"select low.sku, free, reserved, sold
               from (
                   select sku from inventory.low_stock
                   where sku >= 'S-0' and sku < 'S-0~' and sku > 'S-00100' order by sku limit 51
               ) as low
               cross join lateral (
                   select stock.sku, free, reserved, sold from inventory.stock
                   where stock.sku collate "C" = low.sku limit 1
               ) as page
               order by low.sku"#,
        ),
        (
            "stock_ledger_sku",
            "select id, quantity from inventory.stock_ledger
             where sku = 'S-00001' and id < 9223372036854775807 order by id desc limit 51",
        ),
        (
            "hold_by_end",
            "select checkout, sku, quantity from inventory.hold
             where state in ('held', 'committing')
                 and (expires_at, checkout, sku)
                     > (timestamptz 'epoch' + 0::bigint * interval '1 microsecond', ''::text, ''::text)
                 and (state = 'committing' or expires_at > statement_timestamp())
             order by expires_at, checkout, sku limit 51",
        ),
    ] {
        let plan = plan(&ground, statement).await;
        assert!(plan.contains(index), "{index}:\n{plan}");
        assert!(!plan.contains("Seq Scan") && !plan.contains("Sort"), "{index}:\n{plan}");
    }
    // Such lines were never in stock.
    ground.run("delete from inventory.hold").await;
    ground.close().await;
}

/// A sale that crosses no border leaves the row where it is and writes nothing beside it.
#[tokio::test]
async fn rows_of_stock_are_updated_in_place_still() {
    let ground = Ground::new().await;
    ground.stock(&[("MUG", 50)]).await;
    let indexed: Vec<String> = sqlx::query_scalar(
        "select pg_get_indexdef(indexrelid) from pg_index
         where indrelid = 'inventory.stock'::regclass order by 1",
    )
    .fetch_all(&ground.database.pool)
    .await
    .expect("read");
    for index in &indexed {
        let names = ["free", "reserved", "sold", "changed_xid"];
        assert!(!names.iter().any(|name| index.contains(name)), "{index}");
    }
    for (units, low) in [(6, 0), (5, 1), (0, 1), (5, 1), (6, 0)] {
        sqlx::query("update inventory.stock set free = $1, reserved = 50 - $1")
            .bind(units)
            .execute(&ground.database.pool)
            .await
            .expect("moved");
        let noted: i64 = sqlx::query_scalar("select count(*) from inventory.low_stock")
            .fetch_one(&ground.database.pool)
            .await
            .expect("counted");
        assert_eq!(noted, low, "{units} free");
    }
    ground.close().await;
}
