//! What is kept about a person, and taking it away.

use storefront::{
    account::{AccountError, Accounts, OwnAccount, Reason, Secret},
    mail::LetterKind,
    staff::{Role, StaffRoom},
};

use crate::{
    staff::{member_of, owner},
    support::{Ended, MINUTE, PASSWORD, Shop, caller, form, password},
};

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn a_person_gets_all_that_is_kept_and_no_secret() {
    let shop = Shop::open().await;
    let ada = shop.member(ADA).await;
    let eve = shop.member("eve@example.com").await;
    shop.book.rename(&ada, "Ada Lovelace", &caller()).await.expect("renamed");
    shop.book.rename(&eve, "Eve", &caller()).await.expect("renamed");
    shop.clock.pass(MINUTE);
    shop.book.ask_reset(ADA, &caller()).await.expect("asked");
    let link = shop.link(LetterKind::PasswordReset).await;
    let export = shop.book.export(&ada).await.expect("an export");
    assert_eq!((export.email.as_str(), export.name.as_str()), (ADA, "Ada Lovelace"));
    assert!(export.verified_at.is_some() && export.password_changed_at.is_some());
    let letters: Vec<_> = export.letters.iter().map(|letter| letter.kind.as_str()).collect();
    assert_eq!(letters, ["verification", "password_reset"]);
    let deeds: Vec<_> = export.deeds.iter().map(|deed| deed.action.as_str()).collect();
    assert_eq!(deeds, ["registered", "verified", "renamed", "reset_asked"]);
    let text = serde_json::to_string(&export).expect("text");
    for secret in [link.reveal(), "argon2", PASSWORD, eve.as_str()] {
        assert!(!text.contains(secret), "{secret}");
    }
    shop.close().await;
}

#[tokio::test]
async fn staff_are_told_of_their_roles_and_tokens_and_not_where_others_sat() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let sam = member_of(&shop, &olga, "sam@example.com", &[Role::Orders]).await;
    shop.book.issue_token(&sam, "printer", &[Role::Orders], &caller()).await.expect("a token");
    let export = shop.book.export(&sam.account).await.expect("an export");
    assert_eq!(export.roles, [Role::Orders]);
    assert_eq!(export.api_tokens.len(), 1);
    assert_eq!(export.api_tokens[0].label, "printer");
    let invited = export.deeds.iter().find(|deed| deed.action == "staff_invited");
    let invited = invited.expect("what the owner did");
    assert_eq!((&invited.network, &invited.agent), (&None, &None));
    let verified = export.deeds.iter().find(|deed| deed.action == "verified").expect("their own");
    assert!(verified.network.is_some());
    shop.close().await;
}

/// All tables of the schema as one text.
async fn dump(shop: &Shop) -> String {
    let tables: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.tables where table_schema = 'accounts'",
    )
    .fetch_all(&shop.database.pool)
    .await
    .expect("tables");
    assert!(tables.len() >= 9, "{tables:?}");
    let mut text = String::new();
    for table in tables {
        let rows = format!("select coalesce(string_agg(t::text, ' '), '') from accounts.{table} t");
        let rows: String = sqlx::query_scalar(sqlx::AssertSqlSafe(rows))
            .fetch_one(&shop.database.pool)
            .await
            .expect("rows");
        text.push_str(&rows);
    }
    text
}

#[tokio::test]
async fn an_erased_person_is_an_id_and_nothing_else() {
    let shop = Shop::open().await;
    let ada = shop.member(ADA).await;
    shop.book.rename(&ada, "Augusta King", &caller()).await.expect("renamed");
    shop.book.ask_reset(ADA, &caller()).await.expect("asked");
    let moved = "countess@example.com";
    shop.book.ask_mail_change(&ada, &password(), moved, &caller()).await.expect("asked");
    // A stranger's claim of the same address holds it too.
    shop.book.register(&form(ADA), &caller()).await.expect("registered");
    let wrong = shop.book.erase(&ada, &Secret::new("something else"), &caller()).await;
    let refused = AccountError::refused("current_password", Reason::WrongPassword);
    assert_eq!(wrong, Err(refused));
    assert!(dump(&shop).await.contains(ADA));

    shop.book.erase(&ada, &password(), &caller()).await.expect("erased");
    assert_eq!(shop.sessions.told(), [Ended::Forgotten(ada.clone())]);
    let last: Vec<_> = shop.post().await.into_iter().map(|letter| letter.kind).collect();
    assert_eq!(last, [LetterKind::Erased]);
    let left = dump(&shop).await;
    for personal in [ADA, moved, "Augusta", "Ada Byron", "argon2"] {
        assert!(!left.contains(personal), "{personal}");
    }
    assert!(left.contains(ada.as_str()), "the id stays");
    for _ in 0..2 {
        shop.book.erase(&ada, &Secret::new("whatever"), &caller()).await.expect("nothing to do");
    }
    assert_eq!(shop.count("select count(*) from accounts.audit where action = 'erased'").await, 1);
    assert_eq!(shop.sessions.told().len(), 1);
    assert!(!shop.can_sign_in(ADA, PASSWORD).await);
    assert_eq!(shop.book.view(&ada).await, Err(AccountError::NotFound));
    assert_eq!(shop.book.export(&ada).await, Err(AccountError::NotFound));
    let again = shop.member(ADA).await;
    assert_ne!(again, ada, "the address is free");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn erasing_many_times_at_once_is_erasing_once() {
    let shop = Shop::open().await;
    let ada = shop.member(ADA).await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (book, ada) = (shop.book.clone(), ada.clone());
        tries.spawn(async move { book.erase(&ada, &password(), &caller()).await });
    }
    let answers = tries.join_all().await;
    // One that had begun before the first ended finds no account whose password it could compare.
    let known = |answer: &Result<(), _>| matches!(answer, Ok(()) | Err(AccountError::NotFound));
    assert!(answers.iter().all(known), "{answers:?}");
    assert_eq!(shop.count("select count(*) from accounts.audit where action = 'erased'").await, 1);
    assert_eq!(shop.sessions.told(), [Ended::Forgotten(ada)]);
    shop.close().await;
}

#[tokio::test]
async fn staff_are_not_erased_before_they_are_no_staff() {
    let shop = Shop::open().await;
    let olga = owner(&shop, "olga@example.com").await;
    let sam = member_of(&shop, &olga, "sam@example.com", &[Role::Orders]).await;
    let refused = shop.book.erase(&sam.account, &password(), &caller()).await;
    assert_eq!(refused, Err(AccountError::StillStaff));
    shop.book.remove(&olga, &sam.account, &caller()).await.expect("removed");
    shop.book.erase(&sam.account, &password(), &caller()).await.expect("erased");
    let rows = shop.book.list(&olga).await.expect("a list");
    assert_eq!(rows.len(), 1);
    shop.close().await;
}
