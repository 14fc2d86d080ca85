//! Stock: received, corrected, expected.

use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::Sku;
use storefront::{
    staff::StaffMember,
    stock_room::{Entered, StockError, StockForm},
};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, posted::Posted, visitor::staff_page};

fn sku(text: &str) -> Result<Sku, StockError> {
    Sku::parse(text).map_err(|_| StockError::NotFound)
}

/// The page of a SKU.
fn page(sku: &str) -> String {
    format!("/admin/stock/{}", app::encode(sku))
}

fn form(posted: &Posted) -> StockForm {
    let text = |name| posted.text(name).to_owned();
    StockForm {
        quantity: text("quantity"),
        reference: text("reference"),
        reason: text("reason"),
        key: text("key"),
    }
}

/// `POST /admin/stock/{sku}/receive`
pub(in crate::http) async fn receive(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(code): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let entered = async {
        state.shop.stock_room.receive(&by, &sku(&code)?, &form(&posted), &calling.0).await
    };
    let entered = entered.await;
    answer(&state, by, &code, ("receive", "received"), entered, &posted, &headers).await
}

/// `POST /admin/stock/{sku}/correct`
pub(in crate::http) async fn correct(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(code): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let entered = async {
        state.shop.stock_room.correct(&by, &sku(&code)?, &form(&posted), &calling.0).await
    };
    let entered = entered.await;
    answer(&state, by, &code, ("correct", "corrected"), entered, &posted, &headers).await
}

/// `POST /admin/stock/{sku}/expect`
pub(in crate::http) async fn expect(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(code): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let entered = async {
        state.shop.stock_room.expect(&by, &sku(&code)?, posted.text("day"), &calling.0).await
    };
    // That day is noted, whether it was before or not.
    let entered = entered.await.map(|_| Entered::Now);
    answer(&state, by, &code, ("expect", "expected"), entered, &posted, &headers).await
}

/// Leads to the page of the SKU, or shows it again. `names` are those of the form and of what it does.
async fn answer(
    state: &AppState,
    by: StaffMember,
    code: &str,
    names: (&'static str, &'static str),
    entered: Result<Entered, StockError>,
    posted: &Posted,
    headers: &HeaderMap,
) -> Response {
    let (form, done) = names;
    let page = page(code);
    match entered {
        Ok(Entered::Now) => Redirect::to(&format!("{page}?done={done}")).into_response(),
        Ok(Entered::Before) => Redirect::to(&format!("{page}?done=before")).into_response(),
        Err(error) => {
            let refused = Refused::from(error);
            refused.answer(state, staff_page(by), posted, (form, page.as_str()), &[], headers).await
        }
    }
}
