//! What checkouts hold, let go.

use axum::{extract::Path, response::Response};
use kernel::CheckoutId;
use storefront::stock_room::StockError;

use super::staff_form::StaffForm;

/// `POST /admin/holds/{checkout}/release`
pub(in crate::http) async fn release(Path(id): Path<String>, form: StaffForm) -> Response {
    let released = async {
        let checkout = CheckoutId::parse(id).map_err(|_| StockError::NotFound)?;
        form.shop().hold_releasing.release(&form.by, &checkout, &form.caller).await?;
        Ok::<_, StockError>("/admin/holds?done=released".to_owned())
    };
    let led = released.await;
    form.answer("release", "/admin/holds", &[], led).await
}
