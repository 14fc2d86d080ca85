//! The way back to an order for who bought as a guest.

use leptos::prelude::*;

use super::super::{Page, account::door};
use crate::{
    context::{FormState, PageRequest},
    parts::form::{Field, done, field, summary},
};

/// Always the same: nobody learns here which orders there are, or whose.
const DONE: [(&str, &str); 1] = [("sent", "If there is such an order, we have sent a link to it.")];

pub(super) fn draw(request: &PageRequest, form: &FormState) -> Page {
    let number = Field {
        name: "orderId",
        label: "Number of the order",
        hint: "As our letters about it say it: three groups of four letters and digits.",
        ..Field::default()
    };
    let email = Field {
        name: "email",
        label: "Email",
        kind: "email",
        autocomplete: "email",
        hint: "The address that you gave when you ordered.",
        ..Field::default()
    };
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        <p>"You need no account for this. We send a link to your order to the address that it was made with."</p>
        <form method="post" action="/orders/find" novalidate>
            {field(form, number, "")}
            {field(form, email, "")}
            <button class="button">"Send me the link"</button>
        </form>
        <p class="quiet">"Did you order while you were signed in? "<a href="/sign-in?next=/orders">"Sign in"</a>" and find it among your orders."</p>
    };
    door("Find an order", form, body.into_any())
}
