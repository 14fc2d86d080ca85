//! Signing in.

use accounts::{HashCost, Settings};
use storefront::account::{AccountError, Accounts, OwnAccount, Secret};

use crate::support::{self, PASSWORD, Shop, caller, form, password, settings};

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn known_and_unknown_people_get_the_same_answer_for_the_same_work() {
    let shop = Shop::open().await;
    shop.member(ADA).await;
    shop.book.register(&form("claimed@example.com"), &caller()).await.expect("registered");
    for (email, typed) in [
        (ADA, "not the password"),
        ("nobody@example.com", PASSWORD),
        ("claimed@example.com", PASSWORD),
    ] {
        let hashes = shop.book.hashes_done();
        let lines = shop.count("select count(*) from accounts.audit").await;
        let answer = shop.book.sign_in(email, &Secret::new(typed), &caller()).await;
        assert_eq!(answer, Err(AccountError::WrongCredentials), "{email}");
        assert_eq!(shop.book.hashes_done() - hashes, 1, "{email}");
        assert_eq!(shop.count("select count(*) from accounts.audit").await - lines, 1, "{email}");
    }
    let none = shop.book.sign_in("no address", &password(), &caller()).await;
    assert_eq!(none, Err(AccountError::WrongCredentials));
    shop.close().await;
}

#[tokio::test]
async fn a_password_may_be_any_text() {
    let shop = Shop::open().await;
    shop.member(ADA).await;
    let texts = ["\0\0\0\0\0\0\0\0\0", "' or 1 = 1 --", "{\"$gt\": \"\"}", &"x".repeat(100_000)];
    for text in texts {
        let answer = shop.book.sign_in(ADA, &Secret::new(text), &caller()).await;
        assert_eq!(answer, Err(AccountError::WrongCredentials));
    }
    shop.close().await;
}

#[tokio::test]
async fn a_hash_of_an_old_cost_is_replaced_at_the_next_sign_in() {
    let shop = Shop::open().await;
    shop.member(ADA).await;
    let cost = HashCost { memory: 16, passes: 1, lanes: 1 };
    let dearer = Settings { cost, ..settings() };
    let later = support::book(&shop.database, &shop.clock, &shop.sessions, dearer);
    let dear = "select count(*) from accounts.password where phc like '%m=16,%'";
    assert!(later.sign_in(ADA, &Secret::new("not the password"), &caller()).await.is_err());
    assert_eq!(shop.count(dear).await, 0);
    later.sign_in(ADA, &password(), &caller()).await.expect("signed in");
    assert_eq!(shop.count(dear).await, 1);
    let hashes = later.hashes_done();
    later.sign_in(ADA, &password(), &caller()).await.expect("signed in");
    assert_eq!(later.hashes_done() - hashes, 1, "it is not stale any more");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_signs_in_while_the_password_changes_has_the_old_one_or_the_new_one() {
    let shop = Shop::open().await;
    let id = shop.member(ADA).await;
    let mut current = PASSWORD.to_owned();
    for round in 0..20 {
        let next = format!("another long thought {round}");
        let (book, old) = (shop.book.clone(), Secret::new(current.as_str()));
        let entering =
            tokio::spawn(async move { book.sign_in(ADA, &old, &caller()).await.map(drop) });
        let (old, new) = (Secret::new(current.as_str()), Secret::new(next.as_str()));
        shop.book.change_password(&id, &old, &new, None, &caller()).await.expect("changed");
        // Which of the two came first is open; that the old one is worth nothing now is not.
        let entered = entering.await.expect("it ran");
        assert!(matches!(entered, Ok(()) | Err(AccountError::WrongCredentials)), "{entered:?}");
        assert!(!shop.can_sign_in(ADA, &current).await);
        assert!(shop.can_sign_in(ADA, &next).await);
        current = next;
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_finds_the_queue_full_is_told_so_and_nothing_worse() {
    let few = Settings { hashers: 1, hash_queue: 2, ..settings() };
    let shop = Shop::with(few).await;
    shop.member(ADA).await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..60 {
        let book = shop.book.clone();
        tries.spawn(async move { book.sign_in(ADA, &password(), &caller()).await.map(drop) });
    }
    let answers = tries.join_all().await;
    assert!(answers.iter().any(Result::is_ok));
    let known =
        |answer: &Result<(), AccountError>| matches!(answer, Ok(()) | Err(AccountError::Busy));
    assert!(answers.iter().all(known), "{answers:?}");
    assert!(shop.can_sign_in(ADA, PASSWORD).await, "there is room again");
    shop.close().await;
}
