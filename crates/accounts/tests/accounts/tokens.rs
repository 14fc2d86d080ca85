//! Tokens for the API.

use storefront::{
    account::{Reason, Secret},
    staff::{Permission, Role, StaffDoor, StaffError, StaffRoom},
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
    let rows = shop.book.tokens(&sam).await.expect("a list");
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
    assert_eq!(shop.book.tokens(&uma).await, Ok(Vec::new()));
    let labels = |rows: Vec<storefront::staff::ApiTokenRow>| {
        rows.into_iter().map(|row| row.label).collect::<Vec<_>>()
    };
    assert_eq!(labels(shop.book.tokens(&sam).await.expect("a list")), ["second", "first"]);
    assert_eq!(labels(shop.book.tokens(&olga).await.expect("a list")), ["second", "first"]);
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
    let used = async || shop.book.tokens(&olga).await.expect("a list")[0].last_used_at;
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
    assert_eq!(shop.book.tokens(&program).await, Err(forbidden.clone()));
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
