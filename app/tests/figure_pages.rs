//! Figures and the first page for staff, drawn on a shop in memory.

mod fakes;

use fakes::{
    FakeShop, Page,
    figures_room::{figures, nothing, product, search},
    markup::{Tag, assert_bound, cells, main_part},
    visits::{by, member, owner},
};
use kernel::Currency;
use storefront::{
    figures_room::{FiguresError, LowStock, Sales, Sold, Step, Waiting},
    reviews::ReviewState,
    staff::{Permission, Role},
};

const HOSTILE: &str = "\"><script>alert(1)</script>&'";

fn at(shop: &FakeShop, address: &str) -> Page {
    by(shop, owner(), address)
}

/// How many marks of a kind the charts of a page have.
fn marks(page: &Page, element: &str, class: &str) -> usize {
    let tags = Tag::all(main_part(page), &[element]);
    tags.iter().filter(|tag| tag.attribute("class") == Some(class)).count()
}

#[test]
fn every_page_is_whole_and_each_drawing_is_named() {
    let shop = fakes::shop();
    for address in ["/admin", "/admin/figures", "/admin/figures?by=week", "/admin/figures?by="] {
        let page = at(&shop, address);
        assert_eq!(page.status, 200, "{address}");
        assert_eq!((page.count("<h1"), page.count("<main")), (1, 1), "{address}");
        assert!(!page.has(" style=\""), "{address}");
        // Every id is there once, and what names a drawing is there.
        assert_bound(address, &page);
        let main = main_part(&page);
        let drawings = Tag::all(main, &["svg"]);
        assert!(!drawings.is_empty(), "{address}");
        for drawing in &drawings {
            assert_eq!(drawing.attribute("role"), Some("img"), "{address}");
            assert!(drawing.attribute("aria-labelledby").is_some(), "{address}");
        }
        assert_eq!(page.count("As a table"), drawings.len(), "a table for each on {address}");
        let mut names: Vec<_> = Tag::all(main, &["div", "section", "nav"])
            .iter()
            .filter_map(|tag| tag.attribute("aria-label"))
            .collect();
        let named = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), named, "two of one name on {address}");
    }
    assert_eq!(at(&shop, "/admin/figures?by=year").status, 400);
}

#[test]
fn a_chart_shows_each_step_and_its_table_says_the_same() {
    let shop = fakes::shop();
    let page = at(&shop, "/admin/figures");
    // Seven bars each of sales and orders, two products twice, four stages, two searches.
    assert_eq!(marks(&page, "rect", "chart-bar"), 7 + 7 + 4 + 4 + 2);
    assert_eq!(marks(&page, "circle", "chart-point"), 7);
    let cells = cells(&page);
    for text in ["€20.00", "€140.00", "25", "unobtainium", "MUG/1"] {
        assert!(cells.iter().any(|cell| cell == text), "{text} in {cells:?}");
    }
    assert!(page.has("<time datetime=\"2026-11-15\">15 November 2026</time>"));
    // The axis goes up in round steps to above €140.
    for label in ["€0", "€50", "€100", "€150"] {
        assert_eq!(page.count(&format!(">{label}</text>")), 1, "{label}");
    }
    assert!(page.has(">21 Nov</text>"), "the last day has its name");
    let page = at(&shop, "/admin/figures?by=month");
    assert_eq!(marks(&page, "circle", "chart-point"), 12);
    assert!(page.has(">Nov</text>") && page.has("href=\"/admin/figures/sales.csv?by=month\""));
}

#[test]
fn numbers_stand_beside_what_they_were_before() {
    let shop = fakes::shop();
    let page = at(&shop, "/admin");
    // 28 orders after 14, and a quarter paid after a half.
    let main = main_part(&page);
    assert!(main.contains("€560.00") && main.contains("+100 %"));
    assert!(main.contains("25 %") && main.contains("before: 50 %"));
    assert!(main.contains("as before"), "the average basket");
    assert!(main.contains("href=\"/admin/figures\""));
}

#[test]
fn a_shop_that_has_sold_nothing_says_so() {
    let shop = fakes::shop();
    shop.figures_room.stored().figures = Some(nothing());
    let page = at(&shop, "/admin/figures");
    assert_eq!(page.status, 200);
    assert!(page.has("No sales yet.") && page.has("No checkouts yet."));
    assert!(page.has("Nobody has searched yet.") && page.has("Every search found something."));
    assert_eq!((main_part(&page).matches("<svg").count(), page.count("As a table")), (0, 0));
    assert_bound("/admin/figures", &page);
}

#[test]
fn each_currency_has_charts_of_its_own() {
    let shop = fakes::shop();
    let francs = Currency::parse("CHF").expect("a currency");
    let mut two = figures(Step::Day);
    two.sales.push(Sales {
        currency: francs,
        steps: vec![Sold::nothing(francs); Step::Day.count()],
        before: Sold::nothing(francs),
        by_units: Vec::new(),
        by_money: Vec::new(),
    });
    shop.figures_room.stored().figures = Some(two);
    let page = at(&shop, "/admin/figures");
    assert!(page.has("What was sold in EUR") && page.has("What was sold in CHF"));
    assert!(page.has("id=\"sales-EUR-title\"") && page.has("id=\"sales-CHF-title\""));
    assert_bound("/admin/figures", &page);
}

#[test]
fn what_was_typed_by_others_is_text() {
    let shop = fakes::shop();
    let mut figures = figures(Step::Day);
    figures.searches = vec![search(HOSTILE, 3, 1)];
    figures.sales[0].by_units = vec![product("A-1", HOSTILE, 2), product("A-2", HOSTILE, 1)];
    shop.figures_room.stored().figures = Some(figures);
    let page = at(&shop, "/admin/figures");
    assert!(page.has("alert(1)") && !page.has("<script>alert"));
    assert!(page.has(">A-1 "), "of two with one title each is told apart");
    assert_bound("/admin/figures", &page);
}

#[test]
fn figures_are_for_those_who_read_reports() {
    let shop = fakes::shop();
    for role in Role::ALL {
        let may = role.allows(Permission::ReadReports);
        let status = by(&shop, member(role), "/admin/figures").status;
        assert_eq!(status, if may { 200 } else { 403 }, "{role:?}");
        let home = by(&shop, member(role), "/admin");
        assert_eq!(home.has("The last 7 days"), may, "{role:?}");
        assert_eq!(home.has("href=\"/admin/figures\""), may, "{role:?}");
        assert_eq!(home.status, 200, "{role:?}");
    }
}

#[test]
fn what_waits_leads_to_where_it_is_looked_after() {
    let shop = fakes::shop();
    let page = at(&shop, "/admin");
    for text in ["3 orders to send", "1 return to decide", "0 payments to look into"] {
        assert!(page.has(text), "{text}");
    }
    assert!(page.has("href=\"/admin/orders?status=paid\""));
    assert!(page.has("href=\"/admin/reviews?only=waiting\""));
    assert!(page.has("href=\"/admin/stock/MUG%2F1\"") && page.has("href=\"/admin/stock?low=on\""));
    assert!(page.has("href=\"/admin/exports/low-stock.csv\""), "stock alerts, to take along");
    let reading = by(&shop, member(Role::Analyst), "/admin");
    assert!(reading.has("3 orders to send") && !reading.has("href=\"/admin/orders"));
    assert!(!reading.has("review to read") && !reading.has("href=\"/admin/reviews"));
    shop.figures_room.stored().waiting = Waiting::default();
    let page = by(&shop, member(Role::Warehouse), "/admin");
    assert!(!page.has("What waits") && !page.has("orders to send"));
}

#[test]
fn reviews_that_wait_are_counted_to_the_end_of_a_page() {
    let shop = fakes::shop();
    let waiting = |count: usize| {
        let one = |n| fakes::reviews::entry(&format!("r{n:03}"), ReviewState::Waiting, "Fine");
        shop.reviews.stored().desk = Ok((0..count).map(one).collect());
        at(&shop, "/admin")
    };
    assert!(waiting(1).has("1 review to read"));
    assert!(waiting(50).has("50 reviews to read"));
    assert!(waiting(51).has("More than 50 reviews to read"));
}

#[test]
fn the_first_page_stands_while_figures_are_away() {
    let shop = fakes::shop();
    shop.figures_room.stored().refused = Some(FiguresError::Unavailable);
    let page = at(&shop, "/admin");
    assert!(page.status == 200 && page.has("Figures cannot be read just now."));
    assert!(page.has("Not all of it can be read just now.") && page.has("What you may do"));
    assert_eq!(at(&shop, "/admin/figures").status, 503);
}

#[test]
fn what_is_low_says_when_there_is_more_and_when_there_is_none() {
    let shop = fakes::shop();
    shop.figures_room.stored().waiting.more_low = true;
    assert!(at(&shop, "/admin").has("there is more than this"));
    let none: Vec<LowStock> = Vec::new();
    shop.figures_room.stored().waiting = Waiting { low: Some(none), ..Waiting::default() };
    assert!(at(&shop, "/admin").has("Of nothing are there few units left."));
}
