//! What one person has is nobody else's.

use crate::{browser::Browser, ground::Shop, people::PASSWORD};

fn first_id(page: &str, before: &str, after: char) -> String {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("{before} in {page}"));
    rest.split(after).next().expect("an end").to_owned()
}

fn add_address(browser: &Browser, line: &str) -> String {
    let page = browser.get("/account/addresses").body;
    let id = first_id(&page, "name=\"id\" value=\"", '"');
    let fields = [
        ("id", id.as_str()),
        ("name", "Ines Hafen"),
        ("line1", line),
        ("line2", ""),
        ("city", "Kiel"),
        ("region", ""),
        ("postcode", "24103"),
        ("country", "DE"),
        ("phone", ""),
    ];
    let added = browser.post("/account/addresses", &fields);
    assert_eq!(added.location, "/account/addresses?done=added", "{}", added.body);
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reaches_what_another_has() {
    let shop = Shop::start().await;
    let (ada, eve) = (shop.person("ada@example.com"), shop.person("eve@example.com"));
    let address = add_address(&ada, "Kai 1");
    assert_eq!(ada.add("MUG-110-GRAPHITE", "2").status, 303);
    let fields = [("email", "ada@example.com"), ("password", PASSWORD)];
    let elsewhere = shop.visitor();
    assert_eq!(elsewhere.post("/sign-in", &fields).location, "/account");
    let handle = first_id(&shop.person_sessions(&ada), "/account/sessions/", '/');

    // Of something that is another's the answer is that of something that never was.
    let absent = "0123456789abcdef0123456789abcdef";
    for (path, fields) in [
        (
            "/account/addresses/{}",
            vec![
                ("version", "1"),
                ("name", "Eve"),
                ("line1", "Kai 2"),
                ("city", "Kiel"),
                ("postcode", "24103"),
                ("country", "DE"),
            ],
        ),
        ("/account/addresses/{}/remove", vec![]),
        ("/account/addresses/{}/deliver", vec![]),
        ("/account/addresses/{}/invoice", vec![]),
    ] {
        let (hers, none) = (
            eve.post(&path.replace("{}", &address), &fields),
            eve.post(&path.replace("{}", absent), &fields),
        );
        assert_eq!((hers.status, &hers.location), (none.status, &none.location), "{path}");
    }
    assert_eq!(eve.get(&format!("/account/addresses/{address}")).status, 404);
    assert_eq!(eve.post(&format!("/account/sessions/{handle}/end"), &[]).status, 404);
    assert!(ada.get("/account/addresses").body.contains("Kai 1"), "it is as it was");
    assert_eq!(elsewhere.get("/account").status, 200, "she is still signed in everywhere");
    assert_eq!(eve.cart(), [], "and the cart is hers alone");
    let export = eve.get("/account/export");
    assert!(export.status == 200 && !export.body.contains("ada@example.com"), "{}", export.body);

    // Without signing in there is nothing at all, and no staff are among shoppers.
    let stranger = shop.visitor();
    for path in [
        "/account",
        "/account/details",
        "/account/addresses",
        "/account/preferences",
        "/account/sessions",
        "/account/wishlist",
        "/account/privacy",
        "/account/export",
    ] {
        let asked = stranger.get(path);
        assert_eq!(
            (asked.status, asked.location.starts_with("/sign-in?next=")),
            (303, true),
            "{path}"
        );
        assert_eq!(ada.get(path).status, 200, "{path}");
    }
    for (path, door) in [
        ("/admin", "/admin/sign-in"),
        ("/admin/figures", "/admin/sign-in?next=%2Fadmin%2Ffigures"),
        ("/admin/figures/sales.csv", "/admin/sign-in?next=%2Fadmin%2Ffigures%2Fsales.csv"),
        ("/admin/staff", "/admin/sign-in?next=%2Fadmin%2Fstaff"),
        ("/admin/reviews", "/admin/sign-in?next=%2Fadmin%2Freviews"),
        ("/admin/products/new", "/admin/sign-in?next=%2Fadmin%2Fproducts%2Fnew"),
        ("/admin/categories", "/admin/sign-in?next=%2Fadmin%2Fcategories"),
        ("/admin/collections", "/admin/sign-in?next=%2Fadmin%2Fcollections"),
        ("/admin/brands", "/admin/sign-in?next=%2Fadmin%2Fbrands"),
        ("/admin/products/mug/images", "/admin/sign-in?next=%2Fadmin%2Fproducts%2Fmug%2Fimages"),
        ("/admin/tokens", "/admin/sign-in?next=%2Fadmin%2Ftokens"),
        ("/admin/audit", "/admin/sign-in?next=%2Fadmin%2Faudit"),
        ("/admin/sessions", "/admin/sign-in?next=%2Fadmin%2Fsessions"),
        ("/admin/customers", "/admin/sign-in?next=%2Fadmin%2Fcustomers"),
        ("/admin/products", "/admin/sign-in?next=%2Fadmin%2Fproducts"),
        ("/admin/stock", "/admin/sign-in?next=%2Fadmin%2Fstock"),
        ("/admin/holds", "/admin/sign-in?next=%2Fadmin%2Fholds"),
        ("/admin/imports", "/admin/sign-in?next=%2Fadmin%2Fimports"),
        ("/admin/exports/products.csv", "/admin/sign-in?next=%2Fadmin%2Fexports%2Fproducts.csv"),
        ("/admin/exports/low-stock.csv", "/admin/sign-in?next=%2Fadmin%2Fexports%2Flow-stock.csv"),
        ("/admin/coupons", "/admin/sign-in?next=%2Fadmin%2Fcoupons"),
        ("/admin/delivery", "/admin/sign-in?next=%2Fadmin%2Fdelivery"),
        ("/admin/taxes", "/admin/sign-in?next=%2Fadmin%2Ftaxes"),
        ("/admin/search", "/admin/sign-in?next=%2Fadmin%2Fsearch"),
        ("/admin/search/synonyms", "/admin/sign-in?next=%2Fadmin%2Fsearch%2Fsynonyms"),
        ("/admin/search/pins", "/admin/sign-in?next=%2Fadmin%2Fsearch%2Fpins"),
        ("/admin/orders/new", "/admin/sign-in?next=%2Fadmin%2Forders%2Fnew"),
        ("/admin/settings", "/admin/sign-in?next=%2Fadmin%2Fsettings"),
        ("/admin/texts", "/admin/sign-in?next=%2Fadmin%2Ftexts"),
        ("/admin/texts/imprint", "/admin/sign-in?next=%2Fadmin%2Ftexts%2Fimprint"),
    ] {
        for person in [&stranger, &ada] {
            assert_eq!(person.get(path).location, door, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_changes_ends_all_other_sessions() {
    let shop = Shop::start().await;
    let here = shop.person("ada@example.com");
    let there = shop.visitor();
    let fields = [("email", "ada@example.com"), ("password", PASSWORD), ("next", "//evil.example")];
    assert_eq!(there.post("/sign-in", &fields).location, "/account");
    let fields = [("current_password", PASSWORD), ("password", "another rope, another knot 7")];
    let changed = here.post("/account/password", &fields);
    assert_eq!(changed.location, "/account/details?done=password", "{}", changed.body);
    assert_eq!(here.get("/account").status, 200);
    assert_eq!(there.get("/account").status, 303);
    let wrong = there.post("/sign-in", &[("email", "ada@example.com"), ("password", PASSWORD)]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("ada@example.com") && !wrong.body.contains(PASSWORD));
}
