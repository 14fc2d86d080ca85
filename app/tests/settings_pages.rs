//! Pages with which staff look after settings and texts, one by one.

mod fakes;

use fakes::{
    markup::{assert_bound, main_part},
    visits::{again, assert_whole, by, member, owner},
};
use storefront::{
    settings_room::{Setting, SettingsError},
    shop::Chosen,
    staff::{Permission, Role},
};

const PAGES: [&str; 6] = [
    "/admin/settings",
    "/admin/settings?done=changed",
    "/admin/texts",
    "/admin/texts?done=before",
    "/admin/texts/imprint",
    "/admin/texts/terms?done=restored",
];

#[test]
fn every_page_is_whole_and_its_labels_are_bound() {
    let shop = fakes::shop();
    assert_whole(&shop, &PAGES);
    for missing in ["/admin/texts/none", "/admin/texts/No!"] {
        assert_eq!(by(&shop, owner(), missing).status, 404, "{missing}");
    }
}

#[test]
fn settings_say_what_holds_and_where_it_is_from() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/settings");
    let main = main_part(&page);
    assert!(main.contains("Harbour Ltd, Quay 2, 20457 Hamburg") && main.contains("Set here"));
    assert_eq!(page.count("action=\"/admin/settings/seller/reset\""), 1);
    assert_eq!(page.count("/reset\""), 1, "only what is set here has a way back");
    assert!(main.contains("name=\"version\" value=\"7\"") && main.contains("Germany"));
    assert!(main.contains("Included in prices"));
    shop.settings_room.stored().sheet.defaults.tax_included = false;
    assert!(by(&shop, owner(), "/admin/settings").has("Added to prices"));
}

#[test]
fn what_is_set_stands_in_the_frame_of_every_page() {
    let shop = fakes::shop();
    {
        let mut stored = shop.settings_room.stored();
        stored.sheet.set.put(Setting::ShopName, Some("Harbour and Sons".to_owned()));
        stored.sheet.set.put(Setting::Tagline, Some("Ropes for all.".to_owned()));
    }
    let page = shop.get("/");
    assert!(page.has("<title>Harbour and Sons</title>") && page.has("Ropes for all."));
    assert!(!page.has("Quayside</a>"));
}

#[test]
fn who_saves_second_sees_both_and_overwrites_nothing() {
    let shop = fakes::shop();
    let stale = [("version", "Somebody else has changed this.")];
    let values = [("version", "6"), ("tagline", "Mine.")];
    let page = again(&shop, "/admin/settings", "change", &values, &stale);
    assert_bound("stale settings", &page);
    let main = main_part(&page);
    assert!(main.contains("value=\"Mine.\"") && main.contains("Good things for home"));
    assert!(main.contains("name=\"version\" value=\"7\""));
    let values = [("version", "2"), ("title", "Mine"), ("markdown", "My words.")];
    let page = again(&shop, "/admin/texts/terms", "change", &values, &stale);
    assert_bound("stale text", &page);
    let main = main_part(&page);
    assert!(
        main.contains("My words.") && main.contains("Words about Terms of sale &amp; &lt;more")
    );
    assert!(main.contains("name=\"version\" value=\"3\""));
    let page =
        again(&shop, "/admin/texts/terms", "change", &values, &[("title", "Enter a title.")]);
    assert!(main_part(&page).contains("name=\"version\" value=\"2\""), "still what was read");
}

#[test]
fn a_preview_shows_what_was_typed_and_keeps_it() {
    let shop = fakes::shop();
    let values = [("version", "3"), ("title", "New terms"), ("markdown", "My words.")];
    for address in ["/admin/texts/terms", "/admin/texts"] {
        let page = again(&shop, address, "preview", &values, &[]);
        assert_eq!(page.status, 200, "{address}");
        assert_bound(address, &page);
        let main = main_part(&page);
        assert!(main.contains("<p class=\"drawn\">My words.</p>"), "{address}");
        assert!(main.contains("value=\"New terms\"") && main.contains("Nothing is saved yet."));
    }
    assert!(!by(&shop, owner(), "/admin/texts/terms").has("Nothing is saved yet."));
}

#[test]
fn a_text_says_how_it_was_and_how_it_goes_back() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/texts/terms");
    assert!(page.has("Restore version 1") && page.has("As it is now"));
    assert!(!page.has("Restore version 2"), "there is nothing to restore");
    assert!(page.has("Back to the file"));
    assert!(by(&shop, owner(), "/admin/texts/size-guide").has("Take the page off the shop"));
    let page = by(&shop, owner(), "/admin/texts/imprint");
    assert!(page.has("Nobody has written it here yet.") && !page.has("Back to the file"));
}

#[test]
fn what_is_to_be_done_first_goes_away_when_it_is_done() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin");
    assert!(page.has("Before you sell: ") && page.has("href=\"/admin/settings#shop_name\""));
    assert!(!page.has("href=\"/admin/settings#seller\""), "it is done");
    shop.settings_room.stored().chosen = Chosen { name: true, seller: true, delivery_note: true };
    let page = by(&shop, owner(), "/admin");
    assert!(!page.has("/admin/settings#"));
    for role in Role::ALL {
        let page = by(&shop, member(role), "/admin");
        let settings = role.allows(Permission::ManageSettings);
        assert_eq!(page.has("href=\"/admin/settings\""), settings, "{role:?}");
        assert_eq!(page.has("href=\"/admin/texts\""), settings, "{role:?}");
        assert!(settings || !page.has("Before you sell"), "{role:?}");
    }
}

#[test]
fn without_the_store_pages_say_so_and_keep_what_was_typed() {
    let shop = fakes::shop();
    for (error, status) in [(SettingsError::Unavailable, 503), (SettingsError::Forbidden, 403)] {
        shop.settings_room.stored().refused = Some(error);
        for address in ["/admin/settings", "/admin/texts", "/admin/texts/terms"] {
            assert_eq!(by(&shop, owner(), address).status, status, "{address}");
        }
    }
    shop.settings_room.stored().refused = Some(SettingsError::Unavailable);
    let away = [("", "This cannot be done just now.")];
    for (address, form, field) in [
        ("/admin/settings", "change", ("tagline", "TYPED")),
        ("/admin/texts", "create", ("title", "TYPED")),
        ("/admin/texts/terms", "change", ("title", "TYPED")),
    ] {
        let page = again(&shop, address, form, &[field], &away);
        assert!(main_part(&page).contains("value=\"TYPED\""), "{address}");
    }
}
