//! What an order would come to, on the page on which staff take it.

use leptos::prelude::*;
use storefront::{
    order_taking::Reckoned,
    pricing::{TaxLine, Undeliverable},
};

use super::facts;
use crate::{
    context::FormState,
    parts::{
        arrival::arrival,
        choices::{self, Choice, Group, radios},
        form::hidden,
        tax::percent,
    },
};

/// What is bought, how it can be brought, and what it comes to.
pub(super) fn draw(found: &Reckoned, form: &FormState) -> AnyView {
    view! {
        <section aria-labelledby="take-sum">
            <h2 id="take-sum">"What it comes to"</h2>
            {facts::lines(&found.lines)}
            {ways(found, form)}
            {sums(found)}
        </section>
    }
    .into_any()
}

/// The button that takes the order, once nothing is missing.
pub(super) fn take(found: &Reckoned) -> Option<AnyView> {
    let brought = found.delivery_options.is_empty() || found.delivery_method.is_some();
    (found.undeliverable.is_none() && brought).then(|| {
        let total = found.totals.total;
        view! {
            {hidden("total", total.amount().to_string())}
            <button class="button">{format!("Take the order, {total} paid")}</button>
        }
        .into_any()
    })
}

/// The id of the first way of delivery.
pub(super) fn first_way(found: &Reckoned) -> Option<String> {
    (!found.delivery_options.is_empty()).then(|| choices::first_id(&group(found)))
}

fn ways(found: &Reckoned, form: &FormState) -> Option<AnyView> {
    if let Some(reason) = found.undeliverable {
        return Some(view! { <p class="notice notice-warn">{sentence(reason)}</p> }.into_any());
    }
    let picked = found.delivery_method.clone().unwrap_or_default();
    // What was reckoned with is picked, whatever was typed.
    let held = FormState {
        values: vec![("deliveryMethod".to_owned(), picked.clone())],
        errors: form.errors.clone(),
        ..FormState::default()
    };
    (!found.delivery_options.is_empty()).then(|| radios(&held, group(found), &picked))
}

fn group(found: &Reckoned) -> Group {
    let choices = found.delivery_options.iter().map(|option| {
        let price =
            if option.price.amount() == 0 { "free".to_owned() } else { option.price.to_string() };
        let label = format!("{}, {price}", option.name);
        let days = format!("Arrives {}", arrival(option.earliest, option.latest));
        Choice::new(&option.code, &label, &days)
    });
    Group {
        name: "deliveryMethod",
        id: "delivery".to_owned(),
        legend: "How shall it come? After another choice, reckon again.".to_owned(),
        choices: choices.collect(),
    }
}

const fn sentence(reason: Undeliverable) -> &'static str {
    match reason {
        Undeliverable::NotServed => "Nothing is delivered to this place. Another address may do.",
        Undeliverable::TooHeavy => {
            "This is too heavy for every way of delivery to this place. Fewer units may do."
        }
    }
}

fn sums(found: &Reckoned) -> AnyView {
    let totals = &found.totals;
    let row = |name: String, amount: String| view! { <div><dt>{name}</dt><dd>{amount}</dd></div> };
    let added = totals.tax_added.amount() > 0;
    let taxed = found.tax_lines.iter().filter(|line| line.tax.amount() > 0);
    let taxes: Vec<_> = taxed.map(|line| row(tax(line, added), line.tax.to_string())).collect();
    let (on_top, included) = if added { (taxes, Vec::new()) } else { (Vec::new(), taxes) };
    let brought = found.delivery_method.is_some();
    let delivery = brought.then(|| row("Delivery".to_owned(), totals.shipping.to_string()));
    view! {
        <dl class="figures">
            {row("Goods".to_owned(), totals.goods.to_string())}
            {delivery}
            {on_top}
            <div class="figures-sum"><dt>"Total"</dt><dd data-total>{totals.total.to_string()}</dd></div>
            {included}
        </dl>
    }
    .into_any()
}

fn tax(line: &TaxLine, added: bool) -> String {
    let rate = percent(line.basis_points);
    if added { format!("Tax, {rate}") } else { format!("Tax in it, {rate}") }
}
