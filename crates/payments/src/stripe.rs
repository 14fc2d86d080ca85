//! Stripe: a card is kept by Checkout in setup mode, and charged by a PaymentIntent that is captured
//! by hand.
//!
//! An intent is made first and confirmed after. Made again with the same key it is the same intent,
//! so one whose name never arrived is found again, and making it moves no money.

mod reading;

use async_trait::async_trait;
use kernel::{CheckoutId, Currency, Money, PaymentId};
use serde_json::Value;
use storefront::payment::{Answer, CardState, CardToken, Charge, PaymentProvider, Seen};

use crate::client::{Ask, BadAddress, ProviderClient, Said};

/// The name under which its payments are stored.
const NAME: &str = "stripe";
/// The version that the answers are read by.
const VERSION: &str = "2025-03-31.basil";
/// Where Stripe is.
const ADDRESS: &str = "https://api.stripe.com";

/// Stripe, by a secret key.
pub struct StripeProvider {
    client: ProviderClient,
    /// The shop's own address. Its pages `/checkout/{id}/card` send shoppers on to Stripe.
    shop: String,
    currency: Currency,
}

fn fields<const N: usize>(fields: [(&str, &str); N]) -> Vec<(String, String)> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

impl StripeProvider {
    /// Stripe for a shop at this address that sells in this currency.
    ///
    /// # Errors
    /// [`BadAddress`] never, for Stripe's own address is a good one.
    pub fn new(secret: &str, shop: &str, currency: Currency) -> Result<Self, BadAddress> {
        Self::at(ADDRESS, secret, shop, currency)
    }

    /// Stripe at another address, such as a double of it.
    ///
    /// # Errors
    /// [`BadAddress`].
    pub fn at(
        address: &str,
        secret: &str,
        shop: &str,
        currency: Currency,
    ) -> Result<Self, BadAddress> {
        let client = ProviderClient::new(address, secret)?.speaking("stripe-version", VERSION);
        Ok(Self { client, shop: shop.trim_end_matches('/').to_owned(), currency })
    }

    /// The session in which a card is entered for an attempt to pay a checkout. Asked for again it is
    /// the same one, as it was when it was made.
    async fn session(&self, checkout: &CheckoutId, attempt: u32) -> Answer<Value> {
        let back = format!("{}/checkout/{checkout}", self.shop);
        let (entered, given_up) =
            (format!("{back}?step=review&card=ready"), format!("{back}?step=payment"));
        let currency = self.currency.code().to_ascii_lowercase();
        let form = fields([
            ("mode", "setup"),
            ("currency", &currency),
            ("payment_method_types[0]", "card"),
            ("customer_creation", "always"),
            ("client_reference_id", checkout.as_str()),
            ("success_url", &entered),
            ("cancel_url", &given_up),
        ]);
        let key = format!("{checkout}:card:{attempt}");
        match self.client.ask("/v1/checkout/sessions", Ask::Form(form, key)).await {
            Answer::Known(Said { status: 200, body }) => Answer::Known(body),
            Answer::Known(said) => reading::misunderstood(&said),
            Answer::Unknown => Answer::Unknown,
        }
    }

    /// The card that was entered in a session.
    async fn card_of(&self, checkout: &CheckoutId, attempt: u32) -> Answer<CardState> {
        let Answer::Known(session) = self.session(checkout, attempt).await else {
            return Answer::Unknown;
        };
        let Some(id) = session["id"].as_str().filter(|id| reading::is_name(id)) else {
            return Answer::Unknown;
        };
        let path = format!("/v1/checkout/sessions/{id}?expand[]=setup_intent");
        match self.client.ask(&path, Ask::Get).await {
            Answer::Known(Said { status: 200, body }) => reading::card(&body),
            Answer::Known(said) => reading::misunderstood(&said),
            Answer::Unknown => Answer::Unknown,
        }
    }

    /// What Stripe calls the intent of a charge. Makes it if there is none; where Stripe makes none,
    /// however often it is asked, nothing can ever be taken.
    async fn intent(&self, charge: &Charge) -> Answer<Result<String, Seen>> {
        if let Some(reference) = &charge.reference {
            return Answer::Known(Ok(reference.clone()));
        }
        let Some((customer, method)) = charge.card.as_str().split_once('/') else {
            tracing::error!(payment = %charge.payment, "this card is not kept by Stripe");
            return Answer::Unknown;
        };
        let amount = charge.amount.amount().to_string();
        let currency = charge.amount.currency().code().to_ascii_lowercase();
        let form = fields([
            ("amount", &amount),
            ("currency", &currency),
            ("customer", customer),
            ("payment_method", method),
            ("payment_method_types[0]", "card"),
            ("capture_method", "manual"),
            ("metadata[payment]", charge.payment.as_str()),
        ]);
        let key = format!("{}:open", charge.authorise_key());
        match self.client.ask("/v1/payment_intents", Ask::Form(form, key)).await {
            Answer::Known(Said { status: 200, body }) => match body["id"].as_str() {
                Some(id) if reading::is_name(id) => Answer::Known(Ok(id.to_owned())),
                _ => Answer::Unknown,
            },
            Answer::Known(said) => match reading::refused_for_good(&said) {
                Some(refused) => Answer::Known(Err(refused)),
                None => reading::misunderstood(&said),
            },
            Answer::Unknown => Answer::Unknown,
        }
    }

    /// Has something done to the intent of a charge.
    async fn order(
        &self,
        charge: &Charge,
        what: &str,
        form: Vec<(String, String)>,
        key: String,
    ) -> Answer<Seen> {
        let intent = match self.intent(charge).await {
            Answer::Known(Ok(intent)) => intent,
            Answer::Known(Err(refused)) => return Answer::Known(refused),
            Answer::Unknown => return Answer::Unknown,
        };
        let path = format!("/v1/payment_intents/{intent}/{what}");
        match self.client.ask(&path, Ask::Form(form, key)).await {
            Answer::Known(said) if reading::is_refused_by_state(&said) => {
                // It stands otherwise than we thought.
                self.look_at(charge, &intent).await
            }
            Answer::Known(said) => reading::seen(&said, charge),
            Answer::Unknown => Answer::Unknown,
        }
    }

    async fn look_at(&self, charge: &Charge, intent: &str) -> Answer<Seen> {
        let path = format!("/v1/payment_intents/{intent}?expand[]=latest_charge");
        match self.client.ask(&path, Ask::Get).await {
            Answer::Known(said) => reading::seen(&said, charge),
            Answer::Unknown => Answer::Unknown,
        }
    }
}

#[async_trait]
impl PaymentProvider for StripeProvider {
    fn name(&self) -> &'static str {
        NAME
    }

    fn input_url(&self, checkout: &CheckoutId) -> String {
        format!("{}/checkout/{checkout}/card", self.shop)
    }

    async fn card_page(&self, checkout: &CheckoutId, attempt: u32, _: &str) -> Answer<String> {
        match self.session(checkout, attempt).await {
            Answer::Known(session) => match session["url"].as_str() {
                Some(url) if url.starts_with("https://") => Answer::Known(url.to_owned()),
                _ => Answer::Unknown,
            },
            Answer::Unknown => Answer::Unknown,
        }
    }

    async fn card(&self, checkout: &CheckoutId, attempt: u32) -> Answer<CardState> {
        // A session takes one card. After a declined one another may be entered in the next; if none
        // is, the same is tried again.
        for attempt in (1..=attempt).rev() {
            match self.card_of(checkout, attempt).await {
                Answer::Known(CardState::Missing) => {}
                other => return other,
            }
        }
        Answer::Known(CardState::Missing)
    }

    async fn authorise(&self, charge: &Charge) -> Answer<Seen> {
        let form = fields([("return_url", &charge.return_url)]);
        self.order(charge, "confirm", form, charge.authorise_key()).await
    }

    async fn capture(&self, charge: &Charge) -> Answer<Seen> {
        let amount = charge.amount.amount().to_string();
        let form = fields([("amount_to_capture", &amount)]);
        self.order(charge, "capture", form, charge.capture_key()).await
    }

    async fn void(&self, charge: &Charge) -> Answer<Seen> {
        let form = fields([("cancellation_reason", "abandoned")]);
        self.order(charge, "cancel", form, charge.void_key()).await
    }

    async fn refund(&self, charge: &Charge, refund: &str, amount: Money) -> Answer<bool> {
        let Some(intent) = &charge.reference else { return Answer::Unknown };
        let amount = amount.amount().to_string();
        let form = fields([("payment_intent", intent), ("amount", &amount)]);
        match self.client.ask("/v1/refunds", Ask::Form(form, charge.refund_key(refund))).await {
            Answer::Known(said) => reading::refund(&said),
            Answer::Unknown => Answer::Unknown,
        }
    }

    async fn look_up(&self, charge: &Charge) -> Answer<Seen> {
        match self.intent(charge).await {
            Answer::Known(Ok(intent)) => self.look_at(charge, &intent).await,
            Answer::Known(Err(refused)) => Answer::Known(refused),
            Answer::Unknown => Answer::Unknown,
        }
    }

    fn read_message(&self, body: &[u8]) -> Option<(String, Option<PaymentId>)> {
        reading::message(body)
    }
}

/// A card as it is stored: the customer that Stripe keeps it for, and its name there.
fn card_token(customer: &str, method: &str) -> Option<CardToken> {
    let named = reading::is_name(customer) && reading::is_name(method);
    named.then(|| CardToken::parse(format!("{customer}/{method}")).ok()).flatten()
}
