//! A checkout as it is shown.

use storefront::{
    checkout::{CheckoutState, CheckoutView},
    orders::{Delivery, OrderTotals},
    pricing::{Quote, Totals},
};

use crate::{
    desk::{CheckoutDesk, EXTENSIONS},
    row::Checkout,
};

/// The sums as an order has them.
pub(crate) const fn totals(of: &Totals) -> OrderTotals {
    OrderTotals {
        goods: of.lines,
        discount: of.discount,
        shipping: of.shipping,
        tax_added: of.tax,
        tax_included: of.tax_included,
        total: of.total,
    }
}

/// How it is delivered, as the order keeps it.
pub(crate) fn delivery(row: &Checkout) -> Delivery {
    let chosen = row.quote.delivery_method.as_ref();
    let option = row.quote.delivery.iter().find(|option| Some(&option.code) == chosen);
    match option {
        Some(option) => Delivery {
            method: option.code.clone(),
            title: option.name.clone(),
            earliest: Some(option.earliest),
            latest: Some(option.latest),
        },
        None => Delivery {
            method: "none".to_owned(),
            title: "Nothing has to be delivered".to_owned(),
            earliest: None,
            latest: None,
        },
    }
}

/// How it is to be delivered; what was chosen, as long as nobody knows where it goes.
fn chosen_delivery(row: &Checkout) -> Option<String> {
    let awaits_place = row.typed.shipping_address.is_none();
    let typed = row.typed.delivery_method.as_ref().filter(|_| awaits_place);
    row.quote.delivery_method.as_ref().or(typed).cloned()
}

impl CheckoutDesk {
    pub(crate) fn shown(&self, row: &Checkout) -> CheckoutView {
        let Quote { totals: sums, tax_lines, delivery, undeliverable, coupon_refused, .. } =
            row.quote.clone();
        let state = row.state_now();
        let free = sums.total.amount() == 0;
        let pays = !free && matches!(state, CheckoutState::Open | CheckoutState::Submitted);
        CheckoutView {
            id: row.id.clone(),
            state,
            expires_at: row.expires_at,
            now: row.now,
            extensions_left: EXTENSIONS.saturating_sub(row.extensions),
            lines: row.lines.iter().map(|line| line.line.clone()).collect(),
            totals: totals(&sums),
            tax_lines,
            contact: row.typed.contact.clone(),
            shipping_address: row.typed.shipping_address.clone(),
            billing_address: row.typed.billing_address.clone(),
            delivery_options: delivery,
            delivery_method: chosen_delivery(row),
            undeliverable,
            offer: row.quote.coupon.clone(),
            coupon: row.typed.coupon.clone(),
            coupon_refused,
            payment_input_url: pays.then(|| self.provider().input_url(&row.id)),
            declined: row.declined,
            order: row.order.clone(),
            confirmed: true,
            submit_key: self.form_key(&row.id, row.declined, sums.total),
        }
    }
}
