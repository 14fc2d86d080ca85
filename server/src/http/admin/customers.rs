//! Customers: sent letters, and signed out everywhere.

use axum::{extract::Path, response::Response};
use kernel::AccountId;
use storefront::customer_room::{CustomerError, Helped};

use super::staff_form::StaffForm;

fn account(id: &str) -> Result<AccountId, CustomerError> {
    AccountId::parse(id).map_err(|_| CustomerError::NotFound)
}

/// Leads back to the page of a customer, which says what was done.
async fn led(
    form: StaffForm,
    name: &'static str,
    id: &str,
    helped: Result<Helped, CustomerError>,
) -> Response {
    let page = format!("/admin/customers/{}", app::encode(id));
    let led = helped.map(|helped| match helped {
        Helped::Now => format!("{page}?done={name}"),
        Helped::Before => format!("{page}?done={name}-before"),
    });
    form.answer(name, &page, &[], led).await
}

/// `POST /admin/customers/{account}/reset`
pub(in crate::http) async fn reset(Path(id): Path<String>, form: StaffForm) -> Response {
    let room = &form.shop().customer_room;
    let sent = async { room.send_reset(&form.by, &account(&id)?, &form.caller).await };
    let sent = sent.await;
    led(form, "reset", &id, sent).await
}

/// `POST /admin/customers/{account}/verify`
pub(in crate::http) async fn verify(Path(id): Path<String>, form: StaffForm) -> Response {
    let room = &form.shop().customer_room;
    let sent = async { room.resend_verification(&form.by, &account(&id)?, &form.caller).await };
    let sent = sent.await;
    led(form, "verify", &id, sent).await
}

/// `POST /admin/customers/{account}/sign-out`
pub(in crate::http) async fn sign_out(Path(id): Path<String>, form: StaffForm) -> Response {
    let room = &form.shop().customer_room;
    let ended = async { room.end_sessions(&form.by, &account(&id)?, &form.caller).await };
    let ended = ended.await;
    led(form, "sign-out", &id, ended).await
}
