//! A span reads its own rows and no others.

use sqlx::AssertSqlSafe;
use storefront::figures_room::{Span, Step};
use time::OffsetDateTime;

use crate::ground::{NOW, Shop};

/// Twenty thousand days of an order and a checkout each, back from today, and a thousand of queries.
const YEARS: &str = "
    insert into orders.orders (id, checkout, currency, goods, discount, shipping, tax_added,
        tax_included, total, delivery_method, delivery_title, pay_by)
    select '0000-000' || n / 10000 || '-' || to_char(n % 10000, 'FM0000'), 'c' || n, 'EUR', 500, 0, 0,
        0, 0, 500, 'standard', 'Standard', now()
    from generate_series(0, 19999) as n;
    insert into orders.line (order_id, position, sku, title, options, quantity, unit_price, line_total)
    select id, 0, 'SKU-' || right(id, 2), 'Tea', '[]', 1, 500, 500 from orders.orders;
    update orders.orders set status = 'paid', payment = repeat('a', 32),
        paid_at = timestamptz '2026-11-21 14:00:00+00'
            - make_interval(days => substr(checkout, 2)::integer);
    insert into checkout.checkout (id, lines, quote, holder, expires_at, created_at)
    select 'k' || n, '[]', '{}', 'somebody', now(),
        timestamptz '2026-11-21 14:00:00+00' - make_interval(days => n)
    from generate_series(0, 19999) as n;
    insert into search_log.query_count (day, query, searches, results)
    select date '2026-11-21' - n / 20, 'query ' || n % 20, 1, 1 from generate_series(0, 19999) as n;
    analyze orders.orders;
    analyze orders.line;
    analyze checkout.checkout;
    analyze search_log.query_count";

fn stored(moment: kernel::Timestamp) -> OffsetDateTime {
    let nanos = i128::from(moment.millis()) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanos).expect("in range")
}

#[tokio::test]
async fn a_week_is_found_by_its_indexes() {
    let shop = Shop::empty().await;
    shop.run(YEARS).await;
    let span = Span::ending(Step::Day, NOW);
    let starts: Vec<_> = span.starts.iter().copied().map(stored).collect();
    let statement = format!("explain (costs off) {}", include_str!("../../src/figures.sql"));
    let lines: Vec<String> = sqlx::query_scalar(AssertSqlSafe(statement))
        .bind(starts)
        .bind(stored(span.end))
        .bind(stored(span.before_from))
        .bind(stored(span.before_until))
        .bind(10_i64)
        .fetch_all(&shop.database.pool)
        .await
        .expect("a plan");
    let plan = lines.join("\n");
    for index in ["order_paid", "checkout_begun", "query_count_pkey"] {
        assert!(plan.contains(index), "{index} in {plan}");
    }
    for table in ["orders", "line", "checkout", "query_count"] {
        assert!(!plan.contains(&format!("Seq Scan on {table}")), "{table} in {plan}");
    }
    let figures = shop.figures(Step::Day).await;
    assert_eq!(figures.sales[0].total().orders, 7, "one a day");
    shop.database.drop().await;
}
