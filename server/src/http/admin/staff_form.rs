//! A form that a member of staff posted, with all that answering it takes.

use axum::{
    Extension,
    extract::{FromRequest, FromRequestParts, Request},
    http::HeaderMap,
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
        let by = Extension::<StaffMember>::from_request_parts(&mut parts, state);
        let Extension(by) = by.await.map_err(IntoResponse::into_response)?;
        let id = Extension::<RequestId>::from_request_parts(&mut parts, state);
        let Extension(id) = id.await.map_err(IntoResponse::into_response)?;
        let calling = Calling::from_request_parts(&mut parts, state).await;
        let Calling(caller, _) = calling.map_err(IntoResponse::into_response)?;
        let headers = parts.headers.clone();
        let posted = Posted::from_request(Request::from_parts(parts, body), state).await?;
        Ok(Self { state: state.clone(), by, caller, posted, request: id, headers })
    }
}

impl StaffForm {
    /// The ports.
    pub(super) fn shop(&self) -> &Shop {
        &self.state.shop
    }

    /// What was typed into a field; empty if it was not sent.
    pub(super) fn text(&self, name: &str) -> String {
        self.posted.text(name).to_owned()
    }

    /// Draws the page at `page` again with what was typed and some values beside, where a form asks
    /// for something to be worked out and changes nothing.
    pub(super) async fn worked_out(
        self,
        form: &'static str,
        page: &str,
        values: &[(&str, &str)],
    ) -> Response {
        let visitor = app::Visitor {
            staff: Some(self.by),
            form_key: self.request.0,
            ..app::Visitor::default()
        };
        let (state, page) = (&self.state, (form, page));
        let nothing = Refused::nothing();
        nothing.answer(state, visitor, &self.posted, page, values, &self.headers).await
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
