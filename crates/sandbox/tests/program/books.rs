//! Its books, when it is killed in the middle of its work.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
};

use serde_json::{Value, json};

use crate::support::{Folder, Program, SECRET};

fn wanted(card: &str) -> Value {
    json!({ "card": card, "amount": 1999, "currency": "EUR", "returnUrl": "http://shop/" })
}

#[test]
fn what_it_answered_stands_after_it_was_killed() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let card = program.card("c1", "4242 4242 4242 4242");
    let (status, set_aside) = program.order("/v1/payments/p1/authorise", "a1", &wanted(&card));
    assert_eq!((status, set_aside["status"].as_str()), (200, Some("authorised")));
    program.kill();

    let program = Program::start(&folder);
    let again = program.order("/v1/payments/p1/authorise", "a1", &wanted(&card));
    assert_eq!(again, (200, set_aside), "the same answer to the same key");
    let (_, taken) = program.order("/v1/payments/p1/capture", "k1", &json!({}));
    assert_eq!(taken["status"], "captured");
    program.kill();

    let program = Program::start(&folder);
    assert_eq!(program.get("/v1/payments/p1").1["status"], "captured");
    let refund =
        |key, amount| program.order("/v1/payments/p1/refund", key, &json!({ "amount": amount }));
    assert_eq!(refund("r1", 999).1["refunded"], 999);
    assert_eq!(refund("r1", 999).1["refunded"], 999, "once for each key");
    assert_eq!(refund("r1", 1000).0, 422, "a key of another order");
    assert_eq!(refund("r2", 1001).0, 422, "more than is left");
    assert_eq!(refund("r3", 1000).1["status"], "refunded");
    program.kill();
    let written = std::fs::read_to_string(folder.path().join("journal")).expect("there");
    assert!(!written.contains("4242424242424242") && !written.contains("4242 4242"));
}

#[test]
fn what_was_called_off_before_it_came_is_never_authorised() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let card = program.card("c1", "4242424242424242");
    let (_, gone) = program.order("/v1/payments/p1/void", "v1", &json!({}));
    assert_eq!(gone["status"], "voided");
    let (status, late) = program.order("/v1/payments/p1/authorise", "a1", &wanted(&card));
    assert_eq!((status, late["status"].as_str()), (200, Some("voided")));
    let (_, taken) = program.order("/v1/payments/p1/capture", "k1", &json!({}));
    assert_eq!(taken["status"], "voided");
    program.kill();
}

#[test]
fn an_answer_is_lost_once() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let card = program.card("c1", "4000000000000341");
    program.order("/v1/payments/p1/authorise", "a1", &wanted(&card));
    let lost = program
        .agent
        .post(format!("{}/v1/payments/p1/capture", program.address))
        .header("authorization", format!("Bearer {SECRET}"))
        .header("idempotency-key", "k1")
        .send("{}")
        .and_then(|mut answer| answer.body_mut().read_to_string());
    assert!(lost.is_err(), "{lost:?}");
    let (_, again) = program.order("/v1/payments/p1/capture", "k1", &json!({}));
    assert_eq!(again["status"], "captured");
    program.kill();
}

#[test]
fn nobody_is_let_in_without_the_secret_or_a_key() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    for authorisation in ["", "Bearer ", "Bearer wrong", SECRET] {
        let asked = program
            .agent
            .get(format!("{}/v1/payments/p1", program.address))
            .header("authorization", authorisation)
            .call();
        assert_eq!(asked.expect("answered").status().as_u16(), 401, "{authorisation}");
    }
    assert_eq!(program.order("/v1/payments/p1/void", "", &json!({})).0, 400);
    assert_eq!(program.get("/v1/payments/p1").1["status"], "absent");
    program.kill();
}

#[test]
fn what_the_shop_was_not_told_it_is_told_by_the_next() {
    let folder = Folder::new();
    let program = Program::start(&folder);
    let card = program.card("c1", "4242424242424242");
    program.order("/v1/payments/p1/authorise", "a1", &wanted(&card));
    program.order("/v1/payments/p1/capture", "k1", &json!({}));
    program.kill();

    let shop = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/messages", shop.local_addr().expect("an address"));
    let program = Program::start_with(&folder, &["--webhook-url", &url]);
    let told: Vec<Value> = (0..2).map(|_| a_message(&shop)).collect();
    let statuses: Vec<&str> =
        told.iter().filter_map(|message| message["status"].as_str()).collect();
    assert_eq!(statuses, ["authorised", "captured"]);
    program.kill();
}

/// Takes one message and answers 200.
fn a_message(shop: &TcpListener) -> Value {
    let (mut stream, _) = shop.accept().expect("it calls");
    let mut reader = BufReader::new(stream.try_clone().expect("the same"));
    let (mut length, mut signed) = (0, false);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a header");
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().expect("a length");
        }
        signed |= line.starts_with("quayside-signature: t=");
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    stream
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        .expect("answered");
    assert!(signed);
    serde_json::from_slice(&body).expect("JSON")
}
