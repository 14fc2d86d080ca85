//! The audit log.

use kernel::{AccountId, Clock};
use sqlx::AssertSqlSafe;
use storefront::{
    account::{Accounts, OwnAccount, Secret},
    staff::{AuditQuery, StaffError, StaffRoom},
};
use time::OffsetDateTime;

use crate::{
    staff::{member_of, owner},
    support::{MINUTE, PASSWORD, Shop, caller, password},
};

#[tokio::test]
async fn nothing_in_it_changes_or_goes_away() {
    let shop = Shop::open().await;
    shop.member("ada@example.com").await;
    let pool = &shop.database.pool;
    let before = shop.count("select count(*) from accounts.audit").await;
    assert!(before > 0);
    for statement in [
        "update accounts.audit set action = 'nothing'",
        "delete from accounts.audit",
        "truncate accounts.audit",
        "insert into accounts.audit (id, at, action) overriding system value
         select id, at, 'nothing' from accounts.audit on conflict (id) do update set action = 'x'",
    ] {
        assert!(sqlx::query(statement).execute(pool).await.is_err(), "{statement}");
    }
    assert_eq!(shop.count("select count(*) from accounts.audit").await, before);
    // The trigger holds where the right does not: the tests' role may be one that has all rights.
    let rights = "select count(*) from information_schema.role_table_grants
                  where table_schema = 'accounts' and table_name = 'audit'
                    and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')";
    assert_eq!(shop.count(rights).await, 0);
    shop.close().await;
}

#[tokio::test]
async fn it_says_what_was_done_by_whom_and_from_where_and_names_nobody() {
    let shop = Shop::open().await;
    let ada = shop.member("ada@example.com").await;
    shop.book.rename(&ada, "Ada Lovelace", &caller()).await.expect("renamed");
    let mail = "countess@example.com";
    shop.book.ask_mail_change(&ada, &password(), mail, &caller()).await.expect("asked");
    let _ = shop.book.sign_in("ada@example.com", &Secret::new("wrong"), &caller()).await;
    let olga = owner(&shop, "olga@example.com").await;
    let query = AuditQuery { limit: 100, ..AuditQuery::default() };
    let entries = shop.book.audit(&olga, &query).await.expect("entries");
    assert!(entries.windows(2).all(|pair| pair[0].id > pair[1].id), "the newest first");
    let renamed = entries.iter().find(|entry| entry.action == "renamed").expect("an entry");
    assert_eq!(renamed.actor.as_ref(), Some(&ada));
    assert_eq!(renamed.subject.as_deref(), Some(ada.as_str()));
    assert_eq!(renamed.network.as_deref(), Some("203.0.113.0/24"));
    assert_eq!(renamed.agent.as_deref(), Some("Firefox"));
    let said = serde_json::to_string(&entries).expect("text");
    for personal in ["@", "Ada", "Lovelace", "203.0.113.77", PASSWORD] {
        assert!(!said.contains(personal), "{personal}");
    }
    shop.close().await;
}

#[tokio::test]
async fn it_is_searched_page_by_page() {
    let shop = Shop::open().await;
    let (ada, eve) = (shop.member("ada@example.com").await, shop.member("eve@example.com").await);
    for number in 0..7 {
        shop.book.rename(&ada, &format!("Ada {number}"), &caller()).await.expect("renamed");
    }
    shop.book.rename(&eve, "Eve II", &caller()).await.expect("renamed");
    let olga = owner(&shop, "olga@example.com").await;
    let mut query = AuditQuery {
        actor: Some(ada.clone()),
        action: Some("renamed".to_owned()),
        limit: 3,
        ..AuditQuery::default()
    };
    let mut pages = Vec::new();
    loop {
        let page = shop.book.audit(&olga, &query).await.expect("a page");
        let Some(last) = page.last() else { break };
        query.before = Some(last.id);
        pages.push(page.len());
    }
    assert_eq!(pages, [3, 3, 1]);
    let about = |subjects: &[&str]| AuditQuery {
        subjects: subjects.iter().map(|subject| (*subject).to_owned()).collect(),
        action: Some("renamed".to_owned()),
        limit: 100,
        ..AuditQuery::default()
    };
    let count =
        async |query: &AuditQuery| shop.book.audit(&olga, query).await.expect("entries").len();
    assert_eq!(count(&about(&[eve.as_str()])).await, 1);
    assert_eq!(count(&about(&["order nowhere", eve.as_str(), ada.as_str()])).await, 8);
    let by_ada = AuditQuery { actor: Some(ada.clone()), ..about(&[eve.as_str()]) };
    assert_eq!(count(&by_ada).await, 0);
    for none in [AuditQuery { action: Some("\0".to_owned()), ..about(&[]) }, about(&["\0"])] {
        assert_eq!(count(&none).await, 0);
    }
    shop.close().await;
}

#[tokio::test]
async fn days_bound_what_is_found_with_anything_else() {
    let shop = Shop::open().await;
    let ada = shop.member("ada@example.com").await;
    let olga = owner(&shop, "olga@example.com").await;
    let first = shop.clock.now();
    shop.book.rename(&ada, "Ada I", &caller()).await.expect("renamed");
    shop.clock.pass(MINUTE);
    let second = shop.clock.now();
    shop.book.rename(&ada, "Ada II", &caller()).await.expect("renamed");
    let ways = [
        AuditQuery { subjects: vec![ada.as_str().to_owned()], ..AuditQuery::default() },
        AuditQuery { actor: Some(ada.clone()), ..AuditQuery::default() },
        AuditQuery { action: Some("renamed".to_owned()), ..AuditQuery::default() },
        AuditQuery::default(),
    ];
    for way in ways {
        let renamed = async |since, until| {
            let query = AuditQuery { since, until, limit: 100, ..way.clone() };
            let entries = shop.book.audit(&olga, &query).await.expect("entries");
            entries.iter().filter(|entry| entry.action == "renamed").count()
        };
        assert_eq!(renamed(None, None).await, 2, "{way:?}");
        assert_eq!(renamed(Some(first), Some(second)).await, 1, "{way:?}");
        assert_eq!(renamed(Some(second), None).await, 1, "{way:?}");
        assert_eq!(renamed(None, Some(first)).await, 0, "{way:?}");
    }
    shop.close().await;
}

/// A log of five thousand hours, of as many things, and of a hundred people.
const LONG: &str = "
    insert into accounts.audit (at, actor, action, subject)
    select timestamptz '2026-01-01 00:00:00+00' + make_interval(hours => n), 'a' || n % 100,
        (array['order_noted', 'order_shipped', 'stock_corrected'])[1 + n % 3], 'order ' || n
    from generate_series(1, 5000) n;
    insert into accounts.audit (at, actor, action, subject)
    values (timestamptz '2026-08-01 00:00:00+00', 'seldom', 'seldom', 'order 1');
    analyze accounts.audit";

#[tokio::test]
async fn no_way_to_search_it_reads_all_of_it() {
    let shop = Shop::open().await;
    sqlx::raw_sql(LONG).execute(&shop.database.pool).await.expect("a log");
    let all = AuditQuery { limit: 51, ..AuditQuery::default() };
    let at = |hour: i64| {
        OffsetDateTime::from_unix_timestamp(1_767_225_600 + hour * 3600).expect("a moment")
    };
    for (query, days, index) in [
        (all.clone(), None, "audit_pkey"),
        (all.clone(), Some((at(1000), at(1024))), "audit_at"),
        (AuditQuery { subjects: vec!["order 7".to_owned()], ..all.clone() }, None, "audit_subject"),
        (AuditQuery { actor: AccountId::parse("seldom").ok(), ..all.clone() }, None, "audit_actor"),
        (AuditQuery { action: Some("seldom".to_owned()), ..all }, None, "audit_action"),
    ] {
        let sql =
            format!("explain (costs off) {}", include_str!("../../src/store/audit_search.sql"));
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(query.actor.as_ref().map(AccountId::as_str))
            .bind(&query.subjects)
            .bind(&query.action)
            .bind(days.map(|(since, _)| since))
            .bind(days.map(|(_, until)| until))
            .bind(i64::MAX)
            .bind(i64::from(query.limit))
            .fetch_all(&shop.database.pool)
            .await
            .expect("a plan");
        let plan = rows.join("\n");
        assert!(plan.contains(index), "{index} in {plan}");
        assert!(!plan.contains("Seq Scan on audit"), "{plan}");
    }
    shop.close().await;
}

#[tokio::test]
async fn only_owners_read_it() {
    use storefront::staff::Role;
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let others = [Role::Catalogue, Role::Orders, Role::Warehouse, Role::Support, Role::Analyst];
    let sam = member_of(&shop, &olga, "sam@example.com", &others).await;
    let read = shop.book.audit(&sam, &AuditQuery { limit: 1, ..AuditQuery::default() }).await;
    assert_eq!(read, Err(StaffError::Forbidden));
    shop.close().await;
}
