//! How long something lasts yet.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

use super::countdown::time_left;

/// The time that is left, in brackets. Without scripts it stands as it was drawn; with scripts it runs,
/// and is not read out each second.
#[island]
pub fn TimeLeft(
    /// How long that was when the page was drawn, in milliseconds.
    left: i64,
) -> impl IntoView {
    let seconds = RwSignal::new(left.max(0) / 1000);
    let root = NodeRef::<leptos::html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            live::begin(seconds, left);
            super::browser::mark_alive(&root);
        }
    });
    view! { <span class="time-left" node_ref=root data-island="time-left">{move || told(seconds.get())}</span> }
}

/// What is said with so many seconds left.
fn told(seconds: i64) -> String {
    match seconds {
        ..=0 => "(its time is over)".to_owned(),
        seconds => format!("({} left)", time_left(seconds)),
    }
}

#[cfg(feature = "hydrate")]
mod live {
    use std::time::Duration;

    use leptos::prelude::*;

    use super::super::browser::{end_of, seconds_until};

    pub(super) fn begin(seconds: RwSignal<i64>, left: i64) {
        let end = end_of(left);
        let tick = move || {
            let now = seconds_until(end);
            if now != seconds.get_untracked() {
                seconds.set(now);
            }
        };
        tick();
        set_interval(tick, Duration::from_secs(1));
    }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn what_is_left_is_told_until_it_is_over() {
        assert_eq!(told(239), "(3 minutes 59 seconds left)");
        assert_eq!([told(1), told(0)], ["(1 second left)", "(its time is over)"]);
        assert_eq!(told(-5), told(0));
    }
}
