//! Reviews: published, refused, hidden.

use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::{
    reviews::{Decision, DecisionForm},
    staff::StaffMember,
};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, posted::Posted, visitor::staff_page};

/// `POST /admin/reviews/{review}/publish`
pub(in crate::http) async fn publish(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(review): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    decide(&state, by, &review, ("publish", Decision::Publish), &calling, &posted, &headers).await
}

/// `POST /admin/reviews/{review}/refuse`
pub(in crate::http) async fn refuse(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(review): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    decide(&state, by, &review, ("refuse", Decision::Refuse), &calling, &posted, &headers).await
}

/// `POST /admin/reviews/{review}/hide`
pub(in crate::http) async fn hide(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(review): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    decide(&state, by, &review, ("hide", Decision::Hide), &calling, &posted, &headers).await
}

/// Decides, and leads back to the list as it was narrowed, or shows it again.
async fn decide(
    state: &AppState,
    by: StaffMember,
    review: &str,
    deed: (&'static str, Decision),
    calling: &Calling,
    posted: &Posted,
    headers: &HeaderMap,
) -> Response {
    let (name, decision) = deed;
    let form = DecisionForm {
        version: posted.text("version").to_owned(),
        reason: posted.text("reason").to_owned(),
    };
    let (only, stars) = (app::encode(posted.text("only")), app::encode(posted.text("stars")));
    let page = format!("/admin/reviews?only={only}&stars={stars}");
    match state.shop.review_room.decide(&by, review, decision, &form, &calling.0).await {
        Ok(_) => {
            Redirect::to(&format!("{page}&done={}", decision.leads_to().name())).into_response()
        }
        Err(error) => {
            let values = [("review", review)];
            let refused = Refused::from(error);
            refused
                .answer(state, staff_page(by), posted, (name, page.as_str()), &values, headers)
                .await
        }
    }
}
