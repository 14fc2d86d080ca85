//! Rates of tax: added, ended, taken back.

use axum::{
    Extension,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::{
    offer_room::{Entered, OfferError, TaxForm, TaxKey},
    staff::StaffMember,
};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, posted::Posted, visitor::staff_page};

const LIST: &str = "/admin/taxes";

/// `POST /admin/taxes`
pub(in crate::http) async fn set(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let text = |name| posted.text(name).to_owned();
    let form = TaxForm {
        country: text("country"),
        region: text("region"),
        class: text("class"),
        rate: text("rate"),
        from: text("from"),
        ends: posted.ticked("ends"),
    };
    let done = if form.ends { "ended" } else { "added" };
    let entered = state.shop.offer_room.set_rate(&by, &form, &calling.0).await;
    answer(&state, by, ("add", done), entered, &posted, &headers).await
}

/// `POST /admin/taxes/withdraw`
pub(in crate::http) async fn withdraw(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let withdrawn = async {
        let key = TaxKey::parse(posted.text("rate")).map_err(|_| OfferError::NotFound)?;
        state.shop.offer_room.withdraw_rate(&by, &key, &calling.0).await
    };
    let entered = withdrawn.await;
    answer(&state, by, ("withdraw", "withdrawn"), entered, &posted, &headers).await
}

/// Leads to the list, or shows it again. `names` are those of the form and of what it does.
async fn answer(
    state: &AppState,
    by: StaffMember,
    names: (&'static str, &'static str),
    entered: Result<Entered, OfferError>,
    posted: &Posted,
    headers: &HeaderMap,
) -> Response {
    let (form, done) = names;
    let done = match entered {
        Ok(Entered::Now) => done,
        Ok(Entered::Before) => "before",
        Err(error) => {
            let refused = Refused::from(error);
            return refused.answer(state, staff_page(by), posted, (form, LIST), &[], headers).await;
        }
    };
    Redirect::to(&format!("{LIST}?done={done}")).into_response()
}
