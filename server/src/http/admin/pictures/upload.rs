//! Pictures that are sent, one file after the other.

use axum::{
    extract::{Multipart, Path},
    response::Response,
};
use storefront::picture_room::{
    KeepError, KeptPicture, MOST_PICTURES, PictureRefusal, PictureRoomError,
};

use super::{
    super::{
        staff_form::StaffForm,
        staff_upload::{StaffUpload, cut_off, read, shown_name},
    },
    page, product,
};

/// `POST /admin/products/{id}/images`
pub(in crate::http) async fn upload(Path(id): Path<String>, upload: StaffUpload) -> Response {
    let StaffUpload { form, mut files } = upload;
    let page = page(&id);
    let (led, notes) = match take(&form, &id, &mut files).await {
        Ok(taken) => taken.outcome(&page),
        Err(error) => (Err(error), Vec::new()),
    };
    let notes: Vec<_> = notes.iter().map(|note| ("note", note.as_str())).collect();
    form.answer("upload", &page, &notes, led).await
}

/// What came of the files of a form.
#[derive(Default)]
struct Taken {
    kept: Vec<KeptPicture>,
    /// A sentence for each that is not kept.
    refused: Vec<String>,
}

impl Taken {
    /// Where the form leads to, or why it is shown again; then with what is to be said beside.
    fn outcome(self, page: &str) -> (Result<String, PictureRoomError>, Vec<String>) {
        if self.refused.is_empty() {
            return (Ok(format!("{page}?done=added")), Vec::new());
        }
        let notes = match self.kept.len() {
            0 => Vec::new(),
            1 => vec!["One picture is kept.".to_owned()],
            kept => vec![format!("{kept} pictures are kept.")],
        };
        let refusals = self.refused.into_iter();
        let refusals = refusals.map(|message| PictureRefusal { field: "files", message });
        (Err(PictureRoomError::Refused(refusals.collect())), notes)
    }
}

/// Keeps the files that are pictures, as many as the product may still have, and shows them there.
async fn take(
    form: &StaffForm,
    id: &str,
    files: &mut Multipart,
) -> Result<Taken, PictureRoomError> {
    let (product, room) = (product(id)?, &form.shop().picture_room);
    let shown = room.pictures(&form.by, &product).await?.pictures;
    let mut taken = Taken::default();
    let mut sent = 0;
    loop {
        let mut file = match files.next_field().await {
            Ok(Some(file)) => file,
            Ok(None) => break,
            Err(error) => {
                taken.refused.push(cut_off(&error));
                break;
            }
        };
        let sent_as = file.file_name().unwrap_or_default().to_owned();
        let name = shown_name(&sent_as);
        // A form in which nothing was chosen sends a file without a name.
        if file.name() != Some("files") || name.is_empty() {
            continue;
        }
        sent += 1;
        if sent > MOST_PICTURES {
            continue;
        }
        let bytes = match read(&mut file).await {
            Ok(bytes) => bytes,
            Err(error) => {
                taken.refused.push(cut_off(&error));
                break;
            }
        };
        let kept = match bytes {
            Some(_) if shown.len() + taken.kept.len() >= MOST_PICTURES => {
                let most = format!("a product has at most {MOST_PICTURES} pictures");
                taken.refused.push(format!("`{name}` was not taken: {most}."));
                continue;
            }
            Some(bytes) => form.shop().picture_keeping.keep(&form.by, &sent_as, bytes).await,
            None => Err(KeepError::TooManyBytes),
        };
        match kept {
            Ok(kept) => taken.kept.push(kept),
            Err(error) => taken.refused.push(error.sentence(&name)),
        }
    }
    if sent > MOST_PICTURES {
        let more = sent - MOST_PICTURES;
        taken.refused.push(format!(
            "At most {MOST_PICTURES} files are taken at once. Send the last {more} again."
        ));
    }
    if sent == 0 && taken.refused.is_empty() {
        return Err(PictureRoomError::refused("files", "Choose at least one picture."));
    }
    if !taken.kept.is_empty() {
        room.attach(&form.by, &product, &taken.kept, &form.caller).await?;
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_is_said_beside_what_is_kept() {
        let kept = KeptPicture {
            key: "a".to_owned(),
            width: 4,
            height: 3,
            format: storefront::picture_room::PictureFormat::Png,
            see_through: false,
        };
        let (led, notes) = Taken { kept: vec![kept.clone()], ..Taken::default() }.outcome("/x");
        assert_eq!((led, notes), (Ok("/x?done=added".to_owned()), Vec::new()));
        let refused = vec![KeepError::NotAPicture.sentence("cat.svg")];
        let (led, notes) = Taken { refused, kept: vec![kept] }.outcome("/x");
        let message = "`cat.svg` is not a JPEG, PNG or WebP picture.";
        assert_eq!(led, Err(PictureRoomError::refused("files", message)));
        assert_eq!(notes, ["One picture is kept."]);
    }
}
