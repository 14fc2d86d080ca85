//! What the API answers when a checkout does not do what was asked of it.

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use kernel::{Sku, Timestamp};
use serde_json::{Value, json};
use storefront::checkout::{CheckoutError, MovedPrice, ShortLine};

use super::shapes::MoneyBody;
use crate::http::{
    checkout::sentences::{code, sentence, status},
    problem::Problem,
};

/// Marks an answer that was given before: nothing was done again.
pub(super) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// A refusal as a problem, with what a program needs to go on.
pub(super) fn problem(error: &CheckoutError) -> Response {
    let refused = match error {
        CheckoutError::Fields(errors) => Problem::fields(errors),
        CheckoutError::Coupon(refusal) => Problem::field("coupon", refusal.message()),
        other => Problem::new(status(other), code(other), sentence(other, &[])),
    };
    let refused = match error {
        CheckoutError::SoldOut(short) => refused
            .with("skus", short.iter().map(|line| line.sku.as_str()).collect())
            .with("lines", short.iter().map(short_line).collect()),
        CheckoutError::PriceChanged(moved) => {
            refused.with("changes", moved.iter().map(moved_price).collect())
        }
        CheckoutError::Incomplete(missing) => missing
            .iter()
            .fold(refused, |refused, field| refused.naming(*field, "This is still missing."))
            .with("missing", json!(missing)),
        CheckoutError::NothingToBuy => refused.naming("cart", sentence(error, &[])),
        CheckoutError::Declined { order, until, reason, .. } => refused
            .with("orderId", json!(order.as_str()))
            .with("expiresAt", json!(until.map(Timestamp::rfc3339)))
            .with("reason", json!(reason)),
        _ => refused,
    };
    let mut answer = refused.into_response();
    let headers = answer.headers_mut();
    match error {
        CheckoutError::InProgress(seconds) => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        CheckoutError::Declined { replayed: true, .. } => {
            headers.insert(REPLAYED, HeaderValue::from_static("true"));
        }
        _ => {}
    }
    answer
}

fn short_line(line: &ShortLine) -> Value {
    json!({
        "sku": line.sku.as_str(),
        "wanted": line.wanted,
        "available": line.free,
        "inOtherCheckoutsUntil": line.in_checkouts_until.map(Timestamp::rfc3339),
    })
}

fn moved_price(price: &MovedPrice) -> Value {
    json!({
        "sku": price.sku.as_ref().map(Sku::as_str),
        "was": MoneyBody::from(price.was),
        "now": MoneyBody::from(price.now),
    })
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use kernel::{Currency, Money, OrderId};

    use super::*;

    async fn told(error: &CheckoutError) -> (StatusCode, String, Value, axum::http::HeaderMap) {
        let (parts, body) = problem(error).into_parts();
        let body = axum::body::to_bytes(body, 10_000).await.expect("a body");
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(parts.headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(body["status"], parts.status.as_u16());
        let code = body["code"].as_str().expect("a code").to_owned();
        (parts.status, code, body, parts.headers)
    }

    fn euros(cents: i64) -> Money {
        Money::new(cents, Currency::EUR).expect("an amount")
    }

    fn declined(replayed: bool) -> CheckoutError {
        let order = OrderId::parse("4F7K-2MXD-9QRA").expect("a number");
        let reason = Some("insufficient_funds".to_owned());
        CheckoutError::Declined { order, until: Some(Timestamp::from_millis(0)), reason, replayed }
    }

    #[tokio::test]
    async fn each_refusal_has_the_code_and_the_status_of_the_contract() {
        let declined = declined(false);
        for (error, status, code) in [
            (CheckoutError::SoldOut(vec![]), 409, "sold_out"),
            (CheckoutError::HoldExpired, 409, "hold_expired"),
            (CheckoutError::PriceChanged(vec![]), 409, "price_changed"),
            (CheckoutError::InProgress(2), 409, "in_progress"),
            (declined, 402, "payment_declined"),
            (CheckoutError::KeyUsed, 422, "idempotency_mismatch"),
            (CheckoutError::NotFound, 404, "not_found"),
            (CheckoutError::Unavailable, 503, "unavailable"),
        ] {
            let (told_status, told_code, _, headers) = told(&error).await;
            assert_eq!((told_status.as_u16(), told_code.as_str()), (status, code));
            let again = headers.get(header::RETRY_AFTER).is_some();
            let waits = matches!(error, CheckoutError::InProgress(_) | CheckoutError::Unavailable);
            assert_eq!(again, waits, "{code}");
        }
    }

    #[tokio::test]
    async fn a_program_is_told_what_it_needs_to_go_on() {
        let lamp = Sku::parse("LAMP").expect("a SKU");
        let until = Some(Timestamp::from_millis(0));
        let short = ShortLine { sku: lamp.clone(), wanted: 3, free: 1, in_checkouts_until: until };
        let body = told(&CheckoutError::SoldOut(vec![short])).await.2;
        assert_eq!(body["skus"], json!(["LAMP"]));
        assert_eq!(
            body["lines"][0],
            json!({ "sku": "LAMP", "wanted": 3, "available": 1,
                    "inOtherCheckoutsUntil": "1970-01-01T00:00:00Z" })
        );
        let moved = MovedPrice { sku: Some(lamp), was: euros(100), now: euros(120) };
        let body = told(&CheckoutError::PriceChanged(vec![moved])).await.2;
        assert_eq!(body["changes"][0]["now"], json!({ "amount": 120, "currency": "EUR" }));
        let (_, _, body, headers) = told(&declined(false)).await;
        assert_eq!(
            (&body["orderId"], &body["expiresAt"], &body["reason"]),
            (
                &json!("4F7K-2MXD-9QRA"),
                &json!("1970-01-01T00:00:00Z"),
                &json!("insufficient_funds")
            )
        );
        assert!(headers.get(REPLAYED).is_none());
        assert_eq!(told(&declined(true)).await.3[REPLAYED], "true");
        let body = told(&CheckoutError::Incomplete(vec!["contact", "deliveryMethod"])).await.2;
        assert_eq!(body["missing"], json!(["contact", "deliveryMethod"]));
        assert_eq!(body["errors"][1]["field"], "deliveryMethod");
    }
}
