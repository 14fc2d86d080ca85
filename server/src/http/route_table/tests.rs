//! The table against what is written down of it.

use std::collections::BTreeSet;

use storefront::staff::Role;

use super::*;

#[test]
fn the_description_of_the_api_names_every_route_of_it() {
    let described: BTreeSet<String> = api::description::operations().into_iter().collect();
    let mounted: BTreeSet<String> = routes()
        .iter()
        .filter(|route| route.path.starts_with("/api/"))
        .filter(|route| !["/api/docs", "/api/openapi.json"].contains(&route.path))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(described, mounted);
}

#[test]
fn what_strangers_may_change_is_listed() {
    let open: BTreeSet<_> = routes()
        .iter()
        .filter(|route| !route.method.is_safe())
        .filter(|route| {
            matches!(route.access, Access::Anyone | Access::Visitor | Access::StaffDoor)
        })
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let listed = [
        "PATCH /api/cart",
        "PATCH /api/checkout/{checkoutId}",
        "POST /admin/code",
        "POST /admin/enrol",
        "POST /admin/invitation",
        "POST /admin/sign-in",
        "POST /admin/sign-out",
        "POST /api/checkout",
        "POST /api/orders/{orderId}/cancel",
        "POST /cart",
        "POST /checkout",
        "POST /checkout/{id}",
        "POST /checkout/{id}/again",
        "POST /checkout/{id}/cancel",
        "POST /checkout/{id}/extend",
        "POST /checkout/{id}/submit",
        "POST /confirm-email",
        "POST /forgot-password",
        "POST /orders/find",
        "POST /orders/{token}/cancel",
        "POST /orders/{token}/reorder",
        "POST /orders/{token}/return",
        "POST /pages/contact",
        "POST /register",
        "POST /reset-password",
        "POST /sign-in",
        "POST /sign-out",
        "POST /verify-email",
        "POST /webhooks/payments",
        "POST /wishlist",
    ];
    assert_eq!(open, listed.map(ToOwned::to_owned).into());
}

#[test]
fn reviews_are_written_by_shoppers_and_decided_by_those_who_may() {
    let access = |method: Method, path: &str| {
        let route = routes().into_iter().find(|route| route.method == method && route.path == path);
        route.map(|route| route.access)
    };
    let deeds = ["review", "reviews/{review}/helpful", "reviews/{review}/report"];
    for path in deeds.map(|deed| format!("/p/{{slug}}/{deed}")) {
        assert_eq!(access(Method::POST, &path), Some(Access::SignedIn), "{path}");
    }
    let needed = Some(Access::StaffWith(Permission::ModerateReviews));
    assert_eq!(access(Method::GET, "/admin/reviews"), needed);
    for path in
        ["publish", "refuse", "hide"].map(|deed| format!("/admin/reviews/{{review}}/{deed}"))
    {
        assert_eq!(access(Method::POST, &path), needed, "{path}");
    }
}

#[test]
fn what_is_below_admin_and_account_is_for_those_alone() {
    for route in routes() {
        let door = [
            "/admin/sign-in",
            "/admin/code",
            "/admin/enrol",
            "/admin/invitation",
            "/admin/sign-out",
        ];
        if route.path.starts_with("/admin") && !door.contains(&route.path) {
            assert!(matches!(route.access, Access::Staff | Access::StaffWith(_)), "{}", route.path);
        }
        if route.path.starts_with("/account") {
            assert_eq!(route.access, Access::SignedIn, "{}", route.path);
        }
    }
}

#[test]
fn stock_is_read_changed_and_let_go_by_those_who_may() {
    let access = |method: Method, path: &str| {
        let route = routes().into_iter().find(|route| route.method == method && route.path == path);
        route.map(|route| route.access)
    };
    for path in ["/admin/stock", "/admin/stock/{sku}", "/admin/holds"] {
        let needed = Some(Access::StaffWith(Permission::ReadStock));
        assert_eq!(access(Method::GET, path), needed, "{path}");
    }
    for deed in ["receive", "correct", "expect"] {
        let path = format!("/admin/stock/{{sku}}/{deed}");
        let needed = Some(Access::StaffWith(Permission::ChangeStock));
        assert_eq!(access(Method::POST, &path), needed, "{path}");
    }
    let release = access(Method::POST, "/admin/holds/{checkout}/release");
    assert_eq!(release, Some(Access::StaffWith(Permission::EditOrders)));
}

#[test]
fn what_is_done_to_orders_is_for_those_who_look_after_them() {
    let below = "/admin/orders/{id}/";
    let deeds = |role: Role| -> Vec<&'static str> {
        let routes = routes().into_iter().filter(|route| !route.method.is_safe());
        let may = |access| matches!(access, Access::StaffWith(needed) if role.allows(needed));
        let own = routes.filter(|route| may(route.access));
        own.filter_map(|route| route.path.strip_prefix(below)).collect()
    };
    let (agree, refuse) = ("returns/{return_id}/approve", "returns/{return_id}/refuse");
    for (role, allowed) in [
        (
            Role::Orders,
            &["note", "ship", "deliver", "cancel", "refund", "resend", agree, refuse][..],
        ),
        (Role::Warehouse, &["ship", "deliver", agree, refuse][..]),
        (Role::Support, &[][..]),
        (Role::Catalogue, &[][..]),
        (Role::Analyst, &[][..]),
    ] {
        assert_eq!(deeds(role), allowed, "{role:?}");
    }
    assert_eq!(deeds(Role::Owner), deeds(Role::Orders));
}

#[test]
fn offers_and_settings_are_looked_after_by_those_who_may() {
    let mut counted = 0;
    for route in routes() {
        let needed = match route.path.split('/').nth(2) {
            Some("coupons") => Permission::EditOffers,
            Some("delivery" | "settings" | "taxes" | "texts") => Permission::ManageSettings,
            _ => continue,
        };
        if route.path.starts_with("/admin/") {
            assert_eq!(route.access, Access::StaffWith(needed), "{} {}", route.method, route.path);
            counted += 1;
        }
    }
    assert_eq!(counted, 29);
}

#[test]
fn programs_behind_the_counter_do_what_their_roles_allow() {
    let may = |role: Role, method: Method, path: &str| {
        let route = routes().into_iter().find(|route| route.method == method && route.path == path);
        let access = route.expect("it is in the table").access;
        matches!(access, Access::TokenWith(needed) if role.allows(needed))
    };
    for route in routes().iter().filter(|route| route.path.starts_with("/api/admin/")) {
        assert!(matches!(route.access, Access::TokenWith(_)), "{} {}", route.method, route.path);
    }
    let (stock, order) = ("/api/admin/stock/{sku}", "/api/admin/orders/{orderId}");
    for (role, corrects, reads, ships, refunds) in [
        (Role::Owner, true, true, true, true),
        (Role::Catalogue, false, false, false, false),
        (Role::Orders, false, true, true, true),
        (Role::Warehouse, true, true, true, false),
        (Role::Support, false, true, false, false),
        (Role::Analyst, false, false, false, false),
    ] {
        assert_eq!(may(role, Method::POST, stock), corrects, "{role:?}");
        assert_eq!(may(role, Method::GET, order), reads, "{role:?}");
        assert_eq!(may(role, Method::POST, &format!("{order}/ship")), ships, "{role:?}");
        assert_eq!(may(role, Method::POST, &format!("{order}/refund")), refunds, "{role:?}");
    }
}
