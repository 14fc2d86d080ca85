//! Forms as browsers post them: names and values, whichever there are.

use axum::{
    Form,
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use storefront::account::Secret;

/// Fields that are never shown again.
const SECRETS: [&str; 3] = ["password", "current_password", "step"];
/// Forms whose field `code` is that of a second factor, and no name of a thing.
const SECOND_FACTOR: [&str; 2] = ["code", "enrol"];

/// The fields of a form, in their order; none by default. What a handler does not ask for is not looked at.
#[derive(Default)]
pub(super) struct Posted(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
        form.map(|Form(fields)| Self(fields)).map_err(IntoResponse::into_response)
    }
}

impl Posted {
    /// What was typed into a field; empty if it was not sent.
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// A password or a code.
    pub(super) fn secret(&self, name: &str) -> Secret {
        Secret::new(self.text(name))
    }

    /// Whether a box was ticked.
    pub(super) fn ticked(&self, name: &str) -> bool {
        self.text(name) == "on"
    }

    /// Every value of a field that may be sent several times.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The fields whose names begin so, each with the rest of its name.
    pub(super) fn beginning<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0
            .iter()
            .filter_map(move |(key, value)| Some((key.strip_prefix(name)?, value.as_str())))
    }

    /// The form again, for its page to be drawn with what was typed and what is wrong with it.
    pub(super) fn again(&self, form: &'static str, errors: Vec<app::FormError>) -> app::FormState {
        let secret = |name: &str| {
            SECRETS.contains(&name) || (name == "code" && SECOND_FACTOR.contains(&form))
        };
        let shown = self.0.iter().filter(|(name, _)| !secret(name));
        app::FormState { form, values: shown.cloned().collect(), errors }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(fields: &[(&str, &str)]) -> Posted {
        Posted(fields.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect())
    }

    #[test]
    fn what_was_typed_comes_back_and_secrets_do_not() {
        let form =
            posted(&[("email", "a@b.example"), ("password", "hunter22"), ("code", "123456")]);
        for name in SECOND_FACTOR {
            assert_eq!(form.again(name, vec![]).values, [("email".into(), "a@b.example".into())]);
        }
        let coupon = posted(&[("code", "SPRING"), ("step", "1")]);
        assert_eq!(coupon.again("create", vec![]).values, [("code".into(), "SPRING".into())]);
        assert_eq!(form.secret("password").reveal(), "hunter22");
        assert_eq!(form.text("absent"), "");
    }

    #[test]
    fn a_field_may_come_more_than_once() {
        let form = posted(&[("roles", "orders"), ("sure", "on"), ("roles", "support")]);
        assert_eq!(form.all("roles").collect::<Vec<_>>(), ["orders", "support"]);
        assert!(form.ticked("sure") && !form.ticked("roles"));
    }
}
