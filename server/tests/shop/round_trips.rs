//! How often a page asks the stores. It may ask for each part of it, and never for each line.

use crate::{
    browser::Browser,
    ground::{Shop, Wires},
    people::PASSWORD,
};

/// Looks at a page. Besides what it asks itself, the shop asks for its own sake all the time, so the
/// fewest of several looks are the page's own.
const LOOKS: usize = 8;

/// Most round trips to PostgreSQL, MongoDB and Redis of each page, who looks included.
const SHOPPERS: [(&str, [u64; 3]); 8] = [
    ("/", [2, 3, 4]),
    ("/search?q=mug", [2, 2, 4]),
    ("/c/mugs", [2, 3, 4]),
    ("/p/heavy-t-shirt", [3, 6, 5]),
    ("/cart", [2, 3, 5]),
    ("/account", [3, 3, 4]),
    ("/account/sessions", [3, 2, 4]),
    ("/account/wishlist", [2, 4, 4]),
];

const STAFF: [(&str, [u64; 3]); 26] = [
    ("/admin", [5, 2, 4]),
    ("/admin/figures", [4, 2, 3]),
    ("/admin/products", [4, 4, 3]),
    ("/admin/products/heavy-t-shirt", [4, 5, 3]),
    ("/admin/categories", [4, 4, 3]),
    ("/admin/collections", [4, 4, 3]),
    ("/admin/brands", [4, 4, 3]),
    ("/admin/imports", [4, 2, 3]),
    ("/admin/customers", [4, 2, 3]),
    ("/admin/search", [4, 2, 3]),
    ("/admin/search/pins", [4, 3, 3]),
    ("/admin/stock", [4, 2, 3]),
    ("/admin/stock/MUG-110-GRAPHITE", [5, 2, 3]),
    ("/admin/holds", [4, 2, 3]),
    ("/admin/orders", [4, 0, 3]),
    ("/admin/returns", [4, 0, 3]),
    ("/admin/reviews", [3, 4, 3]),
    ("/admin/coupons", [4, 0, 3]),
    ("/admin/delivery", [4, 0, 3]),
    ("/admin/taxes", [4, 0, 3]),
    ("/admin/settings", [4, 2, 3]),
    ("/admin/texts", [4, 2, 3]),
    ("/admin/texts/imprint", [7, 2, 3]),
    ("/admin/staff", [4, 0, 3]),
    ("/admin/tokens", [4, 0, 3]),
    ("/admin/audit", [4, 0, 3]),
];

/// Which pages asked more often than they may.
fn too_many(who: &Browser, wires: &Wires, pages: &[(&'static str, [u64; 3])]) -> Vec<String> {
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
    assert!(
        broken.is_empty(),
        "round trips to PostgreSQL, MongoDB and Redis:\n{}",
        broken.join("\n")
    );
}
