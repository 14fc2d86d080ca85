//! Pages about orders, drawn on a shop in memory.

mod fakes;

use app::Visitor;
use fakes::{
    FakeShop, Page, With,
    bought::{LINK, NUMBER, day, euros, happened, order},
    markup::{Tag, assert_bound, cells, main_part},
    people,
    visits::{by, refused, shopper},
};
use storefront::{
    account::Secret,
    orders::{
        Buyer, Happening, OrderRefusal, OrderStatus, ReturnState, ReturnView, ReturnedLine,
        Shipment, Who,
    },
};

const HOSTILE: &str = "\"><script>alert(1)</script>&'";

/// Somebody who is signed in and buys as themselves.
fn buyer() -> Visitor {
    Visitor { buyer: Some(Buyer::Account(people::account())), ..shopper() }
}

/// Somebody who buys without an account.
fn guest() -> Visitor {
    let buyer = Some(Buyer::Guest(Secret::new("guest")));
    Visitor { buyer, form_key: "key1".to_owned(), ..Visitor::default() }
}

fn at(rest: &str) -> String {
    format!("/orders/{NUMBER}{rest}")
}

/// Sends two mugs back, which waits for an answer.
fn waiting_return() -> ReturnView {
    let sku = kernel::Sku::parse("mug").expect("a SKU");
    ReturnView {
        id: "one".to_owned(),
        state: ReturnState::Requested,
        asked_at: day(6),
        reason: "Too small".to_owned(),
        lines: vec![ReturnedLine { sku, quantity: 1 }],
        refund: None,
    }
}

/// Everything that an order can have, whatever it stands at.
fn fill(shop: &FakeShop, status: OrderStatus) {
    let mut view = order("Ada Quay", status);
    view.shipment = Some(Shipment {
        carrier: "Carrier".to_owned(),
        tracking: "TRACK1".to_owned(),
        tracking_url: Some("https://carrier.example/?n=TRACK1".to_owned()),
    });
    view.returns.push(waiting_return());
    view.returnable_until = Some(day(34));
    shop.orders.answers().order = Ok(view);
}

fn whole(address: &str, page: &Page) {
    assert_eq!(page.status, 200, "{address}");
    for (text, times) in [("<h1", 1), ("<main", 1), ("<title>", 1), ("noindex", 1)] {
        assert_eq!(page.count(text), times, "{text} on {address}");
    }
    assert!(!page.has(" style=\"") && !page.has("<title>Error"), "{address}");
    assert_eq!(main_part(page).contains("role=\"status\""), address.contains("done="), "{address}");
    assert_bound(address, page);
}

#[test]
fn every_page_is_whole_at_every_standing() {
    let shop = fakes::shop();
    for status in OrderStatus::ALL {
        fill(&shop, status);
        let mut addresses = vec![at(""), at("?placed=1"), at("?done=cancelled")];
        if status != OrderStatus::PendingPayment {
            addresses.push(at("/invoice"));
        }
        for address in addresses {
            for visitor in [buyer(), guest()] {
                whole(&address, &by(&shop, visitor, &address));
            }
        }
        assert!(by(&shop, buyer(), &at("")).has(status.label()), "{status}");
    }
    for address in ["/orders", "/orders?since=3m&status=shipped", "/orders/find?done=sent"] {
        for visitor in [buyer(), guest(), Visitor::default()] {
            whole(address, &by(&shop, visitor, address));
        }
    }
    assert!(shop.get("/").has("href=\"/orders\"") && shop.get("/").has("href=\"/orders/find\""));
}

#[test]
fn the_list_asks_for_what_the_form_says() {
    let shop = fakes::shop();
    shop.orders.answers().page.as_mut().expect("a page").next_cursor = Some("1a.XYZ".to_owned());
    let page = by(&shop, buyer(), "/orders?since=3m&status=delivered");
    assert!(page.has("since=3m&amp;status=delivered&amp;nextCursor=1a.XYZ"));
    assert!(page.has("Older orders") && !page.has("Newest orders"));
    assert!(page.has(&format!("href=\"/orders/{NUMBER}\"")) && page.has("Mug and Green tea"));
    let chosen: Vec<_> = Tag::all(&page.html, &["option"])
        .iter()
        .filter(|option| option.is("selected"))
        .filter_map(|option| option.attribute("value"))
        .collect();
    assert_eq!(chosen, ["3m", "delivered"]);
    let page = by(&shop, buyer(), "/orders?since=all&status=&nextCursor=1a.XYZ");
    assert!(page.has("Newest orders"));
    let asked = std::mem::take(&mut shop.orders.answers().asked);
    assert_eq!(asked[0].statuses, [OrderStatus::Delivered]);
    assert!(asked[0].since.is_some() && asked[0].after.is_none());
    assert!(asked[1].since.is_none() && asked[1].statuses.is_empty());
    assert_eq!(
        asked[1].after.as_ref().map(storefront::orders::OrderCursor::write).as_deref(),
        Some("1a.XYZ")
    );
    for wrong in ["since=1y", "status=lost", "nextCursor=x"] {
        assert_eq!(by(&shop, buyer(), &format!("/orders?{wrong}")).status, 400, "{wrong}");
    }
    assert!(shop.orders.answers().asked.is_empty(), "nothing is asked that cannot be right");
}

#[test]
fn a_list_without_orders_says_how_to_go_on() {
    let shop = fakes::shop();
    let stranger = by(&shop, Visitor::default(), "/orders");
    assert!(
        stranger.has("href=\"/sign-in?next=/orders\"") && stranger.has("href=\"/orders/find\"")
    );
    assert!(shop.orders.answers().asked.is_empty());
    shop.orders.answers().page.as_mut().expect("a page").orders.clear();
    let none = by(&shop, buyer(), "/orders");
    assert!(none.has("No orders yet") && !none.has("orders-narrow"));
    let narrowed = by(&shop, buyer(), "/orders?status=paid");
    assert!(narrowed.has("None of your orders") && narrowed.has("orders-narrow"));
    assert!(by(&shop, buyer(), "/orders?nextCursor=1a.XYZ").has("There are no older orders."));
    shop.orders.answers().page = Err(OrderRefusal::Unavailable);
    assert_eq!(by(&shop, buyer(), "/orders").status, 503);
}

#[test]
fn an_order_is_found_by_its_buyer_and_by_its_link() {
    let shop = fakes::shop();
    let link = format!("/orders/{LINK}");
    for visitor in [Visitor::default(), guest(), buyer()] {
        let page = by(&shop, visitor, &link);
        assert_eq!(page.status, 200);
        assert!(page.has(&format!("action=\"/orders/{LINK}/cancel\"")), "by the same link");
    }
    assert!(!main_part(&by(&shop, Visitor::default(), &link)).contains("href=\"/orders\""));
    assert_eq!(by(&shop, buyer(), &at("")).status, 200);
    assert_eq!(by(&shop, Visitor::default(), &at("")).status, 404);
    for address in ["/orders/OTHER-ORDER", "/orders/x%2F", "/orders/a/b/c"] {
        assert_eq!(by(&shop, buyer(), address).status, 404, "{address}");
    }
    shop.orders.answers().order = Err(OrderRefusal::Unavailable);
    assert_eq!(by(&shop, buyer(), &at("")).status, 503);
    assert_eq!(by(&shop, Visitor::default(), &link).status, 503);
}

#[test]
fn only_what_is_possible_is_offered() {
    let shop = fakes::shop();
    let actions = |page: &Page| {
        let forms = Tag::all(main_part(page), &["form"]);
        let posted = forms.iter().filter_map(|form| form.attribute("action"));
        posted.map(|action| action.rsplit('/').next().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    let paid = by(&shop, buyer(), &at(""));
    assert_eq!(actions(&paid), ["reorder", "cancel"]);
    assert!(paid.has(&format!("href=\"/orders/{NUMBER}/invoice\"")));
    assert!(!paid.has("<details open class=\"order-deed\""), "nothing is cancelled by one press");
    fill(&shop, OrderStatus::Delivered);
    let delivered = by(&shop, buyer(), &at(""));
    assert_eq!(actions(&delivered), ["reorder", "return"]);
    assert!(delivered.has("name=\"quantity-tea/green\"") && delivered.has("name=\"key\""));
    let by_link = by(&shop, Visitor::default(), &format!("/orders/{LINK}"));
    assert_eq!(actions(&by_link), ["reorder", "return"], "a guest has nothing but the link");
    assert!(by_link.has(&format!("action=\"/orders/{LINK}/return\"")), "by the same link");
    assert!(by_link.has("You can ask until"));
    shop.orders.change(|view| {
        view.returnable_until = None;
        view.summary.status = OrderStatus::PendingPayment;
        view.paid_at = None;
    });
    let pending = by(&shop, buyer(), &at(""));
    assert!(pending.has("You need not do anything twice") && !pending.has("/invoice"));
    assert_eq!(by(&shop, buyer(), &at("/invoice")).status, 404);
}

#[test]
fn who_asked_to_cancel_is_told_so_until_it_is() {
    let shop = fakes::shop();
    let asked = happened(day(1), Happening::CancelRequested, Who::Shopper);
    shop.orders.change(|view| {
        view.summary.status = OrderStatus::PendingPayment;
        view.timeline.push(asked);
    });
    let page = by(&shop, buyer(), &at("?done=cancel-asked"));
    assert!(page.has("You have asked to cancel the order.") && page.has("It is being cancelled"));
    assert!(page.has("Cancelling asked for by you"));
    shop.orders.change(|view| {
        view.summary.status = OrderStatus::Cancelled;
        view.timeline.push(happened(day(1), Happening::Cancelled, Who::Shopper));
    });
    let page = by(&shop, buyer(), &at(""));
    assert!(page.has("Cancelled by you") && !page.has("Cancelling asked for"));
}

#[test]
fn a_refused_return_is_open_with_what_was_typed() {
    let shop = fakes::shop();
    fill(&shop, OrderStatus::Delivered);
    let typed = [("key", "key0"), ("quantity-mug", "9"), ("reason", "<b>Broken")];
    let form = refused("return", &typed, &[("quantity-mug", "There is 1 to send back.")]);
    let page = shop.draw_with(&at("/return"), With { visitor: buyer(), form, ..With::default() });
    assert!(page.has("<title>Error: Order") && page.has("href=\"#quantity-mug\""));
    assert!(page.has("id=\"quantity-mug-error\"") && page.has("value=\"9\""));
    assert!(page.has("name=\"key\" value=\"key0\"") && page.has("&lt;b&gt;Broken"));
    let folds = Tag::all(&page.html, &["details"]);
    assert_eq!(folds.iter().filter(|fold| fold.is("open")).count(), 1);
    assert_bound("a refused return", &page);
    let form = refused("cancel", &[], &[("", "It has left already.")]);
    let with = With { visitor: buyer(), form, ..With::default() };
    let page = shop.draw_with(&at("/cancel"), with);
    assert!(page.has("It has left already.") && !page.has("value=\"9\""));
}

#[test]
fn texts_of_others_are_text() {
    let shop = fakes::shop();
    let mut view = order(HOSTILE, OrderStatus::Delivered);
    view.summary.lines[0].title = HOSTILE.to_owned();
    view.summary.lines[0].options[0].value = HOSTILE.to_owned();
    view.delivery.title = HOSTILE.to_owned();
    view.coupon = Some(HOSTILE.to_owned());
    view.shipment = Some(Shipment {
        carrier: HOSTILE.to_owned(),
        tracking: HOSTILE.to_owned(),
        tracking_url: Some("https://carrier.example/?a=1&b=2".to_owned()),
    });
    let mut entry = happened(day(3), Happening::ReturnRefused, Who::Staff);
    entry.note = HOSTILE.to_owned();
    view.timeline.push(entry);
    view.returns.push(ReturnView { reason: HOSTILE.to_owned(), ..waiting_return() });
    view.returnable_until = Some(day(34));
    shop.orders.answers().page.as_mut().expect("a page").orders = vec![view.summary.clone()];
    shop.orders.answers().order = Ok(view);
    for address in [at("?placed=1"), at("/invoice"), "/orders".to_owned()] {
        let page = by(&shop, buyer(), &address);
        assert!(page.has("alert(1)") && !page.has("<script>alert"), "{address}");
        assert_bound(&address, &page);
    }
    let form = refused("", &[("orderId", HOSTILE), ("email", HOSTILE)], &[("", HOSTILE)]);
    let page = shop.post("/orders/find", form);
    assert!(page.has("alert(1)") && !page.has("<script>alert"));
}

#[test]
fn an_order_whose_buyer_is_forgotten_is_still_shown() {
    let shop = fakes::shop();
    shop.orders.change(|view| {
        (view.contact, view.shipping_address, view.billing_address) = (None, None, None);
    });
    let page = by(&shop, buyer(), &at("?placed=1"));
    assert!(page.has("Name and address were erased") && page.has("<h1>Thank you. Your order"));
    assert!(by(&shop, buyer(), &at("/invoice")).has("Name and address were erased"));
}

#[test]
fn who_has_just_ordered_is_thanked_and_guests_are_offered_an_account() {
    let shop = fakes::shop();
    let page = by(&shop, buyer(), &at("?placed=1"));
    assert!(page.has("<h1>Thank you, Ada Quay. Your order is placed</h1>"));
    assert!(page.has("ada@example.com") && !page.has("href=\"/register"));
    let link = format!("/orders/{LINK}?placed=1");
    let page = by(&shop, Visitor::default(), &link);
    assert!(page.has(&format!("href=\"/register?next=%2Forders%2F{LINK}\"")));
    shop.orders.change(|view| view.summary.status = OrderStatus::PendingPayment);
    assert!(by(&shop, buyer(), &at("?placed=1")).has("Thank you, Ada Quay. We have your order"));
    shop.orders.change(|view| view.summary.status = OrderStatus::Cancelled);
    assert!(!by(&shop, buyer(), &at("?placed=1")).has("Thank you"));
}

#[test]
fn a_parcel_is_followed_without_telling_where_from() {
    let shop = fakes::shop();
    fill(&shop, OrderStatus::Shipped);
    let page = by(&shop, buyer(), &at(""));
    let links = Tag::all(&page.html, &["a"]);
    let out = links
        .iter()
        .find(|link| link.attribute("href").is_some_and(|href| href.starts_with("https://carrier")))
        .expect("a link to the carrier");
    assert_eq!(out.attribute("rel"), Some("noopener noreferrer"));
    assert!(page.has("TRACK1") && page.has("Follow it at Carrier"));
}

#[test]
fn an_invoice_names_seller_buyer_and_figures() {
    let shop = fakes::shop();
    shop.orders.change(|view| view.refunded = euros(10));
    let page = by(&shop, buyer(), &at("/invoice"));
    for text in [
        "<strong>Quayside Ltd</strong><span>Harbour 2</span><span>20457 Hamburg</span>",
        "DE123456789",
        "https://shop.example",
        NUMBER,
        "Ada Quay",
        "Quay 1",
        "tea/green",
        "€33.00",
        "−€2.00",
        "Tax included in it",
        "€33.00 was paid, and €10.00 of it paid back.",
    ] {
        assert!(main_part(&page).contains(text), "{text}");
    }
    assert!(!main_part(&page).contains("<form"), "a page to print has nothing to press");
    assert!(!main_part(&page).contains("/pages/imprint"));
    // Each rate with net, tax and gross, and what they come to.
    for row in [["19%", "€20.00", "€3.00", "€23.00"], ["7%", "€9.00", "€1.00", "€10.00"]]
    {
        assert!(cells(&page).windows(4).any(|cells| cells == row), "{row:?}");
    }
    assert!(cells(&page).windows(4).any(|row| row == ["Together", "€29.00", "€4.00", "€33.00"]));
    shop.orders.change(|view| {
        view.tax_lines.truncate(1);
        view.seller.as_mut().expect("a seller").address.clear();
    });
    let page = by(&shop, buyer(), &at("/invoice"));
    assert!(page.has("https://shop.example/pages/imprint"), "where the address is to be found");
    for gone in ["Together", "7%"] {
        assert!(cells(&page).iter().all(|cell| cell != gone), "{gone}");
    }
}

#[test]
fn a_search_for_an_order_tells_nobody_which_there_are() {
    let shop = fakes::shop();
    let sent = shop.get("/orders/find?done=sent");
    assert!(sent.has("If there is such an order, we have sent a link to it."));
    let typed = [("orderId", "7K2M"), ("email", "ada@")];
    let page = shop.post("/orders/find", refused("", &typed, &[("email", "Enter an address.")]));
    assert!(page.has("value=\"7K2M\"") && page.has("value=\"ada@\"") && page.has("email-error"));
    assert_bound("a refused search", &page);
}
