//! Its pages, as a browser without scripts and as a program sees them.

use serde_json::json;

use crate::support::{Folder, Program, seal};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const BROWSER: &str = "text/html,application/xhtml+xml,*/*;q=0.8";
const GOOD: &str = "number=4242+4242+4242+4242&expiry=12%2F39&cvc=123";

fn page_of(checkout: &str, back: &str) -> String {
    format!("/cards/{checkout}?seal={}{back}", seal(checkout))
}

#[test]
fn it_lives_for_everybody() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let came = program.look("/livez");
    assert_eq!((came.status, &*came.text), (200, "ok\n"));
    assert_eq!(program.look("/page.css").status, 200);
}

#[test]
fn a_card_is_kept_by_a_plain_form() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let shop = "http://shop.example/checkout";
    for (back, leads_to) in [
        ("", shop),
        (
            "&return=http%3A%2F%2Fshop.example%2Fcheckout%2Freview%3Fa%3D1",
            "http://shop.example/checkout/review?a=1",
        ),
        ("&return=http%3A%2F%2Fother.example%2F", "http://other.example/"),
        ("&return=http%3A%2F%2Fevil.example%2F", shop),
        ("&return=%2F%2Fevil.example", shop),
    ] {
        let page = page_of("c1", back);
        let seen = program.look(&page);
        assert_eq!(seen.status, 200);
        assert!(!seen.text.contains("<script") && !seen.text.contains("evil.example"), "{back}");
        let kept = program.send(&page, FORM, BROWSER, GOOD);
        assert_eq!((kept.status, &*kept.location), (303, leads_to), "{back}");
    }
    assert_eq!(program.get("/v1/cards/c1").1["status"], "ready");
    let again = program.look(&page_of("c1", ""));
    assert!(again.text.contains("A card that ends in 4242"), "{}", again.text);
}

#[test]
fn what_is_wrong_stands_beside_its_field() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let page = page_of("c1", "");
    let sent = program.send(&page, FORM, BROWSER, "number=4242424242424241&expiry=%22%3E13&cvc=77");
    assert_eq!(sent.status, 422);
    for field in ["number", "expiry", "cvc"] {
        assert!(sent.text.contains(&format!("<label for=\"{field}\">")), "{field}");
        assert!(sent.text.contains(&format!("id=\"{field}-wrong\"")), "{field}");
        assert!(sent.text.contains(&format!("aria-describedby=\"{field}-wrong\"")), "{field}");
    }
    assert!(sent.text.contains("value=\"&quot;&gt;13\""), "what was typed is kept as text");
    assert!(!sent.text.contains("4242424242424241"), "but for a card's number");
    assert_eq!(sent.text.matches("autofocus").count(), 1);
    let sent = program.send(&page, FORM, BROWSER, &GOOD.replace("39", "19"));
    assert!(sent.text.contains("expiry-wrong") && !sent.text.contains("number-wrong"));
    assert_eq!(program.get("/v1/cards/c1").1["status"], "missing");
}

#[test]
fn a_program_is_told_in_json() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let page = page_of("c1", "");
    let nested = "paymentDetails%5Bnumber%5D=4242424242424242\
                  &paymentDetails%5Bexpiry%5D=12%2F39&paymentDetails%5Bcvc%5D=123";
    let order = |number: &str, cvc: serde_json::Value| {
        json!({ "paymentDetails": { "number": number, "expiry": "12/39", "cvc": cvc } }).to_string()
    };
    for (kind, body, status) in [
        (FORM, GOOD.to_owned(), "ready"),
        (FORM, nested.to_owned(), "ready"),
        (JSON, order("4242424242424242", json!("123")), "ready"),
        (JSON, order("4111 1111 1111 1111", json!(123)), "ready"),
        (JSON, order("4242424242424241", json!("123")), "invalid"),
        (JSON, order("4242424242424242", json!("12")), "invalid"),
        (JSON, order("4242424242424242", json!([])), "invalid"),
        (JSON, json!({}).to_string(), "invalid"),
        (JSON, "{".to_owned(), "invalid"),
        (FORM, String::new(), "invalid"),
        (FORM, "number=4242424242424242&expiry=12/19&cvc=123".to_owned(), "invalid"),
        ("text/plain", GOOD.to_owned(), "invalid"),
    ] {
        let came = program.send(&page, kind, "*/*", &body);
        assert_eq!((came.status, came.json()), (200, json!({ "status": status })), "{body}");
    }
    // One that says what it sends is answered so, whatever else it takes.
    let came = program.send(&page, JSON, BROWSER, "{}");
    assert_eq!((came.status, came.json()), (200, json!({ "status": "invalid" })));
}

#[test]
fn nobody_gets_at_the_page_of_another() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let strange = format!("/cards/c2?seal={}", seal("c1"));
    for path in [&*strange, "/cards/c2", "/cards/c2?seal="] {
        assert_eq!(program.look(path).status, 404, "{path}");
        assert_eq!(program.send(path, FORM, BROWSER, GOOD).status, 404, "{path}");
        let came = program.send(path, FORM, "*/*", GOOD);
        assert_eq!((came.status, came.json()), (404, json!({ "error": "no_such_page" })));
    }
    assert_eq!(program.get("/v1/cards/c2").1["status"], "missing");
}

#[test]
fn an_owner_approves_or_declines_by_a_plain_form() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let card = program.card("c1", "4000000000003220");
    for (word, end) in [("approve", "authorised"), ("decline", "declined")] {
        let path = format!("/v1/payments/{word}");
        let order = json!({ "card": card, "amount": 129_900, "currency": "EUR",
            "returnUrl": "http://shop.example/back" });
        let (_, told) = program.order(&format!("{path}/authorise"), word, &order);
        assert_eq!(told["status"], "action_needed");
        let url = told["actionUrl"].as_str().expect("a page");
        let page = url.strip_prefix(&program.address).expect("one of its pages").to_owned();
        let seen = program.look(&page);
        assert_eq!(seen.status, 200);
        assert!(seen.text.contains("€1,299.00") && !seen.text.contains("<script"));
        assert!(seen.text.contains(">Approve</button>") && seen.text.contains(">Decline</button>"));
        for strange in ["answer=perhaps", "", "answer="] {
            assert_eq!(program.send(&page, FORM, BROWSER, strange).status, 422, "{strange}");
        }
        assert_eq!(program.get(&path).1["status"], "action_needed");
        let page_of_none = page.rsplit_once('/').expect("a token").0.to_owned() + "/0";
        let said = format!("answer={word}");
        assert_eq!(program.send(&page_of_none, FORM, BROWSER, &said).status, 404);
        // Said again, or the other word after it, it changes nothing.
        for said in [&*said, &*said, "answer=approve", "answer=decline"] {
            let came = program.send(&page, FORM, BROWSER, said);
            assert_eq!((came.status, &*came.location), (303, "http://shop.example/back"));
            assert_eq!(program.get(&path).1["status"], end);
        }
        assert_eq!(program.look(&page).status, 303, "Back leads on");
    }
}

#[test]
fn a_program_answers_for_the_owner_without_a_form() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let card = program.card("c1", "4000000000003220");
    let json = "application/json";
    for (payment, kind, said, end) in [
        ("p1", "", "", "authorised"),
        ("p2", json, r#"{"answer":"approve"}"#, "authorised"),
        ("p3", json, r#"{"answer":"decline"}"#, "declined"),
    ] {
        let path = format!("/v1/payments/{payment}");
        let order = json!({ "card": card, "amount": 1_000, "currency": "EUR",
            "returnUrl": "http://shop.example/back" });
        let (_, told) = program.order(&format!("{path}/authorise"), payment, &order);
        let url = told["actionUrl"].as_str().expect("a page");
        let page = url.strip_prefix(&program.address).expect("one of its pages");
        assert_eq!(program.send(page, json, "*/*", r#"{"answer":"perhaps"}"#).status, 422);
        assert_eq!(program.send(page, kind, "*/*", said).status, 303, "{payment}");
        assert_eq!(program.get(&path).1["status"], end, "{payment}");
    }
}

#[test]
fn a_connection_stays_whole_whatever_is_asked_on_it() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    for round in 0..200 {
        let came = program.send("/cards/c2", FORM, "*/*", GOOD);
        assert_eq!(came.status, 404, "{round}");
        let (status, _) = program.order("/v1/payments/p1/void", "v1", &json!({ "round": round }));
        assert_eq!(status, 200, "{round}");
    }
}
