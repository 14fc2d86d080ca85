//! Pages for accounts and staff, drawn on a shop in memory: what holds for all of them.

mod fakes;

use app::Visitor;
use fakes::{
    FakeShop, Page, With,
    markup::{Tag, assert_bound, main_part},
    visits::{by, owner, refused, shopper},
};
use storefront::profile::{Glimpse, Wished};

const HOSTILE: &str = "\"><script>alert(1)</script>&'";

/// Pages for everyone.
const OPEN: [&str; 9] = [
    "/sign-in?next=/p/mug",
    "/register?next=/p/mug",
    "/register?done=sent",
    "/verify-email?token=abc",
    "/forgot-password",
    "/forgot-password?done=sent",
    "/reset-password?token=abc",
    "/confirm-email?token=abc",
    "/admin/invitation?token=abc",
];

/// Pages for who is signed in.
const OWN: [&str; 8] = [
    "/account?done=verified",
    "/account/details?done=name",
    "/account/addresses?done=added",
    "/account/addresses/home",
    "/account/preferences?done=saved",
    "/account/sessions?done=ended",
    "/account/wishlist?done=removed",
    "/account/privacy",
];

/// Pages for staff.
const STAFF: &[&str] = &[
    "/admin",
    "/admin/figures",
    "/admin/figures?by=month",
    "/admin/products?done=changed&deed=key1",
    "/admin/categories?done=merged",
    "/admin/categories/pots?done=changed",
    "/admin/collections",
    "/admin/collections/summer?done=created",
    "/admin/brands?done=renamed",
    "/admin/products/mug/images?done=added",
    "/admin/stock?low=on",
    "/admin/stock/PEN-1?done=received",
    "/admin/holds?done=released",
    "/admin/reviews?only=waiting&stars=&done=published",
    "/admin/search?days=30&vain=on",
    "/admin/staff?done=added",
    "/admin/staff/bo/sessions?done=ended-all",
    "/admin/sessions?done=ended",
    "/admin/customers?only=verified&find=Ada",
    "/admin/customers/ada?done=reset",
    "/admin/products/new",
    "/admin/products/shirt?done=published",
    "/admin/tokens?done=revoked",
    "/admin/audit?action=renamed",
];

/// Every page with who is shown it.
fn every_page(shop: &FakeShop) -> Vec<(&'static str, Page)> {
    let open =
        OPEN.into_iter().chain(["/admin/sign-in?done=welcome", "/dev/mail", "/dev/mail/letter1"]);
    let open = open.map(|address| (address, by(shop, Visitor::default(), address)));
    let own = OWN.into_iter().map(|address| (address, by(shop, shopper(), address)));
    let staff = STAFF.iter().map(|address| (*address, by(shop, owner(), address)));
    open.chain(own).chain(staff).collect()
}

#[test]
fn every_page_is_whole_and_its_labels_are_bound() {
    let shop = fakes::shop();
    for (address, page) in every_page(&shop) {
        assert_eq!(page.status, 200, "{address}");
        for (text, times) in [("<h1", 1), ("<main", 1), ("<title>", 1), ("noindex", 1)] {
            assert_eq!(page.count(text), times, "{text} on {address}");
        }
        assert!(!page.has(" style=\"") && !page.has("<title>Error"), "{address}");
        let done = address.contains("done=");
        assert_eq!(main_part(&page).contains("role=\"status\""), done, "said on {address}");
        for form in Tag::all(main_part(&page), &["form"]) {
            let posts = form.attribute("method") == Some("post");
            // What only looks for something leads to where it stands.
            let looks = form.attribute("action").is_some_and(|to| address.starts_with(to));
            assert!(posts || looks, "{address}");
        }
        assert_bound(address, &page);
    }
}

#[test]
fn a_hostile_name_is_text() {
    let shop = fakes::shop();
    shop.people.be_called(HOSTILE);
    let glimpse = Glimpse::from(&*shop.catalogue.products[0]);
    let mut wished = shop.people.answers().wishes.clone().expect("wishes");
    wished[0].now = Wished::Here(Glimpse { title: HOSTILE.to_owned(), ..glimpse });
    shop.people.answers().wishes = Ok(wished);
    for (address, page) in every_page(&shop) {
        assert!(!page.html.to_lowercase().contains("<script>alert"), "{address}");
        assert_bound(address, &page);
    }
    let values = ["next", "token", "email", "name", "line1", "label", "language", "step", "id"];
    let values = values.map(|name| (name, HOSTILE));
    for address in ["/sign-in", "/register", "/verify-email", "/reset-password", "/admin/code"] {
        let form = refused("", &values, &[("", HOSTILE)]);
        let page = shop.post(address, form);
        assert!(page.has("alert(1)") && !page.has("<script>alert"), "{address}");
    }
    for address in ["/account/addresses", "/account/preferences"] {
        let form = refused("", &values, &[("", HOSTILE)]);
        let page = shop.draw_with(address, With { visitor: shopper(), form, ..With::default() });
        assert!(page.has("alert(1)") && !page.has("<script>alert"), "{address}");
    }
}

#[test]
fn nobody_is_shown_what_is_not_theirs() {
    let shop = fakes::shop();
    for address in OWN {
        assert_eq!(by(&shop, Visitor::default(), address).status, 404, "{address}");
        assert_eq!(by(&shop, owner(), address).status, 404, "{address}");
    }
    for address in STAFF {
        assert_eq!(by(&shop, shopper(), address).status, 404, "{address}");
    }
    assert_eq!(by(&shop, shopper(), "/account/addresses/others").status, 404);
    assert_eq!(by(&shop, shopper(), "/account/nothing").status, 404);
}

#[test]
fn a_refused_form_keeps_what_was_typed_and_no_password() {
    let shop = fakes::shop();
    let values = [
        ("email", "a@b"),
        ("name", "Bo Typed"),
        ("password", "hunter2hunter2"),
        ("current_password", "hunter2hunter2"),
        ("code", "123456"),
        ("token", "abc"),
        ("step", "step1"),
        ("line1", "Typed Street 7"),
        ("country", "FR"),
        ("label", "Typed label"),
        ("roles", "support"),
        ("next", "/p/mug"),
    ];
    // Address, which form, a refused field, and what of the values is there again.
    for (address, form, field, kept) in [
        ("/sign-in", "", "email", "a@b"),
        ("/sign-in", "", "password", "/p/mug"),
        ("/register", "", "name", "Bo Typed"),
        ("/verify-email", "", "password", "abc"),
        ("/reset-password", "", "password", "abc"),
        ("/forgot-password", "", "email", "a@b"),
        ("/account/details", "name", "name", "Bo Typed"),
        ("/account/details", "email", "current_password", "a@b"),
        ("/account/details", "password", "current_password", ""),
        ("/account/addresses", "", "line1", "Typed Street 7"),
        ("/account/addresses/home", "", "postcode", "Typed Street 7"),
        ("/account/erase", "", "current_password", ""),
        ("/account/erase", "", "sure", ""),
        ("/admin/sign-in", "", "email", "a@b"),
        ("/admin/code", "", "code", "step1"),
        ("/admin/enrol", "", "code", "step1"),
        ("/admin/invitation", "", "password", "abc"),
        ("/admin/staff", "add", "email", "Bo Typed"),
        ("/admin/tokens", "", "roles", "Typed label"),
    ] {
        let form = refused(form, &values, &[(field, "Put this right.")]);
        let visitor = if address.starts_with("/admin") { owner() } else { shopper() };
        let page = shop.draw_with(address, With { visitor, form, ..With::default() });
        assert!(page.has("<title>Error: "), "{address}");
        assert!(
            page.has("role=\"alert\"") && page.count("Put this right.") == 2,
            "{address} {field}"
        );
        assert!(page.has(&format!("value=\"{kept}\"")), "{kept} on {address}");
        assert!(!page.has("hunter2") && !page.has("123456"), "a secret on {address}");
        assert_bound(address, &page);
    }
}

#[test]
fn a_spent_link_opens_no_form_and_leads_to_another() {
    let shop = fakes::shop();
    for (address, another) in [
        ("/verify-email", "href=\"/register\""),
        ("/reset-password", "href=\"/forgot-password\""),
        ("/confirm-email", "href=\"/account/details#email\""),
        ("/admin/invitation", "send another"),
    ] {
        let page =
            shop.post(address, refused("spent", &[("token", "abc")], &[("", "It is spent.")]));
        let main = main_part(&page);
        assert!(main.contains("It is spent.") && main.contains(another), "{address}");
        assert!(!main.contains("<form"), "{address}");
        assert!(main_part(&shop.get(address)).contains("not complete"), "{address}");
    }
}

#[test]
fn an_unknown_word_says_nothing() {
    let shop = fakes::shop();
    let page = shop.get("/sign-in?done=%3Cb%3E");
    assert!(!main_part(&page).contains("role=\"status\""));
    assert!(shop.get("/sign-in?done=reset").has("Your password is changed."));
}

#[test]
fn what_is_next_is_carried_on() {
    let shop = fakes::shop();
    let page = shop.get("/sign-in?next=/p/mug%3Fsku%3D1%26x");
    assert!(page.has("name=\"next\" value=\"/p/mug?sku=1&amp;x\""));
    assert!(page.has("href=\"/register?next=%2Fp%2Fmug%3Fsku%3D1%26x\""));
    assert!(!shop.get("/sign-in").has("name=\"next\""));
}
