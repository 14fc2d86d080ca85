use super::*;

fn settings() -> Settings {
    let cost = HashCost { memory: 8, passes: 1, lanes: 1 };
    Settings { cost, ..Settings::new("Quayside", [7; 32]) }
}

#[tokio::test]
async fn a_hash_says_what_it_cost_and_knows_its_password() {
    let hashers = Hashers::new(&Settings::new("Quayside", [7; 32])).expect("settings");
    let password = Secret::new("correct horse battery");
    let phc = hashers.hash(&password).await.expect("hashed");
    assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
    let compared = hashers.compare(&password, Some(&phc)).await.expect("compared");
    assert_eq!(compared, Compared { right: true, stale: false });
    let other = hashers.compare(&Secret::new("correct horse"), Some(&phc)).await;
    assert!(!other.expect("compared").right);
}

#[tokio::test]
async fn the_same_characters_are_the_same_password_however_they_were_typed() {
    let hashers = Hashers::new(&settings()).expect("settings");
    let phc = hashers.hash(&Secret::new("caf\u{e9} au lait")).await.expect("hashed");
    let decomposed = Secret::new("cafe\u{301} au lait");
    assert!(hashers.compare(&decomposed, Some(&phc)).await.expect("compared").right);
}

#[tokio::test]
async fn a_hash_of_another_cost_is_stale_and_still_right() {
    let password = Secret::new("correct horse battery");
    let before = Hashers::new(&settings()).expect("settings");
    let phc = before.hash(&password).await.expect("hashed");
    let dearer = HashCost { memory: 16, passes: 1, lanes: 1 };
    let after = Hashers::new(&Settings { cost: dearer, ..settings() }).expect("settings");
    let compared = after.compare(&password, Some(&phc)).await.expect("compared");
    assert_eq!(compared, Compared { right: true, stale: true });
}

#[tokio::test]
async fn nothing_to_compare_with_is_as_much_work_and_always_wrong() {
    let hashers = Hashers::new(&settings()).expect("settings");
    let compared = hashers.compare(&Secret::new("anything"), None).await.expect("compared");
    assert!(!compared.right);
    assert_eq!(hashers.done(), 1);
}

#[tokio::test]
async fn who_comes_after_a_full_queue_is_told_at_once() {
    let hashers = Hashers::new(&Settings { hashers: 1, hash_queue: 2, ..settings() });
    let hashers = Arc::new(hashers.expect("settings"));
    // The one at work is held up until the test has seen who is let in behind it.
    let (let_go, held) = std::sync::mpsc::channel::<()>();
    let first = tokio::spawn({
        let hashers = hashers.clone();
        async move { hashers.work(move || held.recv().is_ok()).await }
    });
    let waiting: Vec<_> = (0..2)
        .map(|_| {
            let hashers = hashers.clone();
            tokio::spawn(async move { hashers.hash(&Secret::new("correct horse")).await })
        })
        .collect();
    while hashers.places.available_permits() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(hashers.hash(&Secret::new("correct horse")).await, Err(Busy));
    let_go.send(()).expect("it waits");
    assert_eq!(first.await.expect("it ran"), Ok(true));
    for one in waiting {
        assert!(one.await.expect("it ran").is_ok());
    }
    assert!(hashers.hash(&Secret::new("correct horse")).await.is_ok(), "there is room again");
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let cost = HashCost { memory: 1, passes: 0, lanes: 0 };
    assert_eq!(Hashers::new(&Settings { cost, ..settings() }).err(), Some(BadSettings::Cost));
    let none = Hashers::new(&Settings { hashers: 0, ..settings() });
    assert_eq!(none.err(), Some(BadSettings::NoHasher));
}
