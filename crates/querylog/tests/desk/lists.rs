//! Lists come whole, page by page, and none reads a whole table.

use std::collections::BTreeSet;

use querylog::QueryLog;
use sqlx::AssertSqlSafe;
use storefront::{
    search_room::{QueryList, QueryRow, QuerySpan, SEARCH_PAGE, SearchRoom},
    staff::Role,
};

use crate::ground::{Ground, member};

/// All queries of a list, page by page.
async fn all(ground: &Ground, span: QuerySpan, in_vain: bool) -> Vec<QueryRow> {
    let by = member(Role::Analyst);
    let mut list = QueryList { span, in_vain, after: None };
    let mut rows = Vec::new();
    loop {
        let page = ground.desk.queries(&by, &list).await.expect("listed");
        assert!(page.rows.len() <= SEARCH_PAGE);
        rows.extend(page.rows);
        match page.next {
            Some(next) => list.after = Some(next),
            None => return rows,
        }
    }
}

#[tokio::test]
async fn queries_are_counted_over_their_days_with_what_they_found_last() {
    let ground = Ground::new().await;
    let log = QueryLog::new(ground.database.pool.clone());
    ground
        .run(
            "insert into search_log.query_count (day, query, searches, results) values
             (current_date, 'settee', 2, 0), (current_date - 3, 'settee', 3, 0),
             (current_date, 'kettle', 1, 4), (current_date - 3, 'kettle', 1, 0),
             (current_date - 20, 'lamp', 9, 0), (current_date - 60, 'kettle', 9, 4),
             (current_date - 90, 'old', 99, 0)",
        )
        .await;
    let by = member(Role::Owner);
    let before = ground.desk.queries(&by, &QueryList::default()).await.expect("listed");
    assert_eq!((before.rows.len(), before.ranked_at), (0, None));
    log.rank().await;
    let texts = |rows: Vec<QueryRow>| -> Vec<String> {
        rows.iter().map(|row| format!("{} {} {}", row.query, row.searches, row.results)).collect()
    };
    for (span, in_vain, expected) in [
        (QuerySpan::Week, false, &["settee 5 0", "kettle 2 4"][..]),
        (QuerySpan::Week, true, &["settee 5 0"]),
        (QuerySpan::Month, false, &["lamp 9 0", "settee 5 0", "kettle 2 4"]),
        (QuerySpan::Month, true, &["lamp 9 0", "settee 5 0"]),
        (QuerySpan::Quarter, false, &["kettle 11 4", "lamp 9 0", "settee 5 0"]),
    ] {
        assert_eq!(texts(all(&ground, span, in_vain).await), expected, "{span:?} {in_vain}");
    }
    // What a synonym helps leaves the list of what was asked in vain.
    ground.run("update search_log.query_count set results = 7 where query = 'settee'").await;
    ground.run("delete from search_log.query_count where query = 'lamp'").await;
    log.rank().await;
    assert_eq!(texts(all(&ground, QuerySpan::Month, true).await), [""; 0]);
    assert_eq!(texts(all(&ground, QuerySpan::Month, false).await), ["settee 5 7", "kettle 2 4"]);
    let after = ground.desk.queries(&by, &QueryList::default()).await.expect("listed");
    assert!(after.ranked_at.is_some());
    ground.database.drop().await;
}

#[tokio::test]
async fn one_server_at_a_time_puts_them_in_order() {
    let ground = Ground::new().await;
    let log = QueryLog::new(ground.database.pool.clone());
    ground.run("insert into search_log.query_count values (current_date, 'settee', 2, 0)").await;
    let mut other = ground.database.pool.begin().await.expect("begun");
    sqlx::query("select from search_log.ranking for update")
        .execute(&mut *other)
        .await
        .expect("locked");
    log.rank().await;
    assert!(all(&ground, QuerySpan::Week, false).await.is_empty(), "it leaves it to the other");
    other.rollback().await.expect("let go");
    log.rank().await;
    assert_eq!(all(&ground, QuerySpan::Week, false).await.len(), 1);
    ground.database.drop().await;
}

/// Many queries, of which many were asked as often as others.
async fn many(ground: &Ground) {
    ground
        .run(
            "insert into search_log.query_rank (days, query, searches, results)
             select days, 'q' || number, number / 7, number % 4
             from unnest(array[7, 30, 90]::smallint[]) as days, generate_series(1, 2000) as number",
        )
        .await;
    ground.run("analyze search_log.query_rank").await;
}

#[tokio::test]
async fn each_query_comes_once_in_its_list() {
    let ground = Ground::new().await;
    many(&ground).await;
    for (in_vain, count) in [(false, 2_000), (true, 500)] {
        let rows = all(&ground, QuerySpan::Month, in_vain).await;
        let different: BTreeSet<_> = rows.iter().map(|row| row.query.as_str()).collect();
        assert_eq!((rows.len(), different.len()), (count, count));
        assert!(rows.iter().is_sorted_by(|one, next| one.searches >= next.searches));
        assert!(!in_vain || rows.iter().all(|row| row.results == 0));
    }
    ground.database.drop().await;
}

#[tokio::test]
async fn groups_and_pinned_queries_come_once() {
    let ground = Ground::new().await;
    let by = member(Role::Owner);
    ground
        .run(
            "insert into search_desk.synonym (words, also)
             select array['w' || number], array['x'] from generate_series(1, 120) as number",
        )
        .await;
    ground
        .run(
            "insert into search_desk.pin (query, products, skus)
             select 'q' || number, array['p1'], array['P-1'] from generate_series(1, 120) as number",
        )
        .await;
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = ground.desk.synonyms(&by, after).await.expect("listed");
        ids.extend(page.rows.iter().map(|group| group.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(ids.len(), 120);
    assert!(ids.is_sorted_by(|one, next| one > next), "the newest first");
    let (mut queries, mut after) = (Vec::new(), None);
    loop {
        let page = ground.desk.pins(&by, after.as_deref()).await.expect("listed");
        queries.extend(page.rows.into_iter().map(|row| row.query));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(queries.len(), 120);
    assert!(queries.is_sorted_by(|one, next| one < next));
    ground.database.drop().await;
}

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
    many(&ground).await;
    ground
        .run(
            "insert into search_desk.synonym (words, also)
             select array['w' || number], array['x'] from generate_series(1, 8000) as number",
        )
        .await;
    ground
        .run(
            "insert into search_desk.pin (query, products, skus)
             select 'q' || number, array['p1'], array['P-1'] from generate_series(1, 8000) as number",
        )
        .await;
    ground.run("analyze search_desk.synonym, search_desk.pin").await;
    for (index, statement) in [
        (
            "query_rank_by_searches",
            "select query, searches, results from search_log.query_rank
             where days = 30::smallint and (searches, query) < (200::bigint, 'q'::text)
             order by searches desc, query desc limit 51",
        ),
        (
            "query_rank_in_vain",
            "select query, searches, results from search_log.query_rank
             where days = 30::smallint and results = 0
               and (searches, query) < (200::bigint, 'q'::text)
             order by searches desc, query desc limit 51",
        ),
        (
            "synonym_pkey",
            "select id, words, also, version from search_desk.synonym
             where id < 4000 order by id desc limit 51",
        ),
        (
            "pin_pkey",
            "select query, products, skus, version from search_desk.pin
             where query > 'q4' order by query limit 51",
        ),
    ] {
        let plan = plan(&ground, statement).await;
        assert!(plan.contains(index), "{index}:\n{plan}");
        assert!(!plan.contains("Seq Scan") && !plan.contains("Sort"), "{index}:\n{plan}");
    }
    ground.database.drop().await;
}
