//! A checkout and what it costs: what the ports answer is said beforehand. Pages only read, so
//! whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{CheckoutId, Currency, Email, Money, OrderId, Quantity, Sku, Timestamp};
use storefront::{
    account::Secret,
    checkout::{
        Begin, Begun, CheckoutChange, CheckoutError, CheckoutState, CheckoutView, Checkouts,
        IdempotencyKey, Submitted, SubmittedOrder,
    },
    orders::{Buyer, Contact, OrderLine, OrderStatus, OrderTotals},
    payment::{PaymentMessages, WebhookError},
    pricing::{DeliveryOption, Pricing, PricingError, Quote, QuoteRequest, TaxLine},
    product::OptionChoice,
    profile::Country,
};

use super::people;

/// When the units of the checkout are let go: 21 November 2026, 14:05 UTC.
pub(crate) const END: Timestamp = Timestamp::from_millis(1_795_269_900_000);

/// The ports about buying.
pub(crate) struct FakeBuying(Mutex<Result<CheckoutView, CheckoutError>>);

impl FakeBuying {
    /// With a checkout in which nothing is entered.
    pub(crate) fn begun() -> Arc<Self> {
        Arc::new(Self(Mutex::new(Ok(begun()))))
    }

    /// What is answered from now on.
    pub(crate) fn answer(&self, answer: Result<CheckoutView, CheckoutError>) {
        *self.held() = answer;
    }

    fn held(&self) -> MutexGuard<'_, Result<CheckoutView, CheckoutError>> {
        self.0.lock().expect("no test breaks off while it holds this")
    }
}

/// So many cents.
pub(crate) fn euros(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("an amount")
}

/// A line of two mugs.
pub(crate) fn line(title: &str) -> OrderLine {
    OrderLine {
        sku: Sku::parse("MUG-1").expect("a SKU"),
        product_slug: None,
        title: title.to_owned(),
        options: vec![OptionChoice { axis: "Colour".to_owned(), value: title.to_owned() }],
        image: None,
        quantity: Quantity::new(2).expect("a quantity"),
        unit_price: euros(1_000),
        line_total: euros(2_000),
        returned: 0,
        tax_basis_points: None,
    }
}

/// A checkout in which nothing is entered, with 4 minutes and 12 seconds left.
pub(crate) fn begun() -> CheckoutView {
    CheckoutView {
        id: CheckoutId::parse("c1").expect("an id"),
        state: CheckoutState::Open,
        expires_at: END,
        now: Timestamp::from_millis(END.millis() - 252_000),
        extensions_left: 2,
        lines: vec![line("Harbour mug")],
        totals: OrderTotals {
            goods: euros(2_000),
            discount: euros(0),
            shipping: euros(0),
            tax_added: euros(0),
            tax_included: euros(319),
            total: euros(2_000),
        },
        tax_lines: vec![TaxLine { basis_points: 1_900, net: euros(1_681), tax: euros(319) }],
        contact: None,
        shipping_address: None,
        billing_address: None,
        delivery_options: Vec::new(),
        delivery_method: None,
        undeliverable: None,
        offer: None,
        coupon: None,
        coupon_refused: None,
        confirmed: true,
        payment_input_url: Some("https://pay.example/c1".to_owned()),
        declined: 0,
        order: None,
        submit_key: IdempotencyKey::parse("submit-key-1").expect("a key"),
    }
}

/// The same with an address, by somebody called `name`.
pub(crate) fn addressed(name: &str) -> CheckoutView {
    let email = Email::parse("ada@example.com").expect("an address");
    let option = |code: &str, cents, day: i64| DeliveryOption {
        code: code.to_owned(),
        name: format!("{code} of {name}"),
        price: euros(cents),
        earliest: Timestamp::from_millis(END.millis() + day * 86_400_000),
        latest: Timestamp::from_millis(END.millis() + (day + 2) * 86_400_000),
    };
    CheckoutView {
        contact: Some(Contact { email, name: name.to_owned() }),
        shipping_address: Some(people::address("home", name).address),
        delivery_options: vec![option("standard", 490, 3), option("express", 1_290, 1)],
        ..begun()
    }
}

/// The same with a way of delivery: all is entered.
pub(crate) fn entered(name: &str) -> CheckoutView {
    let mut view = addressed(name);
    view.delivery_method = Some("standard".to_owned());
    view.totals.shipping = euros(490);
    view.totals.total = euros(2_490);
    view
}

/// The order of a submission.
pub(crate) fn submitted() -> SubmittedOrder {
    let id = OrderId::parse("o1").expect("an id");
    let totals = entered("Ada Quay").totals;
    SubmittedOrder { id, status: OrderStatus::PendingPayment, totals, replayed: false }
}

#[async_trait]
impl Checkouts for FakeBuying {
    async fn begin(&self, _: &Buyer, _: &Begin) -> Result<Begun, CheckoutError> {
        Err(CheckoutError::Unavailable)
    }

    async fn running(&self, _: &Buyer) -> Result<Option<CheckoutView>, CheckoutError> {
        Err(CheckoutError::Unavailable)
    }

    async fn view(&self, _: &Buyer, id: &CheckoutId) -> Result<CheckoutView, CheckoutError> {
        let view = self.held().clone()?;
        if view.id == *id { Ok(view) } else { Err(CheckoutError::NotFound) }
    }

    async fn change(
        &self,
        _: &Buyer,
        _: &CheckoutId,
        _: &CheckoutChange,
    ) -> Result<CheckoutView, CheckoutError> {
        Err(CheckoutError::Unavailable)
    }

    async fn extend(&self, _: &Buyer, _: &CheckoutId) -> Result<CheckoutView, CheckoutError> {
        Err(CheckoutError::Unavailable)
    }

    async fn cancel(&self, _: &Buyer, _: &CheckoutId) -> Result<CheckoutView, CheckoutError> {
        Err(CheckoutError::Unavailable)
    }

    async fn submit(
        &self,
        _: &Buyer,
        _: &CheckoutId,
        _: &IdempotencyKey,
    ) -> Result<Submitted, CheckoutError> {
        Err(CheckoutError::Unavailable)
    }

    async fn key_is_used(&self, _: &Buyer, _: &IdempotencyKey) -> Result<bool, CheckoutError> {
        Err(CheckoutError::Unavailable)
    }

    async fn progress(&self, _: &Buyer, _: &CheckoutId) -> Result<Submitted, CheckoutError> {
        Err(CheckoutError::Unavailable)
    }

    async fn card_page(&self, _: &Buyer, _: &CheckoutId) -> Result<String, CheckoutError> {
        Err(CheckoutError::Unavailable)
    }

    fn order_link(&self, order: &OrderId) -> Secret {
        Secret::new(format!("link-{order}"))
    }

    async fn adopt(&self, _: &Buyer, _: &Buyer) -> Result<(), CheckoutError> {
        Err(CheckoutError::Unavailable)
    }
}

#[async_trait]
impl Pricing for FakeBuying {
    async fn quote(&self, _: &QuoteRequest) -> Result<Quote, PricingError> {
        Err(PricingError::Unavailable)
    }

    async fn delivery_to(
        &self,
        _: Country,
        _: u64,
        _: Money,
    ) -> Result<Vec<DeliveryOption>, PricingError> {
        Err(PricingError::Unavailable)
    }

    async fn destinations(&self) -> Result<Vec<Country>, PricingError> {
        Ok(["FR", "DE", "US"].into_iter().filter_map(|code| Country::parse(code).ok()).collect())
    }
}

#[async_trait]
impl PaymentMessages for FakeBuying {
    async fn receive(&self, _: &[u8], _: &str) -> Result<(), WebhookError> {
        Err(WebhookError::Unavailable)
    }
}
