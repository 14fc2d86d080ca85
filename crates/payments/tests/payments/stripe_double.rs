//! The Stripe adapter against a double of it that says what Stripe's reference says it says.

use std::{
    collections::VecDeque,
    net::TcpListener,
    sync::{Arc, Mutex},
};

use kernel::{Currency, PaymentId};
use payments::StripeProvider;
use serde_json::{Value, json};
use storefront::payment::{Answer, CardToken, Charge, PaymentProvider, Seen, Standing};

use crate::{
    http::{answer, take_request},
    support::euros,
};

/// One request that has to come, and what it is answered.
pub(crate) struct Exchange {
    pub(crate) line: &'static str,
    pub(crate) key: &'static str,
    /// What the form has to hold, among others.
    pub(crate) form: &'static [&'static str],
    pub(crate) status: u16,
    pub(crate) body: Value,
}

/// What came otherwise than it had to.
type Wrong = Arc<Mutex<Vec<String>>>;

pub(crate) struct Double {
    pub(crate) provider: StripeProvider,
    left: Arc<Mutex<VecDeque<Exchange>>>,
    wrong: Wrong,
}

impl Double {
    pub(crate) fn saying(exchanges: Vec<Exchange>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let left = Arc::new(Mutex::new(VecDeque::from(exchanges)));
        let wrong = Wrong::default();
        let (script, notes) = (left.clone(), wrong.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let Some(request) = take_request(&stream) else { continue };
                let note = |text: String| notes.lock().expect("sound").push(text);
                let Some(due) = script.lock().expect("sound").pop_front() else {
                    note(format!("{} was not expected", request.line));
                    continue;
                };
                let form = String::from_utf8_lossy(&request.body).into_owned();
                if request.line != due.line || request.header("idempotency-key") != due.key {
                    note(format!("{} {}", request.line, request.header("idempotency-key")));
                }
                if request.header("authorization") != "Bearer sk_test_1"
                    || request.header("stripe-version").is_empty()
                {
                    note("no secret or no version".to_owned());
                }
                for field in due.form.iter().filter(|field| !form.split('&').any(|f| f == **field))
                {
                    note(format!("{} without {field}: {form}", request.line));
                }
                answer(&stream, due.status, &due.body.to_string());
            }
        });
        let provider =
            StripeProvider::at(&address, "sk_test_1", "http://127.0.0.1:3000/", Currency::EUR)
                .expect("an address");
        Self { provider, left, wrong }
    }

    pub(crate) fn all_came(&self) {
        assert_eq!(*self.wrong.lock().expect("sound"), Vec::<String>::new());
        assert_eq!(self.left.lock().expect("sound").len(), 0);
    }
}

fn charge(reference: Option<&str>) -> Charge {
    Charge {
        payment: PaymentId::parse("p1").expect("an id"),
        attempt: 1,
        amount: euros(1_999),
        card: CardToken::parse("cus_1/pm_1").expect("a name"),
        reference: reference.map(str::to_owned),
        return_url: "http://127.0.0.1:3000/checkout".to_owned(),
    }
}

fn intent(status: &str, more: impl Into<Value>) -> Value {
    let mut intent = json!({
        "id": "pi_1", "object": "payment_intent", "amount": 1999, "amount_received": 0,
        "currency": "eur", "metadata": { "payment": "p1" }, "status": status,
        "last_payment_error": null, "next_action": null, "latest_charge": null,
    });
    for (name, value) in more.into().as_object().into_iter().flatten() {
        intent[name] = value.clone();
    }
    intent
}

fn opening() -> Exchange {
    Exchange {
        line: "POST /v1/payment_intents",
        key: "p1:auth:1:open",
        form: &[
            "amount=1999",
            "currency=eur",
            "customer=cus_1",
            "payment_method=pm_1",
            "capture_method=manual",
            "metadata%5Bpayment%5D=p1",
        ],
        status: 200,
        body: intent("requires_confirmation", json!({})),
    }
}

fn confirming(status: u16, body: Value) -> Exchange {
    Exchange {
        line: "POST /v1/payment_intents/pi_1/confirm",
        key: "p1:auth:1",
        form: &[],
        status,
        body,
    }
}

fn looking(body: Value) -> Exchange {
    let line = "GET /v1/payment_intents/pi_1?expand[]=latest_charge";
    Exchange { line, key: "", form: &[], status: 200, body }
}

fn seen(standing: Standing) -> Answer<Seen> {
    Answer::Known(Seen { standing, reference: Some("pi_1".to_owned()) })
}

#[tokio::test]
async fn money_is_set_aside_and_taken() {
    let taken = intent("succeeded", json!({ "amount_received": 1999 }));
    let double = Double::saying(vec![
        opening(),
        confirming(200, intent("requires_capture", json!({}))),
        Exchange {
            line: "POST /v1/payment_intents/pi_1/capture",
            key: "p1:capture:1",
            form: &["amount_to_capture=1999"],
            status: 200,
            body: taken,
        },
    ]);
    assert_eq!(double.provider.authorise(&charge(None)).await, seen(Standing::Authorised));
    assert_eq!(double.provider.capture(&charge(Some("pi_1"))).await, seen(Standing::Captured));
    double.all_came();
}

#[tokio::test]
async fn a_bank_says_no_and_another_asks_the_owner() {
    let error = json!({ "code": "card_declined", "decline_code": "insufficient_funds" });
    let declined = intent("requires_payment_method", json!({ "last_payment_error": error }));
    let refusal = json!({ "error": { "type": "card_error", "code": "card_declined",
        "payment_intent": declined } });
    let action = json!({ "redirect_to_url": { "url": "https://hooks.stripe.com/3ds" } });
    let asks = intent("requires_action", json!({ "next_action": action }));
    let double = Double::saying(vec![opening(), confirming(402, refusal), confirming(200, asks)]);
    let reason = "insufficient_funds".to_owned();
    let no = seen(Standing::Declined { reason });
    assert_eq!(double.provider.authorise(&charge(None)).await, no);
    let url = "https://hooks.stripe.com/3ds".to_owned();
    let asked = seen(Standing::ActionNeeded { url });
    assert_eq!(double.provider.authorise(&charge(Some("pi_1"))).await, asked);
    double.all_came();
}

#[tokio::test]
async fn an_intent_whose_name_never_arrived_is_found_by_its_key() {
    let double = Double::saying(vec![
        opening(),
        looking(intent("requires_capture", json!({}))),
        opening(),
        looking(intent("requires_confirmation", json!({}))),
    ]);
    assert_eq!(double.provider.look_up(&charge(None)).await, seen(Standing::Authorised));
    assert_eq!(double.provider.look_up(&charge(None)).await, seen(Standing::Absent));
    double.all_came();
}

/// Asked for ever, it would hold its units for ever.
#[tokio::test]
async fn what_stripe_never_takes_is_declined() {
    let refusal = |status, kind: &str, code: &str| Exchange {
        status,
        body: json!({ "error": { "type": kind, "code": code } }),
        ..opening()
    };
    let small = || refusal(400, "invalid_request_error", "amount_too_small");
    let double = Double::saying(vec![
        small(),
        small(),
        small(),
        refusal(404, "invalid_request_error", "resource_missing"),
        refusal(400, "idempotency_error", "idempotency_key_in_use"),
        refusal(401, "invalid_request_error", "api_key_expired"),
    ]);
    let (provider, charge) = (&double.provider, charge(None));
    let no = |code: &str| {
        let standing = Standing::Declined { reason: code.to_owned() };
        Answer::Known(Seen { standing, reference: None })
    };
    assert_eq!(provider.authorise(&charge).await, no("amount_too_small"));
    assert_eq!(provider.look_up(&charge).await, no("amount_too_small"));
    assert_eq!(provider.void(&charge).await, no("amount_too_small"));
    assert_eq!(provider.authorise(&charge).await, no("resource_missing"));
    for _ in 0..2 {
        assert_eq!(provider.authorise(&charge).await, Answer::Unknown);
    }
    double.all_came();
}

#[tokio::test]
async fn what_was_done_already_is_looked_at() {
    let state = json!({ "error": { "type": "invalid_request_error",
        "code": "payment_intent_unexpected_state" } });
    let gone = json!({ "amount_received": 1999, "latest_charge": { "amount_refunded": 1999 } });
    let double = Double::saying(vec![
        Exchange {
            line: "POST /v1/payment_intents/pi_1/cancel",
            key: "p1:void:1",
            form: &[],
            status: 400,
            body: state,
        },
        looking(intent("succeeded", gone)),
    ]);
    assert_eq!(double.provider.void(&charge(Some("pi_1"))).await, seen(Standing::Refunded));
    double.all_came();
}

#[tokio::test]
async fn failures_of_stripe_are_no_answers() {
    let error = json!({ "error": { "type": "api_error" } });
    let busy = json!({ "error": { "type": "idempotency_error" } });
    let other = intent("requires_capture", json!({ "amount": 1 }));
    let statuses = [(500, error.clone()), (429, error), (409, busy.clone()), (400, busy)];
    let odd = [
        (200, other),
        (200, intent("processing", json!({}))),
        (200, intent("succeeded", json!({ "amount_received": 1 }))),
        (401, json!({ "error": {} })),
    ];
    let all: Vec<_> = statuses.into_iter().chain(odd).collect();
    let count = all.len();
    let exchanges = all.into_iter().map(|(status, body)| confirming(status, body)).collect();
    let double = Double::saying(exchanges);
    for _ in 0..count {
        assert_eq!(double.provider.authorise(&charge(Some("pi_1"))).await, Answer::Unknown);
    }
    double.all_came();
}

#[tokio::test]
async fn some_goes_back_or_nothing_is_left() {
    let refund = |status, body| Exchange {
        line: "POST /v1/refunds",
        key: "p1:refund:r1",
        form: &["payment_intent=pi_1", "amount=500"],
        status,
        body,
    };
    let double = Double::saying(vec![
        refund(200, json!({ "status": "pending" })),
        refund(400, json!({ "error": { "code": "charge_already_refunded" } })),
        refund(500, json!({})),
    ]);
    let charge = charge(Some("pi_1"));
    for expected in [Answer::Known(true), Answer::Known(false), Answer::Unknown] {
        assert_eq!(double.provider.refund(&charge, "r1", euros(500)).await, expected);
    }
    double.all_came();
}

#[test]
fn messages_are_read_by_id_and_payment() {
    let provider = StripeProvider::new("sk_test_1", "http://127.0.0.1:3000", Currency::EUR)
        .expect("an address");
    let message = json!({ "id": "evt_1", "type": "payment_intent.succeeded",
        "data": { "object": intent("succeeded", json!({})) } });
    let payment = PaymentId::parse("p1").ok();
    let read = provider.read_message(message.to_string().as_bytes());
    assert_eq!(read, Some(("evt_1".to_owned(), payment)));
    assert_eq!(provider.read_message(b"{}"), None);
}
