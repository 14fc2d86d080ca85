//! Collections: made, changed, counted.

use axum::{extract::Path, response::Response};
use kernel::CollectionId;
use storefront::shelf_room::{CollectionForm, ShelfError};

use super::{categories::word, staff_form::StaffForm};

const LIST: &str = "/admin/collections";

fn id(text: &str) -> Result<CollectionId, ShelfError> {
    CollectionId::parse(text).map_err(|_| ShelfError::NotFound)
}

/// The page of a collection; the list for what is no id.
fn page(text: &str) -> String {
    id(text).map_or_else(|_| LIST.to_owned(), |id| format!("{LIST}/{id}"))
}

fn fields(form: &StaffForm) -> CollectionForm {
    CollectionForm {
        key: form.text("key"),
        name: form.text("name"),
        slug: form.text("slug"),
        description: form.text("description"),
        status: form.text("status"),
        kind: form.text("kind"),
        picked: form.text("picked"),
        category: form.text("category"),
        brands: form.text("brands"),
        tags: form.text("tags"),
        from: form.text("from"),
        to: form.text("to"),
        reduced: form.posted.ticked("reduced"),
        newer: form.text("newer"),
        version: form.text("version"),
    }
}

/// `POST /admin/collections`
pub(in crate::http) async fn create(form: StaffForm) -> Response {
    let fields = fields(&form);
    let made = form.shop().shelf_room.create_collection(&form.by, &fields, &form.caller).await;
    let led = made.map(|(id, shelved)| format!("{LIST}/{id}?done={}", word(shelved, "created")));
    form.answer("create", LIST, &[], led).await
}

/// `POST /admin/collections/{id}`
pub(in crate::http) async fn change(Path(text): Path<String>, form: StaffForm) -> Response {
    let (fields, page) = (fields(&form), page(&text));
    let room = &form.shop().shelf_room;
    let changed =
        async { room.change_collection(&form.by, &id(&text)?, &fields, &form.caller).await };
    let led = changed.await.map(|shelved| format!("{page}?done={}", word(shelved, "changed")));
    form.answer("change", &page, &[], led).await
}

/// `POST /admin/collections/{id}/count`: the page again, with how many products there are now.
pub(in crate::http) async fn count(Path(text): Path<String>, form: StaffForm) -> Response {
    let (fields, page) = (fields(&form), page(&text));
    match form.shop().shelf_room.count_collection(&form.by, &fields).await {
        Ok(count) => {
            let count = count.to_string();
            form.worked_out("change", &page, &[("matches", count.as_str())]).await
        }
        Err(error) => form.answer("change", &page, &[], Err(error)).await,
    }
}
