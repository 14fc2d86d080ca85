//! Lists come whole, page by page, and none reads a whole table.

use std::collections::BTreeSet;

use sqlx::AssertSqlSafe;
use storefront::{
    offer_room::{CouponPhase, CouponQuery, OFFER_PAGE, OfferRoom, TaxQuery},
    staff::Role,
};

use crate::ground::{Ground, member};

/// A thousand coupons of each kind, and more that are over.
async fn many(ground: &Ground) {
    ground
        .run(
            "insert into pricing.coupon (code, kind, basis_points, starts_at, ends_at, active)
             select 'C-' || lpad(number::text, 5, '0'), 'percent', 1000,
                    case when number % 8 = 1
                         then statement_timestamp() + make_interval(hours => number) end,
                    case when number % 8 > 3
                         then statement_timestamp() - make_interval(hours => number / 8)
                         when number % 8 = 2
                         then statement_timestamp() + make_interval(hours => number / 16 + 1) end,
                    number % 8 <> 3
             from generate_series(0, 7999) as number",
        )
        .await;
    ground.run("analyze pricing.coupon").await;
}

/// All coupons of a list, page by page.
async fn all(ground: &Ground, phase: Option<CouponPhase>) -> Vec<String> {
    let by = member(Role::Owner);
    let mut query = CouponQuery { phase, after: None };
    let mut codes = Vec::new();
    loop {
        let page = ground.room.coupons(&by, &query).await.expect("listed");
        assert!(page.rows.len() <= OFFER_PAGE);
        for row in &page.rows {
            let wanted = phase.unwrap_or_else(|| CouponPhase::of(&row.coupon, page.now));
            assert_eq!(CouponPhase::of(&row.coupon, page.now), wanted, "{row:?}");
        }
        codes.extend(page.rows.into_iter().map(|row| row.coupon.code.to_string()));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return codes,
        }
    }
}

#[tokio::test]
async fn each_coupon_comes_once_in_its_list() {
    let ground = Ground::new().await;
    many(&ground).await;
    let mut together = BTreeSet::new();
    for (phase, count) in [
        (CouponPhase::Running, 2_000),
        (CouponPhase::Coming, 1_000),
        (CouponPhase::Over, 4_000),
        (CouponPhase::Off, 1_000),
    ] {
        let codes = all(&ground, Some(phase)).await;
        assert_eq!(codes.len(), count, "{phase:?}");
        together.extend(codes);
    }
    assert_eq!(together.len(), 8_000);
    let every = all(&ground, None).await;
    assert!(every.iter().is_sorted() && every.iter().eq(&together));
    let first = |codes: &[String]| codes.first().cloned();
    let over = all(&ground, Some(CouponPhase::Over)).await;
    assert_eq!(first(&over).as_deref(), Some("C-00007"), "what ended last comes first");
    let coming = all(&ground, Some(CouponPhase::Coming)).await;
    assert_eq!(first(&coming).as_deref(), Some("C-00001"), "what begins first comes first");
    ground.database.drop().await;
}

#[tokio::test]
async fn each_rate_comes_once() {
    let ground = Ground::new().await;
    let by = member(Role::Owner);
    let mut query = TaxQuery::default();
    let mut keys = Vec::new();
    loop {
        let page = ground.room.taxes(&by, &query).await.expect("listed");
        assert!(page.included && page.rows.len() <= OFFER_PAGE);
        keys.extend(page.rows.iter().map(|row| row.key.write()));
        match page.next {
            Some(next) => query.after = Some(next),
            None => break,
        }
    }
    let laid_down: i64 = sqlx::query_scalar("select count(*) from pricing.tax_rate")
        .fetch_one(&ground.database.pool)
        .await
        .expect("counted");
    let different: BTreeSet<_> = keys.iter().collect();
    assert_eq!((i64::try_from(keys.len()), different.len()), (Ok(laid_down), keys.len()));
    ground.database.drop().await;
}

/// The plan of a statement with its values in it. Few rows may be sorted as cheaply as walked; that
/// they need not be is what counts.
async fn plan(ground: &Ground, statement: &str) -> String {
    let mut txn = ground.database.pool.begin().await.expect("a transaction");
    sqlx::raw_sql("set local enable_sort = off").execute(&mut *txn).await.expect("set");
    let lines: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!("explain {statement}")))
        .fetch_all(&mut *txn)
        .await
        .expect("explained");
    lines.join("\n")
}

#[tokio::test]
async fn lists_walk_an_index() {
    let ground = Ground::new().await;
    many(&ground).await;
    ground
        .run(
            "insert into pricing.tax_rate (country, class, valid_from, basis_points)
             select 'DE', 'standard', date '1980-01-01' + number, 1900
             from generate_series(1, 8000) as number",
        )
        .await;
    ground.run("analyze pricing.tax_rate").await;
    for (index, statement) in [
        (
            "coupon_pkey",
            "select code, kind from pricing.coupon where code > 'C-00100' order by code limit 51",
        ),
        (
            "coupon_switched_off",
            "select code, kind from pricing.coupon
             where not active and code > 'C-00100' order by code limit 51",
        ),
        (
            "coupon_by_end",
            "select code, kind from pricing.coupon
             where active
               and coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00') > statement_timestamp()
               and (coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00'), code)
                   > (timestamptz 'epoch', ''::text)
               and (starts_at is null or starts_at <= statement_timestamp())
             order by coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00'), code limit 51",
        ),
        (
            "coupon_by_beginning",
            "select code, kind from pricing.coupon
             where active and starts_at is not null and starts_at > statement_timestamp()
               and (starts_at, code) > (timestamptz 'epoch', ''::text)
             order by starts_at, code limit 51",
        ),
        (
            "coupon_by_end",
            "select code, kind from pricing.coupon
             where active
               and coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00') <= statement_timestamp()
               and (coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00'), code)
                   < (timestamptz '9999-12-31 00:00:00+00', ''::text)
             order by coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00') desc, code desc
             limit 51",
        ),
        (
            "tax_rate_pkey",
            "select country, region, class, valid_from from pricing.tax_rate
             where (country, region, class, valid_from)
                   > ('DE'::text, ''::text, 'standard'::text, date '1980-06-01')
               and country between 'DE' and 'DE'
             order by country, region, class, valid_from limit 51",
        ),
    ] {
        let plan = plan(&ground, statement).await;
        assert!(plan.contains(index), "{index}:\n{plan}");
        assert!(!plan.contains("Seq Scan") && !plan.contains("Sort"), "{index}:\n{plan}");
    }
    ground.database.drop().await;
}

/// Counting a use leaves the row where it is: no index names the counter.
#[tokio::test]
async fn no_index_of_coupons_names_what_a_use_changes() {
    let ground = Ground::new().await;
    let indexes: Vec<String> = sqlx::query_scalar(
        "select pg_get_indexdef(indexrelid) from pg_index
         where indrelid = 'pricing.coupon'::regclass order by 1",
    )
    .fetch_all(&ground.database.pool)
    .await
    .expect("read");
    assert!(indexes.len() >= 4 && !indexes.iter().any(|index| index.contains("used")));
    ground.database.drop().await;
}
