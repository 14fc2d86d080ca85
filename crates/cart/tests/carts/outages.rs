//! Redis away, and back.

use std::time::Duration;

use storefront::cart::{CartError, CartOwner, Carts};

use crate::{
    ground::{Ground, account, add, guest, remove, set},
    in_short,
    line::Line,
};

/// Asks until Redis is back behind the breaker; there is nothing else to wait for.
async fn until_back(carts: &dyn Carts, owner: &CartOwner) {
    while carts.count(owner).await.is_err() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn an_accounts_cart_goes_on_in_postgresql() {
    let ground = Ground::new().await;
    let mut line = Line::to_redis().await;
    let (carts, owner, visitor) = (ground.carts_at(&line.uri()), account(), guest());
    carts.change(&owner, add("A", 2), None).await.expect("done");
    carts.change(&owner, add("B", 2), None).await.expect("done");
    carts.change(&visitor, add("C", 1), None).await.expect("done");

    line.cut().await;
    for quantity in 3..=6 {
        carts.change(&owner, set("A", quantity), None).await.expect("PostgreSQL has it");
    }
    carts.change(&owner, remove("B"), None).await.expect("PostgreSQL has it");
    let short = Err(CartError::NotEnoughStock { available: 10 });
    assert_eq!(carts.change(&owner, set("A", 11), None).await, short);
    assert_eq!(in_short(&carts.view(&owner).await.expect("a view")), "A6");
    assert_eq!(carts.merge(&visitor, &owner).await, Err(CartError::Unavailable));

    line.join().await;
    until_back(&carts, &visitor).await;
    assert_eq!(
        in_short(&carts.view(&owner).await.expect("a view")),
        "A6",
        "Redis has an older one"
    );
    let merged = carts.merge(&visitor, &owner).await.expect("merged");
    assert_eq!((merged.count, merged.version), (7, 8));
    // Both know it all: either may go.
    ground.database.go_away().await;
    assert_eq!(in_short(&carts.view(&owner).await.expect("from Redis")), "A6 C1");
    ground.database.come_back().await;
    ground.lose_redis().await;
    while carts.count(&owner).await != Ok(7) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    ground.clear().await;
}

#[tokio::test]
async fn with_both_stores_away_it_says_so_and_recovers() {
    let ground = Ground::new().await;
    let mut line = Line::to_redis().await;
    let (carts, owner) = (ground.carts_at(&line.uri()), account());
    carts.change(&owner, add("A", 2), None).await.expect("done");
    line.cut().await;
    ground.database.go_away().await;
    for _ in 0..5 {
        assert_eq!(carts.change(&owner, add("A", 1), None).await, Err(CartError::Unavailable));
        assert_eq!(carts.view(&owner).await, Err(CartError::Unavailable));
    }
    line.join().await;
    ground.database.come_back().await;
    until_back(&carts, &owner).await;
    assert_eq!(in_short(&carts.view(&owner).await.expect("a view")), "A2");
    ground.clear().await;
}

#[tokio::test]
async fn a_guest_goes_on_in_a_cookie_that_is_taken_in_once() {
    let ground = Ground::new().await;
    let mut line = Line::to_redis().await;
    let (carts, visitor) = (ground.carts_at(&line.uri()), guest());
    carts.change(&visitor, add("A", 4), None).await.expect("done");
    line.cut().await;
    for _ in 0..5 {
        let away = Err(CartError::Unavailable);
        assert_eq!(carts.change(&visitor, add("A", 1), None).await, away);
    }
    let mut cookie = CartOwner::Cookie(String::new());
    for change in [add("A", 1), add("B", 2), add("C", 1), remove("C")] {
        let done = carts.change(&cookie, change, None).await.expect("kept in the cookie");
        cookie = CartOwner::Cookie(done.cookie.expect("a cookie"));
    }
    assert_eq!(in_short(&carts.view(&cookie).await.expect("a view")), "A1 B2");
    assert_eq!(carts.merge(&cookie, &visitor).await, Err(CartError::Unavailable));

    line.join().await;
    until_back(&carts, &visitor).await;
    for _ in 0..2 {
        carts.merge(&cookie, &visitor).await.expect("taken in");
        assert_eq!(in_short(&carts.view(&visitor).await.expect("a view")), "A5 B2");
    }
    // An account's cart takes a cookie in as well, even while Redis is away again.
    let signed_in = account();
    line.cut().await;
    for _ in 0..2 {
        carts.merge(&cookie, &signed_in).await.expect("taken in");
        assert_eq!(in_short(&carts.view(&signed_in).await.expect("a view")), "A1 B2");
    }
    ground.clear().await;
}
