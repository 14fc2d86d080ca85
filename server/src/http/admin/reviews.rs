//! Reviews: published, refused, hidden.

use axum::{extract::Path, response::Response};
use storefront::reviews::{Decision, DecisionForm, ReviewError};

use super::staff_form::StaffForm;

/// `POST /admin/reviews/{review}/publish`
pub(in crate::http) async fn publish(Path(review): Path<String>, form: StaffForm) -> Response {
    decide(&review, form, "publish", Decision::Publish).await
}

/// `POST /admin/reviews/{review}/refuse`
pub(in crate::http) async fn refuse(Path(review): Path<String>, form: StaffForm) -> Response {
    decide(&review, form, "refuse", Decision::Refuse).await
}

/// `POST /admin/reviews/{review}/hide`
pub(in crate::http) async fn hide(Path(review): Path<String>, form: StaffForm) -> Response {
    decide(&review, form, "hide", Decision::Hide).await
}

/// Decides, and leads back to the list as it was narrowed.
async fn decide(review: &str, form: StaffForm, name: &'static str, decision: Decision) -> Response {
    let (only, stars) = (app::encode(&form.text("only")), app::encode(&form.text("stars")));
    let page = format!("/admin/reviews?only={only}&stars={stars}");
    let decided = DecisionForm { version: form.text("version"), reason: form.text("reason") };
    let room = &form.shop().review_room;
    let led = room.decide(&form.by, review, decision, &decided, &form.caller).await;
    let done = decision.leads_to().name();
    let led: Result<_, ReviewError> = led.map(|_| format!("{page}&done={done}"));
    form.answer(name, &page, &[("review", review)], led).await
}
