//! How often a page asks the stores. It may ask for each part of it, and never for each line.

use crate::{
    browser::Browser,
    ground::{Shop, Wires},
    people::PASSWORD,
};

/// Looks at a page. Besides what it asks itself, the shop asks for its own sake all the time, so the
/// fewest of several looks are the page's own.
const LOOKS: usize = 8;

/// Most round trips to PostgreSQL, MongoDB and Redis of each page, who looks included. A transaction
/// begins and ends with one each. A list shows up to fifty lines: one question for each breaks any of
/// these.
const SHOPPERS: [(&str, [u64; 3]); 8] = [
    ("/", [8, 4, 5]),
    ("/search?q=mug", [8, 4, 5]),
    ("/c/mugs", [8, 4, 5]),
    ("/p/heavy-t-shirt", [13, 12, 5]),
    ("/cart", [11, 4, 6]),
    ("/account", [11, 5, 5]),
    ("/account/sessions", [11, 4, 5]),
    ("/account/wishlist", [8, 5, 5]),
];

/// The same of pages of staff.
pub(crate) const STAFF: [(&str, [u64; 3]); 38] = [
    ("/admin", [20, 7, 4]),
    ("/admin/figures", [8, 4, 4]),
    ("/admin/products", [8, 6, 4]),
    ("/admin/products/demo-mug-110", [8, 7, 4]),
    ("/admin/products/new", [20, 8, 4]),
    ("/admin/products/demo-mug-110/history", [20, 8, 4]),
    ("/admin/products/demo-mug-110/preview", [20, 12, 4]),
    ("/admin/products/demo-mug-110/images", [20, 8, 4]),
    ("/admin/categories", [8, 5, 4]),
    ("/admin/categories/demo-mugs", [20, 8, 4]),
    ("/admin/collections", [8, 5, 4]),
    ("/admin/brands", [8, 4, 4]),
    ("/admin/imports", [11, 4, 4]),
    ("/admin/customers", [13, 4, 4]),
    ("/admin/search", [12, 4, 4]),
    ("/admin/search/synonyms", [20, 8, 4]),
    ("/admin/search/pins", [11, 4, 4]),
    ("/admin/stock", [11, 5, 4]),
    ("/admin/stock/MUG-110-GRAPHITE", [16, 6, 4]),
    ("/admin/holds", [11, 4, 4]),
    ("/admin/orders", [11, 4, 4]),
    ("/admin/orders/new", [20, 8, 4]),
    ("/admin/returns", [12, 4, 4]),
    ("/admin/reviews", [8, 6, 4]),
    ("/admin/coupons", [12, 4, 4]),
    ("/admin/coupons/WELCOME10", [20, 8, 4]),
    ("/admin/delivery", [15, 4, 4]),
    ("/admin/delivery/zones/union", [24, 8, 4]),
    ("/admin/delivery/methods/standard", [24, 8, 4]),
    ("/admin/delivery/methods/standard/zones/home", [24, 8, 4]),
    ("/admin/taxes", [11, 4, 4]),
    ("/admin/settings", [11, 4, 4]),
    ("/admin/texts", [11, 4, 4]),
    ("/admin/texts/imprint", [16, 4, 4]),
    ("/admin/staff", [13, 4, 4]),
    ("/admin/sessions", [20, 8, 8]),
    ("/admin/tokens", [11, 4, 4]),
    ("/admin/audit", [18, 4, 4]),
];

/// The table in which every page of staff stands.
pub(crate) const TABLE: &str = include_str!("../../src/http/route_table/staff_routes.rs");

/// Pages of one thing that the test finds or makes.
const MADE: [(&str, [u64; 3]); 3] = [
    ("/admin/staff/{account}/sessions", [20, 8, 8]),
    ("/admin/customers/{account}", [24, 8, 8]),
    ("/admin/collections/{id}", [20, 8, 4]),
];

/// Pages of one thing of which a new shop has none.
const UNSEEN: [&str; 4] = [
    "/admin/imports/{id}",
    "/admin/search/synonyms/{group}",
    "/admin/orders/{id}",
    "/admin/orders/{id}/slip",
];

/// Whether an address is one of a route's.
pub(crate) fn fits(address: &str, route: &str) -> bool {
    let (address, route) = (address.split('/'), route.split('/'));
    address.clone().count() == route.clone().count()
        && address.zip(route).all(|(part, name)| name.starts_with('{') || part == name)
}

#[test]
fn every_page_of_staff_is_looked_at() {
    let page = |line: &'static str| {
        let route = line.trim().strip_prefix("route!(GET \"")?;
        let (path, rest) = route.split_once('"')?;
        rest.contains("=> pages::get_staff").then_some(path)
    };
    let pages: Vec<_> = TABLE.lines().filter_map(page).collect();
    for unseen in UNSEEN {
        assert!(pages.contains(&unseen), "{unseen} is no page");
    }
    let seen = |route: &str| STAFF.iter().chain(&MADE).any(|(path, _)| fits(path, route));
    let missing: Vec<_> =
        pages.into_iter().filter(|&route| !seen(route) && !UNSEEN.contains(&route)).collect();
    assert!(missing.is_empty(), "not looked at: {missing:?}");
}

/// Which pages asked more often than they may.
fn too_many(who: &Browser, wires: &Wires, pages: &[(&str, [u64; 3])]) -> Vec<String> {
    let asked = |path: &str| {
        let looks = (0..LOOKS).map(|_| {
            let before = wires.trips();
            let answer = who.get(path);
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            let after = wires.trips();
            [0, 1, 2].map(|store| after[store] - before[store])
        });
        let fewest = |least: [u64; 3], look: [u64; 3]| [0, 1, 2].map(|s| least[s].min(look[s]));
        looks.fold([u64::MAX; 3], fewest)
    };
    let measured = pages.iter().map(|(path, most)| (path, most, asked(path)));
    let broken = measured.filter(|(_, most, asked)| (0..3).any(|store| asked[store] > most[store]));
    broken.map(|(path, most, asked)| format!("{path}: {asked:?} of {most:?}")).collect()
}

/// The first id that a list leads to.
fn first_id(list: &str, link: &str) -> String {
    let (_, rest) = list.split_once(link).expect("the list leads to one");
    rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// The addresses of [`MADE`].
fn made(owner: &Browser) -> [String; 3] {
    let member = first_id(&owner.get("/admin/staff").body, "/admin/staff/");
    let customer = first_id(&owner.get("/admin/customers").body, "/admin/customers/");
    let fields = [("key", "summer"), ("name", "Summer"), ("slug", "summer")];
    let made = owner.post("/admin/collections", &fields).location;
    let (collection, _) = made.split_once('?').expect("it was made");
    [
        format!("/admin/staff/{member}/sessions"),
        format!("/admin/customers/{customer}"),
        collection.to_owned(),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_asks_the_stores_line_by_line() {
    let (shop, wires) = Shop::start_wired().await;
    let shopper = shop.person("ada@example.com");
    for sku in ["MUG-110-GRAPHITE", "BAG-103-PETROL"] {
        assert_eq!(shopper.add(sku, "2").status, 303);
    }
    let owner = shop.visitor();
    let fields = [("email", Shop::OWNER), ("password", PASSWORD)];
    assert_eq!(owner.post("/admin/sign-in", &fields).location, "/admin");
    let mut broken = too_many(&shopper, &wires, &SHOPPERS);
    broken.extend(too_many(&owner, &wires, &STAFF));
    let made = made(&owner);
    let pages: Vec<_> = made.iter().map(String::as_str).zip(MADE.map(|(_, most)| most)).collect();
    broken.extend(too_many(&owner, &wires, &pages));
    assert!(
        broken.is_empty(),
        "round trips to PostgreSQL, MongoDB and Redis:\n{}",
        broken.join("\n")
    );
}
