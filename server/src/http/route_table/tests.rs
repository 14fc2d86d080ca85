//! The table against what is written down of it.

use std::collections::BTreeSet;

use storefront::staff::Role;

use super::*;
use crate::http::api;

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
fn customers_are_seen_and_helped_by_those_who_may() {
    let deeds = |role: Role| -> Vec<&'static str> {
        let below = |route: Route| {
            let may = matches!(route.access, Access::StaffWith(needed) if role.allows(needed));
            route.path.strip_prefix("/admin/customers").filter(|_| may)
        };
        routes().into_iter().filter_map(below).collect()
    };
    let sees = ["", "/{account}"];
    let helps = ["/{account}/reset", "/{account}/verify", "/{account}/sign-out"];
    for role in [Role::Owner, Role::Support] {
        assert_eq!(deeds(role), [&sees[..], &helps[..]].concat(), "{role:?}");
    }
    assert_eq!(deeds(Role::Orders), sees);
    for role in [Role::Catalogue, Role::Warehouse, Role::Analyst] {
        assert!(deeds(role).is_empty(), "{role:?}");
    }
}

#[test]
fn sessions_of_staff_are_their_own_and_those_of_others_are_for_owners() {
    for route in routes() {
        if route.path.starts_with("/admin/sessions") {
            assert_eq!(route.access, Access::Staff, "{}", route.path);
        }
        if route.path.starts_with("/admin/staff/{account}/sessions") {
            let needed = Access::StaffWith(Permission::ManageStaff);
            assert_eq!(route.access, needed, "{}", route.path);
        }
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
            let staff = matches!(
                route.access,
                Access::Staff | Access::StaffWith(_) | Access::StaffWithEither(..)
            );
            assert!(staff, "{}", route.path);
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
fn products_are_read_by_all_staff_and_written_by_those_who_may() {
    let access = |method: Method, path: &str| {
        let route = routes().into_iter().find(|route| route.method == method && route.path == path);
        route.map(|route| route.access)
    };
    for path in ["", "/history", "/preview"].map(|below| format!("/admin/products/{{id}}{below}")) {
        let needed = Some(Access::StaffWith(Permission::ReadCatalogue));
        assert_eq!(access(Method::GET, &path), needed, "{path}");
    }
    let needed = Some(Access::StaffWith(Permission::EditCatalogue));
    assert_eq!(access(Method::GET, "/admin/products/new"), needed);
    let deeds = ["new", "{id}", "{id}/variants", "{id}/status", "{id}/duplicate", "{id}/restore"];
    for path in deeds.map(|deed| format!("/admin/products/{deed}")) {
        assert_eq!(access(Method::POST, &path), needed, "{path}");
    }
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
    let by_hand = "refunds/{refund}/paid";
    let (refused, found) = ("refunds/{refund}/refused", "payments/{payment}/found");
    for (role, allowed) in [
        (
            Role::Orders,
            &[
                "note", "ship", "deliver", "cancel", "refund", "resend", "return", agree, refuse,
                by_hand, refused, found,
            ][..],
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
fn orders_are_taken_by_those_who_may_change_them() {
    let taking = [
        (Method::POST, "/admin/orders"),
        (Method::GET, "/admin/orders/new"),
        (Method::POST, "/admin/orders/reckon"),
    ];
    for (method, path) in taking {
        let route = routes().into_iter().find(|route| route.method == method && route.path == path);
        let needed = Some(Access::StaffWith(Permission::EditOrders));
        assert_eq!(route.map(|route| route.access), needed, "{method} {path}");
    }
}

#[test]
fn offers_are_looked_after_by_those_who_may() {
    let mut counted = 0;
    for route in routes() {
        let needed = match route.path.split('/').nth(2) {
            Some("coupons") => Permission::EditOffers,
            Some("delivery" | "taxes") => Permission::ManageSettings,
            _ => continue,
        };
        if route.path.starts_with("/admin/") {
            assert_eq!(route.access, Access::StaffWith(needed), "{} {}", route.method, route.path);
            counted += 1;
        }
    }
    assert_eq!(counted, 19);
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
    let (products, product) = ("/api/admin/products", "/api/admin/products/{id}");
    for role in Role::ALL {
        for path in [products, product] {
            assert!(may(role, Method::GET, path), "{role:?} {path}");
        }
        let writes = matches!(role, Role::Owner | Role::Catalogue);
        assert_eq!(may(role, Method::POST, products), writes, "{role:?}");
        assert_eq!(may(role, Method::PUT, product), writes, "{role:?}");
        for deed in ["publish", "archive", "duplicate"] {
            let path = format!("{product}/{deed}");
            assert_eq!(may(role, Method::POST, &path), writes, "{role:?} {deed}");
        }
    }
}

#[test]
fn figures_are_for_those_who_read_reports() {
    let figures: Vec<_> =
        routes().into_iter().filter(|route| route.path.starts_with("/admin/figures")).collect();
    assert_eq!(figures.len(), 2);
    for route in figures {
        let needed = Access::StaffWith(Permission::ReadReports);
        assert_eq!((route.method, route.access), (Method::GET, needed), "{}", route.path);
    }
    let readers: Vec<_> =
        Role::ALL.into_iter().filter(|role| role.allows(Permission::ReadReports)).collect();
    assert_eq!(readers, [Role::Owner, Role::Analyst]);
}

#[test]
fn search_is_looked_after_by_those_who_may_and_read_by_analysts_too() {
    let both = Access::StaffWithEither(Permission::EditSearch, Permission::ReadReports);
    let mut counted = 0;
    for route in routes().into_iter().filter(|route| route.path.starts_with("/admin/search")) {
        let reads = route.method.is_safe() && route.path == "/admin/search";
        let needed = if reads { both } else { Access::StaffWith(Permission::EditSearch) };
        assert_eq!(route.access, needed, "{} {}", route.method, route.path);
        counted += 1;
    }
    assert_eq!(counted, 9);
}

#[test]
fn products_are_listed_and_changed_by_those_who_may() {
    let access = |method: Method, path: &str| {
        let route = routes().into_iter().find(|route| route.method == method && route.path == path);
        route.map(|route| route.access)
    };
    let list = access(Method::GET, "/admin/products");
    assert_eq!(list, Some(Access::StaffWith(Permission::ReadCatalogue)));
    for deed in ["bulk", "bulk/apply", "bulk/{key}/undo"] {
        let path = format!("/admin/products/{deed}");
        let needed = Some(Access::StaffWith(Permission::EditCatalogue));
        assert_eq!(access(Method::POST, &path), needed, "{path}");
    }
}

#[test]
fn shelves_are_seen_by_those_who_may_and_changed_by_fewer() {
    let mut counted = (0, 0);
    for route in routes() {
        let shelves = ["categories", "collections", "brands"];
        let part = route.path.strip_prefix("/admin/").and_then(|rest| rest.split('/').next());
        if !part.is_some_and(|part| shelves.contains(&part)) {
            continue;
        }
        let needed = if route.method.is_safe() {
            counted.0 += 1;
            Permission::ReadCatalogue
        } else {
            counted.1 += 1;
            Permission::EditCatalogue
        };
        assert_eq!(route.access, Access::StaffWith(needed), "{} {}", route.method, route.path);
    }
    assert_eq!(counted, (5, 11));
}

#[test]
fn pictures_are_seen_and_changed_by_those_who_may() {
    let mut deeds = 0;
    for route in routes() {
        let Some(deed) = route.path.strip_prefix("/admin/products/{id}/images") else { continue };
        let needed = if route.method.is_safe() {
            Permission::ReadCatalogue
        } else {
            deeds += 1;
            Permission::EditCatalogue
        };
        assert_eq!(route.access, Access::StaffWith(needed), "{} {deed}", route.method);
    }
    assert_eq!(deeds, 6);
}

#[test]
fn products_are_imported_by_those_who_edit_them_and_exported_by_those_who_read_them() {
    let mut counted = 0;
    for route in routes() {
        let needed = match route.path.split('/').nth(2) {
            Some("imports") => Permission::EditCatalogue,
            Some("exports") if route.path.ends_with("/low-stock.csv") => Permission::ReadStock,
            Some("exports") => Permission::ReadCatalogue,
            _ => continue,
        };
        assert_eq!(route.access, Access::StaffWith(needed), "{} {}", route.method, route.path);
        counted += 1;
    }
    assert_eq!(counted, 11);
    for path in UPLOADS {
        let taken = |route: Route| route.path == path && route.method == Method::POST;
        assert!(routes().into_iter().any(taken), "files may be sent to {path}");
    }
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
    assert_eq!(counted, 31);
}
