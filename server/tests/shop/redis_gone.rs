//! Redis is killed while people shop.

use serde_json::json;

use crate::ground::{Shop, until};

/// Two things of the demo catalogue of which there are enough.
const MUG: &str = "MUG-110-GRAPHITE";
const BAG: &str = "BAG-103-PETROL";

const PAGES: [&str; 7] =
    ["/", "/search?q=lamp", "/c/mugs", "/p/heavy-t-shirt", "/cart", "/sign-in", "/pages/contact"];

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_goes_on_shopping_and_finds_it_all_when_redis_is_back() {
    let mut shop = Shop::start().await;
    let (guest, other) = (shop.visitor(), shop.visitor());
    assert_eq!(guest.add(MUG, "1").status, 303);
    shop.kill_redis();
    for visitor in [&guest, &other] {
        for page in PAGES {
            let answer = visitor.get(page);
            assert_eq!(answer.status, 200, "{page}: {}", answer.body);
        }
    }
    assert_eq!(other.cart(), []);
    assert_eq!(guest.get("/api/cart").status, 503, "nobody says that it is empty");
    let cart = guest.get("/cart");
    assert!(cart.body.contains("cannot be reached just now"), "{}", cart.body);
    // What is added now is kept in a cookie, by whoever had a cart before and by who had none.
    for visitor in [&guest, &other] {
        assert_eq!(visitor.add(BAG, "1").status, 303);
        assert_eq!(visitor.cart(), [(BAG.to_owned(), 1)]);
    }
    assert!(guest.add(BAG, "0").body.contains("whole number from 1 to 99"));

    shop.start_redis_again();
    // Each look at the cart puts what the cookie keeps to the rest, once Redis is used again.
    until("the carts are whole again", || {
        guest.get("/cart");
        guest.cart_now() == Some(vec![(MUG.to_owned(), 1), (BAG.to_owned(), 1)])
    });
    until("a cart that began in a cookie is in Redis", || {
        let page = other.get("/cart");
        page.header("set-cookie").contains("quayside") || !page.body.contains("cookie")
    });
    assert_eq!(other.cart(), [(BAG.to_owned(), 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_signed_in_stays_so_and_keeps_the_cart() {
    let mut shop = Shop::start().await;
    let ada = shop.person("ada@example.com");
    assert_eq!(ada.add(MUG, "1").status, 303);
    shop.kill_redis();
    assert_eq!(ada.cart(), [(MUG.to_owned(), 1)], "it comes from PostgreSQL");
    assert_eq!(ada.add(BAG, "1").status, 303);
    for page in PAGES.iter().chain(&["/account", "/account/sessions"]) {
        assert_eq!(ada.get(page).status, 200, "{page}");
    }
    let both = [(MUG.to_owned(), 1), (BAG.to_owned(), 1)];
    assert_eq!(ada.cart(), both);
    shop.start_redis_again();
    until("Redis is used again", || {
        assert_eq!(ada.cart(), both, "nothing is lost and nothing doubled on the way");
        ada.post("/cart", &[("op", "set"), ("sku", MUG), ("quantity", "2")]).status == 303
    });
    assert_eq!(ada.cart()[0].1, 2);
    assert_eq!(ada.post("/sign-out", &[]).location, "/sign-in?done=signed-out");
    assert_eq!(ada.get("/account").status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_after_redis_was_killed() {
    let mut shop = Shop::start().await;
    let guests: Vec<_> = (0..8).map(|_| shop.visitor()).collect();
    for guest in &guests {
        assert_eq!(guest.add(MUG, "1").status, 303);
    }
    shop.kill_redis();
    shop.start_redis_again();
    for guest in &guests {
        until("a guest's cart is there again", || {
            guest.cart_now() == Some(vec![(MUG.to_owned(), 1)])
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_put_where_its_owner_never_finds_it_again() {
    let shop = Shop::start().await;
    let (guest, newcomer) = (shop.visitor(), shop.visitor());
    assert_eq!(guest.add(MUG, "1").status, 303);
    // Carts are there, but of nobody is known which is theirs.
    shop.have_redis(&["ACL", "SETUSER", "default", "resetkeys", "~cart:*"]).await;
    assert_eq!(guest.get("/api/cart").status, 503);
    assert!(guest.get("/cart").body.contains("cannot be reached just now"));
    assert_eq!(guest.call("PATCH", "/api/cart?op=REMOVE", &json!({ "sku": MUG })).status, 503);
    for visitor in [&guest, &newcomer] {
        assert_eq!(visitor.add(BAG, "1").status, 303);
        assert_eq!(visitor.cart(), [(BAG.to_owned(), 1)]);
    }
    shop.have_redis(&["ACL", "SETUSER", "default", "allkeys"]).await;
    until("the guest has everything", || {
        guest.get("/cart");
        guest.cart_now() == Some(vec![(MUG.to_owned(), 1), (BAG.to_owned(), 1)])
    });
    until("the newcomer's cart is in Redis", || {
        newcomer.get("/cart");
        newcomer.cart_now() == Some(vec![(BAG.to_owned(), 1)])
    });
}
