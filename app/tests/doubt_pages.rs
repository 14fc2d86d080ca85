//! Money that somebody has to look into, drawn on a shop in memory.

mod fakes;

use app::Visitor;
use fakes::{
    With,
    bought::{NUMBER, day, euros},
    markup::assert_bound,
    people,
    visits::{by, refused},
};
use kernel::OrderId;
use storefront::{
    order_room::OrderRoomError,
    orders::OrderRefusal,
    payment_room::{MOST_TO_LOOK_INTO, Matter, RefusedRefund, ToLookInto},
    staff::Role,
};

const LIST: &str = "/admin/payments";

fn staff(role: Role) -> Visitor {
    let staff = Some(people::member(&[role]));
    Visitor { staff, form_key: "key1".to_owned(), ..Visitor::default() }
}

fn page_of_order() -> String {
    format!("/admin/orders/{NUMBER}")
}

fn waiting(matter: Matter) -> ToLookInto {
    let order = OrderId::parse(NUMBER).expect("a number");
    ToLookInto { order, matter, amount: euros(12), since: day(1) }
}

fn refusal(id: &str, amount: i64) -> RefusedRefund {
    RefusedRefund { id: id.to_owned(), amount: euros(amount), refused_at: day(2) }
}

#[test]
fn the_list_names_what_waits_and_leads_to_its_order() {
    let shop = fakes::shop();
    assert!(by(&shop, staff(Role::Support), LIST).has("Nothing waits"));
    let two = vec![waiting(Matter::Payment), waiting(Matter::Refund)];
    shop.orders.answers().to_look_into = Ok(two);
    let page = by(&shop, staff(Role::Support), LIST);
    assert_eq!(page.count(&format!("href=\"{}#doubt\"", page_of_order())), 2);
    assert!(page.has("nobody knows the end of") && page.has("the provider refused"));
    assert!(page.has("€12.00") && !page.has("There is more"));
    assert_bound(LIST, &page);
    let many = vec![waiting(Matter::Refund); MOST_TO_LOOK_INTO as usize + 1];
    shop.orders.answers().to_look_into = Ok(many);
    assert!(by(&shop, staff(Role::Support), LIST).has("There is more"));
    for (error, status) in
        [(OrderRoomError::Forbidden, 403), (OrderRefusal::Unavailable.into(), 503)]
    {
        shop.orders.answers().to_look_into = Err(error);
        assert_eq!(by(&shop, staff(Role::Owner), LIST).status, status);
    }
}

#[test]
fn the_oldest_of_each_kind_is_looked_into_first_by_who_gives_money_back() {
    let shop = fakes::shop();
    let address = page_of_order();
    assert!(!by(&shop, staff(Role::Owner), &address).has("To look into"));
    shop.orders.answers().in_doubt = true;
    shop.orders.answers().refused = vec![refusal("one", 2), refusal("two", 1)];
    let page = by(&shop, staff(Role::Orders), &address);
    assert!(page.has("€33.00 may have been taken") && page.has("/payments/payment1/found\""));
    assert!(page.has("€2.00 did not go back") && page.has("€1.00 did not go back"));
    assert!(page.has("/refunds/one/refused\"") && !page.has("/refunds/two/refused\""));
    assert_bound(&address, &page);
    let packs = by(&shop, staff(Role::Warehouse), &address);
    assert!(packs.has("To look into") && !packs.has("/refused\"") && !packs.has("/found\""));
}

#[test]
fn what_was_chosen_and_typed_is_kept() {
    let shop = fakes::shop();
    let address = page_of_order();
    shop.orders.answers().in_doubt = true;
    shop.orders.answers().refused = vec![refusal("one", 2)];
    for (form, what, of) in [("refused", "by_hand", "one"), ("found", "not_taken", "payment1")] {
        let values = [("what", what), ("reference", "typed"), ("of", of)];
        let sent = refused(form, &values, &[("reference", "Shorten it."), ("what", "Too late.")]);
        let with = With { visitor: staff(Role::Owner), form: sent, ..With::default() };
        let page = shop.draw_with(&address, with);
        assert!(page.has(&format!("href=\"#{form}-reference\"")), "{form}");
        assert!(page.has(&format!("id=\"{form}-reference-error\"")), "{form}");
        assert_eq!(page.count("value=\"typed\""), 1, "{form}");
        assert_eq!(page.count("Too late."), 2, "{form}");
        assert_bound(&address, &page);
        // What was meant for another is not filled in.
        let values = [("what", what), ("reference", "typed"), ("of", "another")];
        let sent = refused(form, &values, &[("what", "Too late.")]);
        let with = With { visitor: staff(Role::Owner), form: sent, ..With::default() };
        assert!(!shop.draw_with(&address, with).has("value=\"typed\""), "{form}");
    }
}
