//! A page reads what it shows and what it counts, however many products there are.

use std::sync::Arc;

use goods::GoodsCopy;
use sqlx::{PgPool, postgres::PgPoolOptions, types::Json};
use storefront::goods_room::{GoodsCursor, GoodsKey, GoodsQuery, GoodsSort};

use crate::ground::{Shelf, Ticks, entry, filter, find, ground, product};

/// Twenty thousand products: one in two hundred is a draft, of a hundred brands and forty categories.
/// Lists show the same of all.
const MANY: &str = "
    insert into goods.listed (product, version, status, brand, categories, title_key, price_from,
        updated_at, words, build, shown)
    select 'p' || n, 1,
        case when n % 200 = 0 then 'draft' when n % 3 = 0 then 'archived' else 'active' end,
        'Brand ' || n % 100, array['c' || n % 40], 'product ' || n * 7919 % 20000, n * 31 % 5000,
        n / 3, array_to_tsvector(array['product', 'w' || n % 500, 'sku-' || n]), 0, $1::json
    from generate_series(1, 20000) as n";
/// Rows that a page may read, of twenty thousand: the 51 that it shows and the 1,001 that it counts, three
/// times over where it asks for what one in three is, and PostgreSQL finds looking through all the
/// shortest way to that.
const MOST_READ: i64 = 4_000;

/// How many rows of the copy this connection has read so far.
async fn rows_read(pool: &PgPool) -> i64 {
    sqlx::query("select pg_stat_force_next_flush()").execute(pool).await.expect("flushed");
    sqlx::query_scalar(
        "select seq_tup_read + idx_tup_fetch from pg_stat_user_tables where relid = 'goods.listed'::regclass",
    )
    .fetch_one(pool)
    .await
    .expect("counted")
}

#[tokio::test]
async fn a_page_of_twenty_thousand_reads_what_one_of_a_thousand_does() {
    let (database, _) = ground().await;
    let shown = Json(entry("p1", 1, "Product").listed);
    sqlx::query(MANY).bind(shown).execute(&database.pool).await.expect("filled");
    sqlx::query("vacuum analyze goods.listed").execute(&database.pool).await.expect("counted");
    // One connection, so that what is counted is this one's.
    let pool =
        PgPoolOptions::new().max_connections(1).connect(&database.uri()).await.expect("open");
    let copy = GoodsCopy::new(pool.clone(), Arc::new(Shelf::default()), Arc::new(Ticks::default()));
    let deep = |sort| match sort {
        GoodsSort::Title => GoodsKey::Text("product 5".to_owned()),
        _ => GoodsKey::Number(3_000),
    };
    let filters = [
        filter("", "", "", ""),
        filter("", "draft", "", ""),
        filter("", "active", "", ""),
        filter("", "archived", "", ""),
        filter("", "", "c7", ""),
        filter("", "", "", "Brand 7"),
        filter("", "draft", "", "Brand 7"),
        filter("", "active", "c7", "Brand 7"),
        filter("w77", "", "", ""),
        filter("sku-19999", "active", "", ""),
        filter("product w77", "active", "", ""),
        filter("nothing", "", "", ""),
    ];
    let mut all = 0;
    for filter in filters {
        for sort in GoodsSort::ALL {
            let places = [None, Some(GoodsCursor { key: deep(sort), id: product("p5") })];
            for after in places {
                let query = GoodsQuery { filter: filter.clone(), sort, after, most: None };
                let before = rows_read(&pool).await;
                find(&copy, &query, &[]).await;
                let read = rows_read(&pool).await - before;
                assert!(read <= MOST_READ, "{read} rows for {query:?}");
                all += read;
            }
        }
    }
    assert!(all > 1_000, "{all} rows in all: PostgreSQL has counted them");
    pool.close().await;
    database.drop().await;
}
