//! A form that a member of staff posted, with all that answering it takes.

use axum::{
    Extension,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, request::Parts},
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
        let caller = calling.map_err(IntoResponse::into_response)?.0;
        let session = parts.extensions.get::<SessionHandle>().cloned();
        let headers = parts.headers.clone();
        let posted = Posted::default();
        Ok(Self { state: state.clone(), by, session, caller, posted, request: id, headers })
    }

    /// The ports.
    pub(super) fn shop(&self) -> &Shop {
        &self.state.shop
    }

    /// Has pages that show products drawn anew, once one was changed.
    pub(super) fn products_changed(&self) {
        self.state.pages.outdate();
    }

    /// Draws the page at `page` again with these values in its form `form`, and what is wrong with
    /// them. Nothing was done.
    pub(super) async fn again(
        self,
        status: StatusCode,
        (form, page): (&'static str, &str),
        values: Vec<(String, String)>,
        errors: Vec<app::FormError>,
    ) -> Response {
        self.draw(page, Some(status), app::FormState { form, values, errors }).await
    }

    /// What was typed into a field; empty if it was not sent.
    pub(super) fn text(&self, name: &str) -> String {
        self.posted.text(name).to_owned()
    }

    /// Who sees the answer, with new keys for the forms on it.
    fn visitor(&self) -> app::Visitor {
        app::Visitor {
            staff: Some(self.by.clone()),
            session: self.session.clone(),
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

    /// Draws the page at `page` again with what was typed and some values beside, where a form asks
    /// for something to be worked out and changes nothing.
    pub(super) async fn worked_out(
        self,
        form: &'static str,
        page: &str,
        values: &[(&str, &str)],
    ) -> Response {
        self.answer(form, page, values, Err(Refused::nothing())).await
    }

    /// Leads to where a form that was taken leads, with pages for shoppers drawn anew, or draws the page at `page` again with what was
    /// typed, what is wrong with it, and some values beside. `form` is the form's name on the page.
    pub(super) async fn answer(
        self,
        form: &'static str,
        page: &str,
        values: &[(&str, &str)],
        led: Result<String, impl Into<Refused>>,
    ) -> Response {
        match led {
            Ok(address) => {
                self.products_changed();
                Redirect::to(&address).into_response()
            }
            Err(error) => {
                let Self { state, posted, headers, .. } = &self;
                let refused = error.into();
                refused.answer(state, self.visitor(), posted, (form, page), values, headers).await
            }
        }
    }

    /// Draws the page at `page` again with what was typed. It finds out itself what that comes to.
    pub(super) async fn draw_again(self, form: &'static str, page: &str) -> Response {
        let form = self.posted.again(form, Vec::new());
        self.draw(page, None, form).await
    }

    /// Draws the page at `page` with a form in it. It answers with this status, or with its own.
    async fn draw(&self, page: &str, status: Option<StatusCode>, form: app::FormState) -> Response {
        let (state, visitor, headers) = (&self.state, self.visitor(), &self.headers);
        match status {
            Some(status) => pages::refused(state, page, status, visitor, form, headers).await,
            None => pages::filled_in(state, page, visitor, form, headers).await,
        }
    }
}
