//! Pages for staff and for the machine itself, one by one.

mod fakes;

use app::{NewToken, StaffStep, Visitor};
use fakes::{
    With,
    markup::{Tag, assert_bound, main_part},
    people,
    visits::{by, owner, refused, shopper},
};
use storefront::staff::{Role, StaffError, TokenCursor};

#[test]
fn a_choice_that_was_refused_stays_chosen() {
    let shop = fakes::shop();
    let values = [("account", "bo"), ("roles", "analyst"), ("roles", "orders")];
    let form = refused("roles", &values, &[("roles", "Not these.")]);
    let page = shop.draw_with("/admin/staff", With { visitor: owner(), form, ..With::default() });
    assert_bound("/admin/staff", &page);
    let ticked: Vec<_> = Tag::all(&page.html, &["input"])
        .into_iter()
        .filter(|tag| tag.is("checked"))
        .filter_map(|tag| tag.attribute("id"))
        .collect();
    assert_eq!(ticked, ["roles-bo-orders", "roles-bo-analyst"]);
    let values = [("version", "2"), ("colour_scheme", "dark"), ("language", "xx")];
    let form = refused("", &values, &[("language", "Choose a language.")]);
    let page = shop
        .draw_with("/account/preferences", With { visitor: shopper(), form, ..With::default() });
    let dark = Tag::all(&page.html, &["input"]);
    let dark = dark.iter().find(|tag| tag.attribute("id") == Some("colour_scheme-dark"));
    assert!(dark.is_some_and(|tag| tag.is("checked")));
}

#[test]
fn a_second_factor_is_set_up_with_its_secret_in_groups() {
    let shop = fakes::shop();
    let at =
        |address: &str, step| shop.draw_with(address, With { step: Some(step), ..With::default() });
    let picture = "<svg data-picture></svg>".to_owned();
    let enrol = StaffStep::Enrol { step: "s1".to_owned(), secret: "ABCDEFGH".to_owned(), picture };
    let page = at("/admin/sign-in", enrol);
    assert!(page.has("ABCD EFGH") && page.has("<svg data-picture>") && page.has("value=\"s1\""));
    assert!(page.has("inputmode=\"numeric\"") && page.has("autocomplete=\"one-time-code\""));
    assert_bound("enrol", &page);
    let page = at("/admin/sign-in", StaffStep::Code { step: "s2".to_owned() });
    assert!(page.has("action=\"/admin/code\"") && page.has("value=\"s2\""));
    assert!(!main_part(&page).contains("inputmode=\"numeric\""), "recovery codes have letters");
    assert_bound("code", &page);
    let page = at("/admin/enrol", StaffStep::Codes(vec!["aaaa-bbbb".to_owned(), "<i>".to_owned()]));
    assert!(page.has("aaaa-bbbb") && !page.has("<i>") && page.has("href=\"/admin\""));
    assert_eq!(page.count("<h1"), 1);
}

#[test]
fn a_step_that_is_over_leads_back_to_the_password() {
    let shop = fakes::shop();
    let page = shop.post("/admin/code", refused("", &[], &[("", "Sign in again.")]));
    assert!(page.has("href=\"/admin/sign-in\"") && !main_part(&page).contains("<form"));
}

#[test]
fn staff_see_links_to_what_they_may() {
    let shop = fakes::shop();
    let support = Visitor { staff: Some(people::member(&[Role::Support])), ..Visitor::default() };
    let page = by(&shop, support, "/admin");
    assert!(page.has("Answer letters") && !page.has("Say who is staff"));
    assert!(!page.has("href=\"/admin/staff\"") && !page.has("href=\"/admin/audit\""));
    assert!(by(&shop, owner(), "/admin").has("href=\"/admin/audit\""));
    shop.people.answers().staff = Err(StaffError::Forbidden);
    assert_eq!(by(&shop, owner(), "/admin/staff").status, 403);
}

#[test]
fn a_new_token_is_shown_even_when_the_list_is_not() {
    let shop = fakes::shop();
    shop.people.answers().tokens = Err(StaffError::Unavailable);
    assert_eq!(by(&shop, owner(), "/admin/tokens").status, 503);
    let token = Some(NewToken("quay_secret".to_owned()));
    let page = shop.draw_with("/admin/tokens", With { visitor: owner(), token, ..With::default() });
    assert_eq!((page.status, page.count("quay_secret")), (200, 1));
}

#[test]
fn tokens_are_listed_from_the_place_that_the_address_names() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/tokens");
    assert!(!page.has("First page") && !page.has("Next page"));
    let place = TokenCursor::parse("token1").expect("a place");
    if let Ok(tokens) = &mut shop.people.answers().tokens {
        tokens.next = Some(place.clone());
    }
    let page = by(&shop, owner(), "/admin/tokens?nextCursor=token1");
    assert!(page.has("href=\"/admin/tokens?nextCursor=token1\"") && page.has("First page"));
    assert_eq!(shop.people.answers().tokens_after, [None, Some(place)]);
    assert_eq!(by(&shop, owner(), "/admin/tokens?nextCursor=%2F").status, 400);
}

#[test]
fn the_audit_log_goes_on_where_it_ended() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/audit?action=renamed&from=1970-01-01");
    let older = "actor=&amp;action=renamed&amp;subject=&amp;from=1970-01-01&amp;to=&amp;before=2";
    assert!(page.has(&format!("/admin/audit?{older}")) && !page.has(">Newest<"));
    let page = by(&shop, owner(), "/admin/audit?action=renamed&before=2");
    assert_eq!(page.count("<tr>"), 2);
    assert!(!page.has(">Older<") && page.has(">Newest<"));
    for address in ["/admin/audit?action=nothing", "/admin/audit?to=1970-01-02"] {
        let page = by(&shop, owner(), address);
        assert!(page.status == 200 && page.has("Nothing in the log"), "{address}");
    }
}

#[test]
fn the_audit_log_is_searched_by_things_and_days_and_says_what_is_none() {
    let shop = fakes::shop();
    let name = shop.people.answers().audit.clone().expect("entries")[0].subject.clone();
    let subject = app::encode(&name.expect("a subject"));
    let page = by(&shop, owner(), &format!("/admin/audit?subject={subject}"));
    assert!(page.has(">Older<") && page.has(&format!("href=\"/admin/audit?subject={subject}\"")));
    let page = by(&shop, owner(), "/admin/audit?subject=somebody");
    assert!(page.has("Nothing in the log") && page.has("value=\"somebody\""));
    let address = "/admin/audit?from=2026-02-30&to=tomorrow&actor=%22no%20id";
    let page = by(&shop, owner(), address);
    assert_bound(address, &page);
    assert!(page.status == 200 && page.has("<title>Error: ") && !page.has("<tr>"));
    for (field, typed) in [("from", "2026-02-30"), ("to", "tomorrow"), ("actor", "&quot;no id")] {
        let refused = format!("id=\"{field}-error\"");
        assert!(page.has(&refused) && page.has(&format!("href=\"#{field}\"")), "{field}");
        assert!(page.has(&format!("value=\"{typed}\"")), "{typed}");
    }
}

#[test]
fn only_addresses_of_the_web_are_links_in_a_letter() {
    let shop = fakes::shop();
    let page = shop.get("/dev/mail/letter1");
    assert!(page.has("href=\"https://shop.example/verify-email?token=abc\""));
    assert!(!page.has("href=\"javascript"));
    assert_eq!(shop.get("/dev/mail/other").status, 404);
    let mut without = fakes::shop();
    without.shop.letters = None;
    assert_eq!(without.get("/dev/mail").status, 404);
}
