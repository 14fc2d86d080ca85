//! Paying: sent twice, answers lost, cards declined, banks asked, orders cancelled at once.

use std::time::{Duration, Instant};

use serde_json::json;

use super::buying::refusal;
use super::http::{Answer, Request};
use super::session::{PERSISTENCE, Session, amount};

/// The provider's cards; those that pay come more often.
pub(super) const CARDS: [&str; 10] = [
    GOOD,
    GOOD,
    GOOD,
    GOOD,
    DECLINED,
    // Asks the bank.
    "4000000000003220",
    "4000000000003220",
    // Charged, but the answer is lost.
    "4000000000000341",
    "4000000000000341",
    // Its messages come late and twice.
    "4000000000000119",
];
const GOOD: &str = "4242424242424242";
const DECLINED: &str = "4000000000000002";

/// How often another card is tried.
const TRIES: u32 = 3;

/// What came of one key.
enum End {
    /// Paid: the order and its total.
    Ordered(String, i64),
    Declined,
    /// Anything else.
    Over,
}

/// Submits a checkout, as shoppers do: again after a declined card, and impatiently.
pub(super) fn submit(session: &mut Session<'_>, checkout: &str, card_page: &str, card: &str) {
    let mut card = card.to_owned();
    for attempt in 0..TRIES {
        // Others have the same key; it means something only together with who sends it.
        let key = if attempt == 0 && session.chance(20) {
            format!("shared-key-{}", session.rng.u8(0..4))
        } else {
            format!("key-{}-{attempt}", session.name)
        };
        match with_key(session, checkout, &key, &card) {
            End::Ordered(order, total) => {
                session.journal.ordered(&session.name, &order, total, &card);
                return afterwards(session, &order, total);
            }
            End::Declined => {
                session.journal.count("declined");
                GOOD.clone_into(&mut card);
                if session.chance(25) || !session.enter_card(card_page, &card) {
                    return;
                }
            }
            End::Over => return,
        }
    }
}

fn with_key(session: &mut Session<'_>, checkout: &str, key: &str, card: &str) -> End {
    let body = json!({ "checkoutId": checkout });
    let request =
        Request::json("POST", "/api/checkout?op=SUBMIT", &body).header("idempotency-key", key);
    let mut first = match session.rng.u8(0..100) {
        0..20 => both(session, &request),
        20..40 => {
            session.send_and_leave(&request);
            None
        }
        _ => session.ask(&request),
    };
    let until = Instant::now() + PERSISTENCE;
    while Instant::now() < until {
        let Some(answer) = first.take().or_else(|| session.ask(&request)) else {
            session.think(300);
            continue;
        };
        match (answer.status, answer.code().as_str()) {
            (201, _) => {
                let Some((order, total)) = order_of(session, &answer) else { return End::Over };
                check_replay(session, &request, key, &order);
                return End::Ordered(order, total);
            }
            (202, _) => {
                if !wait_for_bank(session, &answer, card) {
                    return End::Over;
                }
            }
            (402, _) => return End::Declined,
            (409, "in_progress") | (503, _) => session.think(300),
            (422, "idempotency_mismatch") => {
                let name = &session.name;
                session.journal.wrong(format!("{name} never sent {key} with anything else"));
                return End::Over;
            }
            _ => {
                session.journal.count(format!("submit: {}", refusal(&answer)));
                return End::Over;
            }
        }
    }
    session.journal.unanswered(session.dressed(&request));
    End::Over
}

/// A double click. Both are told the same, or one that it has to wait.
fn both(session: &mut Session<'_>, request: &Request) -> Option<Answer> {
    session.journal.count("submitted twice at once");
    let [one, other] =
        session.ask_twice(request).map(|answer| answer.filter(|one| one.status == 201));
    if let (Some(one), Some(other)) = (&one, &other)
        && one.json()["orderId"] != other.json()["orderId"]
    {
        session.journal.wrong(format!("one key made two orders: {}, {}", one.json(), other.json()));
    }
    one.or(other)
}

fn order_of(session: &Session<'_>, answer: &Answer) -> Option<(String, i64)> {
    let body = answer.json();
    let told = body["orderId"].as_str().map(str::to_owned).zip(amount(&body["totals"]["total"]));
    if told.is_none() {
        session.journal.wrong(format!("an order was acknowledged as {body}"));
    }
    told
}

/// False if the shopper does not wait any longer.
fn wait_for_bank(session: &mut Session<'_>, answer: &Answer, card: &str) -> bool {
    let body = answer.json();
    let Some(url) = body["nextAction"].as_str() else {
        session.think(400);
        return true;
    };
    if card == GOOD || card == DECLINED {
        session.journal.wrong(format!("a bank that asks nobody was to be asked: {body}"));
        return false;
    }
    match session.rng.u8(0..100) {
        0..10 => {
            session.journal.count("left at the bank");
            false
        }
        10..20 => {
            session.answer_bank(url, false);
            true
        }
        _ => {
            session.answer_bank(url, true);
            true
        }
    }
}

/// The same key leads to the same order; with anything else it leads to none.
fn check_replay(session: &mut Session<'_>, request: &Request, key: &str, order: &str) {
    if session.chance(25)
        && let Some(answer) = session.ask(request)
        && answer.status == 201
        && answer.json()["orderId"] != order
    {
        session.journal.wrong(format!("{key} led to {order}, then to {}", answer.json()));
    }
    if session.chance(10) {
        let other = Request::json("POST", "/api/checkout?op=SUBMIT", &json!({ "checkoutId": "x" }))
            .header("idempotency-key", key);
        if let Some(answer) = session.ask(&other)
            && answer.status < 400
        {
            session.journal.wrong(format!("{key} of {order} was taken for another checkout"));
        }
    }
}

/// What happens to an order once it is there.
fn afterwards(session: &mut Session<'_>, order: &str, total: i64) {
    if session.chance(20) {
        look_for(session, order, total);
    }
    if !session.chance(15) {
        return;
    }
    session.think(800);
    session.journal.cancelling(order);
    let request = Request::json("POST", format!("/api/orders/{order}/cancel"), &json!({}));
    if session.chance(20) {
        session.send_and_leave(&request);
    }
    let until = Instant::now() + PERSISTENCE;
    while Instant::now() < until {
        match session.ask(&request) {
            Some(answer) if answer.status == 200 => {
                let body = answer.json();
                if body["status"] == "cancelled" {
                    session.journal.cancelled(order);
                    session.journal.count("orders cancelled");
                } else {
                    session.journal.wrong(format!("{order} was cancelled as {body}"));
                }
                return;
            }
            Some(answer) if !matches!(answer.status, 503) && answer.code() != "in_progress" => {
                session.journal.count(format!("cancel: {}", refusal(&answer)));
                return;
            }
            _ => std::thread::sleep(Duration::from_millis(200)),
        }
    }
}

/// Among the shopper's orders it stands as it was told.
fn look_for(session: &mut Session<'_>, order: &str, total: i64) {
    let Some(answer) = session.insist(&Request::get("/api/orders?limit=5")) else { return };
    let body = answer.json();
    let rows = body["orders"].as_array().cloned().unwrap_or_default();
    let Some(row) = rows.iter().find(|row| row["orderId"] == order) else {
        // A guest whose session was lost with Redis has the link in the letter.
        session.journal.count("orders that a guest does not find");
        return;
    };
    if amount(&row["total"]) != Some(total) || row["status"] == "pending_payment" {
        session.journal.wrong(format!("{order}, paid with {total}, is listed as {row}"));
    }
}
