//! Texts of pages: made, written, looked at, restored, given back to their files.

use axum::{extract::Path, response::Response};
use kernel::Slug;
use storefront::{
    offer_room::version,
    settings_room::{SettingsError, TextForm},
};

use super::{settings::led, staff_form::StaffForm};

const LIST: &str = "/admin/texts";

fn slug(text: &str) -> Result<Slug, SettingsError> {
    Slug::parse(text).map_err(|_| SettingsError::NotFound)
}

/// The page of a text; the list for what is no slug.
fn page(text: &str) -> String {
    Slug::parse(text).map_or_else(|_| LIST.to_owned(), |slug| format!("{LIST}/{slug}"))
}

fn typed(form: &StaffForm) -> TextForm {
    TextForm {
        slug: form.text("slug"),
        title: form.text("title"),
        description: form.text("description"),
        markdown: form.text("markdown"),
        version: form.text("version"),
    }
}

/// `POST /admin/texts`
pub(in crate::http) async fn create(form: StaffForm) -> Response {
    let text = typed(&form);
    let entered = form.shop().settings_room.create_text(&form.by, &text, &form.caller).await;
    let led = led(&page(text.slug.trim()), entered, "created");
    form.answer("create", LIST, &[], led).await
}

/// `POST /admin/texts/{slug}`
pub(in crate::http) async fn change(Path(text): Path<String>, form: StaffForm) -> Response {
    let changed = async {
        let room = &form.shop().settings_room;
        room.change_text(&form.by, &slug(&text)?, &typed(&form), &form.caller).await
    };
    let entered = changed.await;
    let page = page(&text);
    form.answer("change", &page, &[], led(&page, entered, "changed")).await
}

/// `POST /admin/texts/{slug}/preview`: the page again with what was typed, and below what it would look
/// like. A page that is yet to be made has a hyphen for a slug, which is none.
pub(in crate::http) async fn preview(Path(text): Path<String>, form: StaffForm) -> Response {
    let (page, name) = (page(&text), if slug(&text).is_ok() { "change" } else { "create" });
    let looked_at = form.shop().settings_room.preview(&form.by, &typed(&form));
    match looked_at {
        Ok(_) => form.draw_again("preview", &page).await,
        Err(error) => form.answer(name, &page, &[], Err::<String, _>(error)).await,
    }
}

/// `POST /admin/texts/{slug}/restore`
pub(in crate::http) async fn restore(Path(text): Path<String>, form: StaffForm) -> Response {
    let (earlier, read) = (version(&form.text("earlier")), version(&form.text("version")));
    let restored = async {
        let room = &form.shop().settings_room;
        room.restore_text(&form.by, &slug(&text)?, earlier, read, &form.caller).await
    };
    let entered = restored.await;
    let page = page(&text);
    form.answer("restore", &page, &[], led(&page, entered, "restored")).await
}

/// `POST /admin/texts/{slug}/reset`
pub(in crate::http) async fn reset(Path(text): Path<String>, form: StaffForm) -> Response {
    let read = version(&form.text("version"));
    let given_back = async {
        let room = &form.shop().settings_room;
        room.reset_text(&form.by, &slug(&text)?, read, &form.caller).await
    };
    let entered = given_back.await;
    let page = page(&text);
    form.answer("reset", &page, &[], led(&page, entered, "reset")).await
}
