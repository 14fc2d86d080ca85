//! Carts of accounts, whichever store was lost meanwhile.

use storefront::cart::{CartChange, CartOwner, Carts};

use crate::{
    ground::{Ground, account, add, remove, set},
    in_short,
};

/// The version that PostgreSQL has.
async fn kept_version(ground: &Ground, owner: &CartOwner) -> Option<i64> {
    let CartOwner::Account(account) = owner else { panic!("no account's") };
    sqlx::query_scalar("select version from cart.account_cart where account = $1")
        .bind(account.as_str())
        .fetch_optional(&ground.database.pool)
        .await
        .expect("PostgreSQL answers")
}

#[tokio::test]
async fn an_emptied_redis_loses_nothing_and_brings_nothing_back() {
    let ground = Ground::new().await;
    let (carts, owner) = (ground.carts(), account());
    for change in [add("A", 2), add("B", 1), add("C", 1), remove("B")] {
        carts.change(&owner, change, None).await.expect("done");
    }
    ground.lose_redis().await;
    assert_eq!(in_short(&carts.view(&owner).await.expect("a view")), "A2 C1");
    ground.lose_redis().await;
    // Not looked at in between: the operation finds it missing by itself.
    let done = carts.change(&owner, set("A", 3), None).await.expect("done");
    assert_eq!((done.count, done.version), (4, 5));
    ground.lose_redis().await;
    carts.change(&owner, CartChange::Undo, None).await.expect("what was removed is known too");
    assert_eq!(in_short(&carts.view(&owner).await.expect("a view")), "A3 B1 C1");
    assert_eq!(kept_version(&ground, &owner).await, Some(6));
    ground.clear().await;
}

#[tokio::test]
async fn what_postgresql_missed_it_is_told_when_it_is_back() {
    let ground = Ground::new().await;
    let (carts, owner) = (ground.carts(), account());
    carts.change(&owner, add("A", 1), None).await.expect("done");
    ground.database.go_away().await;
    // Enough to open the breaker, which has to close again by itself.
    for quantity in 2..=6 {
        carts.change(&owner, set("A", quantity), None).await.expect("Redis has it");
        assert_eq!(carts.count(&owner).await, Ok(quantity));
    }
    ground.database.come_back().await;
    while kept_version(&ground, &owner).await != Some(6) {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    ground.lose_redis().await;
    assert_eq!(in_short(&carts.view(&owner).await.expect("a view")), "A6");
    ground.clear().await;
}

#[tokio::test]
async fn a_program_that_died_before_telling_postgresql_leaves_a_note() {
    let ground = Ground::new().await;
    let (carts, owner) = (ground.carts(), account());
    carts.change(&owner, add("A", 1), None).await.expect("done");
    ground.database.go_away().await;
    carts.change(&owner, add("B", 1), None).await.expect("Redis has it");
    drop(carts);
    ground.database.come_back().await;
    assert_eq!(kept_version(&ground, &owner).await, Some(1));
    let carts = ground.carts();
    carts.keep_up();
    while kept_version(&ground, &owner).await != Some(2) {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    ground.clear().await;
}

#[tokio::test]
async fn an_older_cart_in_redis_is_behind_and_not_in_the_way() {
    let ground = Ground::new().await;
    let (carts, owner) = (ground.carts(), account());
    carts.change(&owner, add("A", 2), None).await.expect("done");
    carts.change(&owner, add("B", 1), None).await.expect("done");
    // Another program that cannot reach this Redis goes on in PostgreSQL.
    let elsewhere = ground.carts_at("redis://127.0.0.1:1");
    elsewhere.change(&owner, remove("A"), None).await.expect("PostgreSQL has it");
    elsewhere.change(&owner, add("C", 1), None).await.expect("PostgreSQL has it");
    let done = carts.change(&owner, add("B", 1), None).await.expect("done");
    assert_eq!(done.version, 5);
    assert_eq!(in_short(&carts.view(&owner).await.expect("a view")), "B2 C1");
    elsewhere.change(&owner, remove("B"), None).await.expect("PostgreSQL has it");
    assert_eq!(in_short(&carts.view(&owner).await.expect("a view")), "C1");
    assert_eq!(in_short(&elsewhere.view(&owner).await.expect("a view")), "C1");
    ground.clear().await;
}

#[tokio::test]
async fn a_forgotten_cart_is_gone_everywhere() {
    let ground = Ground::new().await;
    let (carts, owner) = (ground.carts(), account());
    carts.change(&owner, add("A", 2), None).await.expect("done");
    let CartOwner::Account(account) = &owner else { panic!("an account's") };
    for _ in 0..2 {
        carts.forget(account).await.expect("gone");
        assert_eq!(kept_version(&ground, &owner).await, None);
        assert_eq!(carts.count(&owner).await, Ok(0));
    }
    carts.change(&owner, add("B", 1), None).await.expect("a new one");
    assert_eq!(in_short(&carts.view(&owner).await.expect("a view")), "B1");
    ground.clear().await;
}
