//! A cart as the API answers it.

use serde::Serialize;
use storefront::cart::{CartLine, CartView, Notice, Told};
use utoipa::ToSchema;

use super::shapes::MoneyBody;

/// What somebody is about to buy.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CartBody {
    /// What would be bought, in the order added.
    lines: Vec<CartLineBody>,
    /// What is saved for later.
    saved: Vec<CartLineBody>,
    /// Units in `lines`.
    count: u32,
    /// The sum of the line totals; absent when they do not add up.
    subtotal: Option<MoneyBody>,
    /// What was done otherwise than asked.
    told: Vec<ToldBody>,
}

/// A line of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CartLineBody {
    sku: String,
    title: String,
    quantity: u32,
    unit_price: MoneyBody,
    /// Zero for what cannot be bought.
    line_total: Option<MoneyBody>,
    /// What has to be known before it is bought.
    notice: Option<NoticeBody>,
    /// The most units it can be set to now.
    max: u32,
}

/// What changed about a line.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(super) enum NoticeBody {
    /// The product is no longer sold.
    Gone,
    /// No unit is free.
    SoldOut,
    /// Fewer units are free than wanted.
    OnlyLeft {
        /// Free units.
        left: u32,
    },
    /// It costs more.
    PriceUp {
        /// A unit's price when last seen.
        old: MoneyBody,
    },
    /// It costs less.
    PriceDown {
        /// A unit's price when last seen.
        old: MoneyBody,
    },
}

/// What was done otherwise than asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(super) enum ToldBody {
    /// Two quantities would have summed to more than can be had.
    Capped { sku: String, title: String, wanted: u32, got: u32 },
    /// The cart had no room for another line.
    LeftOut { sku: String, title: String },
}

impl From<&CartLine> for CartLineBody {
    fn from(line: &CartLine) -> Self {
        Self {
            sku: line.sku.to_string(),
            title: line.title.clone(),
            quantity: line.quantity.units(),
            unit_price: line.unit_price.into(),
            line_total: line.line_total.map(Into::into),
            notice: line.notice.map(|notice| match notice {
                Notice::Gone => NoticeBody::Gone,
                Notice::SoldOut => NoticeBody::SoldOut,
                Notice::OnlyLeft { left } => NoticeBody::OnlyLeft { left },
                Notice::PriceUp { old, .. } => NoticeBody::PriceUp { old: old.into() },
                Notice::PriceDown { old, .. } => NoticeBody::PriceDown { old: old.into() },
            }),
            max: line.max,
        }
    }
}

impl From<&Told> for ToldBody {
    fn from(told: &Told) -> Self {
        match told {
            Told::Capped { sku, title, wanted, got } => Self::Capped {
                sku: sku.to_string(),
                title: title.clone(),
                wanted: *wanted,
                got: *got,
            },
            Told::LeftOut { sku, title } => {
                Self::LeftOut { sku: sku.to_string(), title: title.clone() }
            }
        }
    }
}

impl From<&CartView> for CartBody {
    fn from(cart: &CartView) -> Self {
        Self {
            lines: cart.lines.iter().map(Into::into).collect(),
            saved: cart.saved.iter().map(Into::into).collect(),
            count: cart.count,
            subtotal: cart.subtotal.map(Into::into),
            told: cart.told.iter().map(Into::into).collect(),
        }
    }
}
