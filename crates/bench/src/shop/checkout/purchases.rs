//! Whole purchases of guests: units are held, contact, address and delivery entered, a card given to
//! the provider, and the order submitted and paid.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::begun::wanting;
use crate::http::{Connection, Load, Sent, in_a_thread};
use crate::samples::Samples;

/// A card of the sandbox that pays.
const CARD: &str = "4242424242424242";

/// What was bought.
pub(super) struct Purchases {
    /// Orders that were paid when they were answered, each with the time of all of it.
    pub(super) whole: Samples,
    /// The time of their submitting alone.
    pub(super) submits: Samples,
    /// Submitted, and whether they are paid was not known yet.
    pub(super) waiting: u64,
}

#[derive(Default)]
struct Seen {
    whole: Vec<u64>,
    submits: Vec<u64>,
    waiting: u64,
}

/// Has as many guests buy at a time as the load has connections, each a new one as soon as the one
/// before has paid.
///
/// # Errors
/// When anything is answered otherwise than a shopper hopes.
pub(super) fn measure(load: Load, skus: Vec<String>) -> Result<Purchases> {
    in_a_thread(all(load, Arc::new(skus)))
}

async fn all(load: Load, skus: Arc<Vec<String>>) -> Result<Purchases> {
    let next = Arc::new(AtomicUsize::new(0));
    let counting = Instant::now() + load.warm_up;
    let mut buyers = JoinSet::new();
    for _ in 0..load.connections {
        buyers.spawn(one_after_another(load, counting, Arc::clone(&skus), Arc::clone(&next)));
    }
    let mut all = Seen::default();
    while let Some(seen) = buyers.join_next().await {
        let seen = seen??;
        all.whole.extend(seen.whole);
        all.submits.extend(seen.submits);
        all.waiting += seen.waiting;
    }
    let whole = Samples::new(all.whole, load.counted);
    let submits = Samples::new(all.submits, load.counted);
    Ok(Purchases { whole, submits, waiting: all.waiting })
}

async fn one_after_another(
    load: Load,
    counting: Instant,
    skus: Arc<Vec<String>>,
    next: Arc<AtomicUsize>,
) -> Result<Seen> {
    let mut seen = Seen::default();
    let mut shopping = Shopping { shop: Connection::open(load.address).await?, provider: None };
    let end = counting + load.counted;
    loop {
        let began = Instant::now();
        if began >= end {
            return Ok(seen);
        }
        let number = next.fetch_add(1, Ordering::Relaxed);
        let (paid, submit) = shopping.buy(&skus[number % skus.len()], number).await?;
        let ended = Instant::now();
        if ended < counting || ended > end {
            continue;
        }
        if !paid {
            seen.waiting += 1;
            continue;
        }
        seen.whole.push(u64::try_from((ended - began).as_nanos())?);
        seen.submits.push(u64::try_from(submit.as_nanos())?);
    }
}

/// Connections that are used by one guest after the other.
struct Shopping {
    shop: Connection,
    /// To where cards are entered.
    provider: Option<(SocketAddr, Connection)>,
}

impl Shopping {
    /// Buys one unit; tells whether it is known to be paid, and how long submitting took.
    async fn buy(&mut self, sku: &str, number: usize) -> Result<(bool, Duration)> {
        let (status, begun) = asked(&mut self.shop, &wanting(sku)).await?;
        ensure!(status == 201, "a checkout begins with {status}: {begun}");
        let cookie = self.shop.take_cookie().context("a guest got no cookie")?;
        let id = text(&begun, "checkoutId")?;
        let details = json!({
            "contact": { "email": format!("buyer{number}@example.com"), "name": "Ines Hafen" },
            "shippingAddress": {
                "line1": "Kai 1", "line2": "", "city": "Kiel", "region": "", "postcode": "24103",
                "country": "DE",
            },
            "deliveryMethod": "standard",
        });
        let change = ("PATCH", format!("/api/checkout/{id}"));
        let (_, shown) = self.expect(&cookie, change, None, &details, &[200]).await?;
        self.enter_card(&text(&shown, "paymentInputURL")?).await?;
        // It names the total that was shown.
        let key = text(&shown, "idempotencyKey")?;
        let began = Instant::now();
        let submit = ("POST", "/api/checkout?op=SUBMIT".to_owned());
        let order = json!({ "checkoutId": id });
        let (status, _) = self.expect(&cookie, submit, Some(&key), &order, &[201, 202]).await?;
        Ok((status == 201, began.elapsed()))
    }

    async fn expect(
        &mut self,
        cookie: &str,
        (method, path): (&str, String),
        key: Option<&str>,
        body: &Value,
        good: &[u16],
    ) -> Result<(u16, Value)> {
        let body = body.to_string();
        let body = Some(("application/json", body.as_str()));
        let sent = Sent { method, path: &path, cookie: Some(cookie), key, body };
        let (status, told) = asked(&mut self.shop, &sent.bytes()).await?;
        ensure!(good.contains(&status), "{method} {path} is answered with {status}: {told}");
        Ok((status, told))
    }

    /// Types the card into the provider's page, which gets none of the shop's cookies.
    async fn enter_card(&mut self, url: &str) -> Result<()> {
        let (address, path) = parts(url).with_context(|| format!("cards are entered at {url}"))?;
        let connection = match &mut self.provider {
            Some((same, connection)) if *same == address => connection,
            other => &mut other.insert((address, Connection::open(address).await?)).1,
        };
        let card = json!({ "paymentDetails": { "number": CARD, "expiry": "12/39", "cvc": "123" } });
        let card = card.to_string();
        let body = Some(("application/json", card.as_str()));
        let sent = Sent { method: "POST", path: &path, cookie: None, key: None, body };
        let (status, told) = asked(connection, &sent.bytes()).await?;
        if status != 200 || told["status"] != "ready" {
            bail!("a card is answered with {status}: {told}");
        }
        Ok(())
    }
}

/// Asks, and reads the answer as JSON, or as nothing where it is none.
async fn asked(connection: &mut Connection, request: &[u8]) -> Result<(u16, Value)> {
    let mut body = Vec::new();
    let answer = connection.ask(request, Some(&mut body)).await?;
    Ok((answer.status, serde_json::from_slice(&body).unwrap_or_default()))
}

/// A field of a checkout.
fn text(checkout: &Value, name: &str) -> Result<String> {
    let value = checkout[name].as_str().map(str::to_owned);
    value.with_context(|| format!("a checkout without {name}: {checkout}"))
}

/// The machine and the rest of an address of this machine.
fn parts(url: &str) -> Option<(SocketAddr, String)> {
    let (host, path) = url.strip_prefix("http://")?.split_once('/')?;
    Some((host.parse().ok()?, format!("/{path}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_cards_are_entered_is_taken_apart() {
        let host = SocketAddr::from(([127, 0, 0, 1], 4010));
        assert_eq!(parts("http://127.0.0.1:4010/pay/c?a=b"), Some((host, "/pay/c?a=b".to_owned())));
        assert_eq!(parts("https://127.0.0.1:4010/pay"), None);
        assert_eq!(parts("/pay"), None);
    }
}
