//! Reading what Stripe says.

use kernel::PaymentId;
use serde_json::Value;
use storefront::payment::{Answer, CardState, Charge, Seen, Standing};

use super::card_token;
use crate::client::Said;

/// Whether a text is a name that Stripe gives, which goes into addresses.
pub(super) fn is_name(text: &str) -> bool {
    (1..=200).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether Stripe refused since the intent is in another state than we thought.
pub(super) fn is_refused_by_state(said: &Said) -> bool {
    said.status == 400 && said.body["error"]["code"] == "payment_intent_unexpected_state"
}

/// What it means that Stripe makes no intent since the wish for one is wrong, such as for an amount
/// below its least, or for a card that it keeps no more: the same wish is never granted.
pub(super) fn refused_for_good(said: &Said) -> Option<Seen> {
    let error = &said.body["error"];
    let wrong = matches!(said.status, 400 | 402 | 404)
        && matches!(error["type"].as_str(), Some("invalid_request_error" | "card_error"));
    let reason = error["code"].as_str().unwrap_or("refused").to_owned();
    wrong.then_some(Seen { standing: Standing::Declined { reason }, reference: None })
}

/// How a charge stands, from an intent, or from a refusal that carries one.
pub(super) fn seen(said: &Said, charge: &Charge) -> Answer<Seen> {
    let intent = match said.status {
        200 => &said.body,
        // The card's bank said no.
        402 if said.body["error"]["type"] == "card_error" => &said.body["error"]["payment_intent"],
        _ => return misunderstood(said),
    };
    let amount = charge.amount;
    let same = intent["amount"].as_i64() == Some(amount.amount())
        && intent["currency"].as_str() == Some(&*amount.currency().code().to_ascii_lowercase())
        && intent["metadata"]["payment"].as_str() == Some(charge.payment.as_str());
    if !same {
        tracing::error!(payment = %charge.payment, "Stripe speaks of another payment");
        return Answer::Unknown;
    }
    let Some(standing) = standing(intent, amount.amount()) else { return misunderstood(said) };
    let reference = intent["id"].as_str().filter(|id| is_name(id)).map(str::to_owned);
    Answer::Known(Seen { standing, reference })
}

fn standing(intent: &Value, amount: i64) -> Option<Standing> {
    let error = &intent["last_payment_error"];
    let standing = match intent["status"].as_str()? {
        "requires_confirmation" => Standing::Absent,
        "requires_payment_method" if error.is_null() => Standing::Absent,
        "requires_payment_method" => {
            let code = error["decline_code"].as_str().or_else(|| error["code"].as_str());
            Standing::Declined { reason: code.unwrap_or("declined").to_owned() }
        }
        "requires_action" => {
            let url = intent["next_action"]["redirect_to_url"]["url"].as_str()?;
            Standing::ActionNeeded { url: url.to_owned() }
        }
        "requires_capture" => Standing::Authorised,
        "canceled" => Standing::Voided,
        "succeeded" => {
            if intent["amount_received"].as_i64() != Some(amount) {
                return None;
            }
            if intent["latest_charge"]["amount_refunded"].as_i64() == Some(amount) {
                Standing::Refunded
            } else {
                Standing::Captured
            }
        }
        // `processing`, and what may come one day: not known yet.
        _ => return None,
    };
    Some(standing)
}

/// The card of a session.
pub(super) fn card(session: &Value) -> Answer<CardState> {
    if session["status"] != "complete" {
        return Answer::Known(CardState::Missing);
    }
    let customer = session["customer"].as_str();
    let method = session["setup_intent"]["payment_method"].as_str();
    let card = customer.zip(method).and_then(|(customer, method)| card_token(customer, method));
    card.map_or(Answer::Unknown, |card| Answer::Known(CardState::Ready(card)))
}

/// Whether money goes back.
pub(super) fn refund(said: &Said) -> Answer<bool> {
    match (said.status, said.body["status"].as_str(), said.body["error"]["code"].as_str()) {
        (200, Some("succeeded" | "pending"), _) => Answer::Known(true),
        (200, Some("failed" | "canceled"), _) => Answer::Known(false),
        (400, _, Some("charge_already_refunded" | "amount_too_large")) => Answer::Known(false),
        _ => misunderstood(said),
    }
}

/// A message's id, and of which payment it speaks.
pub(super) fn message(body: &[u8]) -> Option<(String, Option<PaymentId>)> {
    let message: Value = serde_json::from_slice(body).ok()?;
    let id = message["id"].as_str().filter(|id| is_name(id))?;
    let payment = message["data"]["object"]["metadata"]["payment"].as_str();
    Some((id.to_owned(), payment.and_then(|payment| PaymentId::parse(payment).ok())))
}

pub(super) fn misunderstood<T>(said: &Said) -> Answer<T> {
    // Never the whole body: it may speak of a person.
    let code = said.body["error"]["code"].as_str().unwrap_or("none");
    tracing::error!(status = said.status, code, "Stripe says what nobody understands");
    Answer::Unknown
}
