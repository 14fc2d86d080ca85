//! Who buys, and where it goes.

use leptos::prelude::*;
use storefront::{
    Shop,
    checkout::CheckoutView,
    profile::{AddressForm, Country, Profile, Purpose},
};

use super::address::{BILLING, SHIPPING, fields};
use crate::{
    context::{FormState, Visitor},
    parts::form::{Field, field, hidden},
};

/// What the fields hold before anything is typed.
#[derive(Default)]
struct Held {
    email: String,
    name: String,
    shipping: AddressForm,
    billing: AddressForm,
}

pub(super) async fn draw(
    shop: &Shop,
    visitor: &Visitor,
    view: &CheckoutView,
    form: &FormState,
) -> AnyView {
    let held = held(shop, visitor, view).await;
    // Where that is not known just now, whether it can be brought is said in the next step.
    let countries = shop.pricing.destinations().await.unwrap_or_else(|_| Country::all());
    view! {
        {visitor.account.is_none().then(|| sign_in(view))}
        <form class="checkout-form" method="post" action=super::address(view) novalidate>
            {hidden("part", "details")}
            {field(form, Field { name: "email", label: "Email", kind: "email", autocomplete: "email", hint: "Your confirmation goes there.", ..Field::default() }, &held.email)}
            {field(form, Field { name: "name", label: "Full name", autocomplete: "name", ..Field::default() }, &held.name)}
            {fields(form, &SHIPPING, &held.shipping, countries)}
            {billing(form, &held.billing)}
            <button class="button">"Continue to delivery"</button>
        </form>
    }
    .into_any()
}

/// Signing in keeps what is held, and fills in what is known.
fn sign_in(view: &CheckoutView) -> AnyView {
    let next = crate::pages::encode(&super::address(view));
    view! { <p class="quiet">"You need no account. If you have one, "<a href=format!("/sign-in?next={next}")>"sign in"</a>" and your address is filled in."</p> }
        .into_any()
}

/// The invoice goes where the parcel goes, unless something else is wanted.
fn billing(form: &FormState, held: &AddressForm) -> AnyView {
    let name = Field {
        name: "billing.name",
        label: "Name or company",
        autocomplete: "billing name",
        ..Field::default()
    };
    let typed = form.values.iter().any(|(key, value)| is_of_billing(key) && !value.is_empty());
    let refused = form.errors.iter().any(|error| is_of_billing(&error.field));
    let other = typed || refused || *held != AddressForm::default();
    view! {
        <details class="fold" open=other>
            <summary>"Another address for the invoice"</summary>
            <p class="quiet">"Leave all of it empty if the invoice goes where the parcel goes."</p>
            {field(form, name, &held.name)}
            {fields(form, &BILLING, held, Country::all())}
        </details>
    }
    .into_any()
}

fn is_of_billing(field: &str) -> bool {
    field.starts_with("billing.")
}

/// What was entered; where nothing was yet, what a signed-in person has stored.
async fn held(shop: &Shop, visitor: &Visitor, view: &CheckoutView) -> Held {
    if view.contact.is_none()
        && view.shipping_address.is_none()
        && let Some(account) = &visitor.account
    {
        // A profile that cannot be read fills in nothing, and keeps nobody from buying.
        return shop.profiles.profile(account).await.map(|it| stored(&it)).unwrap_or_default();
    }
    let shipping = view.shipping_address.clone().map(AddressForm::from).unwrap_or_default();
    let contact = view.contact.as_ref();
    Held {
        email: contact.map(|contact| contact.email.to_string()).unwrap_or_default(),
        name: contact.map_or_else(|| shipping.name.clone(), |contact| contact.name.clone()),
        billing: view.billing_address.clone().map(AddressForm::from).unwrap_or_default(),
        shipping,
    }
}

fn stored(profile: &Profile) -> Held {
    let default = |purpose| profile.default_address(purpose);
    let (delivery, billing) = (default(Purpose::Delivery), default(Purpose::Billing));
    // Only who chose an address for invoices wants another one.
    let billing = billing.filter(|it| profile.billing.is_some() && Some(*it) != delivery);
    let form = |saved: Option<&storefront::profile::SavedAddress>| {
        saved.map(|saved| saved.address.clone().into()).unwrap_or_default()
    };
    let shipping: AddressForm = form(delivery);
    let name = if shipping.name.is_empty() { profile.name.clone() } else { shipping.name.clone() };
    Held {
        email: profile.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        name,
        billing: form(billing),
        shipping,
    }
}
