//! What the pages about categories, collections and brands share.

use storefront::{ShopError, shelf_room::ShelfError};

use super::super::{Page, refusal};
use crate::{
    context::{Failure, FormState},
    parts::choices::Choice,
};

/// What a page about shelves says that could not be drawn.
pub(super) fn failed(error: &ShelfError) -> Page {
    match error {
        ShelfError::Forbidden => refusal::failed(Failure::Forbidden),
        ShelfError::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}

/// The version that a form says was read: that of what is shown. A form that was refused for another
/// reason than that somebody else has changed it was read before.
pub(super) fn version(form: &FormState, shown: i64) -> String {
    let read = form.value("version");
    let stale = form.error("version").is_some();
    if read.is_empty() || stale { shown.to_string() } else { read }
}

/// The key of a form that makes something: the one it was sent with, or a new one.
pub(super) fn key(form: &FormState, fresh: &str) -> String {
    let sent = form.value("key");
    if sent.is_empty() { fresh.to_owned() } else { sent }
}

/// Categories to choose from, after a first choice that is none of them.
pub(super) fn choices<'a>(
    none: &str,
    paths: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<Choice> {
    let first = std::iter::once(Choice::new("", none, ""));
    first.chain(paths.into_iter().map(|(id, path)| Choice::new(id, path, ""))).collect()
}
