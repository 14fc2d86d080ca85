//! Buying by the API alone, as a program does that was written from its contract.

use serde_json::{Value, json};

use crate::{
    browser::{Answer, Browser},
    ground::Shop,
};

const MUG: &str = "MUG-110-GRAPHITE";
const BAG: &str = "BAG-103-PETROL";

/// A shop in which a coupon pays for everything, so that no bank is asked.
async fn generous() -> Shop {
    let shop = Shop::start().await;
    shop.run(
        "insert into pricing.coupon (code, kind, basis_points) values ('GIFT', 'percent', 10000);
         update pricing.delivery_rate set amount = 0",
    )
    .await;
    shop
}

fn typed() -> Value {
    json!({
        "contact": { "email": "ada@example.com", "name": "Ada Quay" },
        "shippingAddress": {
            "line1": "Kai 1", "line2": null, "city": "Kiel", "region": "",
            "postcode": "24103", "country": "DE",
        },
        "deliveryMethod": "standard",
        "coupon": "GIFT",
    })
}

fn begin(who: &Browser, cart: &[(&str, u32)]) -> Answer {
    let lines = cart.iter().map(|(sku, quantity)| json!({ "sku": sku, "quantity": quantity }));
    who.call("POST", "/api/checkout?op=BEGIN", &json!({ "cart": lines.collect::<Vec<_>>() }))
}

/// Begins, and enters all there is to enter.
fn ready(who: &Browser, cart: &[(&str, u32)]) -> String {
    let begun = begin(who, cart);
    assert_eq!(begun.status, 201, "{}", begun.body);
    let id = text(&begun.json(), "checkoutId");
    let entered = who.call("PATCH", &format!("/api/checkout/{id}"), &typed());
    assert_eq!(entered.status, 200, "{}", entered.body);
    assert_eq!(entered.json()["totals"]["total"], json!({ "amount": 0, "currency": "EUR" }));
    assert_eq!(entered.json()["offer"], "GIFT");
    id
}

fn submit(who: &Browser, key: &str, body: &Value) -> Answer {
    let headers = [("content-type", "application/json"), ("idempotency-key", key)];
    who.send("POST", "/api/checkout?op=SUBMIT", &headers, &body.to_string())
}

fn text(of: &Value, name: &str) -> String {
    of[name].as_str().unwrap_or_else(|| panic!("no {name} in {of}")).to_owned()
}

/// Status and code of a problem.
fn refused(answer: &Answer) -> (u16, String) {
    let kind = answer.header("content-type");
    assert_eq!(kind, "application/problem+json", "{}", answer.body);
    let problem = answer.json();
    assert_eq!(problem["status"], answer.status, "{problem}");
    (answer.status, text(&problem, "code"))
}

fn is_money(value: &Value) -> bool {
    value["amount"].is_i64() && value["currency"] == "EUR"
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_more_than_there_is_learns_how_many_there_are() {
    let shop = Shop::start().await;
    let ada = shop.visitor();
    let empty = ada.get("/api/cart").json();
    assert_eq!(empty["subtotal"], json!({ "amount": 0, "currency": "EUR" }));
    let many = json!({ "sku": MUG, "quantity": 100_000 });
    let refusal = ada.call("PATCH", "/api/cart?op=ADD", &many);
    assert_eq!(refused(&refusal), (409, "not_enough_stock".to_owned()));
    assert!(refusal.json()["available"].as_u64().is_some_and(|units| units > 0));
    let refusal = begin(&ada, &[(MUG, 100_000), (BAG, 1)]);
    assert_eq!(refused(&refusal), (409, "sold_out".to_owned()));
    assert_eq!(refusal.json()["skus"], json!([MUG]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_entered_may_come_in_any_order() {
    let shop = generous().await;
    let ada = shop.visitor();
    let id = text(&begin(&ada, &[(MUG, 1)]).json(), "checkoutId");
    for field in ["deliveryMethod", "shippingAddress", "coupon", "contact"] {
        let part = json!({ field: typed()[field] });
        let entered = ada.call("PATCH", &format!("/api/checkout/{id}"), &part);
        assert_eq!(entered.status, 200, "{field}: {}", entered.body);
        assert_eq!(entered.json()["deliveryMethod"], "standard", "{field}");
    }
    let done = submit(&ada, "in-any-order", &json!({ "checkoutId": id }));
    assert_eq!(done.status, 201, "{}", done.body);
    let next = begin(&ada, &[(BAG, 1)]).json();
    assert_eq!((&next["contact"]["name"], &next["coupon"]), (&json!("Ada Quay"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_is_begun_extended_and_cancelled() {
    let shop = Shop::start().await;
    let ada = shop.visitor();
    let nothing = ada.send("POST", "/api/checkout?op=BEGIN", &[], "");
    assert_eq!(refused(&nothing), (422, "nothing_to_buy".to_owned()));
    assert_eq!(nothing.json()["errors"][0]["field"], "cart");

    assert_eq!(ada.add(MUG, "2").status, 303);
    let begun = ada.send("POST", "/api/checkout?op=BEGIN", &[], "");
    assert_eq!(begun.status, 201, "{}", begun.body);
    assert_eq!(begun.header("cache-control"), "private, no-store");
    let checkout = begun.json();
    let line = &checkout["lines"][0];
    assert_eq!((&line["sku"], &line["quantity"]), (&json!(MUG), &json!(2)));
    assert!(is_money(&line["unitPrice"]) && is_money(&line["lineTotal"]), "{line}");
    let totals = ["lines", "discount", "shipping", "tax", "total"];
    assert!(totals.iter().all(|name| is_money(&checkout["totals"][name])), "{checkout}");
    assert!(text(&checkout, "expiresAt").ends_with('Z'), "{checkout}");
    let url = text(&checkout, "paymentInputURL");
    assert!(url.starts_with("http://127.0.0.1:9/"), "at the provider, never here: {url}");
    let id = text(&checkout, "checkoutId");

    for again in [ada.send("POST", "/api/checkout?op=BEGIN", &[], ""), begin(&ada, &[(MUG, 2)])] {
        assert_eq!((again.status, text(&again.json(), "checkoutId")), (200, id.clone()));
    }
    let body = json!({ "checkoutId": id });
    for left in [1, 0] {
        shop.run(
            "update checkout.checkout set expires_at = statement_timestamp() + interval '20 s';
             update inventory.hold set expires_at = statement_timestamp() + interval '20 s'",
        )
        .await;
        let end = text(&ada.get(&format!("/api/checkout/{id}")).json(), "expiresAt");
        let moved = ada.call("POST", "/api/checkout?op=EXTEND", &body);
        assert_eq!((moved.status, &moved.json()["extensionsLeft"]), (200, &json!(left)));
        let later = text(&moved.json(), "expiresAt");
        assert!(later > end, "{later} is after {end}");
    }
    let third = ada.call("POST", "/api/checkout?op=EXTEND", &body);
    assert_eq!(refused(&third), (409, "no_extension_left".to_owned()));

    // With other lines the units of the first are let go.
    let other = begin(&ada, &[(BAG, 1)]);
    assert_eq!(other.status, 201, "{}", other.body);
    let other = json!({ "checkoutId": text(&other.json(), "checkoutId") });
    for _ in 0..2 {
        let cancelled = ada.call("POST", "/api/checkout?op=CANCEL", &other);
        assert_eq!((cancelled.status, &cancelled.json()["state"]), (200, &json!("cancelled")));
    }
    let over = ada.call("POST", "/api/checkout?op=EXTEND", &other);
    assert_eq!(refused(&over), (409, "checkout_over".to_owned()));

    shop.run("update inventory.stock set free = 3 where sku = 'MUG-110-GRAPHITE'").await;
    let short = begin(&ada, &[(BAG, 1), (MUG, 4)]);
    assert_eq!(refused(&short), (409, "sold_out".to_owned()));
    assert_eq!(short.json()["skus"], json!([MUG]));
    let line = &short.json()["lines"][0];
    assert_eq!((&line["wanted"], &line["available"]), (&json!(4), &json!(3)));
    let unknown = begin(&ada, &[("NO-SUCH-THING", 1)]);
    assert_eq!(refused(&unknown), (409, "sold_out".to_owned()));
    assert_eq!(unknown.json()["skus"], json!(["NO-SUCH-THING"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_makes_one_order_and_tells_of_it_again() {
    let shop = generous().await;
    let ada = shop.visitor();
    let begun = begin(&ada, &[(MUG, 1)]).json();
    let body = json!({ "checkoutId": begun["checkoutId"] });
    let early = submit(&ada, "first", &body);
    assert_eq!(refused(&early), (422, "incomplete".to_owned()));
    let named = early.json()["errors"].as_array().expect("a list").clone();
    let named: Vec<_> = named.iter().map(|error| error["field"].clone()).collect();
    assert_eq!(named, ["contact", "shippingAddress", "deliveryMethod"]);

    let id = text(&begun, "checkoutId");
    assert_eq!(ada.call("PATCH", &format!("/api/checkout/{id}"), &typed()).status, 200);
    let keyless = ada.call("POST", "/api/checkout?op=SUBMIT", &body);
    assert_eq!(refused(&keyless), (400, "bad_request".to_owned()));
    let done = submit(&ada, "first", &body);
    assert_eq!((done.status, done.header("idempotent-replayed")), (201, ""), "{}", done.body);
    let order = text(&done.json(), "orderId");
    assert_eq!(done.json()["status"], "paid");
    assert!(is_money(&done.json()["totals"]["total"]), "{}", done.body);
    let again = submit(&ada, "first", &body);
    assert_eq!((again.status, again.header("idempotent-replayed")), (201, "true"));
    assert_eq!(again.json(), done.json());
    let second = submit(&ada, "second", &body);
    assert_eq!((second.status, text(&second.json(), "orderId")), (201, order.clone()));

    // The key stands for that request and no other, whatever else is wrong with the other.
    let next = text(&begin(&ada, &[(BAG, 1)]).json(), "checkoutId");
    for other in [
        json!({ "checkoutId": next }),
        json!({ "checkoutId": "nothing" }),
        json!({ "checkoutId": id, "note": "another" }),
        json!({ "checkoutId": 7 }),
        json!({}),
    ] {
        let mismatch = submit(&ada, "first", &other);
        assert_eq!(refused(&mismatch), (422, "idempotency_mismatch".to_owned()), "{other}");
    }
    // What was only refused is not remembered, and another's keys are their own.
    let unknown = submit(&ada, "third", &json!({ "checkoutId": "nothing" }));
    assert_eq!(refused(&unknown), (404, "not_found".to_owned()));
    let bob = shop.visitor();
    let theirs = json!({ "checkoutId": ready(&bob, &[(MUG, 1)]) });
    let theirs = submit(&bob, "first", &theirs);
    assert_eq!((theirs.status, theirs.header("idempotent-replayed")), (201, ""), "{}", theirs.body);
    assert_ne!(text(&theirs.json(), "orderId"), order);
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_listed_shown_and_cancelled() {
    let shop = generous().await;
    let (ada, eve) = (shop.visitor(), shop.visitor());
    let none = ada.get("/api/orders");
    assert_eq!(none.status, 200);
    assert_eq!(none.json(), json!({ "orders": [], "nextCursor": null, "limit": 24 }));
    let bought: Vec<String> = [(MUG, "one"), (BAG, "two")]
        .iter()
        .map(|(sku, key)| {
            let body = json!({ "checkoutId": ready(&ada, &[(sku, 1)]) });
            text(&submit(&ada, key, &body).json(), "orderId")
        })
        .collect();

    let first = ada.get("/api/orders?limit=1").json();
    let order = &first["orders"][0];
    assert_eq!(text(order, "orderId"), bought[1], "the newest first");
    assert_eq!((&order["status"], &order["lines"][0]["sku"]), (&json!("paid"), &json!(BAG)));
    assert!(text(order, "orderedAt").ends_with('Z') && text(order, "arrivalAt").ends_with('Z'));
    assert!(is_money(&order["total"]), "{order}");
    let cursor = text(&first, "nextCursor");
    let last = ada.get(&format!("/api/orders?limit=1&nextCursor={cursor}")).json();
    assert_eq!(text(&last["orders"][0], "orderId"), bought[0]);
    assert_eq!((&last["nextCursor"], &last["limit"]), (&Value::Null, &json!(1)));
    for (filter, count) in [
        ("status=paid", 2),
        ("status=cancelled", 0),
        ("status=cancelled&status=paid", 2),
        ("since=2020-01-01", 2),
        ("since=2999-01-01T00:00:00Z", 0),
    ] {
        let list = ada.get(&format!("/api/orders?{filter}")).json();
        assert_eq!(list["orders"].as_array().map(Vec::len), Some(count), "{filter}");
    }

    let one = format!("/api/orders/{}", bought[0]);
    assert_eq!(eve.get("/api/orders").json()["orders"], json!([]));
    for stranger in [&eve, &shop.person("eve@example.com")] {
        for answer in [stranger.get(&one), stranger.send("POST", &format!("{one}/cancel"), &[], "")]
        {
            assert_eq!(refused(&answer), (404, "not_found".to_owned()));
        }
    }
    assert_eq!(ada.get(&one).json()["cancellable"], true);
    for _ in 0..2 {
        let cancelled = ada.send("POST", &format!("{one}/cancel"), &[], "");
        assert_eq!(cancelled.status, 200, "{}", cancelled.body);
        assert_eq!(text(&cancelled.json(), "orderId"), bought[0]);
        assert_eq!(cancelled.json()["status"], "cancelled");
    }
    shop.run(
        "update orders.orders set status = 'shipped', carrier = 'Post',
             shipped_at = statement_timestamp() where status = 'paid'",
    )
    .await;
    let sent = ada.send("POST", &format!("/api/orders/{}/cancel", bought[1]), &[], "");
    assert_eq!(refused(&sent), (409, "not_now".to_owned()));
}
