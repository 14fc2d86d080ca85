//! The audit log.

use storefront::{
    account::{Accounts, OwnAccount, Secret},
    staff::{AuditQuery, StaffError, StaffRoom},
};

use crate::{
    staff::{member_of, owner},
    support::{PASSWORD, Shop, caller, password},
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
    let all = AuditQuery { subject: Some(eve.as_str().to_owned()), ..query };
    let none = AuditQuery { action: Some("\0".to_owned()), before: None, ..all };
    assert_eq!(shop.book.audit(&olga, &none).await, Ok(Vec::new()));
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
