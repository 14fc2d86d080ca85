use kernel::{Currency, Email, LetterId, OrderId, Quantity, Sku};
use storefront::{
    account::Secret,
    mail::Letter,
    orders::{
        Contact, Delivery, OrderStatus, OrderSummary, OrderTotals, ReturnState, ReturnedLine,
        Shipment,
    },
    product::OptionChoice,
    profile::AddressForm,
    shop::ShopIdentity,
};

use super::*;
use crate::letterhead::NoLink;

fn euros(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("an amount")
}

fn order() -> OrderView {
    let line = OrderLine {
        sku: Sku::parse("tea-l").expect("a SKU"),
        product_slug: None,
        title: "Harbour tea\r\n1 x Gold: €0.00".to_owned(),
        options: vec![OptionChoice { axis: "Size".to_owned(), value: "Large".to_owned() }],
        image: None,
        quantity: Quantity::new(2).expect("a quantity"),
        unit_price: euros(1_250),
        line_total: euros(2_500),
        returned: 0,
        tax_basis_points: Some(1_900),
    };
    let home = AddressForm {
        name: "Ines Quay".to_owned(),
        line1: "Hafenstrasse 7".to_owned(),
        city: "Hamburg".to_owned(),
        postcode: "20457".to_owned(),
        country: "DE".to_owned(),
        ..AddressForm::default()
    };
    OrderView {
        summary: OrderSummary {
            id: OrderId::parse("7K3M-9XQ2-PDWA").expect("an id"),
            status: OrderStatus::Shipped,
            ordered_at: Timestamp::from_millis(1_790_000_000_000),
            arrival_at: None,
            lines: vec![line],
            total: euros(2_390),
        },
        totals: OrderTotals {
            goods: euros(2_500),
            discount: euros(500),
            shipping: euros(390),
            tax_added: euros(0),
            tax_included: euros(382),
            total: euros(2_390),
        },
        tax_lines: Vec::new(),
        seller: None,
        refunded: euros(0),
        coupon: None,
        contact: Some(Contact {
            email: Email::parse("ines@example.com").expect("an address"),
            name: "Ines Quay".to_owned(),
        }),
        shipping_address: Some(home.check().expect("an address")),
        billing_address: None,
        delivery: Delivery {
            method: "standard".to_owned(),
            title: "Standard".to_owned(),
            earliest: None,
            latest: Some(Timestamp::from_millis(1_772_496_000_000)),
        },
        shipment: Some(Shipment {
            carrier: "Post".to_owned(),
            tracking: "00340".to_owned(),
            tracking_url: Some("https://post.example/00340".to_owned()),
        }),
        paid_at: None,
        pay_by: None,
        timeline: Vec::new(),
        returns: Vec::new(),
        cancellable: false,
        returnable_until: None,
    }
}

fn write(kind: LetterKind, order: &OrderView, amount: Option<Money>) -> Result<Letter, NoLink> {
    tell(kind, order, OrderNews { amount, ..OrderNews::default() })
}

fn tell(kind: LetterKind, order: &OrderView, news: OrderNews<'_>) -> Result<Letter, NoLink> {
    let identity = ShopIdentity {
        name: "Quayside".to_owned(),
        logo: None,
        tagline: String::new(),
        origin: "https://shop.example".to_owned(),
        delivery_note: String::new(),
    };
    let head = Letterhead::new(&identity).expect("an origin");
    let (id, to) = (LetterId::parse("one"), Email::parse("ines@example.com"));
    let (id, to) = (id.expect("an id"), to.expect("an address"));
    head.write_about_order(id, to, kind, order, news, &Secret::new("0a1b"))
}

#[test]
fn each_letter_names_the_order_and_leads_to_it_once() {
    for kind in LetterKind::ALL {
        let letter = write(kind, &order(), None);
        if !kind.is_about_an_order() {
            assert_eq!(letter, Err(NoLink), "{kind:?}");
            continue;
        }
        let letter = letter.expect("a letter");
        let (text, html) = (letter.text, letter.html.expect("as HTML too"));
        let link = "<a href=\"https://shop.example/orders/0a1b\">";
        assert_eq!(html.matches(link).count(), 1, "{html}");
        assert!(html.contains("7K3M-9XQ2-PDWA") && html.contains("Total: €23.90"), "{html}");
        assert!(text.starts_with("Hello Ines Quay,\n"), "{text}");
        assert!(text.contains("7K3M-9XQ2-PDWA"), "{text}");
        assert_eq!(text.matches("https://shop.example/orders/0a1b\n").count(), 1, "{text}");
        for line in ["2 x Harbour tea 1 x Gold: €0.00 (Large): €25.00", "Total: €23.90"] {
            assert!(text.lines().any(|written| written == line), "{line} in:\n{text}");
        }
    }
}

#[test]
fn what_is_paid_is_said_line_by_line() {
    let text = write(LetterKind::OrderPaid, &order(), None).expect("a letter").text;
    for line in [
        "2 x Harbour tea 1 x Gold: €0.00 (Large): €25.00",
        "Articles: €25.00",
        "Discount: -€5.00",
        "Delivery: €3.90",
        "Total: €23.90",
        "Tax in it: €3.82",
        "Standard, there by 3 March 2026",
        "20457 Hamburg",
        "Germany",
    ] {
        assert!(text.lines().any(|written| written == line), "{line} in:\n{text}");
    }
    assert!(!text.lines().any(|line| line.starts_with("Tax:")), "none comes on top:\n{text}");
}

#[test]
fn where_the_parcel_is_and_what_came_back_is_said() {
    let shipped = write(LetterKind::OrderShipped, &order(), None).expect("a letter").text;
    assert!(shipped.contains("Its number there is 00340."), "{shipped}");
    assert!(shipped.contains("\nhttps://post.example/00340\n"), "{shipped}");
    let refunded = write(LetterKind::OrderRefunded, &order(), Some(euros(1_250)));
    let refunded = refunded.expect("a letter");
    assert_eq!(refunded.subject.as_str(), "Quayside pays you back €12.50");
}

#[test]
fn who_paid_is_told_that_it_goes_back_and_who_did_not_that_nothing_was_taken() {
    let unpaid = write(LetterKind::OrderCancelled, &order(), None).expect("a letter").text;
    assert!(unpaid.contains("Nothing was charged"), "{unpaid}");
    let paid = OrderView { paid_at: Some(Timestamp::from_millis(0)), ..order() };
    let paid = write(LetterKind::OrderCancelled, &paid, None).expect("a letter").text;
    assert!(paid.contains("What you paid goes back"), "{paid}");
}

#[test]
fn what_arrived_may_be_sent_back_until_a_day_that_is_named() {
    let arrived = |returnable_until| {
        let order = OrderView { returnable_until, ..order() };
        write(LetterKind::OrderDelivered, &order, None).expect("a letter").text
    };
    let until = Timestamp::from_millis(1_772_496_000_000);
    assert!(arrived(Some(until)).contains("on its page until 3 March 2026."));
    assert!(!arrived(None).contains("send something back"));
}

#[test]
fn letters_about_a_return_say_what_goes_back_and_why_it_does_not() {
    let sku = Sku::parse("tea-l").expect("a SKU");
    let returned = ReturnView {
        id: "one".to_owned(),
        state: ReturnState::Requested,
        asked_at: Timestamp::from_millis(0),
        reason: "Too small".to_owned(),
        lines: vec![ReturnedLine { sku, quantity: 1 }],
        refund: None,
    };
    let reason = "It was worn, and <b>long</b>.";
    let news = OrderNews { returned: Some(&returned), reason, ..OrderNews::default() };
    let said = |kind| tell(kind, &order(), news).expect("a letter");
    for kind in [LetterKind::ReturnAsked, LetterKind::ReturnAgreed, LetterKind::ReturnRefused] {
        let text = said(kind).text;
        let line = "1 x Harbour tea 1 x Gold: €0.00";
        assert!(text.lines().any(|written| written == line), "{text}");
        let told = text.contains("The reason: It was worn, and <b>long</b>.");
        assert_eq!(told, kind == LetterKind::ReturnRefused, "{text}");
        assert_eq!(text.contains("No money goes back"), kind == LetterKind::ReturnAgreed, "{text}");
    }
    let html = said(LetterKind::ReturnRefused).html.expect("as HTML too");
    assert!(html.contains("&lt;b&gt;long&lt;/b&gt;") && !html.contains("<b>long"), "{html}");
}
