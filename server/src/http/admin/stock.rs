//! Stock: received, corrected, expected.

use axum::{extract::Path, response::Response};
use kernel::Sku;
use storefront::stock_room::{Entered, StockError, StockForm};

use super::staff_form::StaffForm;

fn sku(text: &str) -> Result<Sku, StockError> {
    Sku::parse(text).map_err(|_| StockError::NotFound)
}

fn change(form: &StaffForm) -> StockForm {
    StockForm {
        quantity: form.text("quantity"),
        reference: form.text("reference"),
        reason: form.text("reason"),
        key: form.text("key"),
    }
}

/// `POST /admin/stock/{sku}/receive`
pub(in crate::http) async fn receive(Path(code): Path<String>, form: StaffForm) -> Response {
    let entered = async {
        let room = &form.shop().stock_room;
        room.receive(&form.by, &sku(&code)?, &change(&form), &form.caller).await
    };
    let entered = entered.await;
    answer(&code, form, ("receive", "received"), entered).await
}

/// `POST /admin/stock/{sku}/correct`
pub(in crate::http) async fn correct(Path(code): Path<String>, form: StaffForm) -> Response {
    let entered = async {
        let room = &form.shop().stock_room;
        room.correct(&form.by, &sku(&code)?, &change(&form), &form.caller).await
    };
    let entered = entered.await;
    answer(&code, form, ("correct", "corrected"), entered).await
}

/// `POST /admin/stock/{sku}/expect`
pub(in crate::http) async fn expect(Path(code): Path<String>, form: StaffForm) -> Response {
    let entered = async {
        let room = &form.shop().stock_room;
        room.expect(&form.by, &sku(&code)?, &form.text("day"), &form.caller).await
    };
    // That day is noted, whether it was before or not.
    let entered = entered.await.map(|_| Entered::Now);
    answer(&code, form, ("expect", "expected"), entered).await
}

/// Leads to the page of the SKU, or shows it again. `names` are those of the form and of what it does.
async fn answer(
    code: &str,
    form: StaffForm,
    names: (&'static str, &'static str),
    entered: Result<Entered, StockError>,
) -> Response {
    let (name, done) = names;
    let page = format!("/admin/stock/{}", app::encode(code));
    let led = entered.map(|entered| match entered {
        Entered::Now => format!("{page}?done={done}"),
        Entered::Before => format!("{page}?done=before"),
    });
    form.answer(name, &page, &[], led).await
}
