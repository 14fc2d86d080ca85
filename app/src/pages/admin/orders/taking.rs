//! The form for an order that staff take, with what it comes to once that was reckoned.

use http::StatusCode;
use leptos::prelude::*;
use storefront::{
    Shop,
    order_taking::{ROWS, Reckoned, TakeError, TakeForm, TakeRefusal},
    profile::{AddressForm, Country},
    staff::{Permission, StaffMember},
};

use super::{super::frame, reckoned};
use crate::{
    context::{Failure, FormError, FormState, Visitor},
    pages::{
        Page,
        checkout::address::{FOR_ANOTHER, fields},
        refusal,
    },
    parts::form::{Field, field, hidden, part, summary},
    respond::set_status,
};

/// Rows that are shown while no more are needed.
const FEW: usize = 5;

/// Draws the page. What was typed is reckoned, whether it was sent for that or was refused.
pub(super) async fn draw(
    shop: &Shop,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    if !member.may(Permission::EditOrders) {
        return refusal::failed(Failure::Forbidden);
    }
    let (form, found) = reckon(shop, member, part(form, "take")).await;
    // Where that is not known just now, whether it can be brought is said once it is reckoned.
    let countries = shop.pricing.destinations().await.unwrap_or_else(|_| Country::all());
    let sent = Some(form.value("key")).filter(|key| !key.is_empty());
    let key = sent.unwrap_or_else(|| format!("{}-take", visitor.form_key));
    let email = Field {
        name: "email",
        label: "Email",
        kind: "email",
        hint: "The letters about the order go there.",
        ..Field::default()
    };
    let name = Field { name: "name", label: "Full name", ..Field::default() };
    let reference = Field {
        name: "reference",
        label: "Paid already, by",
        hint: "By what the payment is found: the transfer, or the number of the receipt. No names.",
        ..Field::default()
    };
    let first_way = found.as_ref().and_then(reckoned::first_way);
    let body = view! {
        {summary(&form, |field| place(field, first_way.as_deref()))}
        <form class="take-form" method="post" action="/admin/orders" novalidate>
            {hidden("key", key)}
            <section aria-labelledby="take-what">
                <h2 id="take-what">"What is bought"</h2>
                <p class="quiet">"At the prices of the shop. When all rows are full, reckon to get more."</p>
                {rows(&form)}
            </section>
            <section aria-labelledby="take-who">
                <h2 id="take-who">"Who buys, and where it goes"</h2>
                {field(&form, email, "")}
                {field(&form, name, "")}
                {fields(&form, &FOR_ANOTHER, &AddressForm::default(), countries)}
            </section>
            {found.as_ref().map(|found| reckoned::draw(found, &form))}
            <section aria-labelledby="take-paid">
                <h2 id="take-paid">"How it was paid"</h2>
                {field(&form, reference, "")}
            </section>
            <div class="take-deeds">
                <button class="button button-quiet" formaction="/admin/orders/reckon">"Reckon"</button>
                {found.as_ref().and_then(reckoned::take)}
                <a href="/admin/orders/new">"Begin anew"</a>
            </div>
        </form>
    };
    frame::inside("/admin/orders", "Take an order", member, &form, body.into_any())
}

/// What was typed comes to. What is wrong with it is said, unless something else was before.
async fn reckon(
    shop: &Shop,
    member: &StaffMember,
    form: FormState,
) -> (FormState, Option<Reckoned>) {
    if form.values.is_empty() {
        return (form, None);
    }
    let typed = TakeForm::read(|name| form.value(name));
    match shop.order_taking.reckon(member, &typed).await {
        Ok(found) => (form, Some(found)),
        Err(_) if !form.errors.is_empty() => (form, None),
        Err(error) => {
            let (status, errors) = wrong(error);
            set_status(status);
            (FormState { errors, ..form }, None)
        }
    }
}

fn wrong(error: TakeError) -> (StatusCode, Vec<FormError>) {
    let whole =
        |message: &str| vec![FormError { field: String::new(), message: message.to_owned() }];
    match error {
        TakeError::Fields(refusals) => (StatusCode::UNPROCESSABLE_ENTITY, at_fields(refusals)),
        TakeError::SoldOut(refusals) => (StatusCode::CONFLICT, at_fields(refusals)),
        TakeError::Forbidden => (StatusCode::FORBIDDEN, whole("None of your roles allows this.")),
        TakeError::Moved | TakeError::KeyUsed | TakeError::Unavailable => (
            StatusCode::SERVICE_UNAVAILABLE,
            whole("This cannot be reckoned just now. Try again in a moment."),
        ),
    }
}

fn at_fields(refusals: Vec<TakeRefusal>) -> Vec<FormError> {
    refusals
        .into_iter()
        .map(|TakeRefusal { field, message }| FormError { field: field.to_owned(), message })
        .collect()
}

/// The id of a field that was refused.
fn place(field: &str, first_way: Option<&str>) -> String {
    match (field, first_way) {
        ("deliveryMethod", Some(id)) => id.to_owned(),
        ("deliveryMethod", None) => "line1".to_owned(),
        (field, _) => field.to_owned(),
    }
}

/// The rows; all of them once the last of the few is used.
fn rows(form: &FormState) -> Vec<AnyView> {
    let used = |[sku, units]: [&'static str; 2]| {
        !form.value(sku).is_empty() || !form.value(units).is_empty()
    };
    let last = ROWS.into_iter().rposition(used).map_or(0, |at| at + 1);
    let shown = if last < FEW { FEW } else { ROWS.len() };
    ROWS.into_iter().take(shown).enumerate().map(|(at, names)| row(form, at + 1, names)).collect()
}

fn row(form: &FormState, number: usize, [sku, units]: [&'static str; 2]) -> AnyView {
    let what = Field { name: sku, label: "SKU", ..Field::default() };
    let many = Field { name: units, label: "Units", kind: "amount", ..Field::default() };
    view! {
        <fieldset class="take-row">
            <legend class="hidden">{format!("Row {number}")}</legend>
            {field(form, what, "")}
            {field(form, many, "")}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(field: &str) -> FormState {
        FormState { values: vec![(field.to_owned(), "1".to_owned())], ..FormState::default() }
    }

    #[test]
    fn more_rows_come_when_the_few_are_full() {
        for (field, shown) in [("email", 5), ("sku4", 5), ("quantity5", 10), ("sku10", 10)] {
            assert_eq!(rows(&typed(field)).len(), shown, "{field}");
        }
    }

    #[test]
    fn a_way_of_delivery_that_is_not_there_leads_to_the_address() {
        assert_eq!(place("deliveryMethod", None), "line1");
        assert_eq!(place("deliveryMethod", Some("delivery-post")), "delivery-post");
        assert_eq!(place("sku1", None), "sku1");
    }
}
