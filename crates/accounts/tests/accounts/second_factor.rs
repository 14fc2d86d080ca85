//! How staff get in.

use accounts::Settings;
use kernel::{Clock, Email};
use storefront::{
    account::{Accounts, Caller, Reason, Secret},
    mail::LetterKind,
    staff::{AfterPassword, Enrolled, Role, StaffDoor, StaffError, StaffRoom},
};
use tokio::task::JoinSet;

use crate::{
    authenticator::Authenticator,
    staff::{member_of, owner},
    support::{Ended, MINUTE, PASSWORD, Shop, caller, password, settings},
};

const OLGA: &str = "olga@example.com";

fn wrong_code() -> StaffError {
    StaffError::refused("code", Reason::WrongCode)
}

/// Signs in for the first time: the step, and an authenticator set up with the secret.
async fn first_time(shop: &Shop, email: &str) -> (Secret, Authenticator) {
    let answer = StaffDoor::sign_in(&*shop.book, email, &password(), &caller()).await;
    let AfterPassword::Enrol { step, secret, uri } = answer.expect("the right password") else {
        panic!("no second factor is set up yet")
    };
    let authenticator = Authenticator::typed(&secret);
    let now = shop.clock.now();
    assert_eq!(Authenticator::scanned(&uri).code(now).reveal(), authenticator.code(now).reveal());
    (step, authenticator)
}

/// Sets a second factor up.
async fn set_up(shop: &Shop, email: &str) -> (Authenticator, Enrolled) {
    let (step, authenticator) = first_time(shop, email).await;
    let code = authenticator.code(shop.clock.now());
    let enrolled = shop.book.enrol(&step, &code, &caller()).await.expect("set up");
    (authenticator, enrolled)
}

/// The step after the password, when there is a second factor.
async fn step(shop: &Shop, email: &str) -> Secret {
    let answer = StaffDoor::sign_in(&*shop.book, email, &password(), &caller()).await;
    let AfterPassword::Code { step } = answer.expect("the right password") else {
        panic!("a code is asked for")
    };
    step
}

#[tokio::test]
async fn the_door_of_staff_is_for_staff_and_tells_nobody_who_they_are() {
    let shop = Shop::open().await;
    owner(&shop, OLGA).await;
    shop.member("ada@example.com").await;
    for (email, typed) in [
        (OLGA, "not the password"),
        ("ada@example.com", PASSWORD),
        ("nobody@example.com", PASSWORD),
    ] {
        let (hashes, lines) =
            (shop.book.hashes_done(), shop.count("select count(*) from accounts.audit").await);
        let answer = StaffDoor::sign_in(&*shop.book, email, &Secret::new(typed), &caller()).await;
        assert!(matches!(answer, Err(StaffError::WrongCredentials)), "{email}");
        assert_eq!(shop.book.hashes_done() - hashes, 1, "{email}");
        assert_eq!(shop.count("select count(*) from accounts.audit").await - lines, 1, "{email}");
    }
    shop.close().await;
}

#[tokio::test]
async fn nobody_gets_in_without_a_second_factor() {
    let shop = Shop::open().await;
    let olga = owner(&shop, OLGA).await;
    let (enrolling, authenticator) = first_time(&shop, OLGA).await;
    let wrong = shop.book.enrol(&enrolling, &Secret::new("abcdef"), &caller()).await;
    assert!(matches!(wrong, Err(error) if error == wrong_code()));
    let code = authenticator.code(shop.clock.now());
    let other_door = shop.book.enter_code(&enrolling, &code, &caller()).await;
    assert_eq!(other_door, Err(StaffError::StepSpent), "a step is for what it is for");
    let enrolled = shop.book.enrol(&enrolling, &code, &caller()).await.expect("set up");
    assert_eq!(enrolled.member, olga);
    assert_eq!(enrolled.recovery_codes.len(), 10);
    assert!(shop.book.enrol(&enrolling, &code, &caller()).await.is_err());

    let next = step(&shop, OLGA).await;
    let replayed = shop.book.enter_code(&next, &code, &caller()).await;
    assert_eq!(replayed, Err(wrong_code()), "the code that set it up is used");
    shop.clock.pass(MINUTE / 2);
    let code = authenticator.code(shop.clock.now());
    assert_eq!(shop.book.enter_code(&next, &code, &caller()).await, Ok(olga));
    let spent = shop.book.enter_code(&next, &code, &caller()).await;
    assert_eq!(spent, Err(StaffError::StepSpent));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_code_lets_in_once_however_many_have_it() {
    let shop = Shop::open().await;
    owner(&shop, OLGA).await;
    let (authenticator, _) = set_up(&shop, OLGA).await;
    shop.clock.pass(MINUTE);
    let code = authenticator.code(shop.clock.now());
    let mut steps = Vec::new();
    for _ in 0..8 {
        steps.push(step(&shop, OLGA).await);
    }
    let mut tries = JoinSet::new();
    for step in steps {
        let (book, code) = (shop.book.clone(), code.clone());
        tries.spawn(async move { book.enter_code(&step, &code, &caller()).await });
    }
    let answers = tries.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(answers.iter().filter(|answer| **answer == Err(wrong_code())).count(), 7);
    shop.close().await;
}

#[tokio::test]
async fn an_older_code_is_worth_nothing_once_a_newer_one_was_taken() {
    let shop = Shop::open().await;
    owner(&shop, OLGA).await;
    let (authenticator, _) = set_up(&shop, OLGA).await;
    shop.clock.pass(10 * MINUTE);
    let older = authenticator.code(shop.clock.now());
    shop.clock.pass(MINUTE / 2);
    let newer = authenticator.code(shop.clock.now());
    let first = step(&shop, OLGA).await;
    shop.book.enter_code(&first, &newer, &caller()).await.expect("in");
    let second = step(&shop, OLGA).await;
    assert_eq!(shop.book.enter_code(&second, &older, &caller()).await, Err(wrong_code()));
    shop.close().await;
}

#[tokio::test]
async fn five_wrong_codes_or_five_minutes_spend_the_step() {
    let shop = Shop::open().await;
    owner(&shop, OLGA).await;
    let (authenticator, _) = set_up(&shop, OLGA).await;
    shop.clock.pass(MINUTE);
    let guessed = step(&shop, OLGA).await;
    for _ in 0..4 {
        let answer = shop.book.enter_code(&guessed, &Secret::new("none"), &caller()).await;
        assert_eq!(answer, Err(wrong_code()));
    }
    let fifth = shop.book.enter_code(&guessed, &Secret::new("none"), &caller()).await;
    assert_eq!(fifth, Err(StaffError::StepSpent));
    let right = authenticator.code(shop.clock.now());
    assert_eq!(shop.book.enter_code(&guessed, &right, &caller()).await, Err(StaffError::StepSpent));
    let late = step(&shop, OLGA).await;
    shop.clock.pass(5 * MINUTE);
    let right = authenticator.code(shop.clock.now());
    assert_eq!(shop.book.enter_code(&late, &right, &caller()).await, Err(StaffError::StepSpent));
    shop.close().await;
}

#[tokio::test]
async fn ten_wrong_codes_an_hour_are_all_that_a_password_is_good_for() {
    let shop = Shop::open().await;
    let olga = owner(&shop, OLGA).await;
    member_of(&shop, &olga, "sam@example.com", &[Role::Orders]).await;
    let (authenticator, enrolled) = set_up(&shop, OLGA).await;
    let (others, _) = set_up(&shop, "sam@example.com").await;
    shop.clock.pass(MINUTE);
    for _ in 0..2 {
        let guessed = step(&shop, OLGA).await;
        for _ in 0..5 {
            let answer = shop.book.enter_code(&guessed, &Secret::new("none"), &caller()).await;
            assert!(answer.is_err());
        }
    }
    let next = step(&shop, OLGA).await;
    let right = authenticator.code(shop.clock.now());
    let refused = Err(StaffError::refused("code", Reason::TooManyCodes));
    assert_eq!(shop.book.enter_code(&next, &right, &caller()).await, refused);
    let recovery = &enrolled.recovery_codes[0];
    assert_eq!(shop.book.enter_code(&next, recovery, &caller()).await, refused);
    let theirs = step(&shop, "sam@example.com").await;
    let code = others.code(shop.clock.now());
    assert!(shop.book.enter_code(&theirs, &code, &caller()).await.is_ok(), "others get in");
    shop.clock.pass(60 * MINUTE);
    let later = step(&shop, OLGA).await;
    let right = authenticator.code(shop.clock.now());
    assert_eq!(shop.book.enter_code(&later, &right, &caller()).await, Ok(olga));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_recovery_code_lets_in_once() {
    let shop = Shop::open().await;
    owner(&shop, OLGA).await;
    let (_, enrolled) = set_up(&shop, OLGA).await;
    let code = Secret::new(enrolled.recovery_codes[3].reveal().to_uppercase());
    let mut tries = JoinSet::new();
    for _ in 0..8 {
        let (book, code, step) = (shop.book.clone(), code.clone(), step(&shop, OLGA).await);
        tries.spawn(async move { book.enter_code(&step, &code, &caller()).await });
    }
    let answers = tries.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let next = step(&shop, OLGA).await;
    assert_eq!(shop.book.enter_code(&next, &code, &caller()).await, Err(wrong_code()));
    let other = &enrolled.recovery_codes[0];
    assert!(shop.book.enter_code(&next, other, &caller()).await.is_ok());
    assert_eq!(shop.count("select count(*) from accounts.recovery_code").await, 8);
    shop.close().await;
}

#[tokio::test]
async fn who_lost_it_sets_up_another_once_an_owner_allows_it() {
    let shop = Shop::open().await;
    let olga = owner(&shop, OLGA).await;
    let sam = member_of(&shop, &olga, "sam@example.com", &[Role::Orders]).await;
    let before = shop.book.reset_second_factor(&olga, &sam.account, &caller()).await;
    assert_eq!(before, Err(StaffError::NotFound));
    let (_, lost) = set_up(&shop, "sam@example.com").await;
    let held = step(&shop, "sam@example.com").await;
    shop.book.reset_second_factor(&olga, &sam.account, &caller()).await.expect("reset");
    assert_eq!(shop.sessions.told(), [Ended::All(sam.account.clone())]);
    let spent = shop.book.enter_code(&held, &lost.recovery_codes[0], &caller()).await;
    assert_eq!(spent, Err(StaffError::StepSpent));
    let (_, again) = set_up(&shop, "sam@example.com").await;
    assert_eq!(again.member, sam);
    shop.close().await;
}

#[tokio::test]
async fn a_new_password_does_not_get_around_the_second_factor() {
    let shop = Shop::open().await;
    owner(&shop, OLGA).await;
    set_up(&shop, OLGA).await;
    shop.book.ask_reset(OLGA, &caller()).await.expect("asked");
    let link = shop.link(LetterKind::PasswordReset).await;
    let held = step(&shop, OLGA).await;
    shop.book.reset(&link, &password(), &caller()).await.expect("reset");
    let code = Secret::new("000000");
    assert_eq!(shop.book.enter_code(&held, &code, &caller()).await, Err(StaffError::StepSpent));
    step(&shop, OLGA).await;
    shop.close().await;
}

#[tokio::test]
async fn the_owner_of_a_demo_needs_none_on_the_machine_itself() {
    let demo_owner = Email::parse(OLGA).ok();
    let shop = Shop::with(Settings { demo_owner, ..settings() }).await;
    let olga = owner(&shop, OLGA).await;
    member_of(&shop, &olga, "uma@example.com", &[Role::Owner]).await;
    let at = |address: &str| Caller { address: address.parse().ok(), agent: String::new() };
    for local in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
        let answer = StaffDoor::sign_in(&*shop.book, OLGA, &password(), &at(local)).await;
        assert!(matches!(answer, Ok(AfterPassword::In(member)) if member == olga), "{local}");
    }
    for (email, address) in
        [(OLGA, "203.0.113.77"), (OLGA, "192.168.1.2"), (OLGA, ""), ("uma@example.com", "::1")]
    {
        let answer = StaffDoor::sign_in(&*shop.book, email, &password(), &at(address)).await;
        assert!(matches!(answer, Ok(AfterPassword::Enrol { .. })), "{email} {address}");
    }
    shop.close().await;
}

#[tokio::test]
async fn the_database_alone_does_not_make_codes() {
    let shop = Shop::open().await;
    owner(&shop, OLGA).await;
    let (authenticator, _) = set_up(&shop, OLGA).await;
    shop.clock.pass(MINUTE);
    let other = Settings { sealing_key: [8; 32], ..settings() };
    let stranger = crate::support::book(&shop.database, &shop.clock, &shop.sessions, other);
    let step = step(&shop, OLGA).await;
    let code = authenticator.code(shop.clock.now());
    let answer = stranger.enter_code(&step, &code, &caller()).await;
    assert_eq!(answer, Err(StaffError::Unavailable), "another key opens nothing");
    shop.book.enter_code(&step, &code, &caller()).await.expect("in");
    shop.close().await;
}
