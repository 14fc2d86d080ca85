//! Who visits, and with which forms.

use app::{FormError, FormState, Visitor};
use storefront::staff::Role;

use super::{
    FakeShop, Page, With,
    markup::{assert_bound, main_part},
    people,
};

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
    member(Role::Owner)
}

/// Somebody of staff who has one role.
pub(crate) fn member(role: Role) -> Visitor {
    Visitor { staff: Some(people::member(&[role])), ..Visitor::default() }
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

/// A page as an owner sees it again, with a form of it that was refused, or looked at first.
pub(crate) fn again(
    shop: &FakeShop,
    address: &str,
    form: &'static str,
    values: &[(&str, &str)],
    errors: &[(&str, &str)],
) -> Page {
    let form = refused(form, values, errors);
    shop.draw_with(address, With { visitor: owner(), form, ..With::default() })
}

/// An owner sees whole pages at these addresses: each has one heading and one main part, says
/// whether something was just done, and its labels are bound.
pub(crate) fn assert_whole(shop: &FakeShop, addresses: &[impl AsRef<str>]) {
    for address in addresses {
        let address: &str = address.as_ref();
        let page = by(shop, owner(), address);
        assert_eq!(page.status, 200, "{address}");
        assert_eq!((page.count("<h1"), page.count("<main")), (1, 1), "{address}");
        let done = address.contains("done=");
        assert_eq!(main_part(&page).contains("role=\"status\""), done, "said on {address}");
        assert_bound(address, &page);
    }
}
