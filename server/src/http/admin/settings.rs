//! Settings: changed, given back to the configuration.

use axum::{extract::Path, response::Response};
use storefront::{
    offer_room::{Entered, version},
    settings_room::{Setting, SettingsError, SettingsForm},
};

use super::staff_form::StaffForm;

/// The page of the settings.
pub(super) const PAGE: &str = "/admin/settings";

/// Where a form about settings or texts leads to once it was taken.
pub(super) fn led(
    page: &str,
    entered: Result<Entered, SettingsError>,
    done: &str,
) -> Result<String, SettingsError> {
    entered.map(|entered| match entered {
        Entered::Now => format!("{page}?done={done}"),
        Entered::Before => format!("{page}?done=before"),
    })
}

/// `POST /admin/settings`
pub(in crate::http) async fn change(form: StaffForm) -> Response {
    let typed = SettingsForm {
        shop_name: form.text("shop_name"),
        tagline: form.text("tagline"),
        delivery_note: form.text("delivery_note"),
        seller: form.text("seller"),
        tax_number: form.text("tax_number"),
        country: form.text("country"),
        tax: form.text("tax"),
        version: form.text("version"),
    };
    let entered = form.shop().settings_room.change(&form.by, &typed, &form.caller).await;
    form.answer("change", PAGE, &[], led(PAGE, entered, "changed")).await
}

/// `POST /admin/settings/{setting}/reset`
pub(in crate::http) async fn reset(Path(name): Path<String>, form: StaffForm) -> Response {
    let Some(setting) = Setting::named(&name) else { return form.missing().await };
    let read = version(&form.text("version"));
    let room = &form.shop().settings_room;
    let entered = room.reset(&form.by, setting, read, &form.caller).await;
    form.answer("reset", PAGE, &[], led(PAGE, entered, "reset")).await
}
