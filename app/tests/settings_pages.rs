//! Pages with which staff look after settings and texts, one by one.

mod fakes;

use fakes::{
    markup::{Tag, assert_bound, main_part},
    visits::{again, assert_whole, by, member, owner},
};
use storefront::{
    logo::Logo,
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

fn logo(see_through: bool) -> Logo {
    Logo { key: "a".repeat(32), width: 1_000, height: 100, see_through }
}

#[test]
fn a_logo_stands_for_the_name_at_the_head_of_every_page() {
    let shop = fakes::shop();
    assert!(shop.get("/").has("class=\"flag\"") && !shop.get("/").has("/img/aaaa"));
    shop.settings_room.stored().sheet.set.logo = Some(logo(false));
    for address in ["/", "/cart", "/pages/terms", "/no/such/thing"] {
        let page = shop.get(address);
        let tags = Tag::all(&page.html, &["img"]);
        let shown = tags.iter().find(|tag| tag.attribute("class") == Some("logo"));
        let shown = shown.unwrap_or_else(|| panic!("no logo on {address}"));
        let sides = (shown.attribute("width"), shown.attribute("height"));
        assert_eq!(sides, (Some("200"), Some("20")), "{address}");
        assert_eq!(shown.attribute("alt"), Some("Quayside"), "{address}");
        assert!(shown.attribute("src").is_some_and(|src| src.ends_with("-320.webp")));
        assert!(!page.has("class=\"flag\""), "{address}");
    }
    shop.settings_room.stored().sheet.set.logo = Some(logo(true));
    assert!(shop.get("/").has("class=\"logo logo-see-through\""));
}

#[test]
fn a_logo_is_sent_shown_and_removed_with_forms_of_their_own() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/settings");
    let main = main_part(&page);
    assert!(main.contains("There is none") && !main.contains("/admin/settings/logo/remove"));
    assert!(main.contains("enctype=\"multipart/form-data\"") && main.contains("type=\"file\""));
    shop.settings_room.stored().sheet.set.logo = Some(logo(false));
    for done in ["logo", "no_logo"] {
        let page = by(&shop, owner(), &format!("/admin/settings?done={done}"));
        assert!(main_part(&page).contains("role=\"status\""), "{done}");
    }
    let page = by(&shop, owner(), "/admin/settings");
    let main = main_part(&page);
    assert!(main.contains("action=\"/admin/settings/logo/remove\""));
    assert!(main.contains("alt=\"The logo as it is now\""));
    let values = [("version", "6"), ("sent", "")];
    let error = [("logo", "`cat.svg` is not a JPEG, PNG or WebP picture.")];
    let page = again(&shop, "/admin/settings", "logo", &values, &error);
    assert_bound("logo refused", &page);
    let main = main_part(&page);
    assert!(main.contains("href=\"#logo\"") && main.contains("id=\"logo-error\""));
    assert!(!main.contains("The logo that you sent"));
    let sent = format!("{} 24 18", "b".repeat(32));
    let stale = [("version", "Somebody else has changed this.")];
    let values = [("version", "6"), ("sent", sent.as_str())];
    let page = again(&shop, "/admin/settings", "logo", &values, &stale);
    assert_bound("stale logo", &page);
    let main = main_part(&page);
    assert!(main.contains("alt=\"The logo that you sent\"") && main.contains("/img/bbbb"));
    assert!(main.contains("alt=\"The logo as it is now\""), "both are shown");
    assert!(!main.contains("name=\"version\" value=\"6\""));
}

#[test]
fn country_and_tax_are_chosen_and_prices_say_whether_they_hold_it() {
    let shop = fakes::shop();
    let product = format!("/p/{}", shop.catalogue.products[0].slug);
    assert!(shop.get(&product).has("incl. VAT"));
    {
        let mut stored = shop.settings_room.stored();
        stored.sheet.set.put(Setting::Country, Some("AT".to_owned()));
        stored.sheet.set.put(Setting::Tax, Some("added".to_owned()));
    }
    let page = shop.get(&product);
    assert!(page.has("plus VAT") && !page.has("incl. VAT"));
    let page = by(&shop, owner(), "/admin/settings");
    let main = main_part(&page);
    assert!(main.contains("<td>Austria</td>") && main.contains("<td>Added to prices</td>"));
    for setting in ["country", "tax"] {
        assert_eq!(page.count(&format!("action=\"/admin/settings/{setting}/reset\"")), 1);
    }
    let inputs = Tag::all(main, &["option", "input"]);
    let chosen = |word: &'static str| -> Vec<_> {
        inputs.iter().filter(|tag| tag.is(word)).filter_map(|tag| tag.attribute("value")).collect()
    };
    assert_eq!((chosen("selected"), chosen("checked")), (vec!["AT"], vec!["added"]));
    let refused = [("country", "Nothing is sold to this country yet."), ("tax", "Choose one.")];
    let typed = [("version", "7"), ("country", "BR"), ("tax", "added")];
    let page = again(&shop, "/admin/settings", "change", &typed, &refused);
    assert_bound("country refused", &page);
    let main = main_part(&page);
    assert!(main.contains("href=\"#country\"") && main.contains("href=\"#tax-included\""));
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
