//! Pages that a link in a letter leads to.

use leptos::prelude::*;

use super::{super::Page, frame, sign_in::carried};
use crate::{
    context::{FormState, PageRequest},
    parts::form::summary,
};

/// A page of this kind.
pub(in crate::pages) struct ByLink {
    /// Its name.
    pub(in crate::pages) heading: &'static str,
    /// The form, with the secret of the link to carry.
    pub(in crate::pages) inside: fn(String, &FormState) -> AnyView,
    /// How long a link is good, and how to come by another.
    pub(in crate::pages) another: AnyView,
}

impl ByLink {
    /// Draws it. A link that is spent opens no form, and one that was cut off has nothing to carry.
    pub(in crate::pages) fn draw(self, request: &PageRequest, form: &FormState) -> Page {
        let token = carried(request, form, "token").filter(|_| form.form != "spent");
        let cut_off = token.is_none() && form.errors.is_empty();
        let inside = token.map(|token| (self.inside)(token, form));
        let body = view! {
            {summary(form, ToOwned::to_owned)}
            {cut_off.then(|| view! { <p class="notice">"The link is not complete. Copy the whole of it from the letter."</p> })}
            {inside}
            <p class="quiet">{self.another}</p>
        };
        frame::door(self.heading, form, body.into_any())
    }
}
