//! A checkout as the API reads and answers it.

use serde::{Deserialize, Serialize};
use storefront::{
    checkout::{CheckoutChange, CheckoutView, Submitted, SubmittedOrder},
    orders::{OrderLine, OrderTotals},
    pricing::DeliveryOption,
    profile::{Address, AddressForm},
};
use utoipa::ToSchema;

use super::{body::text, shapes::MoneyBody};

/// What is to be bought.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(in crate::http) struct CheckoutAsked {
    /// BEGIN: the lines; the cart of whoever asks when it is left out.
    pub(super) cart: Option<Vec<CartLineAsked>>,
    /// EXTEND, CANCEL and SUBMIT: which checkout.
    pub(super) checkout_id: Option<String>,
}

/// A line that is to be bought.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct CartLineAsked {
    #[serde(default, deserialize_with = "text")]
    #[schema(required)]
    pub(super) sku: String,
    /// Units, 1 to 99.
    #[serde(default)]
    #[schema(value_type = u32, required)]
    pub(super) quantity: serde_json::Value,
}

/// What was typed. What is left out stays as it is.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(in crate::http) struct ChangeAsked {
    contact: Option<ContactBody>,
    shipping_address: Option<AddressBody>,
    /// Where the invoice goes, if it goes elsewhere.
    billing_address: Option<AddressBody>,
    /// The code of one of `deliveryMethods`.
    delivery_method: Option<String>,
    /// A coupon; empty takes it back.
    coupon: Option<String>,
}

/// Whom to write to.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(in crate::http) struct ContactBody {
    #[serde(deserialize_with = "text")]
    email: String,
    #[serde(deserialize_with = "text")]
    name: String,
}

/// An address.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(in crate::http) struct AddressBody {
    /// Who lives there; whoever buys when it is left out.
    #[serde(deserialize_with = "text")]
    name: String,
    #[serde(deserialize_with = "text")]
    line1: String,
    #[serde(deserialize_with = "text")]
    line2: String,
    #[serde(deserialize_with = "text")]
    city: String,
    #[serde(deserialize_with = "text")]
    region: String,
    #[serde(deserialize_with = "text")]
    postcode: String,
    /// ISO 3166-1 alpha-2.
    #[serde(deserialize_with = "text")]
    country: String,
    #[serde(deserialize_with = "text")]
    phone: String,
}

impl From<AddressBody> for AddressForm {
    fn from(body: AddressBody) -> Self {
        let AddressBody { name, line1, line2, city, region, postcode, country, phone } = body;
        Self { name, line1, line2, city, region, postcode, country, phone }
    }
}

impl From<&Address> for AddressBody {
    fn from(address: &Address) -> Self {
        let AddressForm { name, line1, line2, city, region, postcode, country, phone } =
            address.clone().into();
        Self { name, line1, line2, city, region, postcode, country, phone }
    }
}

impl From<ChangeAsked> for CheckoutChange {
    fn from(asked: ChangeAsked) -> Self {
        Self {
            contact: asked.contact.map(|contact| (contact.email, contact.name)),
            shipping_address: asked.shipping_address.map(Into::into),
            billing_address: asked.billing_address.map(|address| Some(address.into())),
            delivery_method: asked.delivery_method,
            coupon: asked.coupon,
        }
    }
}

/// What an order costs: `total` is `lines` - `discount` + `shipping` + `tax`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TotalsBody {
    lines: MoneyBody,
    discount: MoneyBody,
    shipping: MoneyBody,
    /// Tax that comes on top.
    tax: MoneyBody,
    /// Tax that the other sums hold already.
    tax_included: MoneyBody,
    total: MoneyBody,
}

impl From<&OrderTotals> for TotalsBody {
    fn from(totals: &OrderTotals) -> Self {
        Self {
            lines: totals.goods.into(),
            discount: totals.discount.into(),
            shipping: totals.shipping.into(),
            tax: totals.tax_added.into(),
            tax_included: totals.tax_included.into(),
            total: totals.total.into(),
        }
    }
}

/// A line at the price that is charged.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BoughtLineBody {
    sku: String,
    title: String,
    quantity: u32,
    unit_price: MoneyBody,
    line_total: MoneyBody,
}

impl From<&OrderLine> for BoughtLineBody {
    fn from(line: &OrderLine) -> Self {
        Self {
            sku: line.sku.to_string(),
            title: line.title.clone(),
            quantity: line.quantity.units(),
            unit_price: line.unit_price.into(),
            line_total: line.line_total.into(),
        }
    }
}

/// A way of delivery that can be chosen.
#[derive(Serialize, ToSchema)]
pub(super) struct DeliveryMethodBody {
    code: String,
    name: String,
    price: MoneyBody,
    /// The first day on which it may arrive.
    earliest: String,
    /// The last one.
    latest: String,
}

impl From<&DeliveryOption> for DeliveryMethodBody {
    fn from(option: &DeliveryOption) -> Self {
        Self {
            code: option.code.clone(),
            name: option.name.clone(),
            price: option.price.into(),
            earliest: option.earliest.rfc3339(),
            latest: option.latest.rfc3339(),
        }
    }
}

/// What is held for somebody, and what buying it takes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CheckoutBody {
    checkout_id: String,
    /// open, submitted, completed, expired or cancelled.
    state: &'static str,
    /// Until when the units are held.
    expires_at: String,
    /// How often that may still be moved.
    extensions_left: u32,
    lines: Vec<BoughtLineBody>,
    totals: TotalsBody,
    contact: Option<ContactBody>,
    shipping_address: Option<AddressBody>,
    billing_address: Option<AddressBody>,
    /// Ways of delivery to that address, cheapest first.
    delivery_methods: Vec<DeliveryMethodBody>,
    delivery_method: Option<String>,
    /// The coupon that was entered.
    coupon: Option<String>,
    /// By which coupon or promotion the totals are lower.
    offer: Option<String>,
    /// Where the card is entered: at the payment provider. Absent when nothing has to be paid.
    #[serde(rename = "paymentInputURL")]
    payment_input_url: Option<String>,
    /// What has to be entered before it can be submitted.
    missing: Vec<&'static str>,
    /// A key for submitting it, the same until the total changes or a payment is declined.
    idempotency_key: String,
    /// The order that it became.
    order_id: Option<String>,
}

impl From<&CheckoutView> for CheckoutBody {
    fn from(view: &CheckoutView) -> Self {
        Self {
            checkout_id: view.id.to_string(),
            state: view.state.name(),
            expires_at: view.expires_at.rfc3339(),
            extensions_left: view.extensions_left,
            lines: view.lines.iter().map(Into::into).collect(),
            totals: (&view.totals).into(),
            contact: view.contact.as_ref().map(|contact| ContactBody {
                email: contact.email.to_string(),
                name: contact.name.clone(),
            }),
            shipping_address: view.shipping_address.as_ref().map(Into::into),
            billing_address: view.billing_address.as_ref().map(Into::into),
            delivery_methods: view.delivery_options.iter().map(Into::into).collect(),
            delivery_method: view.delivery_method.clone(),
            coupon: view.coupon.clone(),
            offer: view.offer.as_ref().map(ToString::to_string),
            payment_input_url: view.payment_input_url.clone(),
            missing: view.missing(),
            idempotency_key: view.submit_key.as_str().to_owned(),
            order_id: view.order.as_ref().map(ToString::to_string),
        }
    }
}

/// What a submission came to.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SubmittedBody {
    order_id: String,
    status: &'static str,
    totals: TotalsBody,
    /// The address where the shopper has to go first: the bank wants to see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_action: Option<String>,
}

/// What BEGIN and SUBMIT answer.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it only describes the two")]
pub(super) enum BegunOrSubmittedBody {
    /// BEGIN.
    Begun(Box<CheckoutBody>),
    /// SUBMIT.
    Submitted(SubmittedBody),
}

impl From<&Submitted> for SubmittedBody {
    fn from(submitted: &Submitted) -> Self {
        let SubmittedOrder { id, status, totals, .. } = submitted.order();
        let next_action = match submitted {
            Submitted::ActionNeeded(_, url) => Some(url.clone()),
            Submitted::Paid(_) | Submitted::Waiting(_) => None,
        };
        Self { order_id: id.to_string(), status: status.name(), totals: totals.into(), next_action }
    }
}
