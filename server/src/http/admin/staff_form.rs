//! A form that a member of staff posted, with all that answering it takes.

use axum::{
    Extension,
    extract::{FromRequest, FromRequestParts, Request},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::{Shop, account::Caller, sessions::SessionHandle, staff::StaffMember};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, pages, posted::Posted, respond::RequestId};

/// A form on a page for staff, as it was posted.
pub(in crate::http) struct StaffForm {
    state: AppState,
    /// Who posted it, as read for this request.
    pub(super) by: StaffMember,
    /// By what they know the session that asks among their own.
    pub(super) session: Option<SessionHandle>,
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
        let session = parts.extensions.get::<SessionHandle>().cloned();
        let headers = parts.headers.clone();
        let posted = Posted::from_request(Request::from_parts(parts, body), state).await?;
        Ok(Self { state: state.clone(), by, session, caller, posted, request: id, headers })
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
                let visitor = visitor(self.by, self.session, self.request);
                let refused = error.into();
                refused
                    .answer(&self.state, visitor, &self.posted, (form, page), values, &self.headers)
                    .await
            }
        }
    }

    /// Draws the page at `page` again with what was typed. It finds out itself what that comes to.
    pub(super) async fn draw_again(self, form: &'static str, page: &str) -> Response {
        let visitor = visitor(self.by, self.session, self.request);
        let form = self.posted.again(form, Vec::new());
        pages::filled_in(&self.state, page, visitor, form, &self.headers).await
    }
}

/// Who posted, with new keys for the forms on the page.
fn visitor(by: StaffMember, session: Option<SessionHandle>, request: RequestId) -> app::Visitor {
    app::Visitor { staff: Some(by), session, form_key: request.0, ..app::Visitor::default() }
}
