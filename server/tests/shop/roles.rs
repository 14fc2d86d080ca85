//! What each role may do: every route of staff is called as every role, and no page shows a role what it may
//! not do.

use storefront::staff::Role::{self, Analyst, Catalogue, Orders, Owner, Support, Warehouse};

use crate::{
    browser::Browser,
    ground::Shop,
    people::PASSWORD,
    round_trips::{STAFF, TABLE, fits},
};

/// Who may call what, written down for itself: the table of routes and the permissions of roles have to
/// agree with it.
const MAY: [(&[Role], &[&str]); 12] = [
    (
        &[Owner, Catalogue, Orders, Warehouse, Support, Analyst],
        &[
            "GET /admin",
            "GET /admin/sessions",
            "POST /admin/sessions/end-others",
            "POST /admin/sessions/{handle}/end",
            "GET /admin/products/{id}",
            "GET /admin/products/{id}/history",
            "GET /admin/products/{id}/preview",
            "GET /admin/categories",
            "GET /admin/categories/{id}",
            "GET /admin/collections",
            "GET /admin/collections/{id}",
            "GET /admin/brands",
            "GET /admin/products/{id}/images",
            "GET /admin/tokens",
            "POST /admin/tokens",
            "POST /admin/tokens/{id}/revoke",
            "GET /admin/products",
            "GET /admin/products/deeds",
            "GET /admin/stock",
            "GET /admin/stock/{sku}",
            "GET /admin/holds",
            "GET /admin/exports/low-stock.csv",
            "GET /admin/exports/products.csv",
            "GET /admin/exports/products.jsonl",
            "GET /api/admin/products",
            "GET /api/admin/products/{id}",
            "GET /api/admin/stock",
            "GET /api/admin/stock/{sku}",
        ],
    ),
    (
        &[Owner, Orders, Warehouse, Support],
        &[
            "GET /admin/orders",
            "GET /admin/orders/{id}",
            "GET /admin/orders/{id}/slip",
            "GET /admin/returns",
            "GET /admin/payments",
            "GET /api/admin/orders",
            "GET /api/admin/orders/{orderId}",
        ],
    ),
    (&[Owner, Catalogue, Analyst], &["GET /admin/search"]),
    (
        &[Owner, Catalogue, Support],
        &[
            "GET /admin/reviews",
            "POST /admin/reviews/{review}/publish",
            "POST /admin/reviews/{review}/refuse",
            "POST /admin/reviews/{review}/hide",
        ],
    ),
    (&[Owner, Orders, Support], &["GET /admin/customers", "GET /admin/customers/{account}"]),
    (
        &[Owner, Orders, Warehouse],
        &[
            "POST /admin/orders/{id}/ship",
            "POST /admin/orders/{id}/deliver",
            "POST /admin/orders/{id}/returns/{return_id}/approve",
            "POST /admin/orders/{id}/returns/{return_id}/refuse",
            "POST /api/admin/orders/{orderId}/ship",
            "POST /api/admin/orders/{orderId}/deliver",
            "POST /api/admin/orders/{orderId}/returns/{returnId}/approve",
            "POST /api/admin/orders/{orderId}/returns/{returnId}/refuse",
        ],
    ),
    (&[Owner, Analyst], &["GET /admin/figures", "GET /admin/figures/{file}"]),
    (
        &[Owner, Catalogue],
        &[
            "GET /admin/products/new",
            "POST /admin/products/new",
            "POST /admin/products/{id}",
            "POST /admin/products/{id}/variants",
            "POST /admin/products/{id}/status",
            "POST /admin/products/{id}/duplicate",
            "POST /admin/products/{id}/restore",
            "POST /admin/categories",
            "POST /admin/categories/{id}",
            "POST /admin/categories/{id}/move",
            "POST /admin/categories/{id}/up",
            "POST /admin/categories/{id}/down",
            "POST /admin/categories/{id}/merge",
            "POST /admin/categories/{id}/delete",
            "POST /admin/collections",
            "POST /admin/collections/{id}",
            "POST /admin/collections/{id}/count",
            "POST /admin/brands/rename",
            "POST /admin/products/{id}/images",
            "POST /admin/products/{id}/images/arrange",
            "POST /admin/products/{id}/images/describe",
            "POST /admin/products/{id}/images/choose",
            "POST /admin/products/{id}/images/detach",
            "POST /admin/products/{id}/images/delete",
            "POST /admin/products/bulk",
            "POST /admin/products/bulk/apply",
            "POST /admin/products/bulk/{key}/undo",
            "GET /admin/imports",
            "POST /admin/imports",
            "GET /admin/imports/{id}",
            "POST /admin/imports/{id}/check",
            "POST /admin/imports/{id}/run",
            "POST /admin/imports/{id}/cancel",
            "GET /admin/imports/{id}/progress",
            "GET /admin/imports/{id}/errors.csv",
            "GET /admin/coupons",
            "POST /admin/coupons",
            "GET /admin/coupons/{code}",
            "POST /admin/coupons/{code}",
            "POST /admin/coupons/{code}/switch",
            "GET /admin/search/synonyms",
            "POST /admin/search/synonyms",
            "GET /admin/search/synonyms/{group}",
            "POST /admin/search/synonyms/{group}",
            "POST /admin/search/synonyms/{group}/remove",
            "GET /admin/search/pins",
            "POST /admin/search/pins",
            "POST /admin/search/pins/end",
            "POST /api/admin/products",
            "PUT /api/admin/products/{id}",
            "POST /api/admin/products/{id}/publish",
            "POST /api/admin/products/{id}/archive",
            "POST /api/admin/products/{id}/duplicate",
        ],
    ),
    (
        &[Owner, Orders],
        &[
            "POST /admin/holds/{checkout}/release",
            "POST /admin/orders/{id}/note",
            "POST /admin/orders/{id}/cancel",
            "POST /admin/orders/{id}/refund",
            "POST /admin/orders/{id}/resend",
            "POST /admin/orders/{id}/return",
            "POST /admin/orders",
            "GET /admin/orders/new",
            "POST /admin/orders/reckon",
            "POST /admin/orders/{id}/refunds/{refund}/paid",
            "POST /admin/orders/{id}/refunds/{refund}/refused",
            "POST /admin/orders/{id}/payments/{payment}/found",
            "POST /api/admin/orders/{orderId}/cancel",
            "POST /api/admin/orders/{orderId}/refund",
            "POST /api/admin/orders/{orderId}/notes",
            "POST /api/admin/orders/{orderId}/resend",
        ],
    ),
    (
        &[Owner, Support],
        &[
            "POST /admin/customers/{account}/reset",
            "POST /admin/customers/{account}/verify",
            "POST /admin/customers/{account}/sign-out",
        ],
    ),
    (
        &[Owner, Warehouse],
        &[
            "POST /admin/stock/{sku}/receive",
            "POST /admin/stock/{sku}/correct",
            "POST /admin/stock/{sku}/expect",
            "POST /api/admin/stock/{sku}",
        ],
    ),
    (
        &[Owner],
        &[
            "GET /admin/staff",
            "POST /admin/staff",
            "POST /admin/staff/{account}/roles",
            "POST /admin/staff/{account}/remove",
            "POST /admin/staff/{account}/reset-factor",
            "GET /admin/staff/{account}/sessions",
            "POST /admin/staff/{account}/sessions/end-all",
            "POST /admin/staff/{account}/sessions/{handle}/end",
            "GET /admin/delivery",
            "POST /admin/delivery/zones",
            "GET /admin/delivery/zones/{zone}",
            "POST /admin/delivery/zones/{zone}",
            "POST /admin/delivery/methods",
            "GET /admin/delivery/methods/{method}",
            "POST /admin/delivery/methods/{method}",
            "POST /admin/delivery/methods/{method}/switch",
            "GET /admin/delivery/methods/{method}/zones/{zone}",
            "POST /admin/delivery/methods/{method}/zones/{zone}",
            "POST /admin/delivery/methods/{method}/zones/{zone}/end",
            "GET /admin/taxes",
            "POST /admin/taxes",
            "POST /admin/taxes/withdraw",
            "GET /admin/audit",
            "GET /admin/settings",
            "POST /admin/settings",
            "POST /admin/settings/logo",
            "POST /admin/settings/logo/remove",
            "POST /admin/settings/{setting}/reset",
            "GET /admin/texts",
            "POST /admin/texts",
            "GET /admin/texts/{slug}",
            "POST /admin/texts/{slug}",
            "POST /admin/texts/{slug}/preview",
            "POST /admin/texts/{slug}/restore",
            "POST /admin/texts/{slug}/reset",
        ],
    ),
];

/// Has the one member of staff, and their token, have one role alone.
macro_rules! alone {
    ($role:literal) => {
        concat!(
            "update accounts.role set role = '",
            $role,
            "'; update accounts.api_token set roles = array['",
            $role,
            "']"
        )
    };
}

/// How a role is given. The owner comes last and may change everything.
const ROLES: [(Role, &str); 6] = [
    (Catalogue, alone!("catalogue")),
    (Orders, alone!("orders")),
    (Warehouse, alone!("warehouse")),
    (Support, alone!("support")),
    (Analyst, alone!("analyst")),
    (Owner, alone!("owner")),
];

/// The routes of the API of staff.
const API: &str = include_str!("../../src/http/route_table/api_routes.rs");

/// Every route for which one has to be staff, as `POST /admin/orders`.
fn mounted() -> Vec<String> {
    let route = |line: &str| {
        let (method, rest) = line.trim().strip_prefix("route!(")?.split_once(" \"")?;
        let (path, rest) = rest.split_once("\" ")?;
        let staff = rest.starts_with("Staff ")
            || rest.starts_with("StaffWith")
            || rest.starts_with("TokenWith");
        staff.then(|| format!("{method} {path}"))
    };
    TABLE.lines().chain(API.lines()).filter_map(route).collect()
}

/// Who may call a route; nobody where it is not written down.
fn who(route: &str) -> Option<&'static [Role]> {
    MAY.iter().find(|(_, routes)| routes.contains(&route)).map(|(roles, _)| *roles)
}

#[test]
fn every_route_of_staff_is_written_down_once() {
    let mut written: Vec<_> = MAY.iter().flat_map(|(_, routes)| *routes).copied().collect();
    let mut mounted = mounted();
    written.sort_unstable();
    mounted.sort_unstable();
    assert_eq!(written, mounted);
}

/// The member of staff, signed in, with a token for the API.
fn member(shop: &Shop) -> (Browser, String) {
    let browser = shop.visitor();
    let fields = [("email", Shop::OWNER), ("password", PASSWORD)];
    assert_eq!(browser.post("/admin/sign-in", &fields).location, "/admin");
    let made = browser.post("/admin/tokens", &[("label", "all"), ("roles", Owner.name())]);
    let (_, rest) = made.body.split_once("qs_").expect("the token is shown");
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_".contains(letter));
    let token = format!("Bearer qs_{}", &rest[..end.expect("the page goes on")]);
    (browser, token)
}

/// The status of a route, called with nothing to do.
fn called(browser: &Browser, token: &str, route: &str) -> u16 {
    let (method, path) = route.split_once(' ').expect("a method and a path");
    let parts = path.split('/').map(|part| if part.starts_with('{') { "none" } else { part });
    let path = parts.collect::<Vec<_>>().join("/");
    // What is refused before it was read ends the connection.
    let closing = ("connection", "close");
    if path.starts_with("/api/") {
        let headers = [closing, ("authorization", token), ("content-type", "application/json")];
        return browser.send(method, &path, &headers, "{}").status;
    }
    let headers = [closing, ("content-type", "application/x-www-form-urlencoded")];
    browser.send(method, &path, &headers, &format!("key={}", "0".repeat(32))).status
}

/// What a page leads to behind the counter, by links and by forms with a button.
fn leads(body: &str) -> Vec<String> {
    let has_button =
        |form: &str| form.split("</form").next().is_some_and(|of| of.contains("<button"));
    let forms = body.split("<form ").skip(1).filter(|form| has_button(form));
    let forms = forms.filter_map(|form| form.split_once('>')).map(|(tag, _)| format!("form {tag}"));
    let others = body.split('<').filter_map(|tag| tag.split_once('>')).map(|(tag, _)| tag);
    let others = others.filter(|tag| !tag.starts_with("form ")).map(ToOwned::to_owned);
    let tags: Vec<String> = forms.chain(others).collect();
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next().map(ToOwned::to_owned)
    };
    let lead = |tag: &str| {
        let post = |path: String| format!("POST {path}");
        let get = |path: String| format!("GET {path}");
        if tag.starts_with("form ") {
            let sends =
                attribute(tag, "method").is_some_and(|how| how.eq_ignore_ascii_case("post"));
            attribute(tag, "action").map(if sends { post } else { get })
        } else if tag.starts_with("a ") {
            attribute(tag, "href").map(get)
        } else {
            attribute(tag, "formaction").map(post)
        }
    };
    let bare = |lead: String| lead.split(['?', '#']).next().unwrap_or_default().to_owned();
    let mut leads: Vec<_> = tags
        .iter()
        .filter_map(|tag| lead(tag))
        .map(bare)
        .filter(|lead| lead.contains(" /admin"))
        .collect();
    leads.sort_unstable();
    leads.dedup();
    leads
}

/// The route of an address: the one that names it, or one that it fits.
fn route_of(lead: &str) -> Option<&'static str> {
    let all = || MAY.iter().flat_map(|(_, routes)| *routes).copied();
    all().find(|route| *route == lead).or_else(|| all().find(|route| fits(lead, route)))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_every_role_as_it_is_written_down() {
    let shop = Shop::start().await;
    let (browser, token) = member(&shop);
    let mut wrong = Vec::new();
    for (role, alone) in ROLES {
        shop.run(alone).await;
        for (roles, routes) in MAY {
            for route in routes {
                let status = called(&browser, &token, route);
                if (status == 403) == roles.contains(&role) || status == 401 || status >= 500 {
                    wrong.push(format!("{role:?} {route}: {status}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_leads_a_role_to_what_it_may_not_do() {
    let shop = Shop::start().await;
    let (browser, _) = member(&shop);
    let door = "POST /admin/sign-out";
    let (mut wrong, mut led) = (Vec::new(), 0);
    for (role, alone) in ROLES {
        shop.run(alone).await;
        for (page, _) in STAFF {
            let answer = browser.get(page);
            if answer.status == 403 {
                continue;
            }
            assert_eq!(answer.status, 200, "{role:?} {page}");
            for lead in leads(&answer.body).into_iter().filter(|lead| lead != door) {
                led += 1;
                let may = route_of(&lead).and_then(who);
                if !may.is_some_and(|roles| roles.contains(&role)) {
                    wrong.push(format!("{role:?} {page}: {lead}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(led > 1_000, "pages lead on: {led}");
}
