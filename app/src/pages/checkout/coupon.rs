//! The coupon of a checkout.

use leptos::prelude::*;
use storefront::checkout::CheckoutView;

use super::{address, steps::Step};
use crate::{
    context::{FormError, FormState},
    parts::form::{Field, field, hidden, part},
};

/// The form, open where a coupon is entered or was refused. Whatever is done, the step stays.
pub(super) fn draw(view: &CheckoutView, step: Step, form: &FormState) -> AnyView {
    let taken = view.coupon.as_ref().filter(|_| view.coupon_refused.is_none());
    let form = said(view, part(form, "coupon"));
    let open = view.coupon.is_some() || !form.errors.is_empty();
    let held = view.coupon.clone().unwrap_or_default();
    let coupon = Field { name: "coupon", label: "Code", ..Field::default() };
    let enter = taken.is_none().then(|| {
        view! {
            <form method="post" action=address(view) novalidate>
                {hidden("part", "coupon")}
                {hidden("step", step.name())}
                {field(&form, coupon, &held)}
                <button class="button button-quiet">"Use the coupon"</button>
            </form>
        }
    });
    let taken = taken.map(|code| view! { <p>"The coupon "<strong>{code.clone()}</strong>" is taken into account."</p> });
    view! {
        <details class="checkout-coupon fold" open=open>
            <summary>"Coupon"</summary>
            {taken}
            {enter}
            {view.coupon.is_some().then(|| take_out(view, step))}
        </details>
    }
    .into_any()
}

fn take_out(view: &CheckoutView, step: Step) -> AnyView {
    view! {
        <form method="post" action=address(view)>
            {hidden("part", "coupon")}
            {hidden("step", step.name())}
            {hidden("coupon", "")}
            <button class="button-text">"Take it out"</button>
        </form>
    }
    .into_any()
}

/// A coupon that was entered and is not taken says why, each time it is shown.
fn said(view: &CheckoutView, form: FormState) -> FormState {
    match &view.coupon_refused {
        Some(refused) if form.errors.is_empty() => FormState {
            errors: vec![FormError { field: "coupon".to_owned(), message: refused.message() }],
            ..form
        },
        _ => form,
    }
}
