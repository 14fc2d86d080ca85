//! Bars that stand side by side.

use leptos::prelude::*;

use super::{
    Drawing,
    frame::{Axis, HEIGHT, Plot, WIDTH, axes, floor},
};

/// A bar for each value, as many as the axis has places. Nothing is drawn where all is zero.
pub(crate) fn bars(axis: &Axis, values: &[u64]) -> Option<Drawing> {
    let largest = values.iter().copied().max().filter(|largest| *largest > 0)?;
    let plot = Plot::of(largest, axis.unit, values.len());
    let bars: Vec<_> = values
        .iter()
        .enumerate()
        .filter(|(_, value)| **value > 0)
        .map(|(place, value)| {
            let (from, to) = (plot.left(place), plot.left(place + 1));
            let gap = (to - from) / 6;
            // Little is seen beside much.
            let height = (floor() - plot.down(*value)).max(1);
            let (x, y, width) = (from + gap, floor() - height, to - from - 2 * gap);
            view! { <rect class="chart-bar" x=x y=y width=width height=height></rect> }
        })
        .collect();
    let inside = view! { <g>{axes(axis, plot)}{bars}</g> }.into_any();
    Some(Drawing { width: WIDTH, height: HEIGHT, inside })
}
