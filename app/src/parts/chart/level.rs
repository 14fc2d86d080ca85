//! Bars that lie one below the other, each with its name and its value.

use leptos::prelude::*;

use super::{Drawing, frame::WIDTH, scale::Scale};

/// How high one is with its name.
const ROW: i32 = 38;
/// How high the bar is.
const BAR: i32 = 10;
/// Letters of a name that fit beside a value.
const LONGEST: usize = 34;

/// One bar.
pub(crate) struct Level {
    /// What it is of.
    pub(crate) name: String,
    /// How much, which makes its length.
    pub(crate) value: u64,
    /// How much, in words.
    pub(crate) written: String,
}

/// A bar for each. Nothing is drawn where all is zero.
pub(crate) fn levels(levels: &[Level]) -> Option<Drawing> {
    let largest = levels.iter().map(|level| level.value).max().filter(|largest| *largest > 0)?;
    // The longest goes from side to side: its value is written beside it.
    let scale = Scale::to(largest, largest, 1);
    let rows: Vec<_> = levels
        .iter()
        .zip(0..)
        .map(|(level, place)| {
            let (name_down, bar_down) = (place * ROW + 14, place * ROW + 20);
            let length = scale.pixels(level.value, WIDTH);
            let length = if level.value > 0 { length.max(1) } else { 0 };
            view! {
                <text class="chart-text" x="0" y=name_down>{shortened(&level.name)}</text>
                <text class="chart-value" x=WIDTH y=name_down text-anchor="end">{level.written.clone()}</text>
                <rect class="chart-rest" x="0" y=bar_down width=WIDTH height=BAR></rect>
                <rect class="chart-bar" x="0" y=bar_down width=length height=BAR></rect>
            }
        })
        .collect();
    let height = i32::try_from(levels.len()).unwrap_or_default() * ROW;
    Some(Drawing { width: WIDTH, height, inside: view! { <g>{rows}</g> }.into_any() })
}

/// A name that fits; the table has the whole of it.
fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let beginning: String = name.chars().take(LONGEST - 1).collect();
    format!("{}\u{2026}", beginning.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_letters() {
        assert_eq!(shortened("Harbour mug"), "Harbour mug");
        let long = "Überseekoffer mit Rollen aus gewachstem Segeltuch";
        assert_eq!(shortened(long), "Überseekoffer mit Rollen aus gewa\u{2026}");
    }
}
