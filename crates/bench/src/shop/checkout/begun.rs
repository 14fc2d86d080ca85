//! Checkouts that are begun by guests of whom nothing is known, each of one unit.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::http::{Connection, Load, Questions, Sent, Served, ask_in_turn};

/// What a guest sends who wants one unit.
pub(super) fn wanting(sku: &str) -> Vec<u8> {
    let body = json!({ "cart": [{ "sku": sku, "quantity": 1 }] }).to_string();
    Sent {
        method: "POST",
        path: "/api/checkout?op=BEGIN",
        cookie: None,
        key: None,
        body: Some(("application/json", &body)),
    }
    .bytes()
}

/// Has guests begin, each as soon as one before has; they want the SKUs in turn.
pub(super) async fn begin(load: Load, skus: &[String]) -> Result<Served> {
    // Said in words where it would be a mere number below.
    let (status, body) = one(load.address, &skus[0]).await?;
    ensure!(status == 201, "a checkout begins with {status}: {}", String::from_utf8_lossy(&body));
    let requests = Arc::new(skus.iter().map(|sku| wanting(sku)).collect());
    ask_in_turn(load, Questions { requests, expected: 201 })
}

/// Has guests ask for what they cannot have.
pub(super) fn come_too_late(load: Load, sku: &str) -> Result<Served> {
    ask_in_turn(load, Questions { requests: Arc::new(vec![wanting(sku)]), expected: 409 })
}

/// What a guest is answered who cannot have it. There may be a unit for the first who asks.
pub(super) async fn refusal(address: SocketAddr, sku: &str) -> Result<Vec<u8>> {
    let mut answered = one(address, sku).await?;
    if answered.0 == 201 {
        answered = one(address, sku).await?;
    }
    let (status, body) = answered;
    let told: Value = serde_json::from_slice(&body)?;
    ensure!(status == 409 && told["code"] == "sold_out", "{sku} is answered with {status}: {told}");
    Ok(body)
}

async fn one(address: SocketAddr, sku: &str) -> Result<(u16, Vec<u8>)> {
    let mut body = Vec::new();
    let mut connection = Connection::open(address).await?;
    let answer = connection.ask(&wanting(sku), Some(&mut body)).await?;
    Ok((answer.status, body))
}
