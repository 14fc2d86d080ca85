//! One visit: looking, filling a cart, and whatever shoppers do on the way to an order.

use std::time::Duration;

use serde_json::{Value, json};

use super::http::{Answer, Request};
use super::session::Session;
use super::submitting::{CARDS, submit};

/// What visitors come for.
pub(super) struct Offer {
    /// Of which there are too few.
    pub(super) scarce: Vec<String>,
    /// Of which there are enough.
    pub(super) plenty: Vec<String>,
    /// How long a checkout holds its units.
    pub(super) hold: Duration,
}

/// Codes that the shop may know, or not.
const COUPONS: [&str; 4] = ["FREESHIP", "WELCOME10", "FIVEOFF", "NO-SUCH-COUPON"];

/// A visitor comes, and leaves with an order or without.
pub(super) fn visit(session: &mut Session<'_>, offer: &Offer) {
    if session.chance(40) {
        session.ask(&Request::get("/api/items?query=mug&limit=12"));
    }
    let wish = wish(session, offer);
    let Some(checkout) = begin(session, &wish) else { return };
    let id = checkout["checkoutId"].as_str().unwrap_or_default().to_owned();
    if session.chance(7) {
        session.journal.count("left at once");
        return;
    }
    if !enter(session, &id) {
        return;
    }
    let number = session.rng.choice(CARDS).unwrap_or(CARDS[0]);
    let url = checkout["paymentInputURL"].as_str().unwrap_or_default();
    if session.chance(5) && session.enter_card(url, "4242424242424241") {
        session.journal.wrong("a card that is none was taken".to_owned());
    }
    if !session.enter_card(url, number) {
        session.journal.count("no card could be entered");
        return;
    }
    let op = |op: &str| {
        Request::json("POST", format!("/api/checkout?op={op}"), &json!({ "checkoutId": id }))
    };
    match session.rng.u8(0..100) {
        0..7 => {
            session.journal.count("given up");
            session.insist(&op("CANCEL"));
            if session.chance(50) {
                // Too late: nothing may come of it but a refusal.
                submit(session, &id, url, number);
            }
        }
        7..14 => {
            session.journal.count("fallen asleep");
            std::thread::sleep(offer.hold + Duration::from_millis(300));
            submit(session, &id, url, number);
        }
        14..30 => {
            session.ask(&op("EXTEND"));
            submit(session, &id, url, number);
        }
        _ => submit(session, &id, url, number),
    }
}

fn wish(session: &mut Session<'_>, offer: &Offer) -> Vec<(String, u32)> {
    let mut skus = Vec::new();
    if session.chance(35) {
        skus.extend(session.rng.choice(&offer.scarce).cloned());
    }
    let more = session.rng.usize(1..=3);
    skus.extend(session.rng.choose_multiple(&offer.plenty, more).into_iter().cloned());
    // In any order: it is the shop's business to lock in one.
    session.rng.shuffle(&mut skus);
    skus.into_iter().map(|sku| (sku, session.rng.u32(1..=2))).collect()
}

/// Begins a checkout by way of the cart, or without.
fn begin(session: &mut Session<'_>, wish: &[(String, u32)]) -> Option<Value> {
    let lines: Vec<Value> =
        wish.iter().map(|(sku, quantity)| json!({ "sku": sku, "quantity": quantity })).collect();
    let by_cart = session.chance(60);
    if by_cart {
        for line in &lines {
            let answer = session.ask(&Request::json("PATCH", "/api/cart?op=ADD", line))?;
            if answer.status != 200 {
                session.journal.count(format!("cart: {}", refusal(&answer)));
                return None;
            }
        }
    }
    let body = if by_cart { json!({}) } else { json!({ "cart": lines }) };
    let request = Request::json("POST", "/api/checkout?op=BEGIN", &body);
    if session.chance(5) {
        session.send_and_leave(&request);
    }
    let answer = session.insist(&request)?;
    if !matches!(answer.status, 200 | 201) {
        session.journal.count(format!("begin: {}", refusal(&answer)));
        return None;
    }
    session.journal.count("begun");
    let checkout = answer.json();
    if checkout["checkoutId"].as_str().is_none() || checkout["expiresAt"].as_str().is_none() {
        session.journal.wrong(format!("a checkout began as {checkout}"));
        return None;
    }
    Some(checkout)
}

/// Enters contact, address and delivery, and tries a coupon now and then.
fn enter(session: &mut Session<'_>, id: &str) -> bool {
    let target = format!("/api/checkout/{id}");
    let details = json!({
        "contact": { "email": format!("{}@example.com", session.name), "name": "Ines Hafen" },
        "shippingAddress": {
            "line1": "Kai 1", "line2": "", "city": "Kiel", "region": "", "postcode": "24103",
            "country": "DE",
        },
    });
    // The ways of delivery are known once the address is.
    for body in [details, json!({ "deliveryMethod": "standard" })] {
        match session.insist(&Request::json("PATCH", target.as_str(), &body)) {
            Some(answer) if answer.status == 200 => {}
            Some(answer) => {
                session.journal.count(format!("enter: {}", refusal(&answer)));
                return false;
            }
            None => return false,
        }
    }
    if session.chance(20) {
        let coupon = session.rng.choice(COUPONS).unwrap_or_default();
        let body = json!({ "coupon": coupon });
        if let Some(answer) = session.insist(&Request::json("PATCH", target, &body)) {
            let taken = if answer.status == 200 { "taken" } else { "refused" };
            session.journal.count(format!("coupons {taken}"));
        }
    }
    true
}

/// A refusal in a word.
pub(super) fn refusal(answer: &Answer) -> String {
    format!("{} {}", answer.status, answer.code())
}
