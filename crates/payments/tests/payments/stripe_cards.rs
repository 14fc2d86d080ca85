//! Cards that are entered at Stripe.

use kernel::CheckoutId;
use serde_json::{Value, json};
use storefront::payment::{Answer, CardState, CardToken, PaymentProvider};

use crate::stripe_double::{Double, Exchange};

fn opened(key: &'static str, body: Value) -> Exchange {
    let form = &[
        "mode=setup",
        "currency=eur",
        "customer_creation=always",
        "success_url=http%3A%2F%2F127.0.0.1%3A3000%2Fcheckout%2Fc1%3Fstep%3Dreview%26card%3Dready",
        "cancel_url=http%3A%2F%2F127.0.0.1%3A3000%2Fcheckout%2Fc1%3Fstep%3Dpayment",
    ];
    Exchange { line: "POST /v1/checkout/sessions", key, form, status: 200, body }
}

fn first() -> Exchange {
    let url = "https://checkout.stripe.com/c/1#fid";
    opened("c1:card:1", json!({ "id": "cs_1", "status": "open", "url": url }))
}

fn second() -> Exchange {
    let url = "https://checkout.stripe.com/c/2#fid";
    opened("c1:card:2", json!({ "id": "cs_2", "status": "open", "url": url }))
}

fn read(line: &'static str, body: Value) -> Exchange {
    Exchange { line, key: "", form: &[], status: 200, body }
}

const FIRST: &str = "GET /v1/checkout/sessions/cs_1?expand[]=setup_intent";
const SECOND: &str = "GET /v1/checkout/sessions/cs_2?expand[]=setup_intent";

fn open() -> Value {
    json!({ "status": "open" })
}

fn complete(method: &str) -> Value {
    json!({ "status": "complete", "customer": "cus_1",
        "setup_intent": { "payment_method": method } })
}

fn ready(name: &str) -> Answer<CardState> {
    Answer::Known(CardState::Ready(CardToken::parse(name).expect("a name")))
}

#[tokio::test]
async fn a_card_is_entered_at_stripe_and_kept_there() {
    let double = Double::saying(vec![
        first(),
        first(),
        read(FIRST, open()),
        first(),
        read(FIRST, complete("pm_1")),
    ]);
    let checkout = CheckoutId::parse("c1").expect("an id");
    let provider = &double.provider;
    assert_eq!(provider.input_url(&checkout), "http://127.0.0.1:3000/checkout/c1/card");
    let page = Answer::Known("https://checkout.stripe.com/c/1#fid".to_owned());
    assert_eq!(provider.card_page(&checkout, 1, "not asked for").await, page);
    assert_eq!(provider.card(&checkout, 1).await, Answer::Known(CardState::Missing));
    assert_eq!(provider.card(&checkout, 1).await, ready("cus_1/pm_1"));
    double.all_came();
}

/// A session takes one card, and its page says no more than that it has.
#[tokio::test]
async fn after_a_declined_card_another_is_entered_or_the_same_is_tried_again() {
    let double = Double::saying(vec![
        second(),
        second(),
        read(SECOND, open()),
        first(),
        read(FIRST, complete("pm_1")),
        second(),
        read(SECOND, complete("pm_2")),
    ]);
    let checkout = CheckoutId::parse("c1").expect("an id");
    let provider = &double.provider;
    let page = Answer::Known("https://checkout.stripe.com/c/2#fid".to_owned());
    assert_eq!(provider.card_page(&checkout, 2, "not asked for").await, page);
    assert_eq!(provider.card(&checkout, 2).await, ready("cus_1/pm_1"));
    assert_eq!(provider.card(&checkout, 2).await, ready("cus_1/pm_2"));
    double.all_came();
}
