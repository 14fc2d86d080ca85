//! The lines of a checkout, with what their price depends on.

use kernel::{Money, Quantity, Sku};
use serde::{Deserialize, Serialize};
use storefront::{
    catalogue::Offer,
    orders::OrderLine,
    pricing::{BasketLine, Quote, TaxClass},
};

/// A line at the price that will be charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeldLine {
    /// As it is shown and ordered.
    pub(crate) line: OrderLine,
    pub(crate) tax_class: TaxClass,
    pub(crate) weight_grams: Option<u32>,
    /// False for what no parcel carries.
    pub(crate) delivered: bool,
    /// False for what never runs out: no units of it are held.
    pub(crate) counted: bool,
}

impl HeldLine {
    /// A line of an offer, at its price of now. None when the sum is more than can be handled.
    pub(crate) fn of(offer: &Offer, quantity: Quantity) -> Option<Self> {
        let variant = &offer.variant;
        Some(Self {
            line: OrderLine {
                sku: variant.sku.clone(),
                product_slug: Some(offer.slug.clone()),
                title: offer.title.clone(),
                options: variant.options.clone(),
                image: variant.image.clone().or_else(|| offer.image.clone()),
                quantity,
                unit_price: variant.price,
                line_total: variant.price.checked_mul(quantity.units()).ok()?,
                returned: 0,
                tax_basis_points: None,
            },
            tax_class: offer.tax_class,
            weight_grams: variant.weight_grams,
            delivered: offer.delivered,
            counted: offer.stock_tracked,
        })
    }

    /// What its price is reckoned from.
    pub(crate) fn basket(&self) -> BasketLine {
        BasketLine {
            sku: self.line.sku.clone(),
            quantity: self.line.quantity,
            unit_price: self.line.unit_price,
            tax_class: self.tax_class,
            weight_grams: self.weight_grams,
            delivered: self.delivered,
        }
    }

    /// The price of one.
    pub(crate) const fn unit_price(&self) -> Money {
        self.line.unit_price
    }
}

/// Lines of which units are held.
pub(crate) fn counted(lines: &[HeldLine]) -> impl Iterator<Item = (Sku, Quantity)> {
    lines.iter().filter(|line| line.counted).map(|line| (line.line.sku.clone(), line.line.quantity))
}

/// The lines as they are charged by a quote: each with its rate of tax.
pub(crate) fn charged(lines: &[HeldLine], quote: &Quote) -> Vec<OrderLine> {
    lines
        .iter()
        .map(|held| {
            let priced = quote.lines.iter().find(|priced| priced.sku == held.line.sku);
            let tax_basis_points = priced.map(|priced| priced.tax_basis_points);
            OrderLine { tax_basis_points, ..held.line.clone() }
        })
        .collect()
}
