//! The form for an order that staff take, and what is paid back by hand, drawn on a shop in memory.

mod fakes;

use app::{FormState, Visitor};
use fakes::{
    FakeShop, Page, With,
    bought::{NUMBER, day, euros},
    bought_taking::reckoned,
    markup::{Tag, assert_bound, main_part},
    people,
    visits::{by, refused},
};
use storefront::{
    order_room::OwedRefund,
    order_taking::{Reckoned, TakeError, TakeRefusal},
    pricing::Undeliverable,
    staff::Role,
};

const HOSTILE: &str = "\"><script>alert(1)</script>&'";
const FORM: &str = "/admin/orders/new";

fn staff(role: Role) -> Visitor {
    let staff = Some(people::member(&[role]));
    Visitor { staff, form_key: "key1".to_owned(), ..Visitor::default() }
}

fn again(shop: &FakeShop, address: &str, form: Option<FormState>) -> Page {
    shop.draw_with(address, With { visitor: staff(Role::Orders), form, ..With::default() })
}

/// The form as it was sent, refused for some fields or for none.
fn sent(values: &[(&str, &str)], errors: &[(&str, &str)]) -> Option<FormState> {
    let key = [("key", "key-of-before"), ("sku1", "mug"), ("quantity1", "2")];
    refused("take", &[&key[..], values].concat(), errors)
}

/// What a field of the form holds.
fn held<'a>(page: &'a Page, id: &str) -> Option<&'a str> {
    let fields = Tag::all(main_part(page), &["input"]);
    let field = fields.iter().find(|field| field.attribute("name") == Some(id));
    field.and_then(|field| field.attribute("value"))
}

#[test]
fn a_new_form_asks_for_everything_and_takes_nothing_yet() {
    let shop = fakes::shop();
    let page = by(&shop, staff(Role::Orders), FORM);
    assert_eq!(page.status, 200);
    assert!(
        page.has("action=\"/admin/orders\"") && page.has("formaction=\"/admin/orders/reckon\"")
    );
    assert_eq!(held(&page, "key"), Some("key1-take"));
    assert!(page.has("id=\"sku5\"") && !page.has("id=\"sku6\""));
    assert!(!page.has("name=\"total\"") && !page.has("Take the order"), "nobody saw what it costs");
    assert_bound(FORM, &page);
}

#[test]
fn the_form_and_its_button_are_for_who_may_change_orders() {
    let shop = fakes::shop();
    for (role, may) in [
        (Role::Owner, true),
        (Role::Orders, true),
        (Role::Warehouse, false),
        (Role::Support, false),
    ] {
        let list = by(&shop, staff(role), "/admin/orders");
        assert_eq!(main_part(&list).contains("href=\"/admin/orders/new\""), may, "{role:?}");
        let status = by(&shop, staff(role), FORM).status;
        assert_eq!(status, if may { 200 } else { 403 }, "{role:?}");
    }
}

#[test]
fn what_was_typed_is_reckoned_and_kept() {
    let shop = fakes::shop();
    let page = again(&shop, FORM, sent(&[("name", "Ada Quay"), ("country", "DE")], &[]));
    assert_eq!(page.status, 200);
    for (field, value) in [("key", "key-of-before"), ("sku1", "mug"), ("name", "Ada Quay")] {
        assert_eq!(held(&page, field), Some(value), "{field}");
    }
    assert_eq!(held(&page, "total"), Some("2500"));
    assert!(page.has("Take the order, €25.00 paid"));
    let radios = Tag::all(main_part(&page), &["input"]);
    let picked: Vec<_> = radios
        .iter()
        .filter(|field| field.attribute("type") == Some("radio") && field.is("checked"))
        .filter_map(|field| field.attribute("value"))
        .collect();
    assert_eq!(picked, ["standard"]);
    assert_bound(FORM, &page);
    let full = again(&shop, FORM, sent(&[("sku5", "pen")], &[("sku5", "No.")]));
    assert!(full.has("id=\"quantity10\""), "more rows when the few are full");
}

#[test]
fn a_refusal_stands_at_its_row_and_what_it_comes_to_is_of_now() {
    let shop = fakes::shop();
    let errors = [("quantity1", "Only 1 of mug is free."), ("deliveryMethod", "Another.")];
    let page = again(&shop, FORM, sent(&[("total", "1"), ("reference", "Receipt 7")], &errors));
    assert!(page.has("id=\"quantity1-error\"") && page.has("href=\"#delivery-standard\""));
    assert_eq!(held(&page, "total"), Some("2500"), "not what was sent");
    assert_eq!(held(&page, "reference"), Some("Receipt 7"));
    assert_bound(FORM, &page);
}

#[test]
fn what_cannot_be_reckoned_says_why() {
    let shop = fakes::shop();
    let refusals = vec![TakeRefusal::new("quantity1", "None of mug is free.")];
    for (error, status) in [
        (TakeError::SoldOut(refusals.clone()), 409),
        (TakeError::Fields(refusals), 422),
        (TakeError::Unavailable, 503),
    ] {
        shop.orders.answers().reckoned = Err(error);
        let page = again(&shop, FORM, sent(&[], &[]));
        assert_eq!(page.status, status);
        assert!(page.has("role=\"alert\"") && !page.has("Take the order"), "{status}");
        assert_eq!(held(&page, "sku1"), Some("mug"));
        assert_bound(FORM, &page);
    }
    let far = Reckoned {
        delivery_options: Vec::new(),
        delivery_method: None,
        undeliverable: Some(Undeliverable::NotServed),
        ..reckoned("Mug")
    };
    shop.orders.answers().reckoned = Ok(far);
    let page = again(&shop, FORM, sent(&[], &[]));
    assert!(page.has("Nothing is delivered to this place") && !page.has("Take the order"));
}

#[test]
fn what_people_typed_is_text() {
    let shop = fakes::shop();
    shop.orders.answers().reckoned = Ok(reckoned(HOSTILE));
    let values = ["email", "name", "line1", "reference", "sku2"].map(|name| (name, HOSTILE));
    let page = again(&shop, FORM, sent(&values, &[("", HOSTILE)]));
    assert!(page.has("alert(1)") && !page.has("<script>alert"));
}

#[test]
fn what_waits_to_be_paid_back_by_hand_is_noted_by_who_may_oldest_first() {
    let shop = fakes::shop();
    let address = format!("/admin/orders/{NUMBER}");
    let heading = "To be paid back by hand";
    assert!(!by(&shop, staff(Role::Orders), &address).has(heading), "it was paid by card");
    let owed = |id: &str, amount| OwedRefund {
        id: id.to_owned(),
        amount: euros(amount),
        asked_at: day(1),
    };
    shop.orders.answers().owed = vec![owed("one", 2), owed("two", 1)];
    let page = by(&shop, staff(Role::Orders), &address);
    assert!(page.has(heading) && page.has("€2.00 to be paid back"));
    assert!(page.has("Paid outside the shop: Receipt 7"));
    assert!(page.has("/refunds/one/paid\"") && !page.has("/refunds/two/paid\""));
    assert_bound(&address, &page);
    let packs = by(&shop, staff(Role::Warehouse), &address);
    assert!(packs.has(heading) && !packs.has("/paid\""));

    let form = refused("paid-back", &[("reference", " ")], &[("reference", "Enter it.")]);
    let page = again(&shop, &address, form);
    assert!(
        page.has("href=\"#paid-back-reference\"") && page.has("id=\"paid-back-reference-error\"")
    );
    assert_bound(&address, &page);
}
