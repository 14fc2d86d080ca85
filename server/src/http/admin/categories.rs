//! Categories: made, changed, moved, merged, deleted.

use axum::{extract::Path, response::Response};
use kernel::CategoryId;
use storefront::shelf_room::{CategoryForm, CategoryPlace, ShelfError, Shelved, read_version};

use super::staff_form::StaffForm;

const LIST: &str = "/admin/categories";

fn id(text: &str) -> Result<CategoryId, ShelfError> {
    CategoryId::parse(text).map_err(|_| ShelfError::NotFound)
}

/// The page of a category; the list for what is no id.
fn page(text: &str) -> String {
    id(text).map_or_else(|_| LIST.to_owned(), |id| format!("{LIST}/{id}"))
}

fn fields(form: &StaffForm) -> CategoryForm {
    CategoryForm {
        key: form.text("key"),
        name: form.text("name"),
        slug: form.text("slug"),
        description: form.text("description"),
        parent: form.text("parent"),
        version: form.text("version"),
    }
}

/// The word for what came of a form.
pub(super) const fn word(shelved: Shelved, done: &'static str) -> &'static str {
    match shelved {
        Shelved::Now => done,
        Shelved::Before => "before",
        Shelved::Partly => "partly",
    }
}

/// `POST /admin/categories`
pub(in crate::http) async fn create(form: StaffForm) -> Response {
    let fields = fields(&form);
    let made = form.shop().shelf_room.create_category(&form.by, &fields, &form.caller).await;
    let led = made.map(|(id, shelved)| format!("{LIST}/{id}?done={}", word(shelved, "created")));
    form.answer("create", LIST, &[], led).await
}

/// `POST /admin/categories/{id}`
pub(in crate::http) async fn change(Path(text): Path<String>, form: StaffForm) -> Response {
    let (fields, page) = (fields(&form), page(&text));
    let room = &form.shop().shelf_room;
    let changed =
        async { room.change_category(&form.by, &id(&text)?, &fields, &form.caller).await };
    let led = changed.await.map(|shelved| format!("{page}?done={}", word(shelved, "changed")));
    form.answer("change", &page, &[], led).await
}

/// `POST /admin/categories/{id}/move`
pub(in crate::http) async fn place(Path(text): Path<String>, form: StaffForm) -> Response {
    let to = CategoryPlace::Under(form.text("parent"));
    put(&text, form, "move", &to).await
}

/// `POST /admin/categories/{id}/up`
pub(in crate::http) async fn up(Path(text): Path<String>, form: StaffForm) -> Response {
    put(&text, form, "order", &CategoryPlace::Up).await
}

/// `POST /admin/categories/{id}/down`
pub(in crate::http) async fn down(Path(text): Path<String>, form: StaffForm) -> Response {
    put(&text, form, "order", &CategoryPlace::Down).await
}

async fn put(text: &str, form: StaffForm, name: &'static str, place: &CategoryPlace) -> Response {
    let (page, read) = (page(text), read_version(&form.text("version")));
    let room = &form.shop().shelf_room;
    let placed =
        async { room.place_category(&form.by, &id(text)?, place, read, &form.caller).await };
    // The order of siblings is seen in the list, and is changed from there.
    let then = if matches!(place, CategoryPlace::Under(_)) { page.as_str() } else { LIST };
    let led = placed.await.map(|shelved| format!("{then}?done={}", word(shelved, "moved")));
    form.answer(name, &page, &[], led).await
}

/// `POST /admin/categories/{id}/merge`
pub(in crate::http) async fn merge(Path(text): Path<String>, form: StaffForm) -> Response {
    let (page, read) = (page(&text), read_version(&form.text("version")));
    let into = form.text("into");
    let room = &form.shop().shelf_room;
    let merged =
        async { room.merge_category(&form.by, &id(&text)?, &into, read, &form.caller).await };
    let led = merged.await.map(|shelved| match shelved {
        // The same form goes on with the rest.
        Shelved::Partly => format!("{page}?done=partly&into={}", app::encode(&into)),
        shelved => format!("{LIST}?done={}", word(shelved, "merged")),
    });
    form.answer("merge", &page, &[], led).await
}

/// `POST /admin/categories/{id}/delete`
pub(in crate::http) async fn delete(Path(text): Path<String>, form: StaffForm) -> Response {
    let (page, read) = (page(&text), read_version(&form.text("version")));
    let room = &form.shop().shelf_room;
    let deleted = async { room.delete_category(&form.by, &id(&text)?, read, &form.caller).await };
    let led = deleted.await.map(|shelved| format!("{LIST}?done={}", word(shelved, "deleted")));
    form.answer("delete", &page, &[], led).await
}
