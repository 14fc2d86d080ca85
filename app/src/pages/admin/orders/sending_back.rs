//! The form with which staff ask for a return for a buyer who wrote or rang.

use leptos::prelude::*;
use storefront::{
    orders::OrderView,
    staff::{Permission, StaffMember},
};

use super::deeds::{folded, key};
use crate::{
    context::FormState,
    pages::orders::returns::{left, quantity},
    parts::{
        form::{Field, field, part},
        moment::day,
    },
};

/// The form, while its buyer could ask for one, for those who may. `new` is what its key is made of.
pub(super) fn ask(
    order: &OrderView,
    member: &StaffMember,
    form: &FormState,
    new: &str,
) -> Option<AnyView> {
    let until = order.returnable_until.filter(|_| member.may(Permission::EditOrders))?;
    let form = part(form, "return");
    let left = left(order);
    let units: u32 = left.iter().map(|(_, units)| units).sum();
    if units == 0 {
        return None;
    }
    let fields: Vec<_> =
        left.iter().map(|(line, most)| quantity(line, *most, units == 1, &form)).collect();
    let reason = Field {
        name: "reason",
        id: Some("return-reason"),
        label: "Why",
        hint: "In its buyer’s words. They are shown with the return.",
        optional: true,
        ..Field::default()
    };
    let action = format!("/admin/orders/{}/return", order.summary.id);
    let inside = view! {
        <p>"For a buyer who wrote or rang, until "{day(until)}". A letter tells them that it is noted."</p>
        <form method="post" action=action novalidate>
            {key(&form, new, "return")}
            <fieldset class="order-send-back"><legend>"How many of each"</legend>{fields}</fieldset>
            {field(&form, reason, "")}
            <button class="button">"Note the return"</button>
        </form>
    };
    Some(folded("Note a return", &form, inside.into_any()))
}
