//! What stands around pages about orders.

use leptos::prelude::*;

use crate::{context::Visitor, parts::crumbs::trail};

/// The way to a page about an order. Who has only a link to it has no list to go back to.
pub(super) fn way(visitor: &Visitor, above: Option<(String, String)>, here: &str) -> AnyView {
    let account = visitor.account.is_some().then_some(("/account", "Account"));
    let list = visitor.buyer.is_some().then_some(("/orders", "Orders"));
    let way: Vec<_> = [account, list]
        .into_iter()
        .flatten()
        .map(|(href, name)| (href.to_owned(), name.to_owned()))
        .chain(above)
        .collect();
    trail(&way, Some(here))
}
