//! Who only looks is known to nobody.

use crate::{ground::Shop, people::PASSWORD};

#[tokio::test(flavor = "multi_thread")]
async fn looking_sets_no_cookie_and_pages_may_be_kept() {
    let shop = Shop::start().await;
    let visitor = shop.visitor();
    for page in ["/", "/search?q=lamp", "/c/mugs", "/p/heavy-t-shirt", "/pages/terms"] {
        let first = visitor.get(page);
        assert_eq!((first.status, first.header("set-cookie")), (200, ""), "{page}");
        assert!(first.header("cache-control").contains("public"), "{page}");
        let (one, two) = (visitor.get(page), shop.visitor().get(page));
        assert_eq!(one.header("etag"), two.header("etag"), "{page} is the same for all");
        assert!(!one.header("etag").is_empty());
    }
    for page in ["/cart", "/cart/add?sku=MUG-110-GRAPHITE", "/api/cart", "/sign-in"] {
        let answer = visitor.get(page);
        assert_eq!((answer.status, answer.header("set-cookie")), (200, ""), "{page}");
        assert_eq!(answer.header("cache-control"), "private, no-store", "{page}");
    }
    assert_eq!(visitor.cart(), [], "asking changed nothing");
    assert_eq!(visitor.add("MUG-110-GRAPHITE", "1").status, 303);
    let known = visitor.get("/p/heavy-t-shirt");
    assert_eq!(known.header("cache-control"), "private, no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_at_an_address_with_a_zero() {
    let shop = Shop::start().await;
    let owner = shop.visitor();
    let fields = [("email", Shop::OWNER), ("password", PASSWORD)];
    assert_eq!(owner.post("/admin/sign-in", &fields).location, "/admin");
    for path in [
        "/p/a%00",
        "/c/a%00",
        "/orders/a%00",
        "/checkout/a%00",
        "/api/items/a%00",
        "/admin/customers/a%00",
        "/admin/stock/a%00",
        "/admin/imports/a%00",
        "/admin/coupons/a%00",
        "/admin/search/synonyms/a%00",
        "/nowhere/%00",
        "/admin/products?brand=a%00",
        "/search?q=a%00",
    ] {
        assert_eq!(owner.get(path).status, 404, "{path}");
    }
    assert_eq!(owner.post("/admin/stock/a%00/receive", &[("units", "1")]).status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_sent_twice_at_once_acts_once() {
    let shop = Shop::start().await;
    let visitor = shop.visitor();
    visitor.add("BAG-103-PETROL", "1");
    let fields =
        [("op", "add"), ("sku", "BAG-103-PETROL"), ("quantity", "1"), ("key", "one-sending-1")];
    let twice: Vec<_> = (0..2)
        .map(|_| {
            let visitor = visitor.clone();
            std::thread::spawn(move || visitor.post("/cart", &fields).status)
        })
        .collect();
    for sent in twice {
        assert_eq!(sent.join().expect("it was sent"), 303);
    }
    assert_eq!(visitor.cart(), [("BAG-103-PETROL".to_owned(), 2)]);
    // Two tabs are two sendings.
    let tabs: Vec<_> = ["tab-number-1", "tab-number-2"]
        .map(|key| {
            let visitor = visitor.clone();
            std::thread::spawn(move || {
                let fields =
                    [("op", "add"), ("sku", "BAG-103-PETROL"), ("quantity", "1"), ("key", key)];
                visitor.post("/cart", &fields).status
            })
        })
        .into_iter()
        .collect();
    for sent in tabs {
        assert_eq!(sent.join().expect("it was sent"), 303);
    }
    assert_eq!(visitor.cart(), [("BAG-103-PETROL".to_owned(), 4)]);
}
