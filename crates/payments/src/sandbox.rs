//! The sandbox: a provider for development, another process.

use async_trait::async_trait;
use kernel::{CheckoutId, Money, PaymentId};
use serde_json::{Value, json};
use storefront::payment::{Answer, CardState, CardToken, Charge, PaymentProvider, Seen, Standing};

use crate::{
    client::{Ask, BadAddress, ProviderClient, Said},
    signature::seal,
};

/// The name under which its payments are stored.
const NAME: &str = "sandbox";

/// The sandbox, by its address and secret.
pub struct SandboxProvider {
    client: ProviderClient,
    /// Where browsers reach its pages.
    pages: String,
    secret: String,
}

impl SandboxProvider {
    /// The sandbox whose API is at `address`, opened by `secret`, and whose pages browsers reach at
    /// `pages`.
    ///
    /// # Errors
    /// [`BadAddress`].
    pub fn new(address: &str, pages: &str, secret: &str) -> Result<Self, BadAddress> {
        Ok(Self {
            client: ProviderClient::new(address, secret)?,
            pages: pages.trim_end_matches('/').to_owned(),
            secret: secret.to_owned(),
        })
    }

    async fn order(&self, charge: &Charge, what: &str, body: Value, key: String) -> Answer<Seen> {
        let path = format!("/v1/payments/{}/{what}", charge.payment);
        match self.client.ask(&path, Ask::Json(body, key)).await {
            Answer::Known(said) => seen(&said, charge),
            Answer::Unknown => Answer::Unknown,
        }
    }
}

#[async_trait]
impl PaymentProvider for SandboxProvider {
    fn name(&self) -> &'static str {
        NAME
    }

    fn input_url(&self, checkout: &CheckoutId) -> String {
        let seal = seal(&self.secret, "card", checkout.as_str().as_bytes());
        format!("{}/cards/{checkout}?seal={seal}", self.pages)
    }

    async fn card_page(&self, checkout: &CheckoutId, _: u32, back: &str) -> Answer<String> {
        Answer::Known(format!("{}&return={}", self.input_url(checkout), encoded(back)))
    }

    /// Whichever attempt it is for, a card that is entered takes the place of the one before.
    async fn card(&self, checkout: &CheckoutId, _: u32) -> Answer<CardState> {
        let Answer::Known(said) = self.client.ask(&format!("/v1/cards/{checkout}"), Ask::Get).await
        else {
            return Answer::Unknown;
        };
        match (said.status, said.body["status"].as_str(), said.body["card"].as_str()) {
            (200, Some("missing"), _) => Answer::Known(CardState::Missing),
            (200, Some("ready"), Some(card)) => CardToken::parse(card)
                .map_or(Answer::Unknown, |card| Answer::Known(CardState::Ready(card))),
            _ => misunderstood(&said),
        }
    }

    async fn authorise(&self, charge: &Charge) -> Answer<Seen> {
        let body = json!({
            "card": charge.card.as_str(),
            "amount": charge.amount.amount(),
            "currency": charge.amount.currency().code(),
            "returnUrl": charge.return_url,
        });
        self.order(charge, "authorise", body, charge.authorise_key()).await
    }

    async fn capture(&self, charge: &Charge) -> Answer<Seen> {
        self.order(charge, "capture", json!({}), charge.capture_key()).await
    }

    async fn void(&self, charge: &Charge) -> Answer<Seen> {
        self.order(charge, "void", json!({}), charge.void_key()).await
    }

    async fn refund(&self, charge: &Charge, refund: &str, amount: Money) -> Answer<bool> {
        let path = format!("/v1/payments/{}/refund", charge.payment);
        let body = json!({ "amount": amount.amount() });
        match self.client.ask(&path, Ask::Json(body, charge.refund_key(refund))).await {
            Answer::Known(Said { status: 200, .. }) => Answer::Known(true),
            Answer::Known(Said { status: 422, .. }) => Answer::Known(false),
            Answer::Known(said) => misunderstood(&said),
            Answer::Unknown => Answer::Unknown,
        }
    }

    async fn look_up(&self, charge: &Charge) -> Answer<Seen> {
        match self.client.ask(&format!("/v1/payments/{}", charge.payment), Ask::Get).await {
            Answer::Known(said) => seen(&said, charge),
            Answer::Unknown => Answer::Unknown,
        }
    }

    fn read_message(&self, body: &[u8]) -> Option<(String, Option<PaymentId>)> {
        let message: Value = serde_json::from_slice(body).ok()?;
        let id = message["id"].as_str().filter(|id| (1..=255).contains(&id.len()))?;
        let payment = message["payment"].as_str().and_then(|id| PaymentId::parse(id).ok());
        Some((id.to_owned(), payment))
    }
}

/// A text as a value in an address.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    let byte = |byte| if plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") };
    text.bytes().map(byte).collect()
}

/// What the sandbox says of a charge.
fn seen(said: &Said, charge: &Charge) -> Answer<Seen> {
    let body = &said.body;
    if said.status != 200 {
        // It refuses what it never should be asked. That is no answer of the card's bank.
        return misunderstood(said);
    }
    let standing = match body["status"].as_str() {
        Some("absent") => Standing::Absent,
        Some("action_needed") => match body["actionUrl"].as_str() {
            Some(url) => Standing::ActionNeeded { url: url.to_owned() },
            None => return misunderstood(said),
        },
        Some("authorised") => Standing::Authorised,
        Some("captured") => Standing::Captured,
        Some("declined") => {
            let reason = body["declineCode"].as_str().unwrap_or("declined").to_owned();
            Standing::Declined { reason }
        }
        Some("voided") => Standing::Voided,
        Some("refunded") => Standing::Refunded,
        _ => return misunderstood(said),
    };
    // One that was called off before it was known has no amount.
    let amounts = !matches!(standing, Standing::Absent | Standing::Voided);
    let same = body["amount"].as_i64() == Some(charge.amount.amount())
        && body["currency"].as_str() == Some(charge.amount.currency().code());
    if amounts && !same {
        tracing::error!(payment = %charge.payment, "the sandbox has another amount");
        return Answer::Unknown;
    }
    let reference = body["reference"].as_str().map(str::to_owned);
    Answer::Known(Seen { standing, reference })
}

fn misunderstood<T>(said: &Said) -> Answer<T> {
    tracing::error!(status = said.status, "the sandbox says what nobody understands");
    Answer::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Currency;

    fn charge() -> Charge {
        Charge {
            payment: PaymentId::parse("p1").expect("an id"),
            attempt: 1,
            amount: Money::new(1_999, Currency::EUR).expect("an amount"),
            card: CardToken::parse("card_1").expect("a name"),
            reference: None,
            return_url: "http://127.0.0.1:3000/".to_owned(),
        }
    }

    fn heard(status: u16, body: Value) -> Answer<Seen> {
        seen(&Said { status, body }, &charge())
    }

    #[test]
    fn only_an_answer_on_this_very_amount_is_believed() {
        let told = |amount: i64, currency: &str| {
            heard(200, json!({ "status": "captured", "amount": amount, "currency": currency }))
        };
        let captured = Seen { standing: Standing::Captured, reference: None };
        assert_eq!(told(1_999, "EUR"), Answer::Known(captured));
        assert_eq!(told(199, "EUR"), Answer::Unknown);
        assert_eq!(told(1_999, "USD"), Answer::Unknown);
    }

    #[test]
    fn what_is_no_answer_is_no_decline() {
        for (status, body) in [
            (401, json!({ "error": "no_secret" })),
            (404, json!({ "error": "no_such_payment" })),
            (422, json!({ "error": "no_such_card" })),
            (200, json!({ "status": "fine" })),
            (200, Value::Null),
        ] {
            assert_eq!(heard(status, body), Answer::Unknown);
        }
    }

    #[test]
    fn messages_are_read_by_id_and_payment() {
        let provider = SandboxProvider::new("http://127.0.0.1:1", "http://127.0.0.1:1/", "secret")
            .expect("ok");
        let payment = PaymentId::parse("p1").ok();
        assert_eq!(
            provider.read_message(br#"{"id":"m","payment":"p1"}"#),
            Some(("m".into(), payment))
        );
        assert_eq!(provider.read_message(br#"{"id":"m"}"#), Some(("m".into(), None)));
        for bad in [&b"{}"[..], b"", br#"{"id":""}"#, b"[]", br#"{"id":1}"#] {
            assert_eq!(provider.read_message(bad), None);
        }
        let checkout = CheckoutId::parse("c1").expect("an id");
        assert!(provider.input_url(&checkout).starts_with("http://127.0.0.1:1/cards/c1?seal="));
    }

    #[test]
    fn an_address_to_come_back_to_is_one_value_of_another() {
        assert_eq!(encoded("http://a:1/b?c=d&e"), "http%3A%2F%2Fa%3A1%2Fb%3Fc%3Dd%26e");
    }
}
