//! The cookie that keeps a guest's cart while Redis is away.

use cart::{Cart, CookieCart, GuestCookie, LONGEST, Operation, Stock, StockFigures, apply};
use kernel::{Currency, Money, ProductId, Timestamp};
use proptest::prelude::*;
use storefront::cart::{CartChange, CartOwner, Carts};

use crate::{
    ground::{Ground, add, remove, sku, units},
    in_short,
};

fn shown(title: &str) -> cart::Shown {
    cart::Shown {
        product: ProductId::parse("p").expect("an id"),
        slug: None,
        title: title.to_owned(),
        options: Vec::new(),
        price: Money::new(129_900, Currency::EUR).expect("an amount"),
    }
}

/// A cart with this many lines, of this title.
fn cart_of(lines: u32, title: &str) -> Cart {
    (0..lines).fold(Cart::default(), |cart, number| {
        let sku = sku(&format!("SKU-{number}"));
        let stock = StockFigures::from([(sku.clone(), Stock { free: 9, tracked: Some(true) })]);
        let at = Timestamp::from_millis(1_790_000_000_000);
        let add = Operation::Add { sku, quantity: units(2), shown: shown(title), at };
        apply(&cart, &add, &format!("token-{number}"), &stock).expect("room").expect("changed")
    })
}

proptest! {
    #[test]
    fn the_newest_lines_that_fit_come_back_and_the_rest_is_counted(
        lines in 0..120_u32,
        title in "\\PC{0,80}",
    ) {
        let cookie = GuestCookie::new(&[1; 32]);
        let cart = cart_of(lines, &title);
        let kept = CookieCart { id: "id".to_owned(), cart: cart.clone(), left_out: 0 };
        let (value, left_out) = cookie.write(&kept);
        let value = value.unwrap_or_default();
        prop_assert!(value.len() <= LONGEST);
        prop_assert!(value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
        let back = cookie.read(&value);
        prop_assert_eq!(back.left_out, left_out);
        prop_assert_eq!(back.cart.lines.len() as u32 + left_out, lines);
        prop_assert!(lines == 0 || !back.cart.lines.is_empty());
        let (oldest, newest) = (left_out, lines);
        for number in oldest..newest {
            let sku = sku(&format!("SKU-{number}"));
            let (was, is) = (&cart.lines[&sku], &back.cart.lines[&sku]);
            prop_assert_eq!((was.quantity, was.shown.price), (is.quantity, is.shown.price));
            prop_assert!(was.shown.title.starts_with(&is.shown.title));
        }
    }

    #[test]
    fn what_we_did_not_write_is_an_empty_cart(at in 0..1000_usize, bit in 0..7_u8) {
        let cookie = GuestCookie::new(&[1; 32]);
        let kept = CookieCart { id: "id".to_owned(), cart: cart_of(3, "Kettle"), left_out: 0 };
        let value = cookie.write(&kept).0.expect("there are lines");
        prop_assert_eq!(cookie.read(&value).cart.lines.len(), 3);
        let mut bytes = value.into_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        // The last character of a text in Base64 has bits to spare; reading refuses those too.
        let forged = String::from_utf8(bytes).expect("ASCII");
        prop_assert_eq!(cookie.read(&forged), CookieCart::default());
    }
}

#[test]
fn another_key_or_a_giant_is_an_empty_cart() {
    let kept = CookieCart { id: "id".to_owned(), cart: cart_of(3, "Kettle"), left_out: 0 };
    let value = GuestCookie::new(&[1; 32]).write(&kept).0.expect("there are lines");
    let other = GuestCookie::new(&[2; 32]);
    for value in [value.as_str(), "", ".", "a.b", &"x".repeat(100_000)] {
        assert_eq!(other.read(value), CookieCart::default());
    }
}

#[tokio::test]
async fn a_cookie_too_small_for_all_says_what_it_left_out_until_that_was_seen() {
    let ground = Ground::new().await;
    let carts = ground.carts();
    let mut owner = CartOwner::Cookie(String::new());
    for number in 0..60 {
        let code = format!("A-SKU-OF-SOME-LENGTH-{number}");
        ground.shelf.sell(&code, 100, 5);
        let done = carts.change(&owner, add(&code, 1), None).await.expect("the newest always fits");
        owner = CartOwner::Cookie(done.cookie.expect("a cookie"));
    }
    let view = carts.view(&owner).await.expect("a view");
    assert!(view.left_out > 0 && view.lines.len() >= 10);
    assert_eq!(view.lines.len() as u32 + view.left_out, 60);
    assert_eq!(view.lines.last().expect("lines").sku.as_str(), "A-SKU-OF-SOME-LENGTH-59");
    let seen = carts.seen(&owner, view.seen()).await.expect("seen");
    let owner = CartOwner::Cookie(seen.cookie.expect("a cookie"));
    let view = carts.view(&owner).await.expect("a view");
    assert_eq!((view.left_out, seen.left_out), (0, 0));
    ground.clear().await;
}

#[tokio::test]
async fn an_emptied_cart_takes_its_cookie_back() {
    let ground = Ground::new().await;
    let carts = ground.carts();
    let mut owner = CartOwner::Cookie("forged.nonsense".to_owned());
    for (change, expected) in
        [(add("A", 2), "A2"), (remove("A"), ""), (CartChange::Undo, "A2"), (remove("A"), "")]
    {
        let done = carts.change(&owner, change, None).await.expect("done");
        owner = CartOwner::Cookie(done.cookie.expect("a cookie"));
        assert_eq!(in_short(&carts.view(&owner).await.expect("a view")), expected);
    }
    carts.change(&owner, add("A", 2), None).await.expect("done");
    ground.clear().await;
}
