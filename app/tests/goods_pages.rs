//! The list of products for staff, and what is done to many of them.

mod fakes;

use app::Visitor;
use fakes::{
    FakeShop, Page, With,
    bought::day,
    goods_room::row,
    markup::{Tag, assert_bound, cells, main_part},
    people,
    visits::{by, owner, refused},
};
use kernel::CategoryId;
use storefront::{
    draft::ProductStatus,
    goods_room::{BulkBack, BulkChange, BulkDeed, BulkStanding, GoodsError},
    staff::Role,
};

const LIST: &str = "/admin/products";
const CONFIRM: &str = "/admin/products/bulk";

/// Somebody of staff, with a form that was drawn for them.
fn member(role: Role) -> Visitor {
    Visitor {
        staff: Some(people::member(&[role])),
        form_key: "fresh1".to_owned(),
        ..Visitor::default()
    }
}

/// A page with a form that was sent to it.
fn sent(shop: &FakeShop, address: &str, values: &[(&str, &str)], errors: &[(&str, &str)]) -> Page {
    let form = refused("bulk", values, errors);
    shop.draw_with(address, With { visitor: member(Role::Catalogue), form, ..With::default() })
}

#[test]
fn products_are_listed_with_boxes_for_who_may_change_them() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), LIST);
    assert_bound(LIST, &page);
    assert!(page.has("href=\"/admin/products/mug\"") && page.has("href=\"/admin/products/new\""));
    let found = cells(&page);
    for text in ["Quay &amp; Sons", "Published", "Draft", "Archived", "mug-1", "€10.00", "Cups"] {
        assert!(found.iter().any(|cell| cell == text), "{text} in {found:?}");
    }
    assert_eq!(page.count("name=\"ids\""), 3);
    assert!(page.has("3 products match.") && page.has("Choose Harbour mug"));
    for role in Role::ALL {
        let page = by(&shop, member(role), LIST);
        let edits = matches!(role, Role::Owner | Role::Catalogue);
        for mark in ["name=\"ids\"", "action=\"/admin/products/bulk\"", "/admin/products/new"] {
            assert_eq!(main_part(&page).contains(mark), edits, "{mark} for {role:?}");
        }
        assert!(main_part(&by(&shop, member(role), "/admin")).contains("href=\"/admin/products\""));
    }
}

#[test]
fn only_the_columns_are_shown_that_were_chosen() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/products?columns=price&columns=status");
    let found = cells(&page);
    assert!(found.iter().any(|cell| cell == "€10.00") && found.iter().any(|cell| cell == "Draft"));
    assert!(!found.iter().any(|cell| cell == "Quay &amp; Sons" || cell == "mug-1"));
    let boxes = Tag::all(main_part(&page), &["input"]);
    let columns = boxes.iter().filter(|tag| tag.attribute("name") == Some("columns"));
    let ticked = columns.filter(|tag| tag.is("checked")).filter_map(|tag| tag.attribute("value"));
    assert_eq!(ticked.collect::<Vec<_>>(), ["status", "price"]);
}

#[test]
fn the_list_is_narrowed_and_goes_on_where_it_ended() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/products?query=mug&status=draft");
    assert!(page.has("Pier lamp") && !page.has("Harbour mug") && page.has("value=\"mug\""));
    assert!(page.has("name=\"status\" value=\"draft\""), "the form says of which list it is");
    shop.goods_room.stored().rows.clear();
    let page = by(&shop, owner(), "/admin/products?status=draft");
    assert!(page.has("No product is like this.") && page.has("Show all products"));
    assert!(by(&shop, owner(), LIST).has("There is no product yet."));
    let many = (10..61).map(|number| row(&format!("e{number}"), "Rope", ProductStatus::Active));
    shop.goods_room.stored().rows = many.collect();
    let page = by(&shop, owner(), LIST);
    let next = "/admin/products?sort=newest&amp;nextCursor=e59.7";
    assert!(page.has(&format!("href=\"{next}\"")) && !page.has("First page"));
    let page = by(&shop, owner(), &next.replace("&amp;", "&"));
    assert!(page.has("tick-e60") && page.has("First page") && !page.has("Next page"));
    for bad in ["status=lost", "sort=up", "category=%20x", "query=--", "nextCursor=e59"] {
        assert_eq!(by(&shop, owner(), &format!("{LIST}?{bad}")).status, 400, "{bad}");
    }
}

#[test]
fn what_was_ticked_and_typed_is_kept_when_it_is_refused() {
    let shop = fakes::shop();
    let values = [("ids", "mug"), ("ids", "old"), ("action", "raise_percent"), ("amount", "much")];
    let page = sent(&shop, LIST, &values, &[("amount", "Enter a percentage.")]);
    assert_bound("refused", &page);
    let tags = Tag::all(main_part(&page), &["input", "option"]);
    let ticked = tags.iter().filter(|tag| tag.attribute("name") == Some("ids"));
    let ticked = ticked.filter(|tag| tag.is("checked")).filter_map(|tag| tag.attribute("value"));
    assert_eq!(ticked.collect::<Vec<_>>(), ["mug", "old"]);
    let action = tags.iter().find(|tag| tag.attribute("value") == Some("raise_percent"));
    assert!(action.is_some_and(|option| option.is("selected")));
    assert!(page.has("value=\"much\"") && page.has("href=\"#amount\""));
    assert!(page.has("<title>Error: "));
}

#[test]
fn it_is_said_what_would_change_before_it_is_done() {
    let shop = fakes::shop();
    let values = [
        ("ids", "mug"),
        ("ids", "lamp"),
        ("status", "draft"),
        ("columns", "price"),
        ("action", "raise_percent"),
        ("amount", "7,5"),
    ];
    let page = sent(&shop, CONFIRM, &values, &[]);
    assert_eq!(page.status, 200);
    assert_bound(CONFIRM, &page);
    assert!(page.has("2 products with 3 SKUs") && page.has("Their prices go up by 7.5 %"));
    assert!(page.has("action=\"/admin/products/bulk/apply\"") && page.has("Change 2 products"));
    for (name, value) in [
        ("ids", "mug"),
        ("ids", "lamp"),
        ("status", "draft"),
        ("amount", "7,5"),
        ("key", "fresh1"),
        ("meant", "2-mark"),
    ] {
        assert!(page.has(&format!("name=\"{name}\" value=\"{value}\"")), "{name}");
    }
    assert!(page.has("href=\"/admin/products?status=draft&amp;columns=price\""));
    for (action, words) in [
        ("publish", "They are published"),
        ("archive", "They are archived"),
        ("draft", "They go back to draft"),
        ("lower_amount", "Their prices in EUR go down by €5.00"),
        ("add_category", "They are added to the category Cups."),
        ("take_category", "They are taken from the category Cups."),
        ("add_tag", "They get the tag 5."),
        ("take_tag", "They lose the tag 5."),
    ] {
        let values =
            [("all", "on"), ("action", action), ("amount", "5"), ("tag", "5"), ("shelf", "5")];
        let page = sent(&shop, CONFIRM, &values, &[]);
        assert!(page.has(words) && page.has("name=\"all\" value=\"on\""), "{action}");
    }
}

#[test]
fn a_list_that_is_meant_whole_is_told_by_what_narrows_it() {
    let shop = fakes::shop();
    let whole = |values: &[(&str, &str)]| {
        let deed = [("all", "on"), ("action", "archive")];
        sent(&shop, CONFIRM, &[&deed[..], values].concat(), &[])
    };
    assert!(whole(&[]).has("All products of the shop are meant."));
    let page = whole(&[("query", "<mug>"), ("status", "draft")]);
    assert!(page.has("found by “&lt;mug&gt;”, of the status “draft”"));
}

#[test]
fn what_was_done_to_many_is_listed_and_undone_by_who_may() {
    const LISTED: &str = "/admin/products/deeds";
    let shop = fakes::shop();
    let empty = by(&shop, member(Role::Catalogue), LISTED);
    assert!(empty.has("Nothing was done to many products"));
    let deed = |key: &str, waiting, back| BulkDeed {
        at: day(1),
        signed: "Mira <M>".to_owned(),
        change: BulkChange::AddCategory { category: CategoryId::parse("cups").expect("an id") },
        category: Some("Cups".to_owned()),
        standing: BulkStanding { key: key.to_owned(), changed: 42, same: 3, waiting, back },
    };
    let back = Some(BulkBack { back: 42, left: 0, waiting: 0 });
    shop.goods_room.stored().deeds = vec![deed("k1", 5, None), deed("k2", 0, back)];
    let page = by(&shop, member(Role::Catalogue), LISTED);
    assert!(page.has("They are added to the category Cups.") && page.has("Mira &lt;M&gt;"));
    assert!(page.has("/admin/products/bulk/k1/undo\"") && !page.has("/bulk/k2/undo\""));
    assert_eq!(page.count(">Go on<"), 1);
    assert_bound(LISTED, &page);
    let reads = by(&shop, member(Role::Analyst), LISTED);
    assert!(reads.has("42 products changed.") && !reads.has("/undo\""));
    let list = by(&shop, member(Role::Analyst), "/admin/products");
    assert!(list.has("href=\"/admin/products/deeds\""));
}

#[test]
fn a_deed_that_was_refused_is_confirmed_again_under_its_own_key() {
    let shop = fakes::shop();
    let values = [("ids", "mug"), ("action", "archive"), ("key", "k9"), ("meant", "1")];
    let page = sent(&shop, CONFIRM, &values, &[("", "The list has changed.")]);
    assert_bound("refused", &page);
    assert!(page.has("The list has changed.") && page.has("name=\"key\" value=\"k9\""));
    assert!(page.has("name=\"meant\" value=\"2-mark\""), "those that are meant now");
    // What cannot be confirmed at all says why, and leads back.
    let page = sent(&shop, CONFIRM, &[("action", "archive")], &[]);
    assert_eq!(page.status, 422);
    assert_bound("nothing", &page);
    assert!(page.has("Tick the products that are meant") && page.has("Back to the list"));
    assert!(!page.has("bulk/apply"));
}

#[test]
fn what_became_of_a_deed_is_said_with_what_can_be_done_about_it() {
    let shop = fakes::shop();
    let address = "/admin/products?done=changed&deed=key1";
    let (undo, apply) = ("/admin/products/bulk/key1/undo", "/admin/products/bulk/apply");
    let page = by(&shop, owner(), address);
    assert!(page.has("42 products changed. 3 stayed as they were."));
    assert!(page.has(undo) && !page.has(apply) && !page.has("Go on"));
    let page = by(&shop, member(Role::Support), address);
    assert!(page.has("42 products changed.") && !page.has(undo));
    assert!(!by(&shop, owner(), "/admin/products?deed=other").has("products changed"));
    let deed = shop.goods_room.stored().deed.clone();
    shop.goods_room.stored().deed = BulkStanding { waiting: 100, ..deed.clone() };
    let page = by(&shop, owner(), address);
    assert!(page.has("100 are still to be changed.") && page.has(apply) && page.has("Go on"));
    assert!(page.has("name=\"key\" value=\"key1\""));
    let back = Some(BulkBack { back: 41, left: 1, waiting: 0 });
    shop.goods_room.stored().deed = BulkStanding { back, ..deed };
    let page = by(&shop, owner(), address);
    assert!(page.has("41 products set back. 1 were left") && !page.has(undo) && !page.has(apply));
}

#[test]
fn what_people_write_is_text_and_a_store_that_is_away_is_told() {
    let shop = fakes::shop();
    let hostile = "\"><script>alert(1)</script>&'";
    shop.goods_room.stored().rows = vec![row("x1", hostile, ProductStatus::Active)];
    shop.goods_room.stored().category = hostile.to_owned();
    let values = [("ids", "x1"), ("action", "add_category"), ("shelf", "cups"), ("brand", hostile)];
    for (address, values) in [(LIST, &[][..]), (CONFIRM, &values[..])] {
        let page = sent(&shop, address, values, &[]);
        assert!(page.has("alert(1)") && !page.has("<script>alert"), "{address}");
        assert_bound(address, &page);
    }
    for (error, status) in [(GoodsError::Unavailable, 503), (GoodsError::Forbidden, 403)] {
        shop.goods_room.stored().refused = Some(error);
        assert_eq!(by(&shop, owner(), LIST).status, status);
        assert_eq!(sent(&shop, CONFIRM, &values, &[]).status, status);
    }
}
