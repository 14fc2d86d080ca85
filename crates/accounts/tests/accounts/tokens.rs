//! Tokens for the API.

use kernel::AccountId;
use sqlx::AssertSqlSafe;
use storefront::{
    account::{Reason, Secret},
    staff::{Permission, Role, StaffDoor, StaffError, StaffRoom, TOKEN_PAGE, TokenPage},
};

use crate::{
    staff::{member_of, owner},
    support::{MINUTE, Shop, caller},
};

#[tokio::test]
async fn a_token_is_shown_once_and_does_what_it_is_for() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let roles = [Role::Orders, Role::Warehouse];
    let sam = member_of(&shop, &olga, "sam@example.com", &roles).await;
    let token = shop.book.issue_token(&sam, " Label printer ", &[Role::Warehouse], &caller()).await;
    let token = token.expect("a token");
    let stored: String =
        sqlx::query_scalar("select string_agg(t::text, ' ') from accounts.api_token t")
            .fetch_one(&shop.database.pool)
            .await
            .expect("a text");
    assert!(!stored.contains(token.secret.reveal()));
    let bearer = shop.book.bearer(&token.secret).await.expect("a member");
    assert_eq!(bearer.account, sam.account);
    assert_eq!(bearer.api_token.as_deref(), Some(token.id.as_str()));
    assert_eq!(bearer.roles, [Role::Warehouse]);
    assert!(bearer.may(Permission::Fulfil) && !bearer.may(Permission::Refund));
    for wrong in ["", "qs_", "qs_0000", token.id.as_str(), &token.secret.reveal()[..60]] {
        let answer = shop.book.bearer(&Secret::new(wrong)).await;
        assert_eq!(answer, Err(StaffError::WrongCredentials), "{wrong}");
    }
    let rows = shop.book.tokens(&sam, None).await.expect("a list").tokens;
    assert_eq!((rows.len(), rows[0].label.as_str()), (1, "Label printer"));
    shop.close().await;
}

#[tokio::test]
async fn a_token_never_does_more_than_its_owner_may_now() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let roles = [Role::Orders, Role::Warehouse];
    let sam = member_of(&shop, &olga, "sam@example.com", &roles).await;
    let too_much =
        shop.book.issue_token(&sam, "x", &[Role::Warehouse, Role::Owner], &caller()).await;
    assert!(
        matches!(too_much, Err(error) if error == StaffError::refused("roles", Reason::BadRoles))
    );
    let token = shop.book.issue_token(&sam, "x", &roles, &caller()).await.expect("a token");
    shop.book.set_roles(&olga, &sam.account, &[Role::Orders], &caller()).await.expect("set");
    let bearer = shop.book.bearer(&token.secret).await.expect("a member");
    assert_eq!(bearer.roles, [Role::Orders]);
    shop.book.set_roles(&olga, &sam.account, &[Role::Analyst], &caller()).await.expect("set");
    let answer = shop.book.bearer(&token.secret).await;
    assert_eq!(answer, Err(StaffError::WrongCredentials));
    shop.book.set_roles(&olga, &sam.account, &roles, &caller()).await.expect("set");
    shop.book.remove(&olga, &sam.account, &caller()).await.expect("removed");
    shop.book.add(&olga, &new_sam(&roles), &caller()).await.expect("added again");
    let answer = shop.book.bearer(&token.secret).await;
    assert_eq!(answer, Err(StaffError::WrongCredentials), "tokens do not come back");
    shop.close().await;
}

fn new_sam(roles: &[Role]) -> storefront::staff::NewStaff {
    let (email, name) = ("sam@example.com".to_owned(), "Sam".to_owned());
    storefront::staff::NewStaff { email, name, roles: roles.to_vec() }
}

#[tokio::test]
async fn a_token_is_revoked_by_its_owner_or_the_shops() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let sam = member_of(&shop, &olga, "sam@example.com", &[Role::Orders]).await;
    let uma = member_of(&shop, &olga, "uma@example.com", &[Role::Orders]).await;
    let first = shop.book.issue_token(&sam, "first", &[Role::Orders], &caller()).await;
    let first = first.expect("a token");
    shop.clock.pass(MINUTE);
    let second = shop.book.issue_token(&sam, "second", &[Role::Orders], &caller()).await;
    let second = second.expect("a token");
    let other = shop.book.revoke_token(&uma, &first.id, &caller()).await;
    assert_eq!(other, Err(StaffError::NotFound), "as if there were none");
    assert_eq!(shop.book.tokens(&uma, None).await, Ok(TokenPage::default()));
    for who in [&sam, &olga] {
        let page = shop.book.tokens(who, None).await.expect("a list");
        let labels: Vec<_> = page.tokens.into_iter().map(|row| row.label).collect();
        assert_eq!((labels, page.next), (vec!["second".to_owned(), "first".to_owned()], None));
    }
    for _ in 0..2 {
        shop.book.revoke_token(&sam, &first.id, &caller()).await.expect("revoked");
        shop.book.revoke_token(&olga, &second.id, &caller()).await.expect("revoked");
    }
    for token in [&first, &second] {
        assert_eq!(shop.book.bearer(&token.secret).await, Err(StaffError::WrongCredentials));
    }
    let noted = "select count(*) from accounts.audit where action = 'token_revoked'";
    assert_eq!(shop.count(noted).await, 2);
    shop.close().await;
}

#[tokio::test]
async fn when_it_was_last_used_is_noted_once_a_minute() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let token =
        shop.book.issue_token(&olga, "x", &[Role::Owner], &caller()).await.expect("a token");
    let used = async || shop.book.tokens(&olga, None).await.expect("a list").tokens[0].last_used_at;
    assert_eq!(used().await, None);
    shop.book.bearer(&token.secret).await.expect("a member");
    let first = used().await;
    assert!(first.is_some());
    shop.clock.pass(MINUTE - 1);
    shop.book.bearer(&token.secret).await.expect("a member");
    assert_eq!(used().await, first);
    shop.clock.pass(1);
    shop.book.bearer(&token.secret).await.expect("a member");
    assert!(used().await > first);
    shop.close().await;
}

#[tokio::test]
async fn programs_with_an_owners_token_say_nothing_about_who_is_staff() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let token =
        shop.book.issue_token(&olga, "x", &[Role::Owner], &caller()).await.expect("a token");
    let program = shop.book.bearer(&token.secret).await.expect("a member");
    assert!(program.may(Permission::EditCatalogue));
    let forbidden = StaffError::Forbidden;
    assert_eq!(shop.book.list(&program).await, Err(forbidden.clone()));
    let added = shop.book.add(&program, &new_sam(&[Role::Owner]), &caller()).await;
    assert_eq!(added, Err(forbidden.clone()));
    let issued = shop.book.issue_token(&program, "y", &[Role::Owner], &caller()).await;
    assert!(matches!(issued, Err(error) if error == forbidden));
    assert_eq!(shop.book.tokens(&program, None).await, Err(forbidden.clone()));
    let revoked = shop.book.revoke_token(&program, &token.id, &caller()).await;
    assert_eq!(revoked, Err(forbidden));
    shop.close().await;
}

#[tokio::test]
async fn a_label_is_a_line() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    for label in ["", "  ", "two\nlines", &"x".repeat(81)] {
        let answer = shop.book.issue_token(&olga, label, &[Role::Owner], &caller()).await;
        let refused = StaffError::refused("label", Reason::BadLabel);
        assert!(matches!(answer, Err(error) if error == refused), "{label:?}");
    }
    assert_eq!(shop.count("select count(*) from accounts.api_token").await, 0);
    shop.close().await;
}

/// Four thousand tokens of forty people, two of each moment.
const CROWD: &str = "
    insert into accounts.account (id, mail, name, created_at, verified_at)
    select md5(n::text), 'p' || n || '@example.com', 'Person ' || n, now(), now()
    from generate_series(1, 40) n;
    insert into accounts.api_token (id, account, label, hash, roles, created_at)
    select md5('token ' || n), md5((1 + n % 40)::text), 'Token ' || n, sha256(n::text::bytea), '{orders}',
        now() - make_interval(mins => n / 2)
    from generate_series(1, 4000) n;
    analyze accounts.api_token";

#[tokio::test]
async fn tokens_are_listed_page_by_page_over_their_indexes() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    sqlx::raw_sql(CROWD).execute(&shop.database.pool).await.expect("a crowd");
    let sam = "insert into accounts.role select min(account), 'orders' from accounts.api_token
               returning account";
    let sam: String =
        sqlx::query_scalar(sam).fetch_one(&shop.database.pool).await.expect("a member");
    let sam = shop.book.member(&AccountId::parse(sam).expect("an id")).await.expect("a member");
    for (who, count) in [(&olga, 4_000), (&sam, 100)] {
        let (mut after, mut all) = (None, Vec::new());
        loop {
            let page = shop.book.tokens(who, after.as_ref()).await.expect("a page");
            assert!(!page.tokens.is_empty() && page.tokens.len() <= TOKEN_PAGE);
            all.extend(page.tokens);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert!(all.is_sorted_by(|one, next| one.created_at >= next.created_at));
        let mut ids: Vec<_> = all.iter().map(|token| &token.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((all.len(), ids.len()), (count, count));
    }
    for (sql, index) in [
        (include_str!("../../src/store/api_tokens_all.sql"), "api_token_newest"),
        (include_str!("../../src/store/api_tokens_own.sql"), "api_token_of"),
    ] {
        let explain = AssertSqlSafe(format!("explain (costs off) {sql}"));
        let plan = sqlx::query_scalar(explain).bind("none").bind(TOKEN_PAGE as i64 + 1);
        let plan = if sql.contains("$3") { plan.bind(sam.account.as_str()) } else { plan };
        let plan: Vec<String> = plan.fetch_all(&shop.database.pool).await.expect("a plan");
        let plan = plan.join("\n");
        assert!(plan.contains(index) && !plan.contains("Seq Scan"), "{plan}");
        // The place is looked up by the index, not counted up to.
        let cond = plan.lines().find(|line| line.contains("ROW(created_at, id) < ROW("));
        assert!(cond.is_some_and(|cond| !cond.contains("Filter")), "{plan}");
    }
    shop.close().await;
}
