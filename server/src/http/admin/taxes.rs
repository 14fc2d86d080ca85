//! Rates of tax: added, ended, taken back.

use axum::response::Response;
use storefront::offer_room::{OfferError, TaxForm, TaxKey};

use super::{coupons::led, staff_form::StaffForm};

const LIST: &str = "/admin/taxes";

/// `POST /admin/taxes`
pub(in crate::http) async fn set(form: StaffForm) -> Response {
    let rate = TaxForm {
        country: form.text("country"),
        region: form.text("region"),
        class: form.text("class"),
        rate: form.text("rate"),
        from: form.text("from"),
        ends: form.posted.ticked("ends"),
    };
    let entered = form.shop().offer_room.set_rate(&form.by, &rate, &form.caller).await;
    let done = if rate.ends { "ended" } else { "added" };
    form.answer("add", LIST, &[], led(LIST, entered, done)).await
}

/// `POST /admin/taxes/withdraw`
pub(in crate::http) async fn withdraw(form: StaffForm) -> Response {
    let withdrawn = async {
        let key = TaxKey::parse(&form.text("rate")).map_err(|_| OfferError::NotFound)?;
        form.shop().offer_room.withdraw_rate(&form.by, &key, &form.caller).await
    };
    let entered = withdrawn.await;
    form.answer("withdraw", LIST, &[], led(LIST, entered, "withdrawn")).await
}
