//! Orders behind the counter, drawn on a shop in memory.

mod fakes;

use app::{FormState, Visitor};
use fakes::{
    FakeShop, Page, With,
    bought::{NUMBER, day, euros, order},
    bought_room,
    markup::{assert_bound, main_part},
    people,
    visits::{by, refused},
};
use storefront::{
    order_room::{
        LookUp, OrderRoomError, ReturnCursor, ReturnList, ReturnPage, ReturnsQuery, RoomPage,
        RoomReturn,
    },
    orders::{OrderRefusal, OrderStatus, ReturnState, ReturnView, ReturnedLine},
    staff::Role,
};

const HOSTILE: &str = "\"><script>alert(1)</script>&'";

fn staff(role: Role) -> Visitor {
    let staff = Some(people::member(&[role]));
    Visitor { staff, form_key: "key1".to_owned(), ..Visitor::default() }
}

fn at(rest: &str) -> String {
    format!("/admin/orders/{NUMBER}{rest}")
}

fn again(shop: &FakeShop, form: Option<FormState>) -> Page {
    shop.draw_with(&at(""), With { visitor: staff(Role::Owner), form, ..With::default() })
}

fn asked(id: &str) -> ReturnView {
    let sku = kernel::Sku::parse("mug").expect("a SKU");
    ReturnView {
        id: id.to_owned(),
        state: ReturnState::Requested,
        asked_at: day(6),
        reason: "Too small".to_owned(),
        lines: vec![ReturnedLine { sku, quantity: 1 }],
        refund: None,
    }
}

#[test]
fn every_page_is_whole_whatever_the_order_stands_at() {
    let shop = fakes::shop();
    for status in OrderStatus::ALL {
        let mut view = order("Ada Quay", status);
        view.returns = vec![asked("one"), asked("two")];
        shop.orders.answers().order = Ok(view);
        for address in [
            "/admin/orders",
            "/admin/orders/new",
            "/admin/returns",
            &at(""),
            &at("?done=noted"),
            &at("/slip"),
        ] {
            let page = by(&shop, staff(Role::Owner), address);
            assert_eq!(page.status, 200, "{address}");
            for (text, times) in [("<h1", 1), ("<main", 1), ("<title>", 1), ("noindex", 1)] {
                assert_eq!(page.count(text), times, "{text} on {address}");
            }
            let said = main_part(&page).contains("role=\"status\"");
            assert_eq!(said, address.contains("done="), "said on {address}");
            assert!(!page.has(" style=\"") && !page.has("<title>Error"), "{address}");
            assert_bound(address, &page);
        }
    }
}

#[test]
fn what_people_typed_is_text() {
    let shop = fakes::shop();
    let mut view = order(HOSTILE, OrderStatus::Shipped);
    view.returns = vec![ReturnView { reason: HOSTILE.to_owned(), ..asked("one") }];
    shop.orders.answers().order = Ok(view);
    shop.orders.answers().room =
        Ok(RoomPage { orders: vec![bought_room::row(HOSTILE)], next_cursor: None });
    shop.orders.answers().returns =
        Ok(ReturnPage { returns: vec![bought_room::waiting(HOSTILE)], next: None });
    let find = "/admin/orders?find=%22%3E%3Cscript%3Ealert(1)";
    for address in [find, "/admin/returns", &at(""), &at("/slip")] {
        let page = by(&shop, staff(Role::Owner), address);
        assert!(page.has("alert(1)") && !page.has("<script>alert"), "{address}");
    }
}

#[test]
fn a_button_is_drawn_for_who_may_and_while_it_can_be_done() {
    let shop = fakes::shop();
    let deeds = |role, status| {
        shop.orders.answers().order = Ok(order("Ada Quay", status));
        let page = by(&shop, staff(role), &at(""));
        let action = |deed: &&str| page.has(&format!("action=\"{}\"", at(&format!("/{deed}"))));
        let all = ["note", "ship", "deliver", "cancel", "refund", "resend"];
        all.into_iter().filter(action).collect::<Vec<_>>()
    };
    use OrderStatus::{Cancelled, Paid, PendingPayment, Shipped};
    assert_eq!(deeds(Role::Owner, Paid), ["note", "ship", "cancel", "refund", "resend"]);
    assert_eq!(deeds(Role::Orders, Shipped), ["note", "deliver", "refund", "resend"]);
    assert_eq!(deeds(Role::Orders, Cancelled), ["note", "resend"]);
    assert_eq!(deeds(Role::Warehouse, Paid), ["ship"]);
    assert_eq!(deeds(Role::Warehouse, PendingPayment), Vec::<&str>::new());
    assert_eq!(deeds(Role::Support, Paid), Vec::<&str>::new());
}

#[test]
fn the_oldest_return_is_decided_on_first_and_money_by_who_may_give_it() {
    let shop = fakes::shop();
    shop.orders.change(|view| view.returns = vec![asked("one"), asked("two")]);
    let page = by(&shop, staff(Role::Orders), &at(""));
    assert!(page.has("/returns/one/approve\"") && page.has("/returns/one/refuse\""));
    assert!(!page.has("/returns/two/approve\""));
    assert!(page.has("name=\"refund\"") && page.has("value=\"9.33\""), "what was paid for a mug");
    let page = by(&shop, staff(Role::Warehouse), &at(""));
    assert!(page.has("name=\"refund\" value=\"0\"") && page.has("No money goes back"));
    let page = by(&shop, staff(Role::Support), &at(""));
    assert!(page.has("To be decided.") && !page.has("/returns/one/"));
}

#[test]
fn a_refused_form_is_open_with_what_was_typed_and_its_key() {
    let shop = fakes::shop();
    shop.orders.change(|view| view.returns = vec![asked("one")]);
    for (form, field, typed) in [
        ("ship", "tracking_url", "http://typed"),
        ("cancel", "reason", "typed reason"),
        ("refund", "amount", "12.345"),
        ("refund", "reason", "typed reason"),
        ("approve", "refund", "1,2,3"),
        ("refuse", "reason", "typed reason"),
    ] {
        let values = [(field, typed), ("key", "key0-sent")];
        let page = again(&shop, refused(form, &values, &[(field, "Put this right.")]));
        assert!(page.has("<title>Error: ") && page.count("Put this right.") == 2, "{form} {field}");
        assert!(page.has(&format!("value=\"{typed}\"")), "{typed} in {form}");
        assert_eq!(page.count("<details open class=\"order-deed\""), 1, "{form}");
        assert_bound(&at(""), &page);
    }
    let values = [("amount", "5"), ("reason", "late"), ("key", "key0-sent")];
    let page = again(&shop, refused("refund", &values, &[("amount", "Too much.")]));
    assert!(page.has("value=\"key0-sent\"") && page.has("value=\"key1-note\""));
    let page = again(&shop, refused("refund", &values, &[("key", "Sent before.")]));
    assert!(!page.has("key0-sent") && page.has("value=\"key1-refund\""), "another key");
    assert_bound(&at(""), &page);
    let values = [("text", "</textarea> typed"), ("key", "key0-sent")];
    let page = again(&shop, refused("note", &values, &[("text", "Shorten it.")]));
    assert!(page.has("&lt;/textarea&gt; typed") && page.has("href=\"#note-text\""));
}

#[test]
fn the_list_asks_for_what_its_address_says() {
    let shop = fakes::shop();
    let page =
        by(&shop, staff(Role::Support), "/admin/orders?find=ada%40example.com&status=shipped");
    let asked = shop.orders.answers().room_asked.pop().expect("asked");
    assert_eq!(asked.status, Some(OrderStatus::Shipped));
    assert_eq!(asked.find, LookUp::read("ada@example.com").expect("a look-up"));
    assert!(page.has("value=\"ada@example.com\"") && page.has(&format!("href=\"{}\"", at(""))));
    shop.orders.answers().room = Ok(RoomPage {
        orders: vec![bought_room::row("Ada")],
        next_cursor: Some("1a.7K2M".to_owned()),
    });
    let page = by(&shop, staff(Role::Support), "/admin/orders?find=ada&status=");
    assert!(page.has("/admin/orders?find=ada&amp;status=&amp;nextCursor=1a.7K2M"));
    for (address, status) in [
        ("/admin/orders?status=lost", 400),
        ("/admin/orders?nextCursor=x", 400),
        ("/admin/orders/x/y", 404),
    ] {
        assert_eq!(by(&shop, staff(Role::Owner), address).status, status, "{address}");
    }
    shop.orders.answers().room_asked.clear();
    let page = by(&shop, staff(Role::Support), "/admin/orders?find=ada%40");
    assert!(page.has("href=\"#find\"") && page.has("whole email address"));
    assert!(shop.orders.answers().room_asked.is_empty(), "nothing is asked for it");
}

#[test]
fn returns_are_listed_as_the_address_says() {
    let shop = fakes::shop();
    let place = ReturnCursor::parse(&"0".repeat(32)).expect("a place");
    let decided = RoomReturn {
        state: ReturnState::Approved,
        decided_at: Some(day(7)),
        refund: Some(euros(20)),
        ..bought_room::waiting("Too small")
    };
    shop.orders.answers().returns =
        Ok(ReturnPage { returns: vec![decided], next: Some(place.clone()) });
    let next = format!("/admin/returns?state=decided&nextCursor={}", place.as_str());
    let page = by(&shop, staff(Role::Support), &next);
    let asked = shop.orders.answers().returns_asked.pop().expect("asked");
    assert_eq!(asked, ReturnsQuery { list: ReturnList::Decided, after: Some(place) });
    assert!(page.has("href=\"/admin/returns?state=decided\" aria-current=\"page\""));
    assert!(page.has(&next.replace('&', "&amp;")) && page.has("Agreed") && page.has("€20.00"));
    assert!(page.has(&format!("href=\"{}\"", at("#returns"))));
    shop.orders.answers().returns = Ok(ReturnPage::default());
    for (address, head) in [
        ("/admin/returns", "Nothing waits"),
        ("/admin/returns?state=decided", "Nothing is decided"),
        ("/admin/returns?state=all", "No returns yet"),
        (next.as_str(), "no more returns"),
    ] {
        assert!(by(&shop, staff(Role::Owner), address).has(head), "{address}");
    }
    for address in ["/admin/returns?state=lost", "/admin/returns?nextCursor=x"] {
        assert_eq!(by(&shop, staff(Role::Owner), address).status, 400, "{address}");
    }
}

#[test]
fn a_return_is_noted_for_a_buyer_while_they_could_ask_and_by_who_may() {
    let shop = fakes::shop();
    let action = format!("action=\"{}\"", at("/return"));
    let drawn = |role| by(&shop, staff(role), &at("")).has(&action);
    assert!(!drawn(Role::Owner), "nothing was sent yet");
    shop.orders.answers().order = Ok(order("Ada Quay", OrderStatus::Shipped));
    shop.orders.change(|view| view.returnable_until = Some(day(30)));
    assert!(drawn(Role::Owner) && drawn(Role::Orders));
    assert!(!drawn(Role::Warehouse) && !drawn(Role::Support));
    let line = shop.orders.answers().order.clone().expect("an order").summary.lines.remove(0);
    let name = format!("quantity-{}", line.sku);
    let values = [(name.as_str(), "99"), ("reason", "typed reason"), ("key", "key0-sent")];
    let page = again(&shop, refused("return", &values, &[("reason", "Put this right.")]));
    assert_bound(&at(""), &page);
    assert!(page.has("href=\"#return-reason\"") && page.has("value=\"typed reason\""));
    assert!(page.has("value=\"99\"") && page.has("value=\"key0-sent\""));
    assert_eq!(page.count("<details open class=\"order-deed\""), 1);
}

#[test]
fn a_slip_has_no_prices() {
    let shop = fakes::shop();
    let page = by(&shop, staff(Role::Warehouse), &at("/slip"));
    let main = main_part(&page);
    assert!(
        main.contains("Green tea") && main.contains("tea/green") && main.contains("24103 Kiel")
    );
    assert!(!main.contains('€'), "{main}");
    assert!(!main.contains("Do not send it"));
    shop.orders.answers().order = Ok(order("Ada Quay", OrderStatus::Cancelled));
    assert!(by(&shop, staff(Role::Warehouse), &at("/slip")).has("Do not send it"));
}

#[test]
fn what_cannot_be_shown_says_why() {
    let shop = fakes::shop();
    assert_eq!(by(&shop, staff(Role::Owner), "/admin/orders/0000-0000-0000").status, 404);
    for (error, status) in
        [(OrderRoomError::Forbidden, 403), (OrderRefusal::Unavailable.into(), 503)]
    {
        shop.orders.answers().room = Err(error.clone());
        shop.orders.answers().returns = Err(error);
        for address in ["/admin/orders", "/admin/returns"] {
            assert_eq!(by(&shop, staff(Role::Owner), address).status, status, "{address}");
        }
    }
    shop.orders.answers().order = Err(OrderRefusal::Unavailable);
    assert_eq!(by(&shop, staff(Role::Owner), &at("")).status, 503);
    for address in ["/admin/orders", "/admin/returns", &at("")] {
        assert_eq!(by(&shop, Visitor::default(), address).status, 404, "{address}");
    }
}

#[test]
fn an_order_leads_to_its_buyer_and_to_the_log_whoever_may_see_them() {
    let shop = fakes::shop();
    let led = |role| {
        let page = by(&shop, staff(role), &at(""));
        let log = format!("href=\"/admin/audit?subject=order+{NUMBER}\"");
        (page.has("href=\"/admin/customers/ada\""), page.has(&log))
    };
    assert_eq!(led(Role::Owner), (true, true));
    assert_eq!(led(Role::Support), (true, false));
    assert_eq!(led(Role::Warehouse), (false, false));
    shop.orders.change(|view| view.contact = None);
    assert_eq!(led(Role::Owner), (false, true), "nobody is known any more");
    shop.orders.answers().room = Ok(RoomPage::default());
    let look = "href=\"/admin/customers?find=Ada+B\"";
    let page = |role| by(&shop, staff(role), "/admin/orders?find=Ada+B");
    assert!(page(Role::Support).has(look) && !page(Role::Warehouse).has(look));
}

#[test]
fn what_is_left_and_under_way_is_said() {
    let shop = fakes::shop();
    let page = by(&shop, staff(Role::Orders), &at(""));
    assert!(page.has(&format!("{} of what was paid is left", euros(28))));
    assert!(page.has("Going back") && page.has("€3.00"), "asked back and not there yet");
    let nav = by(&shop, staff(Role::Analyst), "/admin");
    assert!(!nav.has("href=\"/admin/orders\"") && !nav.has("href=\"/admin/returns\""));
}
