//! What the server tells a page beside the shop itself.

use kernel::AccountId;
use storefront::{
    cart::CartOwner, enquiry::FieldError, orders::Buyer, profile::ColourScheme,
    sessions::SessionHandle, staff::StaffMember,
};

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

/// Who asks, as the server has found out from the session; nothing of it comes from the request's
/// address or form. By default a guest with nothing in the cart.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// Who is signed in as a shopper.
    pub account: Option<AccountId>,
    /// By what they know the session that asks among their own.
    pub session: Option<SessionHandle>,
    /// As whom they buy; none while they have begun no checkout and are not signed in.
    pub buyer: Option<Buyer>,
    /// Where their cart is; none while they have put nothing into one.
    pub cart: Option<CartOwner>,
    /// Units in it.
    pub cart_count: u32,
    /// Light or dark, if they chose.
    pub scheme: ColourScheme,
    /// Whether they may have one that cannot be reached now.
    pub cart_out_of_reach: bool,
    /// Who is signed in as staff, in pages for staff.
    pub staff: Option<StaffMember>,
    /// New with each drawing, for forms that act once however often they are sent. Empty in pages
    /// that many visitors are shown.
    pub form_key: String,
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
    /// There is nothing there, for this visitor.
    NotFound,
    /// This visitor may not see it.
    Forbidden,
}

/// A field that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// The field's name in the form; empty for what is about the whole of it.
    pub field: String,
    /// What to do about it.
    pub message: String,
}

impl From<FieldError> for FormError {
    fn from(error: FieldError) -> Self {
        Self { field: error.field.to_owned(), message: error.message.to_owned() }
    }
}

/// A form that was refused: the page is drawn again with what was typed.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    /// Which form, on a page that has several.
    pub form: &'static str,
    /// The posted fields, without secrets.
    pub values: Vec<(String, String)>,
    /// What was refused, in the order of the form.
    pub errors: Vec<FormError>,
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
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.message.as_str())
    }
}

/// Where a member of staff is on the way in, after the password.
#[derive(Clone, Debug)]
pub enum StaffStep {
    /// The code of the second factor is asked for.
    Code {
        /// Names the step; carried by the form.
        step: String,
    },
    /// A second factor is set up.
    Enrol {
        /// Names the step; carried by the form.
        step: String,
        /// The secret, for typing into an authenticator.
        secret: String,
        /// The same as a picture to scan: an SVG.
        picture: String,
    },
    /// It is set up: codes for when the authenticator is lost, shown this once.
    Codes(Vec<String>),
}

/// The secret of an API token that was just made, shown this once.
#[derive(Clone, Debug)]
pub struct NewToken(pub String);
