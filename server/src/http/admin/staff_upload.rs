//! Files that a member of staff sends with a form.

use axum::{
    extract::{FromRequest, Multipart, Request},
    response::{IntoResponse, Response},
};
use storefront::picture_room::{LARGEST_UPLOAD, MOST_PICTURES};

use super::staff_form::StaffForm;
use crate::http::AppState;

/// Largest form with files that is read, in bytes: as many of the largest pictures as one form may
/// send, and as much again as one of them for what stands between.
pub(in crate::http) const LARGEST_FORM: usize = (MOST_PICTURES + 1) * LARGEST_UPLOAD;

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
