//! What a shopper has to know about a cart, each with the one click that puts it right.

use leptos::prelude::*;
use storefront::cart::{CartLine, CartView, Fix, Notice, Told};

use crate::parts::form::hidden;

/// What changed about a line since its shopper last saw it.
fn sentence(notice: Notice) -> String {
    match notice {
        Notice::Gone => "This is no longer sold.".to_owned(),
        Notice::SoldOut => "This is sold out by now.".to_owned(),
        Notice::OnlyLeft { left: 1 } => "Only one is left.".to_owned(),
        Notice::OnlyLeft { left } => format!("Only {left} are left."),
        Notice::PriceUp { old, new } => {
            format!("The price has gone up since you put it here, from {old} to {new}.")
        }
        Notice::PriceDown { old, new } => {
            format!("The price has gone down since you put it here, from {old} to {new}.")
        }
    }
}

/// A notice without a way to mend it: what is saved for later is not bought yet.
pub(super) fn explained(line: &CartLine) -> Option<AnyView> {
    let notice = line.notice?;
    Some(view! { <p class="cart-notice">{sentence(notice)}</p> }.into_any())
}

/// The notice of a line and the one click that puts it right.
pub(super) fn of(line: &CartLine) -> Option<AnyView> {
    let notice = line.notice?;
    let (op, label) = match notice.fix() {
        Fix::TakeWhatIsLeft => ("take-what-is-left", "Take what is left".to_owned()),
        Fix::Drop => ("drop", "Remove it".to_owned()),
        Fix::AcceptPrice(price) => ("accept-price", format!("Accept {price}")),
    };
    let agreed = match notice.fix() {
        Fix::AcceptPrice(price) => Some(view! {
            {hidden("price", price.amount().to_string())}
            {hidden("currency", price.currency().code())}
        }),
        _ => None,
    };
    Some(
        view! {
            <form class="cart-notice" method="post" action="/cart">
                <p>{sentence(notice)}</p>
                {hidden("op", op)}
                {hidden("sku", line.sku.as_str())}
                {agreed}
                <button class="button button-quiet">{label}<span class="hidden">": "{line.title.clone()}</span></button>
            </form>
        }
        .into_any(),
    )
}

/// What was done otherwise than asked, until the shopper has said that they know.
pub(super) fn told(view: &CartView) -> Option<AnyView> {
    let mut sentences: Vec<String> = view
        .told
        .iter()
        .map(|told| match told {
            Told::Capped { title, wanted, got, .. } => {
                format!("{title}: {wanted} were wanted together; {got} can be had.")
            }
            Told::LeftOut { title, .. } => {
                format!("{title} did not fit: the cart is full.")
            }
        })
        .collect();
    match view.left_out {
        0 => {}
        1 => sentences.push("One thing did not fit and was left out.".to_owned()),
        many => sentences.push(format!("{many} things did not fit and were left out.")),
    }
    if sentences.is_empty() {
        return None;
    }
    let items: Vec<_> =
        sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect();
    Some(
        view! {
            <form class="notice notice-warn" method="post" action="/cart">
                <ul role="status">{items}</ul>
                {hidden("op", "seen")}
                <button class="button button-quiet">"Got it"</button>
            </form>
        }
        .into_any(),
    )
}
