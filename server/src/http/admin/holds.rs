//! What checkouts hold, let go.

use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::CheckoutId;
use storefront::{staff::StaffMember, stock_room::StockError};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, posted::Posted, visitor::staff_page};

/// `POST /admin/holds/{checkout}/release`
pub(in crate::http) async fn release(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let released = async {
        let checkout = CheckoutId::parse(id).map_err(|_| StockError::NotFound)?;
        state.shop.hold_releasing.release(&by, &checkout, &calling.0).await
    };
    match released.await {
        Ok(()) => Redirect::to("/admin/holds?done=released").into_response(),
        Err(error) => {
            let page = ("release", "/admin/holds");
            Refused::from(error).answer(&state, staff_page(by), &posted, page, &[], &headers).await
        }
    }
}
