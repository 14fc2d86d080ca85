//! How often a page asks the stores. It may ask for each part of it, and never for each line.

use std::{thread, time::Duration};

use crate::{
    browser::Browser,
    filling::{FEW, Filling, MORE, MUG},
    ground::{Shop, Wires},
};

/// Looks at a page. Besides what it asks itself, the shop asks for its own sake all the time, so the
/// fewest of several looks are the page's own.
const LOOKS: usize = 8;
/// Most looks at a page of which it is waited that it asks no more than before: a copy that lists read
/// may lag behind, and the shop may be at work for its own sake.
const PATIENT_LOOKS: usize = 100;
/// How long the shop gets for what it does once a page is sent, such as ending a transaction.
const AFTERWARDS: Duration = Duration::from_millis(3);
/// Round trips to all stores together that may come and go: the shop works for its own sake, and lists of
/// products are read in MongoDB while their copy in PostgreSQL lags behind. A question for each line would
/// be [`GROWN`] more at least.
const SLACK: u64 = 4;
/// How many more tags a page has at least that lists twelve more of something, or as many as it shows at
/// most.
const GROWN: usize = 8;

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
pub(crate) const STAFF: [(&str, [u64; 3]); 40] = [
    ("/admin", [20, 7, 4]),
    ("/admin/figures", [8, 4, 4]),
    ("/admin/products", [8, 6, 4]),
    ("/admin/products/demo-mug-110", [8, 7, 4]),
    ("/admin/products/new", [20, 8, 4]),
    ("/admin/products/deeds", [20, 8, 4]),
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
    ("/admin/payments", [12, 4, 4]),
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

/// The same of pages of one thing that the test makes, and of other lists on a page.
const MADE: [(&str, [u64; 3]); 9] = [
    ("/admin/staff/{account}/sessions", [20, 8, 8]),
    ("/admin/customers/{account}", [24, 8, 8]),
    ("/admin/collections/{id}", [20, 8, 4]),
    ("/admin/orders/{id}", [24, 4, 4]),
    ("/admin/orders/{id}/slip", [24, 4, 4]),
    ("/admin/imports/{id}", [12, 4, 4]),
    ("/admin/search/synonyms/{group}", [12, 4, 4]),
    ("/admin/returns?state=decided", [12, 4, 4]),
    ("/admin/returns?state=all", [12, 4, 4]),
];

/// Pages that are no longer where the shop holds more, and why.
const STILL: [(&str, &str); 5] = [
    ("/admin/figures", "it has a row for each day"),
    ("/admin/products/new", "it is an empty form"),
    ("/admin/orders/new", "it is an empty form"),
    ("/admin/settings", "there is one of each setting"),
    ("/admin/coupons/WELCOME10", "how often it was used is a number"),
];

/// Lists that are narrowed to be looked at: where few lines are found, and where many are. Unless they
/// are narrowed, these are as long as a page from the beginning, or what comes is on a later page.
const NARROWED: [(&str, &str, &str); 6] = [
    ("/admin/products", "?query=Filling", "?query=Filling"),
    ("/admin/stock", "?query=MUG-110", ""),
    ("/admin/reviews", "?stars=1", ""),
    ("/admin/taxes", "?only=US", "?only=US"),
    ("/admin/brands", "?nextCursor=Brand", "?nextCursor=Brand"),
    ("/admin/audit", "?action=token_issued", "?action=token_issued"),
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
    let seen = |route: &str| STAFF.iter().chain(&MADE).any(|(path, _)| fits(path, route));
    let missing: Vec<_> = TABLE.lines().filter_map(page).filter(|&route| !seen(route)).collect();
    assert!(missing.is_empty(), "not looked at: {missing:?}");
    let known = |path: &str| STAFF.iter().any(|(known, _)| *known == path);
    let special = STILL.iter().map(|(path, _)| path).chain(NARROWED.iter().map(|(path, ..)| path));
    for path in special {
        assert!(known(path), "{path} is no page");
    }
}

/// What a page asked of each store, and how many tags it has.
fn look(who: &Browser, wires: &Wires, path: &str) -> ([u64; 3], usize) {
    thread::sleep(AFTERWARDS);
    let before = wires.trips();
    let answer = who.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    let after = wires.trips();
    ([0, 1, 2].map(|store| after[store] - before[store]), answer.body.matches('<').count())
}

/// The fewest that several looks asked, and the tags of the last.
fn asked(who: &Browser, wires: &Wires, path: &str) -> ([u64; 3], usize) {
    let looks = (0..LOOKS).map(|_| look(who, wires, path));
    looks.fold(([u64::MAX; 3], 0), |(least, _), (asked, tags)| (fewer(least, asked), tags))
}

fn fewer(one: [u64; 3], other: [u64; 3]) -> [u64; 3] {
    [0, 1, 2].map(|store| one[store].min(other[store]))
}

fn within(asked: [u64; 3], most: [u64; 3]) -> bool {
    (0..3).all(|store| asked[store] <= most[store])
}

/// Which pages asked more often than they may.
fn too_many(who: &Browser, wires: &Wires, pages: &[(&str, [u64; 3])]) -> Vec<String> {
    let measured = pages.iter().map(|(path, most)| (path, *most, asked(who, wires, path).0));
    let broken = measured.filter(|(_, most, asked)| !within(*asked, *most));
    broken.map(|(path, most, asked)| format!("{path}: {asked:?} of {most:?}")).collect()
}

/// A page of staff that is looked at with few lines, and with many.
struct Looked {
    few: String,
    many: String,
    most: [u64; 3],
    grows: bool,
    /// What it asked with few, and its tags.
    first: ([u64; 3], usize),
}

/// The last id that a list leads to.
fn last_id(list: &str, link: &str) -> String {
    let (_, rest) = list.rsplit_once(link).expect("the list leads to one");
    rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// Where each of [`MADE`] is.
fn made(filling: &Filling<'_>) -> [String; 9] {
    let get = |path: &str| filling.owner.get(path).body;
    // The owner comes behind all others by name.
    let owner = last_id(&get("/admin/staff"), "/admin/staff/");
    let find = "/admin/customers?find=person1%40example.com";
    let customer = last_id(&get(find), "/admin/customers/");
    let order = "/admin/orders/0000-0000-0001".to_owned();
    [
        format!("/admin/staff/{owner}/sessions"),
        format!("/admin/customers/{customer}"),
        filling.collection.clone(),
        order.clone(),
        format!("{order}/slip"),
        filling.runs.last().expect("an import").clone(),
        filling.synonyms.clone(),
        "/admin/returns?state=decided".to_owned(),
        "/admin/returns?state=all".to_owned(),
    ]
}

/// Every page of staff, looked at with few lines.
fn looked_at(filling: &Filling<'_>, wires: &Wires) -> Vec<Looked> {
    let listed = STAFF.iter().map(|(path, most)| {
        // What there is more of is in a product and a category of the test's own.
        let own = path.replace("/admin/products/demo-mug-110", &filling.sheet);
        let own = own.replace("/admin/categories/demo-mugs", &filling.category);
        let narrow = NARROWED.iter().find(|(narrow, ..)| narrow == path);
        let (few, many) = narrow.map_or(("", ""), |(_, few, many)| (few, many));
        let still = STILL.iter().any(|(still, _)| still == path);
        (format!("{own}{few}"), format!("{own}{many}"), *most, !still)
    });
    let made = made(filling).into_iter().zip(MADE);
    let made = made.map(|(path, (_, most))| (path.clone(), path, most, true));
    let look = |(few, many, most, grows): (String, String, _, _)| {
        let first = asked(&filling.owner, wires, &few);
        Looked { few, many, most, grows, first }
    };
    listed.chain(made).map(look).collect()
}

impl Looked {
    /// What is wrong with how often the page asks now that it has many lines.
    fn wrong(&self, who: &Browser, wires: &Wires) -> Option<String> {
        let (few, tags) = self.first;
        let (mut least, mut now) = ([u64::MAX; 3], 0);
        for _ in 0..PATIENT_LOOKS {
            let (asked, seen) = look(who, wires, &self.many);
            (least, now) = (fewer(least, asked), seen);
            let grown = !self.grows || now >= tags + GROWN;
            let all = |trips: [u64; 3]| trips.iter().sum::<u64>();
            if grown && all(least) <= all(few) + SLACK && within(least, self.most) {
                return None;
            }
        }
        let most = self.most;
        let (one, other) = (&self.few, &self.many);
        Some(format!(
            "{one}, {other}: {few:?} and then {least:?} of {most:?}, {tags} tags and then {now}"
        ))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_asks_the_stores_line_by_line() {
    let (shop, wires) = Shop::start_wired().await;
    let shopper = shop.person("ada@example.com");
    for sku in [MUG, "BAG-103-PETROL"] {
        assert_eq!(shopper.add(sku, "2").status, 303);
    }
    let mut broken = too_many(&shopper, &wires, &SHOPPERS);
    let mut filling = Filling::begin(&shop);
    filling.fill(FEW).await;
    let mut pages = looked_at(&filling, &wires);
    filling.fill(MORE).await;
    let run = pages.iter_mut().find(|page| page.few == filling.runs[0]).expect("an import");
    run.many.clone_from(&filling.runs[1]);
    broken.extend(pages.iter().filter_map(|page| page.wrong(&filling.owner, &wires)));
    assert!(
        broken.is_empty(),
        "round trips to PostgreSQL, MongoDB and Redis:\n{}",
        broken.join("\n")
    );
}
