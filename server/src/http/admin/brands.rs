//! Brands: renamed.

use axum::response::Response;
use storefront::shelf_room::{BrandForm, Shelved};

use super::{categories::word, staff_form::StaffForm};

const LIST: &str = "/admin/brands";

/// `POST /admin/brands/rename`
pub(in crate::http) async fn rename(form: StaffForm) -> Response {
    let fields = BrandForm {
        from: form.text("from"),
        to: form.text("to"),
        merge: form.posted.ticked("merge"),
    };
    let page = format!("{LIST}?brand={}", app::encode(&fields.from));
    let renamed = form.shop().shelf_room.rename_brand(&form.by, &fields, &form.caller).await;
    let led = renamed.map(|shelved| match shelved {
        // The same form goes on with the rest, and the new name is one that exists by now.
        Shelved::Partly => format!("{page}&to={}&done=partly", app::encode(&fields.to)),
        shelved => format!("{LIST}?done={}", word(shelved, "renamed")),
    });
    form.answer("rename", &page, &[], led).await
}
