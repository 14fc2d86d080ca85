//! What people do with their own accounts.

use kernel::AccountId;
use storefront::{
    account::{AccountError, Accounts, OwnAccount, Reason, Secret},
    mail::LetterKind,
    sessions::SessionHandle,
};

use crate::support::{Ended, MINUTE, PASSWORD, Shop, caller, password};

const ADA: &str = "ada@example.com";
const NEW: &str = "countess@example.com";

fn wrong_password() -> AccountError {
    AccountError::refused("current_password", Reason::WrongPassword)
}

#[tokio::test]
async fn a_password_changes_for_who_knows_it_and_one_session_stays() {
    let shop = Shop::open().await;
    let id = shop.member(ADA).await;
    let (new, wrong) = (Secret::new("a calmer thought"), Secret::new("something else"));
    let keep = SessionHandle::parse("0".repeat(32)).expect("a handle");
    let refused = shop.book.change_password(&id, &wrong, &new, Some(&keep), &caller()).await;
    assert_eq!(refused, Err(wrong_password()));
    let short = Secret::new("short");
    let refused = shop.book.change_password(&id, &password(), &short, Some(&keep), &caller()).await;
    assert_eq!(refused, Err(AccountError::refused("password", Reason::PasswordTooShort)));
    assert!(shop.sessions.told().is_empty());
    shop.book.change_password(&id, &password(), &new, Some(&keep), &caller()).await.expect("done");
    assert_eq!(shop.sessions.told(), [Ended::AllBut(id, keep)]);
    assert!(shop.can_sign_in(ADA, "a calmer thought").await);
    assert!(!shop.can_sign_in(ADA, PASSWORD).await);
    let letters = shop.post().await;
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].kind, letters[0].to.as_str()), (LetterKind::PasswordChanged, ADA));
    shop.close().await;
}

#[tokio::test]
async fn a_name_changes_and_the_version_rises_with_it() {
    let shop = Shop::open().await;
    let id = shop.member(ADA).await;
    let before = shop.book.view(&id).await.expect("an account");
    let after = shop.book.rename(&id, " Ada Lovelace ", &caller()).await.expect("renamed");
    assert_eq!(after.name, "Ada Lovelace");
    assert!(after.version > before.version);
    assert_eq!(shop.book.view(&id).await, Ok(after));
    let refused = shop.book.rename(&id, "Ada\r\nBcc: eve", &caller()).await;
    assert_eq!(refused, Err(AccountError::refused("name", Reason::BadName)));
    let nobody = AccountId::parse("0".repeat(32)).expect("an id");
    assert_eq!(shop.book.view(&nobody).await, Err(AccountError::NotFound));
    let refused = shop.book.rename(&nobody, "Ada", &caller()).await;
    assert_eq!(refused, Err(AccountError::NotFound));
    shop.close().await;
}

#[tokio::test]
async fn an_address_changes_by_password_and_link_and_the_old_one_is_told() {
    let shop = Shop::open().await;
    let id = shop.member(ADA).await;
    shop.book.ask_reset(ADA, &caller()).await.expect("asked");
    let old_link = shop.link(LetterKind::PasswordReset).await;
    let wrong = Secret::new("something else");
    let refused = shop.book.ask_mail_change(&id, &wrong, NEW, &caller()).await;
    assert_eq!(refused, Err(wrong_password()));
    let refused = shop.book.ask_mail_change(&id, &password(), "Ada@Example.com", &caller()).await;
    assert_eq!(refused, Err(AccountError::refused("email", Reason::SameMail)));
    assert!(shop.post().await.is_empty());

    shop.book.ask_mail_change(&id, &password(), NEW, &caller()).await.expect("asked");
    let mut letters = shop.post().await;
    letters.sort_by_key(|letter| letter.link.is_none());
    let told: Vec<_> = letters.iter().map(|letter| (letter.kind, letter.to.as_str())).collect();
    assert_eq!(told, [(LetterKind::ConfirmMail, NEW), (LetterKind::MailChangeAsked, ADA)]);
    assert!(shop.can_sign_in(ADA, PASSWORD).await, "until the link is used");
    let link = letters[0].link.clone().expect("a link");
    let view = shop.book.confirm_mail(&link, &caller()).await.expect("changed");
    assert_eq!((&view.id, view.email.as_str()), (&id, NEW));
    assert!(shop.can_sign_in(NEW, PASSWORD).await);
    assert!(!shop.can_sign_in(ADA, PASSWORD).await);
    let letters = shop.post().await;
    let told: Vec<_> = letters.iter().map(|letter| (letter.kind, letter.to.as_str())).collect();
    assert_eq!(told, [(LetterKind::MailChanged, ADA)]);
    // What lies in the former mailbox opens nothing any more.
    let spent = shop.book.reset(&old_link, &Secret::new("a calmer thought"), &caller()).await;
    assert_eq!(spent, Err(AccountError::LinkSpent));
    assert_eq!(shop.book.confirm_mail(&link, &caller()).await, Err(AccountError::LinkSpent));
    // And the address is free for somebody else.
    shop.member(ADA).await;
    shop.close().await;
}

#[tokio::test]
async fn an_address_that_somebody_else_verified_first_stays_theirs() {
    let shop = Shop::open().await;
    let id = shop.member(ADA).await;
    shop.book.ask_mail_change(&id, &password(), NEW, &caller()).await.expect("asked");
    let link = shop.link(LetterKind::ConfirmMail).await;
    let other = shop.member(NEW).await;
    assert_eq!(shop.book.confirm_mail(&link, &caller()).await, Err(AccountError::MailTaken));
    assert_eq!(shop.book.view(&id).await.expect("an account").email.as_str(), ADA);
    assert_eq!(shop.book.view(&other).await.expect("an account").email.as_str(), NEW);
    // To ask for an address that is taken tells who asks nothing, and its owner by letter.
    shop.book.ask_mail_change(&id, &password(), NEW, &caller()).await.expect("asked");
    let letters = shop.post().await;
    assert!(letters.iter().all(|letter| letter.link.is_none()));
    assert!(letters.iter().any(|letter| letter.to.as_str() == NEW));
    shop.close().await;
}

#[tokio::test]
async fn only_the_newest_link_to_a_new_address_is_good_and_not_for_long() {
    let shop = Shop::open().await;
    let id = shop.member(ADA).await;
    shop.book
        .ask_mail_change(&id, &password(), "typo@example.com", &caller())
        .await
        .expect("asked");
    let first = shop.link(LetterKind::ConfirmMail).await;
    shop.book.ask_mail_change(&id, &password(), NEW, &caller()).await.expect("asked");
    let second = shop.link(LetterKind::ConfirmMail).await;
    assert_eq!(shop.book.confirm_mail(&first, &caller()).await, Err(AccountError::LinkSpent));
    shop.clock.pass(30 * MINUTE);
    assert_eq!(shop.book.confirm_mail(&second, &caller()).await, Err(AccountError::LinkSpent));
    shop.close().await;
}
