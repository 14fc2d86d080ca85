//! Tokens for the API.

use axum::{extract::Path, response::Response};
use storefront::staff::StaffError;

use super::{staff::roles, staff_form::StaffForm};

const PAGE: &str = "/admin/tokens";

/// `POST /admin/tokens`: shows the secret, this once.
pub(in crate::http) async fn issue(form: StaffForm) -> Response {
    let (label, roles) = (form.text("label"), roles(&form));
    match form.shop().staff_room.issue_token(&form.by, &label, &roles, &form.caller).await {
        Ok(made) => {
            let token = app::NewToken(made.secret.reveal().to_owned());
            form.show_token(PAGE, token).await
        }
        Err(error) => form.answer("issue", PAGE, &[], Err::<String, StaffError>(error)).await,
    }
}

/// `POST /admin/tokens/{id}/revoke`
pub(in crate::http) async fn revoke(Path(id): Path<String>, form: StaffForm) -> Response {
    let revoked = form.shop().staff_room.revoke_token(&form.by, &id, &form.caller).await;
    form.answer("revoke", PAGE, &[], revoked.map(|()| format!("{PAGE}?done=revoked"))).await
}
