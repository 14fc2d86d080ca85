//! Pages with which staff look after stock, one by one.

mod fakes;

use app::Visitor;
use fakes::{
    FakeShop, Page, With,
    markup::{assert_bound, main_part},
    people,
    stock_room::{entry, hold, line},
    visits::{by, owner, refused},
};
use storefront::{
    staff::{Permission, Role},
    stock_room::StockError,
};

/// Somebody of staff, with a form that was drawn for them.
fn member(role: Role) -> Visitor {
    Visitor {
        staff: Some(people::member(&[role])),
        form_key: "key1".to_owned(),
        ..Visitor::default()
    }
}

/// The page of a SKU again, with a form of it that was refused.
fn again(
    shop: &FakeShop,
    form: &'static str,
    values: &[(&str, &str)],
    errors: &[(&str, &str)],
) -> Page {
    let form = refused(form, values, errors);
    let with = With { visitor: member(Role::Warehouse), form, ..With::default() };
    shop.draw_with("/admin/stock/PEN-1", with)
}

#[test]
fn stock_is_listed_with_what_somebody_should_look_at() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/stock");
    assert_bound("/admin/stock", &page);
    assert!(page.has("href=\"/admin/stock/MUG%2F1\"") && page.has("Harbour store"));
    assert_eq!(page.count("class=\"stock-mark\""), 2);
    assert!(page.has("<time datetime=\"2026-12-03\">3 December 2026</time>"));
    assert!(page.has(">40<") && page.has(">7<"));
    let page = by(&shop, owner(), "/admin/stock?query=PEN&low=on");
    assert!(page.has("PEN-1") && !page.has("BAG-1") && page.has("value=\"PEN\""));
    assert!(page.has("checked") && page.has("href=\"/admin/exports/low-stock.csv\""));
}

#[test]
fn a_list_goes_on_where_it_ended() {
    let shop = fakes::shop();
    let lines = (100..151).map(|number| line(&format!("S-{number}"), 9)).collect();
    shop.stock_room.stored().lines = lines;
    let page = by(&shop, owner(), "/admin/stock?query=S-");
    assert!(page.has("href=\"/admin/stock?query=S-&amp;nextCursor=S-149\""));
    assert!(!page.has("S-150") && !page.has("First page"));
    let page = by(&shop, owner(), "/admin/stock?query=S-&nextCursor=S-149");
    assert!(page.has("S-150") && page.has("href=\"/admin/stock?query=S-\""));
    assert!(!page.has("Next page"));
    assert_eq!(by(&shop, owner(), "/admin/stock?nextCursor=%3B").status, 400);
}

#[test]
fn nothing_found_leads_on() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/stock?query=NEW-1");
    assert!(page.status == 200 && page.has("href=\"/admin/stock/NEW-1\""));
    let page = by(&shop, owner(), "/admin/stock?query=no%20sku");
    assert!(page.has("No stock is like this.") && page.has("Show all stock"));
    let page = by(&shop, member(Role::Warehouse), "/admin/stock/NEW-1");
    assert!(page.status == 200 && page.has("Look at how it is written"));
    assert!(page.has("action=\"/admin/stock/NEW-1/receive\"") && !page.has("NEW-1/correct"));
    assert_eq!(by(&shop, owner(), "/admin/stock/no%20sku").status, 404);
}

#[test]
fn a_sku_of_the_catalogue_is_called_by_its_title() {
    let shop = fakes::shop();
    let product = shop.catalogue.products[0].clone();
    let sku = product.variants[0].sku.clone();
    shop.stock_room.stored().lines = vec![line(sku.as_str(), 9)];
    let title = product.title.replace('&', "&amp;");
    assert!(main_part(&by(&shop, owner(), "/admin/stock")).contains(&title));
    let page = by(&shop, owner(), &format!("/admin/stock/{}", app::encode(sku.as_str())));
    assert!(page.has(&format!("href=\"/p/{}?sku=", product.slug)) && page.has(&title));
}

#[test]
fn a_sku_is_changed_by_those_alone_who_may() {
    let shop = fakes::shop();
    let address = "/admin/stock/MUG%2F1";
    let page = by(&shop, member(Role::Warehouse), address);
    assert_bound(address, &page);
    for deed in ["receive", "correct", "expect"] {
        assert!(page.has(&format!("action=\"/admin/stock/MUG%2F1/{deed}\"")), "{deed}");
    }
    assert_eq!(page.count("name=\"key\" value=\"key1\""), 3);
    assert!(page.has("type=\"date\"") && page.has("value=\"2026-12-03\""));
    assert!(page.has("+12") && page.has("\u{2212}3") && page.has("DN 2"));
    for role in Role::ALL.into_iter().filter(|role| !role.allows(Permission::ChangeStock)) {
        let page = by(&shop, member(role), address);
        assert_eq!(page.status, 200, "{role:?}");
        assert!(!main_part(&page).contains("/admin/stock/MUG%2F1/"), "{role:?}");
    }
}

#[test]
fn a_ledger_goes_on_where_it_ended_and_its_words_are_text() {
    let shop = fakes::shop();
    let entries = (1..=51).rev().map(|id| entry(id, "<script>alert(1)</script>"));
    shop.stock_room.stored().ledger = entries.collect();
    let page = by(&shop, owner(), "/admin/stock/PEN-1");
    assert!(page.has("href=\"/admin/stock/PEN-1?before=2\"") && !page.has(">Newest<"));
    assert!(page.has("alert(1)") && !page.has("<script>alert"));
    let page = by(&shop, owner(), "/admin/stock/PEN-1?before=2");
    assert!(
        page.has("DN 1<") && !page.has("DN 2<") && page.has(">Newest<") && !page.has(">Older<")
    );
}

#[test]
fn of_several_forms_only_the_refused_one_is_filled() {
    let shop = fakes::shop();
    let values = [("quantity", "-9"), ("reason", "Typed reason"), ("key", "key0")];
    let page = again(&shop, "correct", &values, &[("quantity", "Only 3 units are free.")]);
    assert_bound("correct", &page);
    assert!(page.has("<title>Error: ") && page.has("href=\"#correct-quantity\""));
    assert!(page.has("id=\"correct-quantity-error\"") && !page.has("receive-quantity-error"));
    assert_eq!((page.count("value=\"-9\""), page.count("value=\"Typed reason\"")), (1, 1));
    assert_eq!(page.count("name=\"key\" value=\"key0\""), 3, "it is the same form still");
    let page = again(&shop, "expect", &[("day", "2020-01-01")], &[("day", "A day to come.")]);
    assert!(page.has("value=\"2020-01-01\"") && page.has("href=\"#expect-day\""));
    let page = again(&shop, "receive", &[("quantity", "4")], &[("", "It was sent before.")]);
    assert_eq!(page.count("It was sent before."), 1);
}

#[test]
fn what_checkouts_hold_is_let_go_once_for_each_by_those_who_may() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/holds");
    assert_bound("/admin/holds", &page);
    assert_eq!(page.count("action=\"/admin/holds/0123456789abcdef/release\""), 1);
    assert!(!page.has("fedcba9876543210/release") && page.has("Being paid for"));
    assert!(page.has("(3 minutes 20 seconds left)") && page.has("14:08:20 UTC</time>"));
    assert_eq!(page.count("data-island=\"time-left\""), 2, "what is paid for has no end");
    let page = by(&shop, member(Role::Warehouse), "/admin/holds");
    assert!(page.status == 200 && !page.has("/release"));
    let form = refused("release", &[], &[("", "Somebody is paying.")]);
    let page = shop.draw_with("/admin/holds", With { visitor: owner(), form, ..With::default() });
    assert!(page.has("Somebody is paying.") && page.has("<title>Error: "));
    shop.stock_room.stored().holds.clear();
    assert!(by(&shop, owner(), "/admin/holds").has("No checkout holds anything here."));
}

#[test]
fn what_checkouts_hold_goes_on_where_it_ended() {
    let shop = fakes::shop();
    let holds = (0..51).map(|at| hold(&format!("c{at}"), "BAG-1", 60 + at, false));
    shop.stock_room.stored().holds = holds.collect();
    let page = by(&shop, owner(), "/admin/holds");
    let next = page.html.split("/admin/holds?nextCursor=").nth(1).expect("a next page");
    let next = next.split('"').next().expect("an address");
    let page = by(&shop, owner(), &format!("/admin/holds?nextCursor={next}"));
    assert!(page.has(">c50<") && !page.has(">c49<") && page.has("First page"));
    assert_eq!(by(&shop, owner(), "/admin/holds?nextCursor=1.a").status, 400);
}

#[test]
fn what_was_typed_is_there_still_while_the_store_is_away() {
    let shop = fakes::shop();
    shop.stock_room.stored().refused = Some(StockError::Unavailable);
    let values = [("quantity", "-9"), ("reason", "Typed reason"), ("key", "key0")];
    let page = again(&shop, "correct", &values, &[("", "This cannot be done just now.")]);
    assert_bound("away", &page);
    assert!(page.has("value=\"-9\"") && page.has("value=\"Typed reason\""));
    assert!(!page.has("Nothing was ever received") && !page.has("Ledger"));
}

#[test]
fn a_store_that_is_away_is_told() {
    let shop = fakes::shop();
    for (error, status) in [(StockError::Unavailable, 503), (StockError::Forbidden, 403)] {
        shop.stock_room.stored().refused = Some(error);
        for address in ["/admin/stock", "/admin/stock/PEN-1", "/admin/holds"] {
            assert_eq!(by(&shop, owner(), address).status, status, "{address}");
        }
    }
}
