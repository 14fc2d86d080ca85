//! Where staff are signed in: one's own sessions, and those of a member.

use axum::{extract::Path, response::Response};
use kernel::AccountId;
use storefront::{sessions::SessionHandle, staff::StaffError};

use super::staff_form::StaffForm;

/// One's own sessions.
const OWN: &str = "/admin/sessions";

/// The sessions of a member.
fn page_of(id: &str) -> String {
    format!("/admin/staff/{}/sessions", app::encode(id))
}

/// Whose sessions an address names, and which page shows them.
fn whose(id: &str) -> Result<AccountId, StaffError> {
    AccountId::parse(id).map_err(|_| StaffError::NotFound)
}

/// Ends one session and leads back to the page.
async fn end_one(
    form: StaffForm,
    page: &str,
    account: Result<AccountId, StaffError>,
    handle: &str,
) -> Response {
    let room = &form.shop().staff_sessions;
    let ended = async {
        let handle = SessionHandle::parse(handle).map_err(|_| StaffError::NotFound)?;
        room.end(&form.by, &account?, &handle, &form.caller).await
    };
    let led = ended.await.map(|()| format!("{page}?done=ended"));
    form.answer("end", page, &[], led).await
}

/// `POST /admin/sessions/{handle}/end`
pub(in crate::http) async fn end(Path(handle): Path<String>, form: StaffForm) -> Response {
    let own = Ok(form.by.account.clone());
    end_one(form, OWN, own, &handle).await
}

/// `POST /admin/sessions/end-others`
pub(in crate::http) async fn end_others(form: StaffForm) -> Response {
    let room = &form.shop().staff_sessions;
    let ended = match &form.session {
        Some(keep) => room.end_all(&form.by, &form.by.account, Some(keep), &form.caller).await,
        None => Err(StaffError::Unavailable),
    };
    let led = ended.map(|()| format!("{OWN}?done=ended-others"));
    form.answer("end-others", OWN, &[], led).await
}

/// `POST /admin/staff/{account}/sessions/{handle}/end`
pub(in crate::http) async fn end_of(
    Path((id, handle)): Path<(String, String)>,
    form: StaffForm,
) -> Response {
    end_one(form, &page_of(&id), whose(&id), &handle).await
}

/// `POST /admin/staff/{account}/sessions/end-all`
pub(in crate::http) async fn end_all_of(Path(id): Path<String>, form: StaffForm) -> Response {
    let page = page_of(&id);
    let room = &form.shop().staff_sessions;
    let ended = async { room.end_all(&form.by, &whose(&id)?, None, &form.caller).await };
    let led = ended.await.map(|()| format!("{page}?done=ended-all"));
    form.answer("end-all", &page, &[], led).await
}
