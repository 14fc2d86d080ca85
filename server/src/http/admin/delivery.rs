//! Delivery: zones and methods, made, changed, switched, priced.

use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::{
    offer_room::{Entered, MethodForm, OfferError, ServiceForm, StepForm, ZoneForm, version},
    staff::StaffMember,
};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, posted::Posted, visitor::staff_page};

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

fn zone_form(posted: &Posted) -> ZoneForm {
    let text = |name| posted.text(name).to_owned();
    ZoneForm {
        code: text("code"),
        name: text("name"),
        countries: text("countries"),
        version: text("version"),
    }
}

fn method_form(posted: &Posted) -> MethodForm {
    let text = |name| posted.text(name).to_owned();
    MethodForm {
        code: text("code"),
        name: text("name"),
        cutoff: text("cutoff"),
        version: text("version"),
    }
}

fn service_form(posted: &Posted) -> ServiceForm {
    let text = |name| posted.text(name).to_owned();
    let (mut prices, mut free) = (posted.all("price"), posted.all("free_from"));
    let steps = posted.all("up_to").map(|up_to| StepForm {
        up_to: up_to.to_owned(),
        price: prices.next().unwrap_or_default().to_owned(),
        free_from: free.next().unwrap_or_default().to_owned(),
    });
    ServiceForm {
        min_days: text("min_days"),
        max_days: text("max_days"),
        steps: steps.collect(),
        version: text("version"),
    }
}

/// A form that is answered: who sent it, and what it was.
struct Sent<'a> {
    state: &'a AppState,
    by: StaffMember,
    posted: &'a Posted,
    headers: &'a HeaderMap,
}

impl Sent<'_> {
    /// Leads to `next`, or shows the page again that the form is on.
    async fn answer(
        self,
        entered: Result<Entered, OfferError>,
        page: (&'static str, &str),
        next: &str,
        done: &str,
    ) -> Response {
        let Self { state, by, posted, headers } = self;
        let done = match entered {
            Ok(Entered::Now) => done,
            Ok(Entered::Before) => "before",
            Err(error) => {
                let refused = Refused::from(error);
                return refused.answer(state, staff_page(by), posted, page, &[], headers).await;
            }
        };
        Redirect::to(&format!("{next}?done={done}")).into_response()
    }
}

/// `POST /admin/delivery/zones`
pub(in crate::http) async fn create_zone(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form = zone_form(&posted);
    let entered = state.shop.offer_room.create_zone(&by, &form, &calling.0).await;
    let sent = Sent { state: &state, by, posted: &posted, headers: &headers };
    sent.answer(entered, ("zone", LIST), LIST, "zone").await
}

/// `POST /admin/delivery/zones/{zone}`
pub(in crate::http) async fn change_zone(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(zone): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form = zone_form(&posted);
    let entered = state.shop.offer_room.change_zone(&by, &zone, &form, &calling.0).await;
    let sent = Sent { state: &state, by, posted: &posted, headers: &headers };
    sent.answer(entered, ("change", &zone_page(&zone)), LIST, "changed").await
}

/// `POST /admin/delivery/methods`
pub(in crate::http) async fn create_method(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form = method_form(&posted);
    let entered = state.shop.offer_room.create_method(&by, &form, &calling.0).await;
    let sent = Sent { state: &state, by, posted: &posted, headers: &headers };
    sent.answer(entered, ("method", LIST), &method_page(form.code.trim()), "method").await
}

/// `POST /admin/delivery/methods/{method}`
pub(in crate::http) async fn change_method(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(method): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form = method_form(&posted);
    let entered = state.shop.offer_room.change_method(&by, &method, &form, &calling.0).await;
    let page = method_page(&method);
    let sent = Sent { state: &state, by, posted: &posted, headers: &headers };
    sent.answer(entered, ("change", &page), &page, "changed").await
}

/// `POST /admin/delivery/methods/{method}/switch`
pub(in crate::http) async fn switch_method(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(method): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let (on, read) = (posted.text("to") == "on", version(posted.text("version")));
    let room = &state.shop.offer_room;
    let entered = room.switch_method(&by, &method, on, read, &calling.0).await;
    let page = method_page(&method);
    let sent = Sent { state: &state, by, posted: &posted, headers: &headers };
    sent.answer(entered, ("switch", &page), &page, if on { "on" } else { "off" }).await
}

/// `POST /admin/delivery/methods/{method}/zones/{zone}`
pub(in crate::http) async fn change_service(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path((method, zone)): Path<(String, String)>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form = service_form(&posted);
    let room = &state.shop.offer_room;
    let entered = room.change_service(&by, &method, &zone, &form, &calling.0).await;
    let page = service_page(&method, &zone);
    let sent = Sent { state: &state, by, posted: &posted, headers: &headers };
    sent.answer(entered, ("service", &page), &method_page(&method), "priced").await
}

/// `POST /admin/delivery/methods/{method}/zones/{zone}/end`
pub(in crate::http) async fn end_service(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path((method, zone)): Path<(String, String)>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let read = version(posted.text("version"));
    let room = &state.shop.offer_room;
    let entered = room.end_service(&by, &method, &zone, read, &calling.0).await;
    let page = service_page(&method, &zone);
    let sent = Sent { state: &state, by, posted: &posted, headers: &headers };
    sent.answer(entered, ("end", &page), &method_page(&method), "ended").await
}
