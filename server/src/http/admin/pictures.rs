//! Pictures of products: ordered, said in words, chosen for variants, taken off, deleted.

use axum::{extract::Path, response::Response};
use kernel::{ProductId, Sku};
use storefront::picture_room::{PictureDone, PictureEdit, PictureRoomError};

use super::staff_form::StaffForm;

mod upload;

pub(in crate::http) use upload::upload;

fn product(text: &str) -> Result<ProductId, PictureRoomError> {
    ProductId::parse(text).map_err(|_| PictureRoomError::NotFound)
}

/// The page with the pictures of a product.
fn page(product: &str) -> String {
    format!("/admin/products/{}/images", app::encode(product))
}

/// `POST /admin/products/{id}/images/arrange`
pub(in crate::http) async fn arrange(Path(id): Path<String>, form: StaffForm) -> Response {
    let order = form.text("order").split_whitespace().map(ToOwned::to_owned).collect();
    let edit = moved(order, &form.text("move")).map(PictureEdit::Arrange);
    edited(&id, form, ("arrange", "arranged"), edit).await
}

/// `POST /admin/products/{id}/images/describe`
pub(in crate::http) async fn describe(Path(id): Path<String>, form: StaffForm) -> Response {
    let edit = PictureEdit::Describe { key: form.text("key"), alt: form.text("alt") };
    edited(&id, form, ("describe", "described"), Ok(edit)).await
}

/// `POST /admin/products/{id}/images/choose`
pub(in crate::http) async fn choose(Path(id): Path<String>, form: StaffForm) -> Response {
    let sku = Sku::parse(form.text("sku"))
        .map_err(|_| PictureRoomError::refused("sku", "Choose a variant."));
    let key = Some(form.text("picture")).filter(|key| !key.is_empty());
    let edit = sku.map(|sku| PictureEdit::Choose { sku, key });
    edited(&id, form, ("choose", "chosen"), edit).await
}

/// `POST /admin/products/{id}/images/detach`
pub(in crate::http) async fn detach(Path(id): Path<String>, form: StaffForm) -> Response {
    let edit = PictureEdit::Detach { key: form.text("key") };
    edited(&id, form, ("detach", "detached"), Ok(edit)).await
}

/// `POST /admin/products/{id}/images/delete`
pub(in crate::http) async fn delete(Path(id): Path<String>, form: StaffForm) -> Response {
    let (page, key) = (page(&id), form.text("key"));
    let deleted = form.shop().picture_room.delete(&form.by, &key, &form.caller).await;
    let led = deleted.map(|()| format!("{page}?done=deleted"));
    form.answer("delete", &page, &[], led).await
}

/// Edits the pictures, and leads back to them. `names` are those of the form and of what it does.
async fn edited(
    id: &str,
    form: StaffForm,
    names: (&'static str, &'static str),
    edit: Result<PictureEdit, PictureRoomError>,
) -> Response {
    let page = page(id);
    let done = async {
        let (product, edit) = (product(id)?, edit?);
        let read = form.text("version").parse().map_err(|_| PictureRoomError::Stale)?;
        let room = &form.shop().picture_room;
        let done = room.edit(&form.by, &product, read, &edit, &form.caller).await?;
        Ok::<_, PictureRoomError>(match (done, edit) {
            (PictureDone::Before, PictureEdit::Detach { .. }) => format!("{page}?done=before"),
            (_, PictureEdit::Detach { key }) => {
                format!("{page}?done=detached&key={}", app::encode(&key))
            }
            (PictureDone::Now, _) => format!("{page}?done={}", names.1),
            (PictureDone::Before, _) => format!("{page}?done=before"),
        })
    };
    let led: Result<String, PictureRoomError> = done.await;
    form.answer(names.0, &page, &[], led).await
}

/// An order after one of its pictures moved: `up 2` brings the one at place 2, counted from nought,
/// before the one that it stands behind; `down` the other way, `first` to the front. Nothing typed
/// is the order as it is.
fn moved(mut order: Vec<String>, how: &str) -> Result<Vec<String>, PictureRoomError> {
    if how.is_empty() {
        return Ok(order);
    }
    let (to, at) = how.split_once(' ').ok_or(PictureRoomError::Stale)?;
    let at: usize = at.parse().map_err(|_| PictureRoomError::Stale)?;
    let to = match to {
        "up" => at.checked_sub(1),
        "down" => at.checked_add(1),
        "first" => Some(0),
        _ => None,
    };
    let to = to.filter(|to| (*to).max(at) < order.len()).ok_or(PictureRoomError::Stale)?;
    let picture = order.remove(at);
    order.insert(to, picture);
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_moves_one_picture() {
        let order = || ["a", "b", "c"].map(ToOwned::to_owned).to_vec();
        for (how, wanted) in [
            ("", ["a", "b", "c"]),
            ("up 2", ["a", "c", "b"]),
            ("down 0", ["b", "a", "c"]),
            ("first 2", ["c", "a", "b"]),
        ] {
            assert_eq!(moved(order(), how), Ok(wanted.map(ToOwned::to_owned).to_vec()), "{how}");
        }
        for wrong in ["up", "up 0", "down 2", "first 3", "aside 1", "up -1", "up two"] {
            assert_eq!(moved(order(), wrong), Err(PictureRoomError::Stale), "{wrong}");
        }
    }
}
