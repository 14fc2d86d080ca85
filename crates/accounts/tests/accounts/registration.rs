//! Claiming an address and verifying it.

use storefront::{
    account::{AccountError, Accounts, Reason, Refusal, Registration, Secret},
    mail::LetterKind,
};
use tokio::task::JoinSet;

use crate::support::{DAY, PASSWORD, Shop, caller, form, password};

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn an_address_is_somebodys_once_it_is_verified() {
    let shop = Shop::open().await;
    shop.book.register(&form(" Ada@Example.com"), &caller()).await.expect("registered");
    assert!(!shop.can_sign_in(ADA, PASSWORD).await);
    let link = shop.link(LetterKind::Verification).await;
    let view = shop.book.verify(&link, &password(), &caller()).await.expect("verified");
    assert_eq!((view.email.as_str(), view.name.as_str()), (ADA, "Ada Byron"));
    assert!(shop.can_sign_in("ADA@example.com ", PASSWORD).await);
    let again = shop.book.verify(&link, &password(), &caller()).await;
    assert_eq!(again, Err(AccountError::LinkSpent));
    shop.close().await;
}

#[tokio::test]
async fn all_fields_that_are_wrong_are_named_in_the_order_of_the_form() {
    let shop = Shop::open().await;
    let empty = shop.book.register(&Registration::default(), &caller()).await;
    let refused = [
        ("email", Reason::BadMail),
        ("name", Reason::NoName),
        ("password", Reason::PasswordTooShort),
    ];
    let refused = refused.map(|(field, reason)| Refusal { field, reason });
    assert_eq!(empty, Err(AccountError::Refused(refused.to_vec())));
    let common = Registration { password: Secret::new("Password123!"), ..form(ADA) };
    let common = shop.book.register(&common, &caller()).await;
    assert_eq!(common, Err(AccountError::refused("password", Reason::PasswordCommon)));
    assert_eq!(shop.book.hashes_done(), 0);
    assert_eq!(shop.count("select count(*) from accounts.account").await, 0);
    shop.close().await;
}

#[tokio::test]
async fn who_is_known_already_is_told_by_letter_and_nobody_else_is() {
    let shop = Shop::open().await;
    shop.member(ADA).await;
    let known = (shop.book.hashes_done(), shop.count("select count(*) from accounts.audit").await);
    shop.book.register(&form(ADA), &caller()).await.expect("registered");
    let letters = shop.post().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].kind, LetterKind::AlreadyRegistered);
    assert!(letters[0].link.is_none());
    let after = (shop.book.hashes_done(), shop.count("select count(*) from accounts.audit").await);
    shop.book.register(&form("eve@example.com"), &caller()).await.expect("registered");
    let unknown =
        (shop.book.hashes_done(), shop.count("select count(*) from accounts.audit").await);
    assert_eq!((after.0 - known.0, after.1 - known.1), (unknown.0 - after.0, unknown.1 - after.1));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_five_hundred_who_verify_one_address_one_owns_it() {
    let shop = Shop::open().await;
    for _ in 0..500 {
        shop.book.register(&form(ADA), &caller()).await.expect("registered");
    }
    let letters = shop.post().await;
    assert_eq!(letters.len(), 500);
    let mut tries = JoinSet::new();
    for letter in letters {
        let (book, link) = (shop.book.clone(), letter.link.expect("a link"));
        tries.spawn(async move { book.verify(&link, &password(), &caller()).await });
    }
    let (mut owners, mut told) = (0, 0);
    while let Some(tried) = tries.join_next().await {
        match tried.expect("it ran") {
            Ok(_) => owners += 1,
            Err(AccountError::MailTaken) => told += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((owners, told), (1, 499));
    let verified = "select count(*) from accounts.account where verified_at is not null";
    assert_eq!(shop.count(verified).await, 1);
    assert_eq!(
        shop.count("select count(*) from accounts.audit where action = 'verified'").await,
        1
    );
    assert!(shop.can_sign_in(ADA, PASSWORD).await);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_followed_fifty_times_at_once_works_once() {
    let shop = Shop::open().await;
    shop.book.register(&form(ADA), &caller()).await.expect("registered");
    let link = shop.link(LetterKind::Verification).await;
    let mut tries = JoinSet::new();
    for _ in 0..50 {
        let (book, link) = (shop.book.clone(), link.clone());
        tries.spawn(async move { book.verify(&link, &password(), &caller()).await });
    }
    let answers = tries.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(
        answers.iter().filter(|answer| **answer == Err(AccountError::LinkSpent)).count(),
        49
    );
    shop.close().await;
}

#[tokio::test]
async fn a_link_outlives_a_wrong_password_and_not_its_day() {
    let shop = Shop::open().await;
    shop.book.register(&form(ADA), &caller()).await.expect("registered");
    let link = shop.link(LetterKind::Verification).await;
    let wrong = shop.book.verify(&link, &Secret::new("something else"), &caller()).await;
    assert_eq!(wrong, Err(AccountError::refused("password", Reason::WrongPassword)));
    shop.clock.pass(DAY - 1);
    shop.book.verify(&link, &password(), &caller()).await.expect("verified");
    shop.book.register(&form("eve@example.com"), &caller()).await.expect("registered");
    let link = shop.link(LetterKind::Verification).await;
    shop.clock.pass(DAY);
    let late = shop.book.verify(&link, &password(), &caller()).await;
    assert_eq!(late, Err(AccountError::LinkSpent));
    let forged = shop.book.verify(&Secret::new("0".repeat(64)), &password(), &caller()).await;
    assert_eq!(forged, Err(AccountError::LinkSpent));
    shop.close().await;
}

#[tokio::test]
async fn claims_that_nobody_verified_are_forgotten_after_a_week() {
    let shop = Shop::open().await;
    shop.member(ADA).await;
    shop.book.register(&form("eve@example.com"), &caller()).await.expect("registered");
    shop.clock.pass(7 * DAY - 1);
    assert_eq!(shop.book.upkeep().run_once().await.expect("tidied").claims, 0);
    shop.clock.pass(2);
    assert_eq!(shop.book.upkeep().run_once().await.expect("tidied").claims, 1);
    assert!(shop.can_sign_in(ADA, PASSWORD).await);
    assert_eq!(shop.count("select count(*) from accounts.account").await, 1);
    shop.close().await;
}
