//! Coupons: made, changed, switched.

use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::{
    offer_room::{CouponForm, Entered, OfferError, version},
    pricing::CouponCode,
    staff::StaffMember,
};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, posted::Posted, visitor::staff_page};

const LIST: &str = "/admin/coupons";

fn code(text: &str) -> Result<CouponCode, OfferError> {
    CouponCode::parse(text).map_err(|_| OfferError::NotFound)
}

/// The page of a coupon; the list for what is no code.
fn page(text: &str) -> String {
    CouponCode::parse(text).map_or_else(|_| LIST.to_owned(), |code| format!("{LIST}/{code}"))
}

fn form(posted: &Posted) -> CouponForm {
    let text = |name| posted.text(name).to_owned();
    CouponForm {
        code: text("code"),
        kind: text("kind"),
        off: text("off"),
        minimum: text("minimum"),
        starts: text("starts"),
        ends: text("ends"),
        total_limit: text("total_limit"),
        person_limit: text("person_limit"),
        version: text("version"),
    }
}

/// Where a form that was taken leads to.
fn led(page: &str, entered: Entered, done: &str) -> Response {
    let done = match entered {
        Entered::Now => done,
        Entered::Before => "before",
    };
    Redirect::to(&format!("{page}?done={done}")).into_response()
}

/// `POST /admin/coupons`
pub(in crate::http) async fn create(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form = form(&posted);
    match state.shop.offer_room.create_coupon(&by, &form, &calling.0).await {
        Ok(entered) => led(&page(&form.code), entered, "created"),
        Err(error) => {
            let page = ("create", LIST);
            Refused::from(error).answer(&state, staff_page(by), &posted, page, &[], &headers).await
        }
    }
}

/// `POST /admin/coupons/{code}`
pub(in crate::http) async fn change(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(text): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form = form(&posted);
    let changed =
        async { state.shop.offer_room.change_coupon(&by, &code(&text)?, &form, &calling.0).await };
    match changed.await {
        Ok(entered) => led(&page(&form.code), entered, "changed"),
        Err(error) => {
            let address = page(&text);
            let page = ("change", address.as_str());
            Refused::from(error).answer(&state, staff_page(by), &posted, page, &[], &headers).await
        }
    }
}

/// `POST /admin/coupons/{code}/switch`
pub(in crate::http) async fn switch(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(text): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let (on, read) = (posted.text("to") == "on", version(posted.text("version")));
    let switched = async {
        state.shop.offer_room.switch_coupon(&by, &code(&text)?, on, read, &calling.0).await
    };
    let address = page(&text);
    match switched.await {
        Ok(entered) => led(&address, entered, if on { "on" } else { "off" }),
        Err(error) => {
            let page = ("switch", address.as_str());
            Refused::from(error).answer(&state, staff_page(by), &posted, page, &[], &headers).await
        }
    }
}
