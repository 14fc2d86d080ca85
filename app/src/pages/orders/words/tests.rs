use kernel::{Currency, OrderId, Quantity, Sku};
use storefront::orders::{Delivery, OrderLine, OrderTotals, Shipment};

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_795_269_959_999);

fn euros(amount: i64) -> Money {
    Money::new(amount * 100, Currency::EUR).expect("an amount")
}

fn later(days: i64) -> Timestamp {
    Timestamp::from_millis(NOW.millis() + days * DAY)
}

/// A paid order of three mugs whose parcel should be there in three days.
pub(in super::super) fn order() -> OrderView {
    let mugs = OrderLine {
        sku: Sku::parse("mug").expect("a SKU"),
        product_slug: None,
        title: "Mug".to_owned(),
        options: Vec::new(),
        image: None,
        quantity: Quantity::new(3).expect("a quantity"),
        unit_price: euros(10),
        line_total: euros(30),
        returned: 0,
        tax_basis_points: Some(1_900),
    };
    let (goods, nothing) = (euros(30), euros(0));
    OrderView {
        summary: OrderSummary {
            id: OrderId::parse("7K2M-9QXT-4B0D").expect("a number"),
            status: OrderStatus::Paid,
            ordered_at: NOW,
            arrival_at: Some(later(3)),
            lines: vec![mugs],
            total: goods,
        },
        totals: OrderTotals {
            goods,
            discount: nothing,
            shipping: nothing,
            tax_added: nothing,
            tax_included: nothing,
            total: goods,
        },
        tax_lines: Vec::new(),
        seller: None,
        refunded: nothing,
        coupon: None,
        contact: None,
        shipping_address: None,
        billing_address: None,
        delivery: Delivery {
            method: "standard".to_owned(),
            title: "Standard".to_owned(),
            earliest: Some(later(1)),
            latest: Some(later(3)),
        },
        shipment: None,
        paid_at: Some(NOW),
        pay_by: None,
        timeline: vec![entry(Happening::Placed, Who::Shopper), entry(Happening::Paid, Who::Shop)],
        returns: Vec::new(),
        cancellable: true,
        returnable_until: None,
    }
}

fn entry(what: Happening, who: Who) -> TimelineEntry {
    TimelineEntry { at: NOW, what, who, note: String::new(), amount: None }
}

fn stands(status: OrderStatus) -> OrderView {
    let mut view = order();
    view.summary.status = status;
    view
}

#[test]
fn who_waits_for_the_bank_is_told_to_do_nothing_twice() {
    let mut view = stands(OrderStatus::PendingPayment);
    (view.paid_at, view.pay_by) = (None, Some(NOW));
    let said = standing(&view, NOW);
    assert!(said.starts_with("Whether it is paid is not known yet."), "{said}");
    assert!(said.contains("You need not do anything twice"), "{said}");
    assert!(said.contains("held for you until 21 November 2026, 14:05 UTC"), "{said}");
    view.timeline.push(entry(Happening::PaymentDeclined, Who::Shop));
    view.pay_by = None;
    let said = standing(&view, NOW);
    assert!(said.starts_with("A payment was declined and took nothing."), "{said}");
    assert!(said.contains("not known yet") && !said.contains("held for you"), "{said}");
    view.timeline.push(entry(Happening::CancelRequested, Who::Shopper));
    let said = standing(&view, NOW);
    assert!(said.starts_with("It is being cancelled"), "{said}");
}

#[test]
fn each_standing_says_what_comes_next() {
    let said = |status| standing(&stands(status), NOW);
    assert_eq!(
        said(OrderStatus::Paid),
        "It is paid and should be with you by 24 November 2026. Next we pack it, and write to you when it leaves."
    );
    assert!(said(OrderStatus::Allocated).contains("Next the carrier takes it"));
    assert!(said(OrderStatus::Shipped).starts_with("It is on its way and should be with you"));
    assert_eq!(said(OrderStatus::Delivered), "It arrived on 24 November 2026.");
    let mut unbrought = stands(OrderStatus::Paid);
    unbrought.delivery.latest = None;
    assert!(standing(&unbrought, NOW).starts_with("It is paid. Next"));
    let mut returnable = stands(OrderStatus::Delivered);
    returnable.returnable_until = Some(later(30));
    assert!(standing(&returnable, NOW).ends_with("until 21 December 2026."));
}

#[test]
fn a_parcel_is_late_after_the_last_day_and_not_on_it() {
    let mut view = stands(OrderStatus::Shipped);
    view.shipment =
        Some(Shipment { carrier: "DHL".to_owned(), tracking: String::new(), tracking_url: None });
    let midnight = Timestamp::from_millis(later(3).millis().div_euclid(DAY) * DAY);
    view.delivery.latest = Some(midnight);
    let after = |millis| Timestamp::from_millis(midnight.millis() + millis);
    let said = standing(&view, after(DAY - 1));
    assert_eq!(said, "It is on its way with DHL and should be with you by 24 November 2026.");
    assert!(standing(&view, after(DAY)).contains("should have been there by 24 November 2026"));
}

#[test]
fn who_gave_up_is_told_where_the_money_is() {
    let mut view = stands(OrderStatus::Cancelled);
    assert!(standing(&view, NOW).contains("goes back by the way you paid"));
    view.refunded = euros(10);
    assert!(standing(&view, NOW).contains("€10.00 of €30.00 was paid back so far"));
    view.refunded = euros(30);
    assert!(standing(&view, NOW).ends_with("€30.00 was paid back, by the way you paid."));
    view.totals.total = euros(0);
    view.refunded = euros(0);
    assert!(standing(&view, NOW).ends_with("There was nothing to pay back."));
    view.paid_at = None;
    assert!(standing(&view, NOW).contains("cancelled before it was paid"));
    let returned = standing(&stands(OrderStatus::Returned), NOW);
    assert!(returned.starts_with("All of it is back with us."), "{returned}");
}

#[test]
fn cancelling_says_what_becomes_of_the_money() {
    let mut view = order();
    assert!(cancelling(&view).contains("The €30.00 that you paid goes back"));
    view.totals.total = euros(0);
    assert!(cancelling(&view).contains("nothing has to go back"));
    view.paid_at = None;
    assert!(cancelling(&view).contains("If a payment of it goes through all the same"));
}

#[test]
fn a_list_says_when_things_come_only_where_they_do() {
    let of = |status| arrival(&stands(status).summary).map(|(words, _)| words);
    assert_eq!(of(OrderStatus::Shipped), Some("Should arrive by"));
    assert_eq!(of(OrderStatus::Delivered), Some("Arrived on"));
    for status in [OrderStatus::PendingPayment, OrderStatus::Cancelled, OrderStatus::Returned] {
        assert_eq!(of(status), None, "{status}");
    }
}

#[test]
fn contents_are_short_however_much_there_is() {
    let mut summary = order().summary;
    assert_eq!(contents(&summary), "Mug");
    summary.lines.push(summary.lines[0].clone());
    assert_eq!(contents(&summary), "Mug and Mug");
    summary.lines.push(summary.lines[0].clone());
    assert_eq!(contents(&summary), "Mug and 2 other things");
}

#[test]
fn who_did_it_is_said_where_that_is_of_interest() {
    assert_eq!(happened(&entry(Happening::Cancelled, Who::Shopper)), "Cancelled by you");
    assert_eq!(happened(&entry(Happening::Cancelled, Who::Staff)), "Cancelled by us");
    let asked = happened(&entry(Happening::CancelRequested, Who::Shopper));
    assert_eq!(asked, "Cancelling asked for by you");
    assert_eq!(happened(&entry(Happening::Cancelled, Who::Shop)), "Cancelled");
    assert_eq!(happened(&entry(Happening::Shipped, Who::Staff)), "Handed to the carrier");
}

#[test]
fn a_return_says_how_it_was_answered() {
    let view = |state, refund| ReturnView {
        id: "one".to_owned(),
        state,
        asked_at: NOW,
        reason: String::new(),
        lines: Vec::new(),
        refund,
    };
    assert!(returning(&view(ReturnState::Requested, None)).starts_with("Asked for."));
    let agreed = returning(&view(ReturnState::Approved, Some(euros(10))));
    assert_eq!(agreed, "Agreed. For it €10.00 goes back, by the way you paid.");
    assert_eq!(returning(&view(ReturnState::Approved, Some(euros(0)))), "Agreed.");
    assert!(returning(&view(ReturnState::Refused, None)).starts_with("Not agreed."));
}
