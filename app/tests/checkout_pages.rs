//! Pages of a checkout, drawn on a shop in memory.

mod fakes;

use app::Visitor;
use fakes::{
    FakeShop, Page, With,
    buying::{addressed, begun, entered, euros, submitted},
    markup::{Tag, assert_bound, main_part},
    people,
    visits::{refused, shopper},
};
use storefront::{
    account::Secret,
    checkout::{CheckoutError, CheckoutState, CheckoutView, Submitted},
    orders::Buyer,
    pricing::{CouponCode, CouponRefusal, TaxLine, Undeliverable},
};

const HOSTILE: &str = "\"><script>alert(1)</script>&'";

/// A guest who buys.
fn guest() -> Visitor {
    Visitor { buyer: Some(Buyer::Guest(Secret::new("guest"))), ..Visitor::default() }
}

/// Somebody who is signed in and buys.
fn buyer() -> Visitor {
    Visitor { buyer: Some(Buyer::Account(people::account())), ..shopper() }
}

fn draw(shop: &FakeShop, view: CheckoutView, address: &str) -> Page {
    shop.buying.answer(Ok(view));
    shop.draw_with(address, With { visitor: guest(), ..With::default() })
}

/// The page's words alone.
fn words(page: &Page) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in main_part(page).chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text
}

/// Whether the fold of this class is open.
fn unfolded(page: &Page, class: &str) -> bool {
    let folds = Tag::all(main_part(page), &["details"]);
    let fold = folds.iter().find(|fold| fold.attribute("class") == Some(class));
    fold.expect("a fold").is("open")
}

fn in_state(state: CheckoutState) -> CheckoutView {
    CheckoutView { state, ..entered("Ada Quay") }
}

/// One page of every kind.
fn every_page(shop: &FakeShop, name: &str) -> Vec<(&'static str, Page)> {
    let mut found = vec![
        ("details", draw(shop, begun(), "/checkout/c1")),
        ("delivery", draw(shop, addressed(name), "/checkout/c1")),
        ("payment", draw(shop, entered(name), "/checkout/c1")),
        ("card", draw(shop, entered(name), "/checkout/c1?step=payment&card=ready")),
        ("review", draw(shop, entered(name), "/checkout/c1?step=review")),
    ];
    let mut view = addressed(name);
    view.delivery_options.clear();
    view.undeliverable = Some(Undeliverable::NotServed);
    view.coupon = Some(name.to_owned());
    view.coupon_refused = Some(CouponRefusal::Ended);
    view.billing_address = view.shipping_address.clone();
    view.lines[0].title = name.to_owned();
    found.push(("nowhere", draw(shop, view.clone(), "/checkout/c1")));
    found.push(("billing", draw(shop, view, "/checkout/c1?step=details")));
    for state in [
        CheckoutState::Submitted,
        CheckoutState::Completed,
        CheckoutState::Expired,
        CheckoutState::Cancelled,
    ] {
        found.push((state.name(), draw(shop, in_state(state), "/checkout/c1")));
    }
    found
}

#[test]
fn every_page_stands_alone_and_its_labels_are_bound() {
    let shop = fakes::shop();
    for (kind, page) in every_page(&shop, "Ada Quay") {
        assert_eq!(page.status, 200, "{kind}");
        for (text, times) in [("<h1", 1), ("<main", 1), ("<title>", 1), ("noindex", 1)] {
            assert_eq!(page.count(text), times, "{text} on {kind}");
        }
        let mark = Tag::all(&page.html, &["a"]);
        let mark = mark.iter().find(|link| link.attribute("class") == Some("mark"));
        assert_eq!(mark.and_then(|link| link.attribute("href")), Some("/cart"), "{kind}");
        assert!(!page.has("role=\"search\"") && !page.has("departments"), "{kind}");
        assert!(!page.has(" style=\""), "{kind}");
        for form in Tag::all(main_part(&page), &["form"]) {
            assert_eq!(form.attribute("method"), Some("post"), "{kind}");
        }
        assert_bound(kind, &page);
    }
}

#[test]
fn a_hostile_name_is_text() {
    let shop = fakes::shop();
    for (kind, page) in every_page(&shop, HOSTILE) {
        assert!(!page.html.to_lowercase().contains("<script>alert"), "{kind}");
        assert_bound(kind, &page);
    }
}

#[test]
fn nobody_is_shown_what_is_not_theirs() {
    let shop = fakes::shop();
    assert_eq!(shop.get("/checkout/c1").status, 404);
    for address in ["/checkout/c2", "/checkout/c1/more", "/checkout/no%20id"] {
        assert_eq!(draw(&shop, begun(), address).status, 404, "{address}");
    }
    shop.buying.answer(Err(CheckoutError::Unavailable));
    let with = With { visitor: guest(), ..With::default() };
    assert_eq!(shop.draw_with("/checkout/c1", with).status, 503);
}

#[test]
fn the_first_step_with_something_missing_is_shown() {
    let shop = fakes::shop();
    let mut free = entered("Ada Quay");
    free.totals.total = euros(0);
    free.payment_input_url = None;
    let mut unbrought = addressed("Ada Quay");
    unbrought.delivery_options.clear();
    // What is there, the step asked for, the one shown, and those that are links.
    for (view, asked, heading, links) in [
        (begun(), "", "Your details", &["details"][..]),
        (begun(), "review", "Your details", &["details"]),
        (addressed("Ada"), "", "Delivery", &["details", "delivery"]),
        (addressed("Ada"), "payment", "Delivery", &["details", "delivery"]),
        (addressed("Ada"), "details", "Your details", &["details", "delivery"]),
        (entered("Ada"), "", "Payment", &["details", "delivery", "payment", "review"]),
        (entered("Ada"), "what", "Payment", &["details", "delivery", "payment", "review"]),
        (
            entered("Ada"),
            "review",
            "Review and order",
            &["details", "delivery", "payment", "review"],
        ),
        (free, "", "Review and order", &["details", "delivery", "review"]),
        (unbrought, "delivery", "Payment", &["details", "payment", "review"]),
    ] {
        let page = draw(&shop, view, &format!("/checkout/c1?step={asked}"));
        let main = main_part(&page);
        assert!(main.contains(&format!("<h1>{heading}")), "{heading} for {asked}");
        let steps =
            main.split("class=\"steps\"").nth(1).and_then(|rest| rest.split("</nav>").next());
        let steps = Tag::all(steps.expect("steps"), &["a"]);
        let found: Vec<_> = steps
            .iter()
            .filter_map(|link| link.attribute("href")?.strip_prefix("/checkout/c1?step="))
            .collect();
        assert_eq!(found, links, "{heading} for {asked}");
        let here = steps.iter().filter(|link| link.attribute("aria-current") == Some("step"));
        assert_eq!(here.count(), 1, "{heading} for {asked}");
    }
}

#[test]
fn the_end_is_said_and_can_be_moved_without_scripts() {
    let shop = fakes::shop();
    let page = draw(&shop, begun(), "/checkout/c1");
    assert!(words(&page).contains("Held for you until 14:05 UTC (4 minutes 12 seconds left)"));
    assert!(words(&page).contains("2 extensions left"));
    assert!(page.has("action=\"/checkout/c1/extend\"") && page.has("data-left=\"252000\""));
    assert!(page.has("name=\"step\" value=\"details\""));
    assert!(!page.has("http-equiv=\"refresh\""));
    let page = draw(&shop, CheckoutView { extensions_left: 0, ..begun() }, "/checkout/c1");
    let extend = Tag::all(main_part(&page), &["form"]);
    let extend = extend.iter().find(|form| form.attribute("action") == Some("/checkout/c1/extend"));
    assert!(extend.is_some_and(|form| form.is("hidden")));
}

#[test]
fn at_most_eight_fields_are_seen_and_a_region_only_where_letters_need_it() {
    let shop = fakes::shop();
    let page = draw(&shop, begun(), "/checkout/c1");
    let seen = |page: &Page| {
        let main = main_part(page);
        let form = main.split("name=\"part\" value=\"details\"").nth(1).expect("the form");
        let form = form.split("<details").next().expect("what is before the fold").to_owned();
        Tag::all(&form, &["input", "select"])
            .iter()
            .filter_map(|field| field.attribute("name").map(ToOwned::to_owned))
            .collect::<Vec<_>>()
    };
    let plain = ["email", "name", "line1", "line2", "postcode", "city", "country"];
    assert_eq!(seen(&page), plain);
    assert!(page.has("autocomplete=\"address-line1\"") && page.has("inputmode=\"email\""));
    let values = [("country", "US"), ("line1", "1 Main Street")];
    let form = refused("details", &values, &[("region", "Enter the state or province.")]);
    let page = shop.draw_with("/checkout/c1", With { visitor: guest(), form, ..With::default() });
    assert_eq!(seen(&page).len(), 8);
    assert!(page.has("value=\"1 Main Street\"") && page.has("<title>Error: Your details"));
    assert_eq!(page.count("Enter the state or province."), 2);
    assert_bound("details", &page);
}

#[test]
fn only_countries_delivered_to_are_offered() {
    let shop = fakes::shop();
    let page = draw(&shop, begun(), "/checkout/c1");
    let main = main_part(&page);
    let list = main.split("id=\"country\"").nth(1).and_then(|rest| rest.split("</select>").next());
    let options = Tag::all(list.expect("the list"), &["option"]);
    let codes: Vec<_> = options.iter().filter_map(|option| option.attribute("value")).collect();
    assert_eq!(codes, ["", "FR", "DE", "US"]);
}

#[test]
fn an_address_that_is_stored_is_filled_in_until_something_is_entered() {
    let shop = fakes::shop();
    let with = With { visitor: buyer(), ..With::default() };
    let page = shop.draw_with("/checkout/c1", with.clone());
    assert!(page.has("value=\"Quay 1\"") && page.has("value=\"Ada Quay\""));
    assert!(!page.has("/sign-in?next="));
    let mut view = addressed("Bo Typed");
    view.shipping_address.as_mut().expect("an address").line1 = "Typed Street 7".to_owned();
    shop.buying.answer(Ok(view));
    let page = shop.draw_with("/checkout/c1?step=details", with);
    assert!(page.has("value=\"Typed Street 7\"") && page.has("value=\"Bo Typed\""));
    assert!(!page.has("value=\"Quay 1\""));
    let page = draw(&shop, begun(), "/checkout/c1");
    assert!(!page.has("Quay 1") && page.has("/sign-in?next=%2Fcheckout%2Fc1"));
}

#[test]
fn a_refused_invoice_address_is_unfolded() {
    let shop = fakes::shop();
    let form =
        refused("details", &[("billing.line1", "Typed 7")], &[("billing.city", "Enter the town.")]);
    let page = shop.draw_with("/checkout/c1", With { visitor: guest(), form, ..With::default() });
    assert!(unfolded(&page, "fold") && page.has("href=\"#billing.city\""));
    assert!(!unfolded(&draw(&shop, begun(), "/checkout/c1"), "fold"));
    assert_bound("billing", &page);
}

#[test]
fn delivery_is_chosen_with_price_and_days() {
    let shop = fakes::shop();
    let page = draw(&shop, addressed("Ada"), "/checkout/c1");
    assert!(page.has("standard of Ada, €4.90") && page.has("Arrives Tue 24 to Thu 26 Nov"));
    let main = main_part(&page);
    let radios = Tag::all(main, &["input"]);
    let picked: Vec<_> = radios.iter().filter(|radio| radio.is("checked")).collect();
    assert_eq!(picked.len(), 1);
    assert_eq!(picked[0].attribute("value"), Some("standard"));
    let form = refused("delivery", &[("part", "delivery")], &[("deliveryMethod", "Choose one.")]);
    let page = shop.draw_with("/checkout/c1", With { visitor: guest(), form, ..With::default() });
    assert!(page.has("href=\"#delivery-standard\"") && page.count("Choose one.") == 2);
    assert_bound("delivery", &page);
}

#[test]
fn who_cannot_be_delivered_to_is_led_on() {
    let shop = fakes::shop();
    for reason in [Undeliverable::NotServed, Undeliverable::TooHeavy] {
        let mut view = addressed("Ada");
        view.delivery_options.clear();
        view.undeliverable = Some(reason);
        let page = draw(&shop, view, "/checkout/c1");
        assert!(page.has("Germany") && page.has("Change the address"), "{reason:?}");
        assert!(!page.has("deliveryMethod"), "{reason:?}");
    }
}

#[test]
fn a_coupon_is_taken_refused_and_taken_out() {
    let shop = fakes::shop();
    assert!(!unfolded(&draw(&shop, begun(), "/checkout/c1"), "checkout-coupon fold"));
    let mut view = entered("Ada");
    view.totals.discount = euros(200);
    view.coupon = Some("WELCOME".to_owned());
    view.offer = CouponCode::parse("WELCOME").ok();
    let page = draw(&shop, view.clone(), "/checkout/c1?step=payment");
    assert!(unfolded(&page, "checkout-coupon fold") && page.has("Take it out"));
    assert!(page.has("Discount (WELCOME)") && page.has("−€2.00"));
    assert!(page.has("name=\"step\" value=\"payment\""));
    view.coupon_refused = Some(CouponRefusal::Ended);
    let page = draw(&shop, view, "/checkout/c1");
    assert!(page.has("This coupon has ended.") && page.has("value=\"WELCOME\""));
    shop.buying.answer(Ok(begun()));
    let form = refused("coupon", &[("coupon", "what?")], &[("coupon", "Letters and digits only.")]);
    let page = shop.draw_with("/checkout/c1", With { visitor: guest(), form, ..With::default() });
    assert!(page.has("value=\"what?\"") && page.count("Letters and digits only.") == 2);
    assert_bound("coupon", &page);
}

#[test]
fn cards_are_entered_elsewhere() {
    let shop = fakes::shop();
    let page = draw(&shop, entered("Ada"), "/checkout/c1");
    assert!(page.has("href=\"/checkout/c1/card\"") && page.has("never reaches this shop"));
    assert!(page.has("Enter your card") && !page.has("Your card is stored"));
    assert!(
        Tag::all(main_part(&page), &["input"])
            .iter()
            .all(|it| it.attribute("autocomplete") != Some("cc-number"))
    );
    let page = draw(&shop, entered("Ada"), "/checkout/c1?step=review&card=ready");
    assert!(page.has("Your card is stored for this order") && page.has("Use another card"));
    let declined = CheckoutView { declined: 1, ..entered("Ada") };
    shop.buying.answer(Ok(declined));
    let form = refused("submit", &[], &[("", "Your card was declined. Nothing was charged.")]);
    let page =
        shop.draw_with("/checkout/c1/submit", With { visitor: guest(), form, ..With::default() });
    assert!(page.has("Your card was declined.") && page.has("Enter another card"));
    assert!(page.has("role=\"alert\"") && page.has("<h1>Payment"));
}

#[test]
fn what_is_ordered_is_only_paid_any_more() {
    let shop = fakes::shop();
    let order = Some(submitted().id);
    let view = CheckoutView { order, declined: 1, ..entered("Ada") };
    for address in ["/checkout/c1", "/checkout/c1?step=details", "/checkout/c1?step=review"] {
        let page = draw(&shop, view.clone(), address);
        let main = main_part(&page);
        assert!(!main.contains("step=details") && !main.contains("step=delivery"), "{address}");
        assert!(
            !main.contains("name=\"coupon\"") && main.contains("/checkout/c1/card"),
            "{address}"
        );
    }
    let form = refused("submit", &[], &[("", "Prices have changed.")]);
    let with = With { visitor: guest(), form, ..With::default() };
    assert!(shop.draw_with("/checkout/c1?step=review", with).has("<h1>Review and order"));
}

#[test]
fn the_last_button_names_the_amount() {
    let shop = fakes::shop();
    let page = draw(&shop, entered("Ada"), "/checkout/c1?step=review");
    assert!(page.has("Pay €24.90") && page.has("name=\"key\" value=\"submit-key-1\""));
    assert!(page.has("includes €3.19 VAT (19%)") && page.has("terms of sale"));
    assert!(page.has("ada@example.com") && page.has("Quay 1") && page.has("Arrives Tue 24"));
    assert_eq!(page.count(">Harbour mug<"), 1);
    let mut view = entered("Ada");
    view.totals.tax_included = euros(0);
    view.totals.tax_added = euros(145);
    view.tax_lines = vec![TaxLine { basis_points: 725, net: euros(2_000), tax: euros(145) }];
    let page = draw(&shop, view.clone(), "/checkout/c1?step=review");
    assert!(page.has("Tax, 7.25%") && page.has("€1.45") && !page.has("includes €1.45"));
    view.totals.total = euros(0);
    let page = draw(&shop, view, "/checkout/c1?step=review");
    assert!(page.has("Place the order") && !page.has("Pay €"));
}

#[test]
fn whoever_waits_is_told_and_asked_to_nothing_twice() {
    let shop = fakes::shop();
    shop.buying.answer(Ok(in_state(CheckoutState::Submitted)));
    let with = |submitted| With { visitor: guest(), submitted, ..With::default() };
    for submitted in [None, Some(Submitted::Waiting(submitted()))] {
        let page = shop.draw_with("/checkout/c1", with(submitted));
        assert!(page.has("We are asking your bank") && page.has("role=\"status\""));
        assert!(page.has("<meta http-equiv=\"refresh\" content=\"3\""));
        assert!(page.has("Look again") && !main_part(&page).contains("<form"));
    }
    let bank = Submitted::ActionNeeded(submitted(), "https://bank.example/3ds".to_owned());
    let page = shop.draw_with("/checkout/c1", with(Some(bank)));
    assert!(page.has("href=\"https://bank.example/3ds\"") && !page.has("http-equiv=\"refresh\""));
    let script = Submitted::ActionNeeded(submitted(), "javascript:alert(1)".to_owned());
    assert!(!shop.draw_with("/checkout/c1", with(Some(script))).has("javascript:"));
    let page = shop.draw_with("/checkout/c1", with(Some(Submitted::Paid(submitted()))));
    assert!(page.has("href=\"/orders/o1\""));
}

#[test]
fn what_was_let_go_can_be_held_again() {
    let shop = fakes::shop();
    for state in [CheckoutState::Expired, CheckoutState::Cancelled] {
        let page = draw(&shop, in_state(state), "/checkout/c1?step=review");
        assert!(page.has("action=\"/checkout/c1/again\"") && page.has("Harbour mug"), "{state:?}");
        assert!(page.has("href=\"/cart\"") && !page.has("submit-key"), "{state:?}");
        let form = refused("again", &[], &[("", "Only one is left.")]);
        let with = With { visitor: guest(), form, ..With::default() };
        assert!(shop.draw_with("/checkout/c1/again", with).has("Only one is left."), "{state:?}");
    }
    let page = draw(&shop, in_state(CheckoutState::Completed), "/checkout/c1");
    assert!(page.has("href=\"/orders\"") && !main_part(&page).contains("<form"));
}
