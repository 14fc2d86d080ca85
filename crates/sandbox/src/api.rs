//! The API for shops.

use std::{io, sync::Arc};

use axum::{
    Json, Router,
    body::Body,
    extract::{FromRequestParts, Path, State},
    http::{StatusCode, header::AUTHORIZATION, request::Parts},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use futures::stream;
use serde::Deserialize;
use serde_json::json;

use crate::{
    desk::{Authorise, Desk, Reply},
    seal::same,
};

/// The longest key, id or token that is taken.
const LONGEST_NAME: usize = 200;

/// The routes. None is open without the secret.
pub(crate) fn router() -> Router<Arc<Desk>> {
    Router::new()
        .route("/v1/cards/{checkout}", get(card))
        .route("/v1/payments/{payment}", get(payment))
        .route("/v1/payments/{payment}/authorise", post(authorise))
        .route("/v1/payments/{payment}/capture", post(capture))
        .route("/v1/payments/{payment}/void", post(void))
        .route("/v1/payments/{payment}/refund", post(refund))
}

/// A shop that showed the secret. Taken by every handler here.
struct Shop;

impl FromRequestParts<Arc<Desk>> for Shop {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Response> {
        let shown = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let secret = shown.and_then(|shown| shown.strip_prefix("Bearer ")).unwrap_or_default();
        if same(&desk.settings.secret, secret) {
            Ok(Self)
        } else {
            Err(refusal(StatusCode::UNAUTHORIZED, "no_secret"))
        }
    }
}

/// The key of an order.
struct Key(String);

impl<S: Sync> FromRequestParts<S> for Key {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let key = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        key.filter(|key| (1..=LONGEST_NAME).contains(&key.len()))
            .map(|key| Self(key.to_owned()))
            .ok_or_else(|| refusal(StatusCode::BAD_REQUEST, "no_idempotency_key"))
    }
}

fn refusal(status: StatusCode, code: &str) -> Response {
    (status, Json(json!({ "error": code }))).into_response()
}

async fn card(_: Shop, State(desk): State<Arc<Desk>>, Path(checkout): Path<String>) -> Response {
    match desk.card(&checkout) {
        Some(card) => Json(json!({
            "status": "ready", "card": card.token, "lastFour": card.last_four
        }))
        .into_response(),
        None => Json(json!({ "status": "missing" })).into_response(),
    }
}

async fn payment(_: Shop, State(desk): State<Arc<Desk>>, Path(payment): Path<String>) -> Response {
    match desk.charge(&payment) {
        Some(told) => Json(told).into_response(),
        None => Json(json!({ "payment": payment, "status": "absent" })).into_response(),
    }
}

async fn authorise(
    _: Shop,
    Key(key): Key,
    State(desk): State<Arc<Desk>>,
    Path(payment): Path<String>,
    Json(order): Json<Authorise>,
) -> Response {
    if !(1..=LONGEST_NAME).contains(&payment.len()) {
        return refusal(StatusCode::BAD_REQUEST, "bad_payment");
    }
    sent(desk.authorise(&payment, &key, &order))
}

async fn capture(
    _: Shop,
    Key(key): Key,
    State(desk): State<Arc<Desk>>,
    Path(payment): Path<String>,
) -> Response {
    sent(desk.capture(&payment, &key))
}

async fn void(
    _: Shop,
    Key(key): Key,
    State(desk): State<Arc<Desk>>,
    Path(payment): Path<String>,
) -> Response {
    sent(desk.void(&payment, &key))
}

#[derive(Deserialize)]
struct Refund {
    amount: i64,
}

async fn refund(
    _: Shop,
    Key(key): Key,
    State(desk): State<Arc<Desk>>,
    Path(payment): Path<String>,
    Json(order): Json<Refund>,
) -> Response {
    sent(desk.refund(&payment, &key, order.amount))
}

/// An answer on its way.
fn sent(reply: io::Result<Reply>) -> Response {
    let reply = match reply {
        Ok(reply) => reply,
        Err(error) => {
            tracing::error!(%error, "the journal cannot be written");
            return refusal(StatusCode::INTERNAL_SERVER_ERROR, "no_journal");
        }
    };
    if reply.lost {
        // The connection breaks before the first byte of the body.
        let broken = stream::once(async { Err::<Vec<u8>, _>(io::Error::other("lost")) });
        return Response::new(Body::from_stream(broken));
    }
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let replayed = if reply.replayed { "true" } else { "false" };
    (status, [("idempotent-replayed", replayed)], Json(reply.body)).into_response()
}
