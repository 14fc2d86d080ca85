//! A form that a member of staff posted, with all that answering it takes.

use axum::{
    Extension,
    extract::{FromRequest, FromRequestParts, Request},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::{Shop, account::Caller, staff::StaffMember};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, pages, posted::Posted, respond::RequestId};

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
        let caller = calling.map_err(IntoResponse::into_response)?.0;
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

    /// Who sees the answer, with new keys for the forms on it.
    fn visitor(&self) -> app::Visitor {
        app::Visitor {
            staff: Some(self.by.clone()),
            form_key: self.request.0.clone(),
            ..app::Visitor::default()
        }
    }

    /// Says that what the form is about is not there.
    pub(super) async fn missing(self) -> Response {
        pages::missing(&self.state, self.visitor(), &self.headers).await
    }

    /// Shows a token that was just made, this once, on its page.
    pub(super) async fn show_token(self, page: &'static str, token: app::NewToken) -> Response {
        pages::new_token(&self.state, page, self.visitor(), token, &self.headers).await
    }

    /// Draws the page at `page` again with what was typed. Nothing was done, and nothing is wrong.
    pub(super) async fn again(self, form: &'static str, page: &str) -> Response {
        let Self { state, posted, headers, .. } = &self;
        let typed = posted.again(form, Vec::new());
        pages::typed(state, page, self.visitor(), typed, headers).await
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
                let Self { state, posted, headers, .. } = &self;
                let refused = error.into();
                refused.answer(state, self.visitor(), posted, (form, page), values, headers).await
            }
        }
    }
}
