//! How long the units of a checkout are still held.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// When the warning is given, in seconds before the end.
const WARNING: i64 = 60;

/// The end and the time left, with the form that moves the end. Without scripts both stand as they
/// were drawn. With scripts the time runs, without being read out each second: that it ends soon is
/// said once, and that it has ended.
#[island]
pub fn Countdown(
    /// The page of the checkout.
    address: String,
    /// The step that it shows.
    step: String,
    /// When the units are let go, in milliseconds since 1970.
    ends_at: i64,
    /// How long that was when the page was drawn, in milliseconds.
    left: i64,
    /// How often the end may still be moved.
    extensions: u32,
) -> impl IntoView {
    let hold = Hold {
        ends_at: RwSignal::new(ends_at),
        seconds: RwSignal::new(left.max(0) / 1000),
        extensions: RwSignal::new(extensions),
        clock: RwSignal::new(clock(ends_at)),
        said: RwSignal::new(String::new()),
    };
    let root = NodeRef::<leptos::html::Div>::new();
    let extend = format!("{address}/extend");
    #[cfg(feature = "hydrate")]
    let page = (address.clone(), step.clone());
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            live::begin(hold, page.clone(), left, &root);
            super::browser::mark_alive(&root);
        }
    });
    let over = move || hold.seconds.get() <= 0;
    let none_left = move || over() || hold.extensions.get() == 0;
    view! {
        <div
            class="hold"
            class:hold-short=move || hold.seconds.get() <= WARNING
            node_ref=root
            data-island="countdown"
            data-ends-at=move || hold.ends_at.get()
            data-left=left
            data-extensions=move || hold.extensions.get()
        >
            <p class="hold-text" hidden=over>
                "Held for you until "<strong>{move || hold.clock.get()}</strong>
                " "<span class="hold-left">"("{move || time_left(hold.seconds.get())}" left)"</span>
            </p>
            <p class="hold-text" hidden=move || !over()>
                "These units are not held for you any more. What you sent is kept. "
                <a href=address>"Hold them again"</a>
            </p>
            <form class="hold-extend" method="post" action=extend hidden=none_left>
                <input type="hidden" name="step" value=step/>
                <button class="button button-quiet">"Extend the time"</button>
                <span class="quiet">{move || extensions_left(hold.extensions.get())}</span>
            </form>
            <p class="hold-said" role="status">{hold.said}</p>
        </div>
    }
}

/// What the parts of the island share.
#[derive(Clone, Copy)]
struct Hold {
    ends_at: RwSignal<i64>,
    seconds: RwSignal<i64>,
    extensions: RwSignal<u32>,
    /// The time of day at which it ends.
    clock: RwSignal<String>,
    /// What is read out.
    said: RwSignal<String>,
}

/// The time of day of a moment in UTC; with scripts it becomes that of the shopper's own clock.
fn clock(millis: i64) -> String {
    let minute = millis.div_euclid(60_000).rem_euclid(1_440);
    format!("{:02}:{:02} UTC", minute / 60, minute % 60)
}

/// Seconds as people say them.
pub(crate) fn time_left(seconds: i64) -> String {
    let unit = |number: i64, name: &str| match number {
        1 => format!("1 {name}"),
        _ => format!("{number} {name}s"),
    };
    match (seconds / 60, seconds % 60) {
        (0, seconds) => unit(seconds, "second"),
        (minutes, 0) => unit(minutes, "minute"),
        (minutes, seconds) => format!("{} {}", unit(minutes, "minute"), unit(seconds, "second")),
    }
}

fn extensions_left(number: u32) -> String {
    match number {
        1 => "1 extension left".to_owned(),
        _ => format!("{number} extensions left"),
    }
}

#[cfg(feature = "hydrate")]
mod live {
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsValue;
    use web_sys::{DomParser, HtmlDivElement, SupportedType, UrlSearchParams};

    use super::{
        super::browser::{end_of, listen, post_form, seconds_until, window},
        Hold, WARNING, extensions_left,
    };

    /// The time runs from now on, and is extended in place, so that nothing is lost that is being
    /// typed.
    pub(super) fn begin(hold: Hold, page: (String, String), left: i64, root: &HtmlDivElement) {
        let running = Running {
            hold,
            deadline: StoredValue::new(end_of(left)),
            warned: StoredValue::new(false),
        };
        hold.clock.set(local_clock(hold.ends_at.get_untracked()));
        running.tick();
        set_interval(move || running.tick(), Duration::from_secs(1));
        let busy = StoredValue::new(false);
        listen(root, "submit", move |event| {
            event.prevent_default();
            if busy.get_value() {
                return;
            }
            busy.set_value(true);
            let page = page.clone();
            leptos::task::spawn_local(async move {
                running.extend(&page.0, &page.1).await;
                busy.set_value(false);
            });
        });
    }

    #[derive(Clone, Copy)]
    struct Running {
        hold: Hold,
        /// The end by the browser's clock, in milliseconds.
        deadline: StoredValue<f64>,
        /// Whether it was said already that the end is near.
        warned: StoredValue<bool>,
    }

    impl Running {
        fn tick(self) {
            let before = self.hold.seconds.get_untracked();
            let left = seconds_until(self.deadline.get_value());
            if left != before {
                self.hold.seconds.set(left);
            }
            if left == 0 && before > 0 {
                self.hold.said.set("The time is over.".to_owned());
            } else if (1..=WARNING).contains(&left) && !self.warned.get_value() {
                self.warned.set_value(true);
                self.hold.said.set("One minute is left, or less.".to_owned());
            }
        }

        async fn extend(self, address: &str, step: &str) {
            let Ok(fields) = UrlSearchParams::new() else { return };
            fields.set("step", step);
            let Some(html) = post_form(&format!("{address}/extend"), &fields).await else {
                self.hold.said.set("The time was not extended. Try again.".to_owned());
                return;
            };
            if self.take_over(&html).is_none()
                && let Some(window) = window()
            {
                // It is over, or something else is the matter: its page says what.
                let _ = window.location().set_href(address);
            }
        }

        /// Takes over what the page says that answered.
        fn take_over(self, html: &str) -> Option<()> {
            let page =
                DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
            let new = page.query_selector("[data-island=countdown]").ok().flatten()?;
            let number = |name: &str| new.get_attribute(name)?.parse::<i64>().ok();
            let (ends_at, left) = (number("data-ends-at")?, number("data-left")?);
            let extensions = u32::try_from(number("data-extensions")?).ok()?;
            self.hold.ends_at.set(ends_at);
            self.hold.extensions.set(extensions);
            let clock = local_clock(ends_at);
            let said = format!("Held until {clock}. {}.", extensions_left(extensions));
            self.hold.clock.set(clock);
            self.hold.said.set(said);
            self.deadline.set_value(js_sys::Date::now() + left as f64);
            self.warned.set_value(left / 1000 <= WARNING);
            self.tick();
            Some(())
        }
    }

    /// The time of day of a moment by the shopper's own clock.
    fn local_clock(millis: i64) -> String {
        let date = js_sys::Date::new(&JsValue::from_f64(millis as f64));
        format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_said_as_people_say_it() {
        for (seconds, text) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (59, "59 seconds"),
            (60, "1 minute"),
            (61, "1 minute 1 second"),
            (252, "4 minutes 12 seconds"),
            (600, "10 minutes"),
        ] {
            assert_eq!(time_left(seconds), text);
        }
        assert_eq!(extensions_left(1), "1 extension left");
        assert_eq!(extensions_left(2), "2 extensions left");
    }

    #[test]
    fn the_end_is_a_time_of_day() {
        assert_eq!(clock(1_795_269_959_999), "14:05 UTC");
        assert_eq!(clock(-1), "23:59 UTC");
    }
}
