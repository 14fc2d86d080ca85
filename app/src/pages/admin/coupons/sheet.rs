//! One coupon: how it stands, changing it, switching it off and on.

use leptos::prelude::*;
use storefront::{
    Shop,
    offer_room::{CouponForm, CouponSheet, OfferError},
    pricing::CouponCode,
    staff::StaffMember,
};

use super::{
    super::{
        super::{Page, refusal},
        frame,
    },
    COUNTS, address_of, failed, fields, given_to, standing, takes_off, uses,
};
use crate::{
    context::{FormState, PageRequest},
    pages::decode,
    parts::{
        form::{done, hidden, part, summary},
        moment::moment,
    },
};

const DONE: [(&str, &str); 5] = [
    ("created", "The coupon is made."),
    ("changed", "The coupon is changed."),
    ("on", "The coupon is switched on."),
    ("off", "The coupon is switched off. Orders that use it keep it."),
    ("before", "It stood like this already. Nothing was done twice."),
];

/// `code` is that of the coupon as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
    code: &str,
) -> Page {
    let Ok(code) = CouponCode::parse(&decode(code)) else { return refusal::not_found() };
    let sheet = match shop.offer_room.coupon(member, &code).await {
        Ok(sheet) => Some(sheet),
        // What was typed is shown again all the same.
        Err(OfferError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let row = sheet.as_ref().map(|sheet| &sheet.row);
    let currency = row.and_then(|row| row.coupon.currency());
    let currency = currency.unwrap_or_else(|| shop.offer_room.currency());
    let now = row.map(|row| CouponForm::of(&row.coupon)).unwrap_or_default();
    let used = sheet.as_ref().is_none_or(|sheet| sheet.ever_used);
    let changed = part(form, "change");
    let action = address_of(&code);
    let body = view! {
        <p><a href="/admin/coupons">"All coupons"</a></p>
        {done(&request.query, &DONE)}
        {summary(form, fields::place)}
        {sheet.as_ref().map(facts)}
        <p class="quiet">{COUNTS}</p>
        {row.map(|row| switch(&action, row.coupon.active, row.version))}
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Change the coupon"</h2>
            <form method="post" action=action.clone() novalidate>
                {hidden("version", super::super::version(form, row.map(|row| row.version)))}
                {if used { stays(&code) } else { fields::code(&changed, code.as_str()) }}
                {fields::all(&changed, &now, currency)}
                <button class="button">"Save coupon"</button>
            </form>
        </section>
    };
    let heading = format!("Coupon {code}");
    frame::inside("/admin/coupons", &heading, member, form, body.into_any())
}

/// The code of a coupon that orders name.
fn stays(code: &CouponCode) -> AnyView {
    view! { {hidden("code", code.as_str())}<p class="quiet">"It was used, so its code stays "{code.to_string()}"."</p> }
        .into_any()
}

fn switch(action: &str, active: bool, version: u32) -> AnyView {
    let (to, label) = if active { ("off", "Switch off") } else { ("on", "Switch on") };
    view! { <form method="post" action=format!("{action}/switch")>{hidden("to", to)}{hidden("version", version.to_string())}<button class="button button-quiet">{label}</button></form> }
        .into_any()
}

fn facts(sheet: &CouponSheet) -> AnyView {
    let (row, coupon) = (&sheet.row, &sheet.row.coupon);
    view! {
        <dl class="facts-list" id="now" tabindex="-1">
            <div><dt>"Stands"</dt><dd>{standing(row, sheet.now)}</dd></div>
            <div><dt>"Takes off"</dt><dd>{takes_off(coupon)}</dd></div>
            <div><dt>"Given to"</dt><dd>{given_to(coupon)}</dd></div>
            <div><dt>"Used"</dt><dd>{uses(row)}</dd></div>
            {coupon.minimum.map(|minimum| view! { <div><dt>"For orders of"</dt><dd>{minimum.to_string()}</dd></div> })}
            {coupon.starts_at.map(|at| view! { <div><dt>"Begins"</dt><dd>{moment(at)}</dd></div> })}
            {coupon.ends_at.map(|at| view! { <div><dt>"Ends"</dt><dd>{moment(at)}</dd></div> })}
            {coupon.person_limit.map(|limit| view! { <div><dt>"For each person"</dt><dd>{limit}</dd></div> })}
            <div><dt>"Made"</dt><dd>{moment(row.made_at)}</dd></div>
        </dl>
    }
    .into_any()
}
