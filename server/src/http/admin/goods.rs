//! What is done to many products: confirmed, done, set back.

use axum::{extract::Path, response::Response};
use storefront::goods_room::{BulkForm, GoodsError};

use super::staff_form::StaffForm;
use crate::http::posted::Posted;

const LIST: &str = "/admin/products";
const CONFIRM: &str = "/admin/products/bulk";

fn bulk(posted: &Posted) -> BulkForm {
    let text = |name| posted.text(name).to_owned();
    BulkForm {
        ids: posted.all("ids").map(ToOwned::to_owned).collect(),
        all: posted.ticked("all"),
        query: text("query"),
        status: text("status"),
        category: text("category"),
        brand: text("brand"),
        action: text("action"),
        amount: text("amount"),
        shelf: text("shelf"),
        tag: text("tag"),
        key: text("key"),
        meant: text("meant"),
    }
}

/// The list as it was narrowed, sorted and shown.
fn list(posted: &Posted) -> String {
    let named = ["query", "status", "category", "brand", "sort", "nextCursor"];
    let named = named.map(|name| (name, posted.text(name)));
    let columns = posted.all("columns").map(|column| ("columns", column));
    let all = named.into_iter().chain(columns);
    let parts: Vec<_> = all.map(|(name, value)| format!("{name}={}", app::encode(value))).collect();
    format!("{LIST}?{}", parts.join("&"))
}

/// `POST /admin/products/bulk`
pub(in crate::http) async fn confirm(form: StaffForm) -> Response {
    let currency = form.shop().goods_room.currency();
    let checked = bulk(&form.posted).check(currency);
    match checked {
        Ok(_) => form.worked_out("bulk", CONFIRM, &[]).await,
        Err(errors) => {
            let page = list(&form.posted);
            let led: Result<String, _> = Err(GoodsError::Refused(errors));
            form.answer("bulk", &page, &[], led).await
        }
    }
}

/// `POST /admin/products/bulk/apply`
pub(in crate::http) async fn apply(form: StaffForm) -> Response {
    let room = &form.shop().goods_room;
    let led = room.apply(&form.by, &bulk(&form.posted), &form.caller).await;
    let led = led.map(|standing| format!("{LIST}?done=changed&deed={}", standing.key));
    form.answer("bulk", CONFIRM, &[], led).await
}

/// `POST /admin/products/bulk/{key}/undo`
pub(in crate::http) async fn undo(Path(key): Path<String>, form: StaffForm) -> Response {
    let led = form.shop().goods_room.undo(&form.by, &key, &form.caller).await;
    let led = led.map(|standing| format!("{LIST}?done=back&deed={}", standing.key));
    form.answer("undo", LIST, &[], led).await
}
