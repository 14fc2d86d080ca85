//! The fields of a coupon.

use kernel::Currency;
use leptos::prelude::*;
use storefront::offer_room::CouponForm;

use crate::{
    context::FormState,
    parts::{
        choices::{Choice, Group, first_id, radios},
        form::{Field, field},
    },
};

/// The id of a field by its name.
pub(super) fn place(field: &str) -> String {
    match field {
        "kind" => first_id(&kinds()),
        "given" => first_id(&given()),
        // What somebody else has changed stands in a list of its own.
        "version" => "now".to_owned(),
        field => field.to_owned(),
    }
}

fn kinds() -> Group {
    Group {
        name: "kind",
        id: "kind".to_owned(),
        legend: "Takes off".to_owned(),
        choices: vec![
            Choice::new("percent", "A percentage of the goods", ""),
            Choice::new("amount", "An amount", "At most what the goods cost."),
            Choice::new("free_delivery", "The cheapest delivery", ""),
        ],
    }
}

/// Who gets it.
fn given() -> Group {
    Group {
        name: "given",
        id: "given".to_owned(),
        legend: "Given to".to_owned(),
        choices: vec![
            Choice::new("code", "Who types its code", ""),
            Choice::new(
                "all",
                "Every order that fits it: a promotion",
                "Without a code. Of several the best one counts, and a coupon that is typed takes its place.",
            ),
        ],
    }
}

/// The code of a coupon that may have another one.
pub(super) fn code(form: &FormState, now: &str) -> AnyView {
    field(
        form,
        Field {
            name: "code",
            label: "Code",
            hint: "3 to 32 letters, digits or hyphens. Shoppers type it in any case, and see it beside the discount.",
            ..Field::default()
        },
        now,
    )
}

/// All other fields, with how it stands now or what was typed.
pub(super) fn all(form: &FormState, now: &CouponForm, currency: Currency) -> AnyView {
    let plain = |name, label, hint| Field { name, label, hint, ..Field::default() };
    let optional = |name, label, hint| Field { optional: true, ..plain(name, label, hint) };
    let at = |name, label, hint| Field { kind: "datetime-local", ..optional(name, label, hint) };
    view! {
        <p class="quiet">"Amounts are in "{currency.code()}". Times are in UTC."</p>
        {radios(form, given(), &now.given)}
        {radios(form, kinds(), &now.kind)}
        {field(form, plain("off", "How much", "A percentage such as 10 or 7.5, or an amount such as 5 or 4.90. Nothing for delivery."), &now.off)}
        {field(form, optional("minimum", "For orders of at least", "What the goods have to cost before any discount."), &now.minimum)}
        {field(form, at("starts", "Begins", "At once if empty."), &now.starts)}
        {field(form, at("ends", "Ends", "From then on it is taken no longer."), &now.ends)}
        {field(form, optional("total_limit", "Uses in all", "As many as come if empty."), &now.total_limit)}
        {field(form, optional("person_limit", "Uses for each person", "People are told apart by their email address."), &now.person_limit)}
    }
    .into_any()
}
