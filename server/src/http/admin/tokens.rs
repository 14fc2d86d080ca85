//! Tokens for the API.

use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::staff::{Role, StaffMember};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, pages, posted::Posted, visitor::staff_page};

const PAGE: &str = "/admin/tokens";

/// `POST /admin/tokens`: shows the secret, this once.
pub(in crate::http) async fn issue(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let roles: Vec<_> = posted.all("roles").filter_map(Role::named).collect();
    match state.shop.staff_room.issue_token(&by, posted.text("label"), &roles, &calling.0).await {
        Ok(made) => {
            let token = app::NewToken(made.secret.reveal().to_owned());
            pages::new_token(&state, PAGE, staff_page(by), token, &headers).await
        }
        Err(error) => {
            let page = ("issue", PAGE);
            Refused::from(error).answer(&state, staff_page(by), &posted, page, &[], &headers).await
        }
    }
}

/// `POST /admin/tokens/{id}/revoke`
pub(in crate::http) async fn revoke(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match state.shop.staff_room.revoke_token(&by, &id, &calling.0).await {
        Ok(()) => Redirect::to("/admin/tokens?done=revoked").into_response(),
        Err(error) => {
            let page = ("revoke", PAGE);
            Refused::from(error).answer(&state, staff_page(by), &posted, page, &[], &headers).await
        }
    }
}
