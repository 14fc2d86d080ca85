//! What the server tells a page beside the shop itself.

use storefront::enquiry::FieldError;

/// The request that a page answers.
#[derive(Clone, Debug, Default)]
pub struct PageRequest {
    /// The path, percent-encoded as it came.
    pub path: String,
    /// The query string, without the question mark.
    pub query: String,
    /// The request's id, shown on error pages so that a shopper can name it.
    pub request_id: String,
}

/// Addresses of the built scripts and styles.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The glue that loads the module.
    pub js: String,
    /// The module.
    pub wasm: String,
    /// The styles.
    pub css: String,
}

/// Why the page that was asked for cannot be drawn: the document says so instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Something broke.
    Broken,
    /// It took too long.
    Late,
}

/// A form that was refused: the page is drawn again with what was typed.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    /// The posted fields.
    pub values: Vec<(String, String)>,
    /// What was refused, in the order of the form.
    pub errors: Vec<FieldError>,
}

impl FormState {
    /// What was typed into a field.
    #[must_use]
    pub fn value(&self, field: &str) -> String {
        let found = self.values.iter().find(|(name, _)| name == field);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// The sentence to show beside a field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<&'static str> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.message)
    }
}
