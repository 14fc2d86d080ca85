//! What can be done with an order.

use leptos::prelude::*;
use storefront::orders::OrderView;

use super::{returns, words};
use crate::{
    context::FormState,
    parts::form::{hidden, part},
};

/// Everything that is possible now. `key` is for forms that act once however often they are sent.
pub(super) fn list(view: &OrderView, form: &FormState, token: &str, key: &str) -> AnyView {
    let invoice = view.paid_at.is_some().then(|| {
        view! { <a class="button button-quiet" href=format!("/orders/{token}/invoice")>"Invoice"</a> }
    });
    let sending_back = returns::ask(view, &part(form, "return"), token, key);
    let cancel = view.cancellable.then(|| cancel(view, &part(form, "cancel"), token));
    view! {
        <div class="order-deeds">
            {invoice}
            <form method="post" action=format!("/orders/{token}/reorder")>
                {hidden("key", format!("{key}-reorder"))}
                <button class="button button-quiet">"Buy it again"</button>
            </form>
            {sending_back}
            {cancel}
        </div>
    }
    .into_any()
}

/// Asked for twice: once to open it, once to do it.
fn cancel(view: &OrderView, form: &FormState, token: &str) -> AnyView {
    let refused = !form.errors.is_empty();
    view! {
        <details class="order-deed" open=refused>
            <summary class="button button-quiet">"Cancel this order"</summary>
            <div class="order-deed-inside">
                <p>{words::cancelling(view)}</p>
                <form method="post" action=format!("/orders/{token}/cancel")>
                    <button class="button button-grave">"Yes, cancel the order"</button>
                </form>
            </div>
        </details>
    }
    .into_any()
}
