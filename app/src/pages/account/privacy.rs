//! Taking a copy of one's data, and erasing the account.

use leptos::prelude::*;

use super::{super::Page, frame};
use crate::{
    context::FormState,
    parts::{
        choices::tick_box,
        form::{Field, field, summary},
    },
};

pub(super) fn draw(form: &FormState) -> Page {
    let body = view! {
        {summary(form, ToOwned::to_owned)}
        <section class="panel" aria-labelledby="export">
            <h2 id="export">"Take a copy"</h2>
            <p>"One file with all that we keep about you: account, addresses, preferences, wishlist, cart, and where you are signed in. It is JSON, which people and programs can read."</p>
            <p><a class="button button-quiet" href="/account/export" download>"Download my data"</a></p>
        </section>
        <section class="panel" aria-labelledby="erase">
            <h2 id="erase">"Erase the account"</h2>
            <p>"Name, addresses, wishlist and cart are deleted, and you are signed out everywhere. It cannot be undone, and we cannot bring it back for you."</p>
            <form method="post" action="/account/erase" novalidate>
                {field(form, Field { name: "current_password", label: "Present password", kind: "password", autocomplete: "current-password", ..Field::default() }, "")}
                {tick_box(form, "sure", "I am sure", "", false)}
                <button class="button button-grave">"Erase my account"</button>
            </form>
        </section>
    };
    frame::own("/account/privacy", None, form, body.into_any())
}
