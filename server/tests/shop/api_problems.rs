//! What the API says of calls that are wrong.

use serde_json::json;

use crate::{browser::Answer, ground::Shop};

const MUG: &str = "MUG-110-GRAPHITE";
const JSON: (&str, &str) = ("content-type", "application/json");

/// Status and code of a problem, and the first field that it names.
fn refused(answer: &Answer) -> (u16, String, String) {
    let kind = answer.header("content-type");
    assert_eq!(kind, "application/problem+json", "{} {}", answer.status, answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");
    let problem = answer.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    (answer.status, text(&problem["code"]), text(&problem["errors"][0]["field"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_call_is_told_as_a_problem() {
    let shop = Shop::start().await;
    let ada = shop.visitor();
    let begun = json!({ "cart": [{ "sku": MUG, "quantity": 1 }] });
    let begun = ada.call("POST", "/api/checkout?op=BEGIN", &begun).json();
    let own = format!("/api/checkout/{}", begun["checkoutId"].as_str().expect("an id"));
    let post = |op: &str| ("POST", format!("/api/checkout?op={op}"));
    let patch = || ("PATCH", own.clone());
    let add = || ("PATCH", "/api/cart?op=ADD".to_owned());
    let line = |line: &str| format!(r#"{{"cart": [{line}]}}"#);
    for ((method, path), body, (status, code, field)) in [
        (post("BUY"), String::new(), (400, "bad_request", "")),
        (post("begin"), String::new(), (400, "bad_request", "")),
        (("POST", "/api/checkout".to_owned()), String::new(), (400, "bad_request", "")),
        (post("BEGIN"), "{".to_owned(), (400, "bad_request", "")),
        (post("BEGIN"), "[]".to_owned(), (400, "bad_request", "")),
        (post("BEGIN"), r#"{"cart": []}"#.to_owned(), (422, "nothing_to_buy", "cart")),
        (post("BEGIN"), r#"{"cart": {"$gt": ""}}"#.to_owned(), (422, "invalid", "cart")),
        (post("BEGIN"), r#"{"role": "owner"}"#.to_owned(), (422, "invalid", "role")),
        (post("BEGIN"), r#"{"checkoutId": "a"}"#.to_owned(), (422, "invalid", "checkoutId")),
        (post("BEGIN"), line(r#"{"sku": "MUG"}"#), (422, "invalid", "quantity")),
        (post("BEGIN"), line(r#"{"quantity": 1}"#), (422, "invalid", "sku")),
        (post("BEGIN"), line(r#"{"sku": "A", "quantity": 0}"#), (422, "invalid", "quantity")),
        (post("BEGIN"), line(r#"{"sku": "A", "quantity": -1}"#), (422, "invalid", "quantity")),
        (post("BEGIN"), line(r#"{"sku": "A", "quantity": 1.5}"#), (422, "invalid", "quantity")),
        (
            post("BEGIN"),
            line(r#"{"sku": "A", "quantity": 2147483648}"#),
            (422, "invalid", "quantity"),
        ),
        (
            post("BEGIN"),
            line(r#"{"sku": "A", "quantity": 1, "unitPrice": {"amount": 1}}"#),
            (422, "invalid", "unitPrice"),
        ),
        (post("EXTEND"), String::new(), (422, "invalid", "checkoutId")),
        (post("CANCEL"), r#"{"checkoutId": 7}"#.to_owned(), (422, "invalid", "checkoutId")),
        (post("CANCEL"), r#"{"cart": []}"#.to_owned(), (422, "invalid", "cart")),
        (post("EXTEND"), r#"{"checkoutId": "none"}"#.to_owned(), (404, "not_found", "")),
        (patch(), String::new(), (400, "bad_request", "")),
        (patch(), r#"{"total": {"amount": 1}}"#.to_owned(), (422, "invalid", "total")),
        (patch(), r#"{"contact": {"role": "owner"}}"#.to_owned(), (422, "invalid", "role")),
        (
            patch(),
            r#"{"contact": {"email": "nobody", "name": "Ada"}}"#.to_owned(),
            (422, "invalid", "email"),
        ),
        (
            patch(),
            r#"{"shippingAddress": {"line1": "Kai 1", "zip": "1"}}"#.to_owned(),
            (422, "invalid", "zip"),
        ),
        (patch(), r#"{"coupon": "NO-SUCH-ONE"}"#.to_owned(), (422, "invalid", "coupon")),
        (add(), "{".to_owned(), (400, "bad_request", "")),
        (add(), r#"{"quantity": 1}"#.to_owned(), (422, "invalid", "sku")),
        (add(), r#"{"sku": "A", "price": 1}"#.to_owned(), (422, "invalid", "price")),
    ] {
        let answer = ada.send(method, &path, &[JSON], &body);
        assert_eq!(
            refused(&answer),
            (status, code.to_owned(), field.to_owned()),
            "{method} {path} {body}"
        );
    }
    // None of it was entered or let go.
    let now = ada.get(&own).json();
    assert_eq!((&now["state"], &now["contact"]), (&json!("open"), &json!(null)));

    for (method, path) in [post("BEGIN"), patch(), add()] {
        let form = ("content-type", "application/x-www-form-urlencoded");
        let other = ada.send(method, &path, &[form], "sku=MUG");
        assert_eq!(refused(&other).0, 415, "{method} {path}");
        let long = format!(r#"{{"coupon": "{}"}}"#, "x".repeat(200_000));
        let large = ada.send(method, &path, &[JSON], &long);
        assert_eq!(refused(&large), (413, "too_large".to_owned(), String::new()), "{path}");
        let foreign = [JSON, ("origin", "https://evil.example")];
        // Refused unread, which ends its connection: another's goes on.
        let foreign = shop.visitor().send(method, &path, &foreign, "{}");
        assert_eq!(refused(&foreign), (403, "forbidden".to_owned(), String::new()), "{path}");
    }
    for (method, path) in [
        ("GET", "/api/checkout/none"),
        ("GET", "/api/checkout/%FF"),
        ("PATCH", "/api/checkout/%FF"),
        ("GET", "/api/orders/none"),
        ("GET", "/api/orders/%FF"),
        ("POST", "/api/orders/none/cancel"),
        ("POST", "/api/orders/%FF/cancel"),
        ("GET", "/api/items/%FF"),
        ("GET", "/api/nothing"),
    ] {
        let missing = ada.send(method, path, &[JSON], if method == "PATCH" { "{}" } else { "" });
        assert_eq!(refused(&missing), (404, "not_found".to_owned(), String::new()), "{path}");
    }
    for path in ["limit=0", "limit=101", "limit=x", "since=May", "status=lost", "nextCursor=x"] {
        let bad = ada.get(&format!("/api/orders?{path}"));
        assert_eq!(refused(&bad), (400, "bad_request".to_owned(), String::new()), "{path}");
    }
    let method = ada.send("DELETE", "/api/orders", &[], "");
    assert_eq!(refused(&method), (405, "method_not_allowed".to_owned(), String::new()));
    assert!(method.header("allow").contains("GET"), "{:?}", method.headers);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reaches_a_checkout_of_another() {
    let shop = Shop::start().await;
    let (ada, eve) = (shop.visitor(), shop.visitor());
    let wish = json!({ "cart": [{ "sku": MUG, "quantity": 1 }] });
    let hers = ada.call("POST", "/api/checkout?op=BEGIN", &wish).json()["checkoutId"].clone();
    // Somebody of whom nothing is known, a guest with a checkout of their own, and an account.
    let guest = shop.visitor();
    assert_eq!(guest.call("POST", "/api/checkout?op=BEGIN", &wish).status, 201);
    let body = json!({ "checkoutId": hers });
    let path = format!("/api/checkout/{}", hers.as_str().expect("an id"));
    for other in [&eve, &guest, &shop.person("eve@example.com")] {
        let key = [JSON, ("idempotency-key", "guessed-by-eve")];
        for answer in [
            other.get(&path),
            other.call("PATCH", &path, &json!({ "coupon": "WELCOME10" })),
            other.call("POST", "/api/checkout?op=EXTEND", &body),
            other.call("POST", "/api/checkout?op=CANCEL", &body),
            other.send("POST", "/api/checkout?op=SUBMIT", &key, &body.to_string()),
        ] {
            assert_eq!(refused(&answer), (404, "not_found".to_owned(), String::new()));
        }
    }
    let still = ada.get(&path).json();
    assert_eq!((&still["state"], &still["extensionsLeft"]), (&json!("open"), &json!(2)));
}
