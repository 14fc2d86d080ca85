//! Pages with which staff look after coupons, delivery and tax, one by one; and where a shopper reads of
//! a promotion.

mod fakes;

use app::Visitor;
use fakes::{
    With,
    buying::{entered, euros},
    markup::{assert_bound, main_part},
    offers::{coupon, rate},
    visits::{again, assert_whole, by, member, owner},
};
use storefront::{
    account::Secret,
    offer_room::{OfferError, TaxStanding},
    orders::Buyer,
    pricing::CouponCode,
    profile::Country,
    staff::{Permission, Role},
};

const PAGES: [&str; 9] = [
    "/admin/coupons",
    "/admin/coupons?done=created",
    "/admin/coupons/SPRING?done=changed",
    "/admin/delivery?done=zone",
    "/admin/delivery/zones/near",
    "/admin/delivery/methods/standard?done=priced",
    "/admin/delivery/methods/standard/zones/home",
    "/admin/delivery/methods/standard/zones/near",
    "/admin/taxes?done=added",
];

#[test]
fn every_page_is_whole_and_its_labels_are_bound() {
    let shop = fakes::shop();
    assert_whole(&shop, &PAGES);
    for missing in [
        "/admin/coupons/NONE",
        "/admin/coupons/no%20code!",
        "/admin/delivery/zones/none",
        "/admin/delivery/methods/none",
        "/admin/delivery/methods/standard/zones/none",
    ] {
        assert_eq!(by(&shop, owner(), missing).status, 404, "{missing}");
    }
}

#[test]
fn coupons_are_listed_with_where_they_stand() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/coupons");
    for text in
        ["Switched off", "Coming", "Over", "Running", "Used up", "2 of 100", "€5.00", "10 %"]
    {
        assert!(main_part(&page).contains(text), "{text}");
    }
    assert!(page.has("href=\"/admin/coupons/SPRING\"") && page.has("€49.90"));
    let page = by(&shop, owner(), "/admin/coupons?state=coming");
    assert!(page.has(">COMING<") && !page.has(">SPRING<"));
    assert!(page.has("href=\"/admin/coupons?state=coming\" aria-current=\"page\""));
    shop.offer_room.stored().coupons.clear();
    assert!(by(&shop, owner(), "/admin/coupons?state=over").has("Show all coupons"));
    assert!(by(&shop, owner(), "/admin/coupons").has("There is no coupon yet."));
    assert_eq!(by(&shop, owner(), "/admin/coupons?state=asleep").status, 400);
}

#[test]
fn a_list_goes_on_where_it_ended() {
    let shop = fakes::shop();
    shop.offer_room.stored().coupons =
        (100..151).map(|number| coupon(&format!("C-{number}"))).collect();
    let page = by(&shop, owner(), "/admin/coupons?state=running");
    let next = "/admin/coupons?state=running&nextCursor=0.C-149";
    assert!(page.has(&next.replace('&', "&amp;")) && !page.has("C-150"));
    let page = by(&shop, owner(), next);
    assert!(page.has("C-150") && page.has("First page") && !page.has("Next page"));
}

#[test]
fn a_coupon_that_was_used_keeps_its_code() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/coupons/SPRING");
    assert!(page.has("name=\"version\" value=\"7\"") && page.has("value=\"5.00\""));
    assert!(page.has("so its code stays") && page.has("type=\"hidden\" name=\"code\""));
    assert!(page.has("action=\"/admin/coupons/SPRING/switch\"") && page.has("Switch off"));
    assert!(by(&shop, owner(), "/admin/coupons/ASLEEP").has("Switch on"));
    shop.offer_room.stored().coupons[3].used = 0;
    let page = by(&shop, owner(), "/admin/coupons/SPRING");
    assert!(page.has("id=\"code\"") && !page.has("so its code stays"));
}

#[test]
fn who_saves_second_sees_both_and_overwrites_nothing() {
    let shop = fakes::shop();
    let values = [("version", "6"), ("kind", "percent"), ("off", "25"), ("code", "SPRING")];
    let stale = [("version", "Somebody else has changed this.")];
    let page = again(&shop, "/admin/coupons/SPRING", "change", &values, &stale);
    assert_bound("stale", &page);
    assert!(page.has("href=\"#now\"") && page.has("<title>Error: "));
    assert!(page.has("value=\"25\"") && main_part(&page).contains("€5.00"));
    assert!(page.has("name=\"version\" value=\"7\""), "both were seen");
    let bad = [("off", "Enter a percentage.")];
    let page = again(&shop, "/admin/coupons/SPRING", "change", &values, &bad);
    assert!(page.has("name=\"version\" value=\"6\""), "what was read before is not seen as new");
    assert!(page.has("id=\"off-error\""));
}

#[test]
fn delivery_is_shown_with_its_zones_and_prices() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/delivery");
    for text in ["Standard delivery", "13:00 UTC", "Germany", "Austria, Switzerland", "ES 35…"] {
        assert!(main_part(&page).contains(text), "{text}");
    }
    let page = by(&shop, owner(), "/admin/delivery/methods/standard");
    assert!(page.has("Up to 5 kg: €4.90") && page.has("free from €50.00"));
    assert!(page.has("href=\"/admin/delivery/methods/standard/zones/near\""));
    assert!(page.has("Deliver there") && page.has("name=\"version\" value=\"5\""));
    let page = by(&shop, owner(), "/admin/delivery/zones/near");
    assert!(page.has("AT, CH") && page.has("name=\"version\" value=\"3\""));
}

#[test]
fn steps_are_typed_in_rows_and_stay_as_they_were_typed() {
    let shop = fakes::shop();
    let home = "/admin/delivery/methods/standard/zones/home";
    let page = by(&shop, owner(), home);
    assert_eq!(page.count("name=\"up_to\""), 4, "two steps, and two rows to add others");
    assert!(page.has("value=\"31.5\"") && page.has("value=\"50.00\""));
    assert!(page.has(&format!("action=\"{home}/end\"")) && page.has("value=\"4\""));
    let page = by(&shop, owner(), "/admin/delivery/methods/standard/zones/near");
    assert!(page.has("name=\"version\" value=\"0\"") && !page.has("/end\""));
    let values = [
        ("up_to", "5"),
        ("price", "cheap"),
        ("free_from", ""),
        ("up_to", "10"),
        ("price", "9.90"),
        ("free_from", "99"),
        ("min_days", "2"),
        ("max_days", "3"),
        ("version", "4"),
    ];
    let page = again(&shop, home, "service", &values, &[("steps", "Step 1: enter a price.")]);
    assert_bound("steps", &page);
    assert!(page.has("href=\"#steps\"") && page.has("id=\"steps-error\""));
    assert!(page.has("value=\"cheap\"") && page.has("value=\"99\""));
    assert_eq!(page.count("name=\"up_to\""), 2);
}

#[test]
fn of_several_forms_only_the_refused_one_is_filled() {
    let shop = fakes::shop();
    let values = [("code", "Bad!"), ("name", "Typed"), ("countries", "Narnia")];
    let page = again(&shop, "/admin/delivery", "zone", &values, &[("code", "Small letters.")]);
    assert_bound("zone", &page);
    assert!(page.has("href=\"#zone-code\"") && page.has("id=\"zone-code-error\""));
    assert_eq!((page.count("value=\"Typed\""), page.count("value=\"Narnia\"")), (1, 1));
    assert!(!page.has("method-code-error"));
}

#[test]
fn rates_are_shown_with_whether_they_count() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/taxes");
    for text in ["Prices include tax", "19 %", "19.5 %", "Counts", "Over", "3 December 2026"] {
        assert!(main_part(&page).contains(text), "{text}");
    }
    assert_eq!(page.count("action=\"/admin/taxes/withdraw\""), 2);
    assert!(page.has("name=\"rate\" value=\"DE.standard.2026-12-03.\""));
    let page = by(&shop, owner(), "/admin/taxes?only=ES");
    assert!(main_part(&page).contains("None") && !page.has("19.5 %"));
    assert!(by(&shop, owner(), "/admin/taxes?only=FR").has("does not sell there"));
    shop.offer_room.stored().included = false;
    assert!(by(&shop, owner(), "/admin/taxes").has("Tax comes on top"));
    let values =
        [("country", "ES"), ("class", "reduced"), ("rate", "much"), ("from", "2027-01-01")];
    let page = again(&shop, "/admin/taxes", "add", &values, &[("rate", "Enter a percentage.")]);
    assert_bound("rate", &page);
    assert!(page.has("value=\"much\"") && page.has("value=\"2027-01-01\""));
    shop.offer_room.stored().rates = Country::all()
        .into_iter()
        .take(51)
        .map(|country| rate(country.code(), Some(0), TaxStanding::Counts))
        .collect();
    let page = by(&shop, owner(), "/admin/taxes");
    assert!(page.has("nextCursor=") && page.has("Next page"));
}

#[test]
fn the_way_there_is_shown_to_those_who_may_go_it() {
    let shop = fakes::shop();
    for role in Role::ALL {
        let page = by(&shop, member(role), "/admin");
        let offers = role.allows(Permission::EditOffers);
        assert_eq!(page.has("href=\"/admin/coupons\""), offers, "{role:?}");
        let settings = role.allows(Permission::ManageSettings);
        assert_eq!(page.has("href=\"/admin/delivery\""), settings, "{role:?}");
        assert_eq!(page.has("href=\"/admin/taxes\""), settings, "{role:?}");
    }
}

#[test]
fn what_was_typed_is_there_still_while_the_store_is_away() {
    let shop = fakes::shop();
    shop.offer_room.stored().refused = Some(OfferError::Unavailable);
    for (address, form, value) in [
        ("/admin/coupons", "create", ("code", "TYPED")),
        ("/admin/coupons/SPRING", "change", ("minimum", "TYPED")),
        ("/admin/delivery", "zone", ("name", "TYPED")),
        ("/admin/delivery/methods/standard", "change", ("name", "TYPED")),
        ("/admin/delivery/methods/standard/zones/home", "service", ("up_to", "TYPED")),
        ("/admin/taxes", "add", ("region", "TYPED")),
    ] {
        let away = [("", "This cannot be done just now.")];
        let page = again(&shop, address, form, &[value], &away);
        assert_bound(address, &page);
        assert!(page.has("value=\"TYPED\""), "{address}");
    }
}

#[test]
fn a_store_that_is_away_is_told() {
    let shop = fakes::shop();
    for (error, status) in [(OfferError::Unavailable, 503), (OfferError::Forbidden, 403)] {
        shop.offer_room.stored().refused = Some(error);
        for address in PAGES {
            assert_eq!(by(&shop, owner(), address).status, status, "{address}");
        }
    }
}

#[test]
fn a_promotion_is_named_in_the_sums_and_cannot_be_taken_out() {
    let shop = fakes::shop();
    let mut view = entered("Ada");
    view.offer = CouponCode::parse("WEEKEND").ok();
    view.totals.discount = euros(200);
    let guest = Visitor { buyer: Some(Buyer::Guest(Secret::new("guest"))), ..Visitor::default() };
    let draw = |view| {
        shop.buying.answer(Ok(view));
        shop.draw_with("/checkout/c1", With { visitor: guest.clone(), ..With::default() })
    };
    let page = draw(view.clone());
    assert!(page.has("Discount (WEEKEND)") && page.has("−€2.00"));
    assert!(!page.has("Take it out"), "nobody has entered it");
    view.totals.discount = euros(0);
    view.totals.shipping = euros(0);
    let page = draw(view);
    assert!(page.has("free (WEEKEND)") && !page.has("Discount"));
}
