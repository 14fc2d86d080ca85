//! Coupons: made, changed, switched.

use axum::{extract::Path, response::Response};
use storefront::{
    offer_room::{CouponForm, Entered, OfferError, version},
    pricing::CouponCode,
};

use super::staff_form::StaffForm;

const LIST: &str = "/admin/coupons";

fn code(text: &str) -> Result<CouponCode, OfferError> {
    CouponCode::parse(text).map_err(|_| OfferError::NotFound)
}

/// The page of a coupon; the list for what is no code.
fn page(text: &str) -> String {
    CouponCode::parse(text).map_or_else(|_| LIST.to_owned(), |code| format!("{LIST}/{code}"))
}

fn coupon(form: &StaffForm) -> CouponForm {
    CouponForm {
        code: form.text("code"),
        kind: form.text("kind"),
        off: form.text("off"),
        minimum: form.text("minimum"),
        starts: form.text("starts"),
        ends: form.text("ends"),
        total_limit: form.text("total_limit"),
        person_limit: form.text("person_limit"),
        given: form.text("given"),
        version: form.text("version"),
    }
}

/// Where a form about offers leads to once it was taken.
pub(super) fn led(
    page: &str,
    entered: Result<Entered, OfferError>,
    done: &str,
) -> Result<String, OfferError> {
    entered.map(|entered| match entered {
        Entered::Now => format!("{page}?done={done}"),
        Entered::Before => format!("{page}?done=before"),
    })
}

/// `POST /admin/coupons`
pub(in crate::http) async fn create(form: StaffForm) -> Response {
    let coupon = coupon(&form);
    let entered = form.shop().offer_room.create_coupon(&form.by, &coupon, &form.caller).await;
    form.answer("create", LIST, &[], led(&page(&coupon.code), entered, "created")).await
}

/// `POST /admin/coupons/{code}`
pub(in crate::http) async fn change(Path(text): Path<String>, form: StaffForm) -> Response {
    let coupon = coupon(&form);
    let changed = async {
        let room = &form.shop().offer_room;
        room.change_coupon(&form.by, &code(&text)?, &coupon, &form.caller).await
    };
    let entered = changed.await;
    let led = led(&page(&coupon.code), entered, "changed");
    form.answer("change", &page(&text), &[], led).await
}

/// `POST /admin/coupons/{code}/switch`
pub(in crate::http) async fn switch(Path(text): Path<String>, form: StaffForm) -> Response {
    let (on, read) = (form.text("to") == "on", version(&form.text("version")));
    let switched = async {
        let room = &form.shop().offer_room;
        room.switch_coupon(&form.by, &code(&text)?, on, read, &form.caller).await
    };
    let entered = switched.await;
    let page = page(&text);
    form.answer("switch", &page, &[], led(&page, entered, if on { "on" } else { "off" })).await
}
