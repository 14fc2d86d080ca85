//! Pages with which staff look up and help customers, and see where they are signed in, one by one.

mod fakes;

use fakes::{
    FakeShop, With,
    markup::assert_bound,
    people::customer,
    visits::{by, member, owner, refused},
};
use kernel::Timestamp;
use storefront::{
    customer_room::{CustomerError, CustomerRow},
    order_room::{OrderRoomError, RoomPage},
    orders::OrderRefusal,
    profile::ProfileError,
    staff::{Role, StaffError},
};

/// There is this customer alone.
fn with(shop: &FakeShop, row: CustomerRow) {
    shop.people.answers().customers = Ok(vec![row]);
}

#[test]
fn customers_are_listed_with_how_they_stand() {
    let shop = fakes::shop();
    let fresh = CustomerRow { verified_at: None, ..customer("eve", "Eve New") };
    let gone = CustomerRow {
        name: None,
        email: None,
        verified_at: None,
        erased_at: Some(Timestamp::from_millis(1_795_269_900_000)),
        ..customer("gus", "")
    };
    let sam = CustomerRow { staff: true, ..customer("sam", "Sam Staff") };
    shop.people.answers().customers = Ok(vec![fresh, gone, sam, customer("ada", "Ada <Quay>")]);
    let page = by(&shop, owner(), "/admin/customers");
    assert_bound("/admin/customers", &page);
    assert!(page.has("href=\"/admin/customers/eve\"") && page.count("Not verified") == 2);
    assert!(page.has(">Erased</a>") && page.has("Ada &lt;Quay&gt;"));
    assert_eq!(page.count("class=\"customer-mark\""), 1);
    assert!(page.has("ada@example.com") && !page.has("paging"));
    let page = by(&shop, owner(), "/admin/customers?find=a");
    assert!(page.has("<title>Error: ") && page.has("href=\"#find\"") && !page.has("Eve New"));
    let page = by(&shop, owner(), "/admin/customers?find=Ada&only=staff");
    assert!(page.has("value=\"Ada\"") && page.has("value=\"staff\" selected"));
    shop.people.answers().customers = Ok(Vec::new());
    assert!(by(&shop, owner(), "/admin/customers").has("Nobody has an account yet."));
    assert!(by(&shop, owner(), "/admin/customers?only=erased").has("Show all customers"));
    let page = by(&shop, owner(), "/admin/customers?find=MUG-1");
    assert!(page.has("href=\"/admin/orders?find=MUG-1\""));
    for (error, status) in [(CustomerError::Forbidden, 403), (CustomerError::Unavailable, 503)] {
        shop.people.answers().customers = Err(error);
        assert_eq!(by(&shop, owner(), "/admin/customers").status, status);
        assert_eq!(by(&shop, owner(), "/admin/customers/ada").status, status);
    }
    assert_eq!(by(&shop, owner(), "/admin/customers?only=lost").status, 400);
}

#[test]
fn a_list_of_customers_goes_on_where_it_ended() {
    let shop = fakes::shop();
    let row = |number: i64| CustomerRow {
        created_at: Timestamp::from_millis(number),
        ..customer(&format!("c{number}"), &format!("Person {number}."))
    };
    shop.people.answers().customers = Ok((1..=51).rev().map(row).collect());
    let page = by(&shop, owner(), "/admin/customers?only=verified");
    let next = "href=\"/admin/customers?find=&amp;only=verified&amp;nextCursor=2.c2\"";
    assert!(page.has(next) && !page.has("Person 1.") && !page.has("Newest customers"));
    let page = by(&shop, owner(), "/admin/customers?only=verified&nextCursor=2.c2");
    assert!(page.has("Person 1.") && !page.has("Person 2.") && !page.has("Older customers"));
    assert!(page.has("href=\"/admin/customers?find=&amp;only=verified\""));
}

#[test]
fn a_customer_is_helped_by_those_alone_who_may() {
    let shop = fakes::shop();
    let address = "/admin/customers/ada";
    let action = |deed: &str| format!("action=\"{address}/{deed}\"");
    let page = by(&shop, member(Role::Support), address);
    assert_bound(address, &page);
    assert!(page.has(&action("reset")) && page.has(&action("sign-out")));
    assert!(!page.has(&action("verify")) && page.has("In 2 places"));
    let log = "href=\"/admin/audit?subject=ada\"";
    assert!(by(&shop, owner(), address).has(log) && !page.has(log));
    let page = by(&shop, member(Role::Orders), address);
    assert!(page.status == 200 && !page.has("action=\"/admin/customers/"));

    with(&shop, CustomerRow { verified_at: None, ..customer("ada", "Ada Quay") });
    let page = by(&shop, member(Role::Support), address);
    assert!(page.has(&action("verify")) && !page.has(&action("reset")) && page.has("Never"));
    with(&shop, CustomerRow { staff: true, ..customer("ada", "Ada Quay") });
    shop.people.answers().customer_roles = vec![Role::Warehouse];
    let page = by(&shop, member(Role::Support), address);
    assert!(page.has(&action("reset")) && !page.has(&action("sign-out")));
    assert!(page.has("<dd>Warehouse</dd>"));
    assert!(by(&shop, owner(), address).has(&action("sign-out")));

    let form = refused("reset", &[], &[("", "Not now.")]);
    let visitor = member(Role::Support);
    let page = shop.draw_with(address, With { visitor, form, ..With::default() });
    assert!(page.has("Not now.") && page.has("<title>Error: "));
    assert_eq!(by(&shop, owner(), "/admin/customers/nobody").status, 404);
    assert_eq!(by(&shop, owner(), "/admin/customers/no%20id").status, 404);
}

#[test]
fn what_they_bought_and_keep_is_shown_or_said_to_be_away() {
    let shop = fakes::shop();
    let address = "/admin/customers/ada";
    let page = by(&shop, member(Role::Support), address);
    assert!(page.has("12 orders, ") && page.has("/admin/orders/"));
    assert!(page.has("href=\"/admin/orders?find=ada%40example.com\""));
    assert!(page.has("Ada Quay, Quay 1, 24103 Kiel, Germany"));
    shop.orders.answers().room = Ok(RoomPage::default());
    assert!(by(&shop, owner(), address).has("They have bought nothing with this account."));
    shop.orders.answers().room = Err(OrderRoomError::Order(OrderRefusal::Unavailable));
    shop.people.answers().profile = Err(ProfileError::Unavailable);
    let page = by(&shop, owner(), address);
    assert_eq!(page.status, 200);
    assert!(page.has("Their orders cannot be read now."));
    assert!(page.has("Their addresses cannot be read now."));
    with(
        &shop,
        CustomerRow {
            name: None,
            email: None,
            verified_at: None,
            erased_at: Some(Timestamp::from_millis(1_795_269_900_000)),
            ..customer("ada", "")
        },
    );
    let page = by(&shop, owner(), address);
    assert!(page.status == 200 && !page.has("Their addresses") && page.has(">Erased</h1>"));
    assert!(!page.has("action=\"/admin/customers/"));
}

#[test]
fn sessions_are_shown_with_the_one_that_asks() {
    let shop = fakes::shop();
    let page = by(&shop, member(Role::Analyst), "/admin/sessions");
    assert_bound("/admin/sessions", &page);
    assert_eq!((page.count("This one"), page.count("action=\"/admin/sessions/")), (1, 2));
    assert!(page.has(&format!("action=\"/admin/sessions/{}/end\"", "b".repeat(32))));
    assert!(page.has("action=\"/admin/sessions/end-others\""));
    let mut sessions = shop.people.answers().sessions.clone().expect("sessions");
    sessions.truncate(1);
    shop.people.answers().sessions = Ok(sessions);
    let page = by(&shop, member(Role::Analyst), "/admin/sessions");
    assert!(page.has("nowhere else") && !page.has("action=\"/admin/sessions/"));

    let page = by(&shop, owner(), "/admin/staff/bo/sessions");
    assert!(page.has("action=\"/admin/staff/bo/sessions/end-all\""));
    assert!(page.has("Sessions of Ada Quay"));
    assert_eq!(by(&shop, owner(), "/admin/staff/nobody/sessions").status, 404);
    assert!(by(&shop, owner(), "/admin/staff").has("href=\"/admin/staff/bo/sessions\""));
    shop.people.answers().staff = Err(StaffError::Forbidden);
    assert_eq!(by(&shop, owner(), "/admin/staff/bo/sessions").status, 403);
}
