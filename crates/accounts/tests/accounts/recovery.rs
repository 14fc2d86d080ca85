//! Forgotten passwords.

use std::sync::atomic::Ordering;

use storefront::{
    account::{AccountError, Accounts, OwnAccount, Reason, Secret},
    mail::LetterKind,
};
use tokio::task::JoinSet;

use crate::support::{Ended, MINUTE, PASSWORD, Shop, caller, form, password};

const ADA: &str = "ada@example.com";
const NEW: &str = "a calmer thought than before";

fn new() -> Secret {
    Secret::new(NEW)
}

#[tokio::test]
async fn a_new_password_ends_all_sessions_and_all_other_links() {
    let shop = Shop::open().await;
    let id = shop.member(ADA).await;
    shop.book.ask_reset(ADA, &caller()).await.expect("asked");
    let first = shop.link(LetterKind::PasswordReset).await;
    shop.book.ask_reset(ADA, &caller()).await.expect("asked");
    let second = shop.link(LetterKind::PasswordReset).await;
    let other = "elsewhere@example.com";
    shop.book.ask_mail_change(&id, &password(), other, &caller()).await.expect("asked");
    let elsewhere = shop.link(LetterKind::ConfirmMail).await;
    assert!(shop.sessions.told().is_empty());
    let view = shop.book.reset(&second, &new(), &caller()).await.expect("reset");
    assert_eq!(view.id, id);
    assert_eq!(shop.sessions.told(), [Ended::All(id)]);
    assert!(!shop.can_sign_in(ADA, PASSWORD).await);
    assert!(shop.can_sign_in(ADA, NEW).await);
    let spent = Err(AccountError::LinkSpent);
    assert_eq!(shop.book.reset(&first, &password(), &caller()).await, spent);
    assert_eq!(shop.book.reset(&second, &password(), &caller()).await, spent);
    assert_eq!(shop.book.confirm_mail(&elsewhere, &caller()).await, spent);
    let kinds: Vec<_> = shop.post().await.into_iter().map(|letter| letter.kind).collect();
    assert_eq!(kinds, [LetterKind::PasswordChanged]);
    shop.close().await;
}

#[tokio::test]
async fn asking_tells_nobody_who_is_known() {
    let shop = Shop::open().await;
    shop.member(ADA).await;
    for (email, letters) in [(ADA, 1), ("nobody@example.com", 0)] {
        let hashes = shop.book.hashes_done();
        let lines = shop.count("select count(*) from accounts.audit").await;
        shop.book.ask_reset(email, &caller()).await.expect("asked");
        assert_eq!(shop.book.hashes_done(), hashes);
        assert_eq!(shop.count("select count(*) from accounts.audit").await - lines, 1);
        assert_eq!(shop.post().await.len(), letters, "{email}");
    }
    let none = shop.book.ask_reset("no address", &caller()).await;
    assert_eq!(none, Err(AccountError::refused("email", Reason::BadMail)));
    shop.close().await;
}

#[tokio::test]
async fn a_link_is_good_for_half_an_hour_and_survives_a_bad_password() {
    let shop = Shop::open().await;
    shop.member(ADA).await;
    shop.book.ask_reset(ADA, &caller()).await.expect("asked");
    let link = shop.link(LetterKind::PasswordReset).await;
    shop.clock.pass(30 * MINUTE - 1);
    let bad = shop.book.reset(&link, &Secret::new("ada@example"), &caller()).await;
    assert_eq!(bad, Err(AccountError::refused("password", Reason::PasswordLikeName)));
    shop.clock.pass(1);
    let late = shop.book.reset(&link, &new(), &caller()).await;
    assert_eq!(late, Err(AccountError::LinkSpent));
    assert!(shop.can_sign_in(ADA, PASSWORD).await);
    assert!(shop.book.upkeep().run_once().await.expect("tidied").tokens >= 1);
    assert_eq!(shop.count("select count(*) from accounts.token").await, 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_followed_fifty_times_at_once_sets_one_password() {
    let shop = Shop::open().await;
    shop.member(ADA).await;
    shop.book.ask_reset(ADA, &caller()).await.expect("asked");
    let link = shop.link(LetterKind::PasswordReset).await;
    let mut tries = JoinSet::new();
    for number in 0..50 {
        let (book, link) = (shop.book.clone(), link.clone());
        tries.spawn(async move {
            let password = format!("thought number {number:03}");
            let answer = book.reset(&link, &Secret::new(password.as_str()), &caller()).await;
            (password, answer.map(drop))
        });
    }
    let answers = tries.join_all().await;
    let (set, others): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(_, done)| done.is_ok());
    assert_eq!(set.len(), 1);
    assert!(others.iter().all(|(_, answer)| *answer == Err(AccountError::LinkSpent)));
    assert!(shop.can_sign_in(ADA, &set[0].0).await);
    assert_eq!(shop.sessions.told().len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn sessions_that_cannot_end_now_end_once_they_can() {
    let shop = Shop::open().await;
    let id = shop.member(ADA).await;
    shop.book.ask_reset(ADA, &caller()).await.expect("asked");
    let link = shop.link(LetterKind::PasswordReset).await;
    shop.sessions.away.store(true, Ordering::SeqCst);
    shop.book.reset(&link, &new(), &caller()).await.expect("reset");
    let tidied = shop.book.upkeep().run_once().await.expect("tidied");
    assert_eq!((tidied.sessions_ended, tidied.sessions_left), (0, 1));
    shop.sessions.away.store(false, Ordering::SeqCst);
    let tidied = shop.book.upkeep().run_once().await.expect("tidied");
    assert_eq!((tidied.sessions_ended, tidied.sessions_left), (1, 0));
    assert_eq!(shop.sessions.told(), [Ended::All(id)]);
    let tidied = shop.book.upkeep().run_once().await.expect("tidied");
    assert_eq!((tidied.sessions_ended, tidied.sessions_left), (0, 0));
    shop.close().await;
}

#[tokio::test]
async fn one_who_forgot_the_password_before_verifying_gets_in_and_a_stranger_does_not() {
    let shop = Shop::open().await;
    // A stranger registers the address, with a password that only they know.
    shop.book.register(&form(ADA), &caller()).await.expect("registered");
    let theirs = shop.link(LetterKind::Verification).await;
    shop.book.ask_reset(ADA, &caller()).await.expect("asked");
    let link = shop.link(LetterKind::PasswordReset).await;
    shop.book.reset(&link, &new(), &caller()).await.expect("reset");
    assert!(shop.can_sign_in(ADA, NEW).await);
    assert!(!shop.can_sign_in(ADA, PASSWORD).await);
    let verified = shop.book.verify(&theirs, &password(), &caller()).await;
    assert_eq!(verified, Err(AccountError::LinkSpent));
    shop.close().await;
}
