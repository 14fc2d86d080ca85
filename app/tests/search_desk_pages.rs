//! Pages with which staff look after search, one by one.

mod fakes;

use fakes::{
    markup::{assert_bound, main_part},
    search_room::{group, pinned, query},
    visits::{again, assert_whole, by, member, owner},
};
use storefront::{
    search_room::SearchRoomError,
    staff::{Permission, Role},
};

const PAGES: [&str; 7] = [
    "/admin/search",
    "/admin/search?days=90&vain=on",
    "/admin/search/synonyms?done=added",
    "/admin/search/synonyms/12?done=changed",
    "/admin/search/pins?done=pinned",
    "/admin/search/pins?query=mug",
    "/admin/search/pins?query=teapot",
];

#[test]
fn every_page_is_whole_and_its_labels_are_bound() {
    let shop = fakes::shop();
    assert_whole(&shop, &PAGES);
    for (address, status) in [
        ("/admin/search/synonyms/8", 404),
        ("/admin/search/synonyms/none", 404),
        ("/admin/search?days=8", 400),
        ("/admin/search?nextCursor=1", 400),
        ("/admin/search/synonyms?nextCursor=none", 400),
        ("/admin/search/pins?nextCursor=a%00", 400),
    ] {
        assert_eq!(by(&shop, owner(), address).status, status, "{address}");
    }
}

#[test]
fn queries_are_listed_with_what_they_found_and_a_way_to_help() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/search");
    assert!(page.has(">kettle</a>") && page.has(">31</td>") && page.has(">5</td>"));
    let words = "href=\"/admin/search/synonyms?words=settee+%26+couch\"";
    assert_eq!(page.count("/admin/search/synonyms?words="), 1, "what was found needs none");
    assert!(page.has(words) && page.has("href=\"/admin/search/pins?query=kettle\""));
    assert!(page.has("21 November 2026"));
    let page = by(&shop, owner(), "/admin/search?days=30&vain=on");
    assert!(page.has("settee") && !page.has(">kettle</a>") && page.has("checked"));
    shop.search_room.stored().queries.clear();
    assert!(by(&shop, owner(), "/admin/search").has("Nothing was searched for"));
    assert!(by(&shop, owner(), "/admin/search?vain=on").has("Nothing was asked in vain"));
}

#[test]
fn lists_go_on_where_they_ended() {
    let shop = fakes::shop();
    let queries = (0..51).rev().map(|number| query(&format!("q{number:02}"), 7, 0));
    let groups = (1..=51).rev().map(|id| group(id, &["couch", "sofa"], &[]));
    let pins = (0..51).map(|number| pinned(&format!("q{number:02}"), &["NO-SUCH"]));
    {
        let mut stored = shop.search_room.stored();
        stored.queries = queries.collect();
        stored.groups = groups.collect();
        stored.pinned = pins.collect();
    }
    for (address, next) in [
        ("/admin/search?days=7&vain=on", "/admin/search?days=7&vain=on&nextCursor=7.q01"),
        ("/admin/search/synonyms", "/admin/search/synonyms?nextCursor=2"),
        ("/admin/search/pins", "/admin/search/pins?nextCursor=q49"),
    ] {
        let page = by(&shop, owner(), address);
        assert!(page.has(&format!("href=\"{}\"", next.replace('&', "&amp;"))), "{address}");
        assert_eq!(page.count("<tr"), 51, "{address}");
        let page = by(&shop, owner(), next);
        assert!(page.has("First page") && !page.has("Next page"), "{next}");
        assert_eq!(page.count("<tr"), 2, "{next}");
    }
}

#[test]
fn a_query_asked_in_vain_fills_the_form_for_synonyms() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/search/synonyms?words=settee+%26+couch");
    assert!(page.has("value=\"settee &amp; couch\""));
    assert!(page.has("href=\"/admin/search/synonyms/12\"") && page.has("One another"));
    shop.search_room.stored().groups.clear();
    assert!(by(&shop, owner(), "/admin/search/synonyms").has("There are no synonyms yet."));
}

#[test]
fn who_saves_second_sees_both_and_overwrites_nothing() {
    let shop = fakes::shop();
    let values = [("version", "3"), ("words", "typed, words"), ("also", "")];
    let stale = [("version", "Somebody else has changed this.")];
    let page = again(&shop, "/admin/search/synonyms/12", "change", &values, &stale);
    assert_bound("stale", &page);
    assert!(page.has("href=\"#now\"") && page.has("<title>Error: "));
    assert!(page.has("value=\"typed, words\"") && main_part(&page).contains("smartphone"));
    assert!(page.has("name=\"version\" value=\"4\""), "both were seen");
    let bad = [("words", "Enter two words or more.")];
    let page = again(&shop, "/admin/search/synonyms/12", "change", &values, &bad);
    assert!(page.has("name=\"version\" value=\"3\""), "what was read before is not seen as new");
    assert!(page.has("id=\"words-error\""));

    let values = [("query", "mug"), ("version", "2"), ("products", "TYPED-1")];
    let page = again(&shop, "/admin/search/pins?query=mug", "pin", &values, &stale);
    assert_bound("stale pins", &page);
    assert!(page.has("href=\"#now\"") && main_part(&page).contains("TYPED-1"));
    assert!(main_part(&page).contains("NO-SUCH, which cannot be found just now"));
    assert!(page.has("name=\"version\" value=\"3\""));
}

#[test]
fn pinned_products_are_shown_by_what_they_are_called() {
    let shop = fakes::shop();
    let sku = &shop.catalogue.products[0].variants[0].sku;
    let title = shop.catalogue.products[0].title.replace('&', "&amp;");
    shop.search_room.stored().pinned = vec![pinned("gift & card", &["NO-SUCH"])];
    shop.search_room.stored().pinned[0].pins[0].sku = sku.clone();
    let page = by(&shop, owner(), "/admin/search/pins");
    assert!(page.has("href=\"/admin/search/pins?query=gift+%26+card\"") && page.has(&title));
    let page = by(&shop, owner(), "/admin/search/pins?query=gift+%26+card");
    assert!(page.has("action=\"/admin/search/pins/end\"") && page.has(sku.as_str()));
    let page = by(&shop, owner(), "/admin/search/pins?query=tea");
    assert!(page.has("id=\"query\"") && page.has("value=\"tea\""));
    assert!(!page.has("name=\"version\""), "what is new was read in no version");
}

#[test]
fn analysts_read_and_change_nothing() {
    let shop = fakes::shop();
    let page = by(&shop, member(Role::Analyst), "/admin/search");
    assert!(page.status == 200 && page.has(">kettle</a>"));
    assert!(!page.has("/admin/search/pins") && !page.has("/admin/search/synonyms"));
    for address in ["/admin/search/synonyms", "/admin/search/synonyms/12", "/admin/search/pins"] {
        assert_eq!(by(&shop, member(Role::Analyst), address).status, 403, "{address}");
    }
    for role in Role::ALL {
        let page = by(&shop, member(role), "/admin");
        let sees = role.allows(Permission::EditSearch) || role.allows(Permission::ReadReports);
        // Once in the bar, and once on the page.
        let times = if sees { 2 } else { 0 };
        assert_eq!(page.count("href=\"/admin/search\""), times, "{role:?}");
    }
}

#[test]
fn what_was_typed_is_there_still_while_the_store_is_away() {
    let shop = fakes::shop();
    shop.search_room.stored().refused = Some(SearchRoomError::Unavailable);
    for (address, form, name) in [
        ("/admin/search/synonyms", "add", "words"),
        ("/admin/search/synonyms/12", "change", "also"),
        ("/admin/search/pins", "pin", "query"),
        ("/admin/search/pins?query=mug", "pin", "products"),
    ] {
        let away = [("", "This cannot be done just now.")];
        let page = again(&shop, address, form, &[(name, "TYPED")], &away);
        assert_bound(address, &page);
        assert!(main_part(&page).contains("TYPED"), "{address}");
    }
}

#[test]
fn a_store_that_is_away_is_told() {
    let shop = fakes::shop();
    for (error, status) in [(SearchRoomError::Unavailable, 503), (SearchRoomError::Forbidden, 403)]
    {
        shop.search_room.stored().refused = Some(error);
        for address in PAGES {
            assert_eq!(by(&shop, owner(), address).status, status, "{address}");
        }
    }
}
