//! The shop's logo: sent, taken off.

use axum::{extract::Multipart, response::Response};
use storefront::{
    logo::Logo,
    offer_room::version,
    picture_room::{KeepError, KeptPicture, LARGEST_UPLOAD, PictureRoomError},
};

use super::{
    refusal::Refused,
    settings::{PAGE, led},
    staff_form::StaffForm,
    staff_upload::{StaffUpload, cut_off, read, short, shown_name},
};

/// Largest form with a logo that is read, in bytes. A file that is not much too large is refused with
/// its name.
pub(in crate::http) const LARGEST_LOGO_FORM: usize = 2 * LARGEST_UPLOAD;
/// The field with the file, and the form.
const LOGO: &str = "logo";
/// Longest number of a version as it is sent, in bytes.
const LONGEST_VERSION: usize = 20;

/// `POST /admin/settings/logo`: the version that was read and, after it, a file.
pub(in crate::http) async fn put(upload: StaffUpload) -> Response {
    let StaffUpload { form, mut files } = upload;
    let mut seen = String::new();
    let taken = take(&form, &mut files, &mut seen).await;
    let mut sent = String::new();
    let led: Result<String, Refused> = match taken {
        Ok(logo) => {
            sent = format!("{} {} {}", logo.key, logo.width, logo.height);
            let room = &form.shop().settings_room;
            let entered = room.put_logo(&form.by, Some(logo), version(&seen), &form.caller).await;
            led(PAGE, entered, "logo").map_err(Refused::from)
        }
        Err(error) => Err(error.into()),
    };
    let beside = [("version", seen.as_str()), ("sent", sent.as_str())];
    form.answer(LOGO, PAGE, &beside, led).await
}

/// `POST /admin/settings/logo/remove`
pub(in crate::http) async fn remove(form: StaffForm) -> Response {
    let seen = version(&form.text("version"));
    let room = &form.shop().settings_room;
    let entered = room.put_logo(&form.by, None, seen, &form.caller).await;
    form.answer("remove_logo", PAGE, &[], led(PAGE, entered, "no_logo")).await
}

/// Keeps the file of a form. `seen` becomes the version that the form was drawn from.
async fn take(
    form: &StaffForm,
    files: &mut Multipart,
    seen: &mut String,
) -> Result<Logo, PictureRoomError> {
    let refused = |message: String| PictureRoomError::refused(LOGO, message);
    loop {
        let next = files.next_field().await.map_err(|error| refused(cut_off(&error)))?;
        let Some(mut field) = next else {
            return Err(refused("Choose a picture.".to_owned()));
        };
        let sent_as = field.file_name().unwrap_or_default().to_owned();
        let name = shown_name(&sent_as);
        let part = field.name().map(ToOwned::to_owned);
        match part.as_deref() {
            Some("version") => *seen = short(&mut field, LONGEST_VERSION).await,
            // A form in which nothing was chosen sends a file without a name.
            Some(LOGO) if !name.is_empty() => {
                let bytes = read(&mut field).await.map_err(|error| refused(cut_off(&error)))?;
                let kept = match bytes {
                    Some(bytes) => {
                        form.shop().picture_keeping.keep(&form.by, &sent_as, bytes).await
                    }
                    None => Err(KeepError::TooManyBytes),
                };
                return kept.map(logo).map_err(|error| match error {
                    KeepError::Forbidden => PictureRoomError::Forbidden,
                    KeepError::Unavailable => PictureRoomError::Unavailable,
                    error => refused(error.sentence(&name)),
                });
            }
            _ => {}
        }
    }
}

fn logo(kept: KeptPicture) -> Logo {
    let KeptPicture { key, width, height, see_through, .. } = kept;
    Logo { key, width, height, see_through }
}
