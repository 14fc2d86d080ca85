//! Delivery: zones and methods, made, changed, switched, priced.

use axum::{extract::Path, response::Response};
use storefront::offer_room::{MethodForm, ServiceForm, StepForm, ZoneForm, version};

use super::{coupons::led, staff_form::StaffForm};

const LIST: &str = "/admin/delivery";

fn zone_page(zone: &str) -> String {
    format!("{LIST}/zones/{}", app::encode(zone))
}

fn method_page(method: &str) -> String {
    format!("{LIST}/methods/{}", app::encode(method))
}

fn service_page(method: &str, zone: &str) -> String {
    format!("{}/zones/{}", method_page(method), app::encode(zone))
}

fn zone_form(form: &StaffForm) -> ZoneForm {
    ZoneForm {
        code: form.text("code"),
        name: form.text("name"),
        countries: form.text("countries"),
        version: form.text("version"),
    }
}

fn method_form(form: &StaffForm) -> MethodForm {
    MethodForm {
        code: form.text("code"),
        name: form.text("name"),
        cutoff: form.text("cutoff"),
        version: form.text("version"),
    }
}

fn service_form(form: &StaffForm) -> ServiceForm {
    let (mut prices, mut free) = (form.posted.all("price"), form.posted.all("free_from"));
    let steps = form.posted.all("up_to").map(|up_to| StepForm {
        up_to: up_to.to_owned(),
        price: prices.next().unwrap_or_default().to_owned(),
        free_from: free.next().unwrap_or_default().to_owned(),
    });
    ServiceForm {
        min_days: form.text("min_days"),
        max_days: form.text("max_days"),
        steps: steps.collect(),
        version: form.text("version"),
    }
}

/// `POST /admin/delivery/zones`
pub(in crate::http) async fn create_zone(form: StaffForm) -> Response {
    let zone = zone_form(&form);
    let entered = form.shop().offer_room.create_zone(&form.by, &zone, &form.caller).await;
    form.answer("zone", LIST, &[], led(LIST, entered, "zone")).await
}

/// `POST /admin/delivery/zones/{zone}`
pub(in crate::http) async fn change_zone(Path(code): Path<String>, form: StaffForm) -> Response {
    let zone = zone_form(&form);
    let entered = form.shop().offer_room.change_zone(&form.by, &code, &zone, &form.caller).await;
    form.answer("change", &zone_page(&code), &[], led(LIST, entered, "changed")).await
}

/// `POST /admin/delivery/methods`
pub(in crate::http) async fn create_method(form: StaffForm) -> Response {
    let method = method_form(&form);
    let entered = form.shop().offer_room.create_method(&form.by, &method, &form.caller).await;
    let led = led(&method_page(method.code.trim()), entered, "method");
    form.answer("method", LIST, &[], led).await
}

/// `POST /admin/delivery/methods/{method}`
pub(in crate::http) async fn change_method(Path(code): Path<String>, form: StaffForm) -> Response {
    let (method, room) = (method_form(&form), &form.shop().offer_room);
    let entered = room.change_method(&form.by, &code, &method, &form.caller).await;
    let page = method_page(&code);
    form.answer("change", &page, &[], led(&page, entered, "changed")).await
}

/// `POST /admin/delivery/methods/{method}/switch`
pub(in crate::http) async fn switch_method(Path(code): Path<String>, form: StaffForm) -> Response {
    let (on, read) = (form.text("to") == "on", version(&form.text("version")));
    let room = &form.shop().offer_room;
    let entered = room.switch_method(&form.by, &code, on, read, &form.caller).await;
    let page = method_page(&code);
    form.answer("switch", &page, &[], led(&page, entered, if on { "on" } else { "off" })).await
}

/// `POST /admin/delivery/methods/{method}/zones/{zone}`
pub(in crate::http) async fn change_service(
    Path((method, zone)): Path<(String, String)>,
    form: StaffForm,
) -> Response {
    let (service, room) = (service_form(&form), &form.shop().offer_room);
    let entered = room.change_service(&form.by, &method, &zone, &service, &form.caller).await;
    let led = led(&method_page(&method), entered, "priced");
    form.answer("service", &service_page(&method, &zone), &[], led).await
}

/// `POST /admin/delivery/methods/{method}/zones/{zone}/end`
pub(in crate::http) async fn end_service(
    Path((method, zone)): Path<(String, String)>,
    form: StaffForm,
) -> Response {
    let (read, room) = (version(&form.text("version")), &form.shop().offer_room);
    let entered = room.end_service(&form.by, &method, &zone, read, &form.caller).await;
    let led = led(&method_page(&method), entered, "ended");
    form.answer("end", &service_page(&method, &zone), &[], led).await
}
