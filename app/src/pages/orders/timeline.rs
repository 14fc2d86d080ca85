//! What happened to an order.

use leptos::prelude::*;
use storefront::orders::{Happening, TimelineEntry};

use super::words::happened;
use crate::parts::moment::moment;

/// Everything in its order, the oldest first.
pub(super) fn list(entries: &[TimelineEntry]) -> AnyView {
    // Once it is cancelled, that says who wanted it too.
    let cancelled = entries.iter().any(|entry| entry.what == Happening::Cancelled);
    let shown = |one: &&TimelineEntry| !(cancelled && one.what == Happening::CancelRequested);
    let entries: Vec<_> = entries.iter().filter(shown).map(entry).collect();
    view! { <ol class="timeline">{entries}</ol> }.into_any()
}

fn entry(entry: &TimelineEntry) -> AnyView {
    let note = (!entry.note.is_empty()).then(|| entry.note.clone());
    view! {
        <li>
            <p class="timeline-what">{happened(entry)}{entry.amount.map(|amount| format!(": {amount}"))}</p>
            <p class="quiet">{moment(entry.at)}</p>
            {note.map(|note| view! { <p>{note}</p> })}
        </li>
    }
    .into_any()
}
