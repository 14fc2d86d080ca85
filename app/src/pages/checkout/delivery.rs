//! How it is brought.

use leptos::prelude::*;
use storefront::{checkout::CheckoutView, pricing::Undeliverable};

use super::{
    address,
    steps::{Step, href},
};
use crate::{
    context::FormState,
    parts::{
        arrival::arrival,
        choices::{self, Choice, Group, radios},
        form::hidden,
    },
};

pub(super) fn draw(view: &CheckoutView, form: &FormState) -> AnyView {
    if let Some(reason) = view.undeliverable {
        let country = view.shipping_address.as_ref().map_or("", |address| address.country.name());
        return view! {
            <p class="notice notice-warn">{sentence(reason, country)}</p>
            <p><a class="button" href=href(view, Step::Details)>"Change the address"</a></p>
            <p><a href="/cart">"Change what is in the cart"</a></p>
        }
        .into_any();
    }
    // Nothing is more usual than the cheapest.
    let cheapest = || view.delivery_options.first().map(|option| option.code.as_str());
    let picked = view.delivery_method.as_deref().or_else(cheapest).unwrap_or_default();
    view! {
        <form class="checkout-form" method="post" action=address(view) novalidate>
            {hidden("part", "delivery")}
            {radios(form, group(view), picked)}
            <button class="button">"Continue to payment"</button>
        </form>
    }
    .into_any()
}

/// Where a summary of errors leads to.
pub(super) fn first_id(view: &CheckoutView) -> String {
    choices::first_id(&group(view))
}

fn group(view: &CheckoutView) -> Group {
    let choices = view.delivery_options.iter().map(|option| {
        let price =
            if option.price.amount() == 0 { "free".to_owned() } else { option.price.to_string() };
        let label = format!("{}, {price}", option.name);
        let days = format!("Arrives {}", arrival(option.earliest, option.latest));
        Choice::new(&option.code, &label, &days)
    });
    Group {
        name: "deliveryMethod",
        id: "delivery".to_owned(),
        legend: "How shall it come?".to_owned(),
        choices: choices.collect(),
    }
}

fn sentence(reason: Undeliverable, country: &str) -> String {
    match reason {
        Undeliverable::NotServed => {
            format!("We do not deliver to this place in {country}. Another address may do.")
        }
        Undeliverable::TooHeavy => format!(
            "This is too heavy for every way of delivery to this place in {country}. Fewer units, or another address, may do."
        ),
    }
}
