//! Who visits, and with which forms.

use app::{FormError, FormState, Visitor};
use storefront::staff::Role;

use super::{FakeShop, Page, With, people};

/// Somebody who is signed in.
pub(crate) fn shopper() -> Visitor {
    Visitor {
        account: Some(people::account()),
        session: Some(people::handle('a')),
        form_key: "key1".to_owned(),
        ..Visitor::default()
    }
}

/// An owner, signed in as staff.
pub(crate) fn owner() -> Visitor {
    Visitor { staff: Some(people::member(&[Role::Owner])), ..Visitor::default() }
}

/// The page at an address, for a visitor.
pub(crate) fn by(shop: &FakeShop, visitor: Visitor, address: &str) -> Page {
    shop.draw_with(address, With { visitor, ..With::default() })
}

/// A form that was refused, with what was typed and why.
pub(crate) fn refused(
    form: &'static str,
    values: &[(&str, &str)],
    errors: &[(&str, &str)],
) -> Option<FormState> {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let errors = errors.iter().map(pair).map(|(field, message)| FormError { field, message });
    Some(FormState { form, values: values.iter().map(pair).collect(), errors: errors.collect() })
}
