//! Pages with which staff look after categories, collections and brands, and those of collections in
//! the shop, one by one.

mod fakes;

use app::Visitor;
use fakes::{
    markup::{assert_bound, cells, main_part},
    shelves::{brand, category, collection},
    visits::{again, assert_whole, by, member, owner},
};
use storefront::{
    shelf_room::{MOST_COUNTED, ShelfError},
    staff::{Permission, Role},
};

const PAGES: [&str; 8] = [
    "/admin/categories",
    "/admin/categories?done=moved",
    "/admin/categories/pots?done=partly&into=pans",
    "/admin/collections",
    "/admin/collections/summer?done=changed",
    "/admin/collections/winter",
    "/admin/brands?done=renamed",
    "/admin/brands?brand=Pier&to=Pier+2&done=partly",
];

#[test]
fn every_page_is_whole_and_its_labels_are_bound() {
    let shop = fakes::shop();
    assert_whole(&shop, &PAGES);
    for missing in [
        "/admin/categories/none",
        "/admin/categories/no%20id",
        "/admin/collections/none",
        "/admin/collections/no%20id",
    ] {
        assert_eq!(by(&shop, owner(), missing).status, 404, "{missing}");
    }
    assert_eq!(by(&shop, owner(), "/admin/collections?nextCursor=No!").status, 400);
}

#[test]
fn the_tree_is_listed_with_what_is_in_it_and_how_it_is_ordered() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/categories");
    let texts = cells(&page);
    assert_eq!(texts.iter().filter(|text| *text == "5").count(), 4, "{texts:?}");
    assert!(page.has("shelf-depth-1") && page.has("Level 2: "));
    assert!(page.has("action=\"/admin/categories/home/down\""));
    assert!(!page.has("action=\"/admin/categories/home/up\""), "it is the first");
    assert!(page.has("action=\"/admin/categories/pans/up\""));
    assert!(!page.has("action=\"/admin/categories/pans/down\""), "it is the last below its own");
    assert!(page.has("About home / About pots"), "a new one can stand below it");
    shop.shelves.stored().categories.clear();
    assert!(by(&shop, owner(), "/admin/categories").has("There is no category yet."));
}

#[test]
fn a_category_is_never_offered_a_place_below_itself() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/categories/home");
    let choices = main_part(&page).matches("<option value=\"pots\"").count();
    assert_eq!(choices, 0, "pots are below it");
    assert_eq!(main_part(&page).matches("<option value=\"empty\"").count(), 2);
    assert!(page.has("It can be deleted once nothing is in it"));
    let mut emptied = category("empty", None);
    (emptied.products, emptied.within) = (0, 0);
    shop.shelves.stored().categories[3] = emptied;
    assert!(by(&shop, owner(), "/admin/categories/empty").has("/admin/categories/empty/delete"));
    let page = by(&shop, owner(), "/admin/categories/pots?done=partly&into=pans");
    assert!(page.has("<option value=\"pans\" selected"), "it goes on where it was broken off");
}

#[test]
fn who_saves_second_sees_both_and_overwrites_nothing() {
    let shop = fakes::shop();
    for (address, kept) in [("/admin/categories/pots", "4"), ("/admin/collections/summer", "6")] {
        let values = [("version", "2"), ("name", "Mine"), ("slug", "mine")];
        let stale = [("version", "Somebody else has changed this.")];
        let page = again(&shop, address, "change", &values, &stale);
        assert_bound(address, &page);
        assert!(page.has("href=\"#now\"") && page.has("<title>Error: "), "{address}");
        assert!(page.has("value=\"Mine\""), "{address}");
        assert!(page.has("About pots") || page.has("Set of summer"), "theirs is shown as well");
        let seen = format!("name=\"version\" value=\"{kept}\"");
        assert!(page.has(&seen), "both were seen on {address}");
        let bad = [("name", "Enter a name.")];
        let page = again(&shop, address, "change", &values, &bad);
        assert!(page.has("name=\"version\" value=\"2\""), "read before, not seen as new");
        assert!(page.has("id=\"name-error\""), "{address}");
    }
}

#[test]
fn a_form_that_makes_something_keeps_its_key() {
    let shop = fakes::shop();
    let visitor = Visitor { form_key: "key1".to_owned(), ..owner() };
    for address in ["/admin/categories", "/admin/collections"] {
        assert!(by(&shop, visitor.clone(), address).has("name=\"key\" value=\"key1\""));
        let values = [("key", "key0"), ("name", "Typed")];
        let page = again(&shop, address, "create", &values, &[("slug", "This is taken.")]);
        assert!(page.has("name=\"key\" value=\"key0\"") && page.has("value=\"Typed\""));
        assert_bound(address, &page);
    }
}

#[test]
fn a_rule_is_shown_in_words_and_counted_while_it_is_typed() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/collections/summer");
    for text in ["Home / Pots", "Quay, Pier", "€25.00", "What is reduced", "30 days"] {
        assert!(main_part(&page).contains(text), "{text}");
    }
    assert!(page.has("formaction=\"/admin/collections/summer/count\""));
    let (_, form) = page.html.split_once("action=\"/admin/collections/summer\"").expect("a form");
    let form = form.split("</form>").next().expect("it ends");
    assert!(form.contains("data-island=\"count-matches\""), "counted in the form that is typed in");
    assert!(page.has("value=\"25.00\"") && page.has("<option value=\"pots\" selected"));
    let most = MOST_COUNTED.to_string();
    for (count, sentence) in
        [("12", "12 products match now"), (most.as_str(), "products or more match")]
    {
        let values = [("kind", "rule"), ("tags", "typed"), ("matches", count)];
        let page = again(&shop, "/admin/collections/summer", "change", &values, &[]);
        assert!(page.has(sentence) && page.has("typed"), "{sentence}");
        assert!(!page.has("<title>Error: "));
    }
}

#[test]
fn picked_products_lead_to_their_pages() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/collections/winter");
    assert!(page.has("href=\"/admin/products/mug\"") && page.has("A mug"));
    assert!(cells(&page).contains(&"Not shown".to_owned()));
    let main = main_part(&page);
    assert!(!main.contains("href=\"/collections/winter\""), "shoppers do not see a draft");
}

#[test]
fn lists_go_on_where_they_ended() {
    let shop = fakes::shop();
    let numbers = 100..151;
    shop.shelves.stored().collections =
        numbers.clone().map(|number| collection(&format!("c-{number}"))).collect();
    shop.shelves.stored().brands = numbers.map(|number| brand(&format!("Q&{number}"))).collect();
    for (address, next, last) in [
        ("/admin/collections", "/admin/collections?nextCursor=c-149", "Set of c-150"),
        ("/admin/brands", "/admin/brands?nextCursor=Q%26149", ">Q&amp;150<"),
    ] {
        let page = by(&shop, owner(), address);
        assert!(page.has(next) && !page.has(last) && !page.has("First page"), "{address}");
        let page = by(&shop, owner(), next);
        assert!(page.has(last) && page.has("First page") && !page.has("Next page"), "{next}");
    }
}

#[test]
fn a_brand_becomes_one_with_another_only_if_that_is_said() {
    let shop = fakes::shop();
    let address = "/admin/brands?brand=Quay+%26+Sons";
    let page = by(&shop, owner(), address);
    assert!(page.has("Rename Quay &amp; Sons") && !page.has("name=\"merge\""));
    let values = [("from", "Quay & Sons"), ("to", "Pier")];
    let page = again(&shop, address, "rename", &values, &[("merge", "There is one already.")]);
    assert_bound("rename", &page);
    assert!(page.has("name=\"merge\"") && page.has("value=\"Pier\""));
    let page = by(&shop, owner(), "/admin/brands?brand=Pier&to=Pier+2&done=partly");
    assert!(page.has("checked") && page.has("value=\"Pier 2\""), "the same form goes on");
}

#[test]
fn who_may_only_read_is_offered_nothing_to_change() {
    let shop = fakes::shop();
    for role in Role::ALL {
        let page = by(&shop, member(role), "/admin");
        for part in ["categories", "collections", "brands"] {
            let reads = role.allows(Permission::ReadCatalogue);
            assert_eq!(page.has(&format!("href=\"/admin/{part}\"")), reads, "{role:?} {part}");
        }
        if role.allows(Permission::EditCatalogue) {
            continue;
        }
        for address in PAGES {
            let page = by(&shop, member(role), address);
            let main = main_part(&page);
            for part in ["categories", "collections", "brands"] {
                assert!(!main.contains(&format!("action=\"/admin/{part}")), "{role:?} {address}");
            }
        }
    }
}

#[test]
fn what_was_typed_is_there_still_while_the_store_is_away() {
    let shop = fakes::shop();
    shop.shelves.stored().refused = Some(ShelfError::Unavailable);
    for (address, form, field) in [
        ("/admin/categories", "create", "name"),
        ("/admin/categories/pots", "change", "name"),
        ("/admin/collections", "create", "name"),
        ("/admin/collections/summer", "change", "name"),
        ("/admin/brands?brand=Pier", "rename", "to"),
    ] {
        let away = [("", "This cannot be done just now.")];
        let page = again(&shop, address, form, &[(field, "TYPED")], &away);
        assert_bound(address, &page);
        assert!(page.has("value=\"TYPED\""), "{address}");
    }
    for (error, status) in [(ShelfError::Unavailable, 503), (ShelfError::Forbidden, 403)] {
        shop.shelves.stored().refused = Some(error);
        for address in PAGES {
            assert_eq!(by(&shop, owner(), address).status, status, "{address}");
        }
    }
}

#[test]
fn shoppers_walk_through_a_collection_page_by_page() {
    let shop = fakes::shop();
    let page = shop.get("/collections/summer");
    assert_eq!(page.status, 200);
    assert!(page.has("<h1>Set of summer</h1>") && page.has("Chosen for you."));
    assert!(page.has("rel=\"canonical\" href=\"https://shop.example/collections/summer\""));
    assert!(page.has("BreadcrumbList") && !page.has("noindex"));
    let id = shop.shelves.stored().cards[0].id.clone();
    let next = format!("/collections/summer?nextCursor=0.{id}");
    assert!(page.has(&format!("href=\"{next}\"")) && page.count("class=\"card\"") == 1);
    let page = shop.get(&next);
    assert!(page.has("Back to the first page") && !page.has("Next page") && page.has("noindex"));
    assert!(page.has(shop.shelves.stored().cards[1].slug.as_str()));
    let page = shop.get("/collections/renamed");
    assert_eq!((page.status, page.location.as_deref()), (308, Some("/collections/summer")));
    shop.shelves.stored().cards.clear();
    let page = shop.get("/collections/summer");
    assert!(page.status == 200 && page.has("There is nothing in it just now."));
    for (address, status) in [
        ("/collections/winter", 404),
        ("/collections/none", 404),
        ("/collections/No", 404),
        ("/collections/summer?nextCursor=x", 400),
    ] {
        assert_eq!(shop.get(address).status, status, "{address}");
    }
    shop.shelves.stored().refused = Some(ShelfError::Unavailable);
    assert_eq!(shop.get("/collections/summer").status, 503);
}
