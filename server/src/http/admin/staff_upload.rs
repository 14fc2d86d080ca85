//! Files that a member of staff sends with a form.

use axum::{
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use storefront::picture_room::{LARGEST_UPLOAD, MOST_PICTURES};

use super::staff_form::StaffForm;
use crate::http::AppState;

/// Largest form with files that is read, in bytes: as many of the largest pictures as one form may
/// send, and as much again as one of them for what stands between.
pub(in crate::http) const LARGEST_FORM: usize = (MOST_PICTURES + 1) * LARGEST_UPLOAD;

/// Longest name of a file that is said again, in characters.
const LONGEST_NAME: usize = 80;

/// A form with files on a page for staff, whose files have yet to arrive.
pub(in crate::http) struct StaffUpload {
    /// Who sends it, from where. Nothing counts as typed: only files are asked for.
    pub(super) form: StaffForm,
    /// The files, one after the other.
    pub(super) files: Multipart,
}

impl FromRequest<AppState> for StaffUpload {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let form = StaffForm::begun(&mut parts, state).await?;
        let files = Multipart::from_request(Request::from_parts(parts, body), state).await;
        Ok(Self { form, files: files.map_err(IntoResponse::into_response)? })
    }
}

/// The bytes of a file; `None` when they are too many, of which the rest is not kept in memory.
pub(super) async fn read(file: &mut Field<'_>) -> Result<Option<Vec<u8>>, MultipartError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = file.chunk().await? {
        if bytes.len() + chunk.len() > LARGEST_UPLOAD {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes))
}

/// The text of a field beside a file, of at most so many bytes; nothing of a longer one.
pub(super) async fn short(field: &mut Field<'_>, longest: usize) -> String {
    let mut bytes = Vec::new();
    while let Ok(Some(piece)) = field.chunk().await {
        bytes.extend_from_slice(&piece);
        if bytes.len() > longest {
            return String::new();
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// What is said when the rest of a form does not arrive.
pub(super) fn cut_off(error: &MultipartError) -> String {
    tracing::debug!(%error, "files that were sent did not all arrive");
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        "Together the files are too large. Send the rest again.".to_owned()
    } else {
        "The rest of what was sent did not arrive. Send it again.".to_owned()
    }
}

/// A file's name as it may be said again. It names nothing here.
pub(super) fn shown_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_said_again_and_leads_nowhere() {
        assert_eq!(shown_name("cat.png"), "cat.png");
        assert_eq!(shown_name("../../etc/passwd"), "passwd");
        assert_eq!(shown_name("C:\\pictures\\cat\u{7}.png"), "cat.png");
        assert_eq!(shown_name(&"x".repeat(500)).len(), LONGEST_NAME);
    }
}
