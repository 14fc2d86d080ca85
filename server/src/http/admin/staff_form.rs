//! A form that a member of staff posted, with all that answering it takes.

use axum::{
    Extension,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use storefront::{Shop, account::Caller, staff::StaffMember};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, posted::Posted, respond::RequestId};

/// A form on a page for staff, as it was posted.
pub(in crate::http) struct StaffForm {
    state: AppState,
    /// Who posted it, as read for this request.
    pub(super) by: StaffMember,
    /// From where.
    pub(super) caller: Caller,
    /// What was typed.
    pub(super) posted: Posted,
    request: RequestId,
    headers: HeaderMap,
}

impl FromRequest<AppState> for StaffForm {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let begun = Self::begun(&mut parts, state).await?;
        let posted = Posted::from_request(Request::from_parts(parts, body), state).await?;
        Ok(Self { posted, ..begun })
    }
}

impl StaffForm {
    /// What is known of a form before its fields are read.
    pub(super) async fn begun(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let by = Extension::<StaffMember>::from_request_parts(parts, state);
        let Extension(by) = by.await.map_err(IntoResponse::into_response)?;
        let id = Extension::<RequestId>::from_request_parts(parts, state);
        let Extension(id) = id.await.map_err(IntoResponse::into_response)?;
        let calling = Calling::from_request_parts(parts, state).await;
        let Calling(caller, _) = calling.map_err(IntoResponse::into_response)?;
        let headers = parts.headers.clone();
        let posted = Posted::default();
        Ok(Self { state: state.clone(), by, caller, posted, request: id, headers })
    }

    /// The ports.
    pub(super) fn shop(&self) -> &Shop {
        &self.state.shop
    }

    /// What was typed into a field; empty if it was not sent.
    pub(super) fn text(&self, name: &str) -> String {
        self.posted.text(name).to_owned()
    }

    /// Leads to where a form that was taken leads, or draws the page at `page` again with what was
    /// typed, what is wrong with it, and some values beside. `form` is the form's name on the page.
    pub(super) async fn answer(
        self,
        form: &'static str,
        page: &str,
        values: &[(&str, &str)],
        led: Result<String, impl Into<Refused>>,
    ) -> Response {
        match led {
            Ok(address) => Redirect::to(&address).into_response(),
            Err(error) => {
                // New keys for the other forms on the page.
                let visitor = app::Visitor {
                    staff: Some(self.by),
                    form_key: self.request.0,
                    ..app::Visitor::default()
                };
                let refused = error.into();
                refused
                    .answer(&self.state, visitor, &self.posted, (form, page), values, &self.headers)
                    .await
            }
        }
    }
}
