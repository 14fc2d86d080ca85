//! Returns as staff list them, page by page.

use sqlx::AssertSqlSafe;
use storefront::{
    order_room::{A_PAGE, ReturnCursor, ReturnList, ReturnsQuery, RoomReturn},
    orders::ReturnState,
};

use crate::support::{Shop, euros};

/// Three thousand orders, each with a return: one of ten waits, as many were agreed to, and the others
/// were refused. Two were asked for and decided at each moment.
const CROWD: &str = "
    insert into orders.orders (id, checkout, email, name, currency, goods, discount, shipping,
        tax_added, tax_included, total, delivery_method, delivery_title, pay_by)
    select '0000-0000-' || to_char(n, 'FM0000'), 'c' || n, 'ada@example.com', 'Ada', 'EUR', 500, 0, 0,
        0, 0, 500, 'standard', 'Standard', now()
    from generate_series(1, 3000) n;
    insert into orders.return_request (id, order_id, key, reason, asked_at, state, decided_at, refund,
        restocked)
    select md5(n::text), '0000-0000-' || to_char(n, 'FM0000'), 'a-form-' || n, 'Too small',
        now() - make_interval(mins => n / 2),
        case n % 10 when 0 then 'requested' when 1 then 'approved' else 'refused' end,
        case when n % 10 <> 0 then now() - make_interval(secs => n / 2) end,
        case when n % 10 = 1 then 500 end, case when n % 10 = 1 then true end
    from generate_series(1, 3000) n;
    analyze orders.orders;
    analyze orders.return_request";

async fn crowd() -> Shop {
    let shop = Shop::open().await;
    sqlx::raw_sql(CROWD).execute(&shop.database.pool).await.expect("a crowd");
    shop
}

/// A list from its beginning to its end.
async fn whole(shop: &Shop, list: ReturnList) -> Vec<RoomReturn> {
    let (mut query, mut all) = (ReturnsQuery { list, after: None }, Vec::new());
    loop {
        let page = shop.book.returns_page(&query).await.expect("a page");
        assert!(page.returns.len() <= A_PAGE as usize && !page.returns.is_empty());
        all.extend(page.returns);
        query.after = page.next;
        if query.after.is_none() {
            return all;
        }
    }
}

#[tokio::test]
async fn every_return_is_on_one_page_of_its_lists() {
    let shop = crowd().await;
    for (list, count) in
        [(ReturnList::Open, 300), (ReturnList::Decided, 2_700), (ReturnList::All, 3_000)]
    {
        let all = whole(&shop, list).await;
        let mut ids: Vec<_> = all.iter().map(|one| &one.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((all.len(), ids.len()), (count, count), "{list:?}");
        let open = |one: &RoomReturn| one.state == ReturnState::Requested;
        let fitting = |one: &RoomReturn| match list {
            ReturnList::Open => open(one) && one.decided_at.is_none(),
            ReturnList::Decided => !open(one) && one.decided_at.is_some(),
            ReturnList::All => true,
        };
        assert!(all.iter().all(fitting), "{list:?}");
        let in_order = all.windows(2).all(|pair| match list {
            ReturnList::Open => pair[0].asked_at <= pair[1].asked_at,
            ReturnList::Decided => pair[0].decided_at >= pair[1].decided_at,
            ReturnList::All => pair[0].asked_at >= pair[1].asked_at,
        });
        assert!(in_order, "{list:?}");
        for one in &all {
            let agreed = one.state == ReturnState::Approved;
            assert_eq!(one.refund, agreed.then(|| euros(500)), "{}", one.id);
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn a_list_goes_on_behind_what_was_decided_meanwhile_and_begins_again_at_none() {
    let shop = crowd().await;
    let open = ReturnsQuery::default();
    let first = shop.book.returns_page(&open).await.expect("a page");
    let next = ReturnsQuery { after: first.next.clone(), ..open };
    let second = shop.book.returns_page(&next).await.expect("a page");
    sqlx::query(
        "update orders.return_request set state = 'refused', decided_at = now() where id = $1",
    )
    .bind(&first.returns.last().expect("a return").id)
    .execute(&shop.database.pool)
    .await
    .expect("decided");
    assert_eq!(shop.book.returns_page(&next).await.expect("a page"), second);
    let none = ReturnCursor::parse(&"0".repeat(32)).expect("a place");
    let none = ReturnsQuery { after: Some(none), ..ReturnsQuery::default() };
    let begun = shop.book.returns_page(&none).await.expect("a page");
    assert_eq!(begun.returns[..49], first.returns[..49]);
    shop.close().await;
}

#[tokio::test]
async fn no_list_reads_all_returns() {
    let shop = crowd().await;
    for (sql, index) in [
        (include_str!("../../src/store/returns_open.sql"), "return_open"),
        (include_str!("../../src/store/returns_decided.sql"), "return_over"),
        (include_str!("../../src/store/returns_all.sql"), "return_asked"),
    ] {
        for after in ["", "6512bd43d9caa6e02c990b0a82652dca"] {
            let plan: Vec<String> =
                sqlx::query_scalar(AssertSqlSafe(format!("explain (costs off) {sql}")))
                    .bind(after)
                    .bind(i64::from(A_PAGE) + 1)
                    .fetch_all(&shop.database.pool)
                    .await
                    .expect("a plan");
            let plan = plan.join("\n");
            assert!(plan.contains(&format!("using {index} on return_request")), "{plan}");
            // The place is looked up by the index, not counted up to.
            assert!(plan.contains("Index Cond: (ROW(") && !plan.contains("Sort"), "{plan}");
            assert!(!plan.contains("Seq Scan"), "{plan}");
        }
    }
    shop.close().await;
}
