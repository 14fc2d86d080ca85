//! Sending back by the link of a letter: all that guests have whose browser forgot them.

use serde_json::json;

use crate::{browser::Browser, ground::Shop};

const MUG: &str = "MUG-110-GRAPHITE";

/// Buys two mugs that a coupon pays for, and has them sent. Answers with the link of the letter.
async fn sent_to_a_guest(shop: &Shop) -> String {
    shop.run(
        "insert into pricing.coupon (code, kind, basis_points) values ('GIFT', 'percent', 10000);
         update pricing.delivery_rate set amount = 0",
    )
    .await;
    let guest = shop.visitor();
    let cart = json!({ "cart": [{ "sku": MUG, "quantity": 2 }] });
    let begun = guest.call("POST", "/api/checkout?op=BEGIN", &cart).json();
    let id = begun["checkoutId"].as_str().expect("an id");
    let typed = json!({
        "contact": { "email": "ada@example.com", "name": "Ada Quay" },
        "shippingAddress": { "line1": "Kai 1", "city": "Kiel", "postcode": "24103", "country": "DE" },
        "deliveryMethod": "standard",
        "coupon": "GIFT",
    });
    let entered = guest.call("PATCH", &format!("/api/checkout/{id}"), &typed);
    assert_eq!(entered.status, 200, "{}", entered.body);
    let headers = [("content-type", "application/json"), ("idempotency-key", "by-this-once")];
    let body = json!({ "checkoutId": id }).to_string();
    let done = guest.send("POST", "/api/checkout?op=SUBMIT", &headers, &body);
    assert_eq!(done.status, 201, "{}", done.body);
    shop.run(
        "update orders.orders set status = 'shipped', shipped_at = now(), carrier = 'Post'
         where status = 'paid'",
    )
    .await;
    format!("/orders/{}", shop.link_to("ada@example.com", "/orders/"))
}

/// The key in the form that asks for a return.
fn key(page: &str, link: &str) -> String {
    let form = page.split_once(&format!("action=\"{link}/return\"")).expect("a form to ask").1;
    let value = form.split_once("name=\"key\" value=\"").expect("a key").1;
    value.split('"').next().expect("its end").to_owned()
}

fn ask(who: &Browser, link: &str, key: &str, units: &str) -> crate::browser::Answer {
    let mugs = format!("quantity-{MUG}");
    let fields = [("key", key), (mugs.as_str(), units), ("reason", "Too small for me")];
    who.post(&format!("{link}/return"), &fields)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_asks_with_nothing_but_the_link() {
    let shop = Shop::start().await;
    let link = sent_to_a_guest(&shop).await;
    let elsewhere = shop.visitor();
    let page = elsewhere.get(&link);
    assert_eq!(page.status, 200);
    let first = key(&page.body, &link);

    let nothing = ask(&elsewhere, &link, &first, "0");
    assert_eq!(nothing.status, 422);
    assert!(nothing.body.contains("Too small for me"), "what was typed is still there");
    assert_eq!(key(&nothing.body, &link), first, "and asks once however often it is sent");
    for _ in 0..2 {
        let asked = ask(&elsewhere, &link, &first, "1");
        let there = format!("{link}?done=return-asked");
        assert_eq!((asked.status, asked.location), (303, there), "{}", asked.body);
    }
    let page = elsewhere.get(&format!("{link}?done=return-asked")).body;
    assert!(page.contains("Return asked for by you"), "{page}");
    assert_eq!(page.matches("Your words: ").count(), 1, "twice the same is once");
    let next = key(&page, &link);
    assert_ne!(next, first);
    assert_eq!(ask(&elsewhere, &link, &next, "2").status, 422, "one mug is left");

    // Another link is nobody's, and the number of an order is no secret.
    let number = page.split_once("Order ").expect("a number").1;
    let number: String =
        number.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    for foreign in [format!("/orders/{}", "0".repeat(64)), format!("/orders/{number}")] {
        assert_eq!(ask(&elsewhere, &foreign, "some-other-key", "1").status, 404, "{foreign}");
    }
}
