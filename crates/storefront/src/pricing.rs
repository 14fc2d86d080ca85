//! What an order costs: delivery, tax, coupons, and the sum that is charged.

use async_trait::async_trait;
use kernel::{Email, Money, OrderId, Quantity, Sku, Timestamp};
use serde::{Deserialize, Serialize};

use crate::profile::Country;

mod coupon;

pub use coupon::{
    Benefit, CouponCode, CouponDraft, CouponField, CouponFieldError, CouponRefusal, CouponRow,
    InvalidCouponCode,
};

/// How a thing is taxed; where it goes says at what rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxClass {
    /// Most things.
    Standard,
    /// What the law favours: books and food in many countries.
    Reduced,
    /// Not taxed anywhere.
    Zero,
}

/// Why a text is no class of tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a class of tax is standard, reduced or zero")]
pub struct InvalidTaxClass;

impl TaxClass {
    /// Reads the word that products carry.
    ///
    /// # Errors
    /// [`InvalidTaxClass`].
    pub fn parse(text: &str) -> Result<Self, InvalidTaxClass> {
        match text {
            "standard" => Ok(Self::Standard),
            "reduced" => Ok(Self::Reduced),
            "zero" => Ok(Self::Zero),
            _ => Err(InvalidTaxClass),
        }
    }

    /// The word that products carry.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Reduced => "reduced",
            Self::Zero => "zero",
        }
    }
}

/// Something to be priced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasketLine {
    /// What.
    pub sku: Sku,
    /// How many units.
    pub quantity: Quantity,
    /// What one costs.
    pub unit_price: Money,
    /// How it is taxed.
    pub tax_class: TaxClass,
    /// Weight of one with packaging, in grams, where it is known.
    pub weight_grams: Option<u32>,
    /// False for what no parcel carries, such as a subscription.
    pub delivered: bool,
}

/// Where an order goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The country.
    pub country: Country,
    /// State or province as it was written; empty where none was.
    pub region: String,
    /// The postcode as it was written; empty where there is none.
    pub postcode: String,
}

/// What a price is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuoteRequest {
    /// What is bought: at least one line, all in one currency.
    pub lines: Vec<BasketLine>,
    /// Where it goes. Until that is known, tax is that of the shop's own country and there is no
    /// delivery to choose.
    pub destination: Option<Destination>,
    /// The code of the delivery method that was chosen.
    pub delivery_method: Option<String>,
    /// The coupon as it was typed, where one was.
    pub coupon: Option<String>,
    /// Who buys, for coupons that each person may use so often.
    pub buyer: Option<Email>,
    /// The order that this is about, where it is placed already: what it has used of a coupon is
    /// its own.
    pub order: Option<OrderId>,
}

/// A line with what it costs in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedLine {
    /// What.
    pub sku: Sku,
    /// How many units.
    pub quantity: Quantity,
    /// What one costs.
    pub unit_price: Money,
    /// `quantity` times `unit_price`.
    pub total: Money,
    /// Its share of the order's discount: what a return of the whole line gives back less.
    pub discount: Money,
    /// Rate of tax in hundredths of a percent: 1900 is 19 %.
    pub tax_basis_points: u32,
}

/// A way of having the order brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryOption {
    /// By which it is chosen.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What it costs in this order, any coupon taken off.
    pub price: Money,
    /// The first day on which it may arrive, at midnight UTC, if it is ordered now.
    pub earliest: Timestamp,
    /// The last such day.
    pub latest: Timestamp,
}

/// Why nothing can be brought there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undeliverable {
    /// The shop does not deliver to this place.
    NotServed,
    /// No method carries this weight there.
    TooHeavy,
}

/// All that is taxed at one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxLine {
    /// The rate in hundredths of a percent.
    pub basis_points: u32,
    /// What it is taken of: goods after discount and their share of delivery, without the tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
}

/// The sums of an order. `total = lines - discount + tax + shipping`, always.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// The lines as they are priced.
    pub lines: Money,
    /// What a coupon takes off them. Never more than `lines`.
    pub discount: Money,
    /// Delivery; nothing until a method is chosen.
    pub shipping: Money,
    /// Tax that comes on top. Zero where prices include it.
    pub tax: Money,
    /// Tax that the other sums include. Zero where it comes on top.
    pub tax_included: Money,
    /// What is charged.
    pub total: Money,
}

/// What an order costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Each line, in the order asked.
    pub lines: Vec<PricedLine>,
    /// The sums.
    pub totals: Totals,
    /// The tax by rate, highest first.
    pub tax_lines: Vec<TaxLine>,
    /// Ways of having it brought, cheapest first; none when no parcel is needed.
    pub delivery: Vec<DeliveryOption>,
    /// The one that was chosen, if it is among them.
    pub delivery_method: Option<String>,
    /// Why there is no way, where one is needed and the destination is known.
    pub undeliverable: Option<Undeliverable>,
    /// The coupon that was taken.
    pub coupon: Option<CouponCode>,
    /// Why the coupon that was typed was not.
    pub coupon_refused: Option<CouponRefusal>,
    /// Whether nothing is missing: the destination is known, and delivery is chosen or not needed.
    pub complete: bool,
}

/// Why there is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PricingError {
    /// There is nothing to be priced.
    #[error("nothing to price")]
    Empty,
    /// The lines are in more than one currency.
    #[error("the lines are in more than one currency")]
    MixedCurrencies,
    /// The sum is more than the shop handles.
    #[error("the sum is too large")]
    TooLarge,
    /// The shop knows no tax for the country and therefore does not sell there.
    #[error("not sold there")]
    NotSoldThere,
    /// The store did not answer.
    #[error("unavailable")]
    Unavailable,
}

/// Whoever knows what an order costs.
#[async_trait]
pub trait Pricing: Send + Sync {
    /// What an order costs now. Changes nothing: a coupon is not used up by it.
    ///
    /// # Errors
    /// [`PricingError`].
    async fn quote(&self, request: &QuoteRequest) -> Result<Quote, PricingError>;

    /// Ways of having so many grams of goods worth so much brought to a country if it is ordered
    /// now, cheapest first: what is said by the buy button.
    ///
    /// # Errors
    /// [`PricingError::Unavailable`].
    async fn delivery_to(
        &self,
        country: Country,
        grams: u64,
        worth: Money,
    ) -> Result<Vec<DeliveryOption>, PricingError>;

    /// Countries that the shop delivers to, by name.
    ///
    /// # Errors
    /// [`PricingError::Unavailable`].
    async fn destinations(&self) -> Result<Vec<Country>, PricingError>;
}
