//! The axes around bars and lines.

use leptos::prelude::*;

use super::scale::{Scale, every};

/// The whole drawing: about as wide as a small phone, where it is drawn pixel by pixel.
pub(super) const WIDTH: i32 = 360;
pub(super) const HEIGHT: i32 = 216;
/// Room for what is written beside the lines, and above and below them.
const LEFT: i32 = 56;
const RIGHT: i32 = 8;
const TOP: i32 = 12;
const BOTTOM: i32 = 26;
/// How wide a letter is at most, on average.
const LETTER: i32 = 8;

/// What is counted, and by which words.
pub(crate) struct Axis {
    /// The names of the places, from left to right.
    pub(crate) places: Vec<String>,
    /// The smallest step between two lines.
    pub(crate) unit: u64,
    /// A value as it is written beside its line.
    pub(crate) written: fn(u64) -> String,
    /// What stands before it: the sign of a currency, or nothing.
    pub(crate) sign: &'static str,
}

/// Where things are within the axes.
#[derive(Clone, Copy)]
pub(super) struct Plot {
    pub(super) scale: Scale,
    count: usize,
}

impl Plot {
    pub(super) fn of(largest: u64, unit: u64, count: usize) -> Self {
        Self { scale: Scale::to(largest, unit, 4), count: count.max(1) }
    }

    /// The left end of a place; that of the one after the last is the right end of all.
    pub(super) fn left(self, place: usize) -> i32 {
        let part = place as f64 / self.count as f64;
        LEFT + (part * f64::from(WIDTH - LEFT - RIGHT)).round() as i32
    }

    /// The middle of a place.
    pub(super) fn middle(self, place: usize) -> i32 {
        (self.left(place) + self.left(place + 1)) / 2
    }

    /// How far down a value is.
    pub(super) fn down(self, value: u64) -> i32 {
        floor() - self.scale.pixels(value, floor() - TOP)
    }
}

/// How far down zero is.
pub(super) const fn floor() -> i32 {
    HEIGHT - BOTTOM
}

/// The lines across with their values, and the names of places below them.
pub(super) fn axes(axis: &Axis, plot: Plot) -> AnyView {
    let lines: Vec<_> = plot
        .scale
        .ticks()
        .map(|value| {
            let down = plot.down(value);
            let (end, label_end, label_down) = (WIDTH - RIGHT, LEFT - 8, down + 4);
            let class = if value == 0 { "chart-floor" } else { "chart-line" };
            let label = format!("{}{}", axis.sign, (axis.written)(value));
            view! {
                <line class=class x1=LEFT x2=end y1=down y2=down></line>
                <text class="chart-text" x=label_end y=label_down text-anchor="end">{label}</text>
            }
        })
        .collect();
    let longest = axis.places.iter().map(|name| name.chars().count()).max().unwrap_or(1);
    let need = i32::try_from(longest).unwrap_or(i32::MAX / LETTER) * LETTER;
    let (last, names_down) = (axis.places.len().saturating_sub(1), HEIGHT - 6);
    let apart = every(axis.places.len(), WIDTH - LEFT - RIGHT, need);
    // Counted from the last, which is now.
    let names: Vec<_> = axis
        .places
        .iter()
        .enumerate()
        .filter(|(place, _)| (last - place).is_multiple_of(apart))
        .map(|(place, name)| {
            view! { <text class="chart-text" x=plot.middle(place) y=names_down text-anchor="middle">{name.clone()}</text> }
        })
        .collect();
    view! { <g>{lines}{names}</g> }.into_any()
}
