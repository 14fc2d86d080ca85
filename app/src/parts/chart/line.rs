//! A line through points.

use leptos::prelude::*;

use super::{
    Drawing,
    frame::{Axis, HEIGHT, Plot, WIDTH, axes},
};

/// A line through the values that there are, broken where there is none. Nothing is drawn without
/// any.
pub(crate) fn line(axis: &Axis, values: &[Option<u64>]) -> Option<Drawing> {
    let largest = values.iter().copied().flatten().max()?;
    let plot = Plot::of(largest, axis.unit, values.len());
    let path = path(
        values
            .iter()
            .enumerate()
            .map(|(place, value)| value.map(|value| (plot.middle(place), plot.down(value)))),
    );
    let points: Vec<_> = values
        .iter()
        .enumerate()
        .filter_map(|(place, value)| Some((plot.middle(place), plot.down((*value)?))))
        .map(|(x, y)| view! { <circle class="chart-point" cx=x cy=y r="3.5"></circle> })
        .collect();
    let inside = view! { <g>{axes(axis, plot)}<path class="chart-path" d=path></path>{points}</g> }
        .into_any();
    Some(Drawing { width: WIDTH, height: HEIGHT, inside })
}

/// The line as SVG writes it: it is taken off the paper where there is no point.
fn path(points: impl Iterator<Item = Option<(i32, i32)>>) -> String {
    let mut drawn = String::new();
    let mut pen = 'M';
    for point in points {
        match point {
            Some((x, y)) => {
                drawn.push_str(&format!("{pen}{x} {y}"));
                pen = 'L';
            }
            None => pen = 'M',
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_where_nothing_is_known() {
        let points = [None, Some((1, 2)), Some((3, 4)), None, Some((5, 6))];
        assert_eq!(path(points.into_iter()), "M1 2L3 4M5 6");
        assert_eq!(path([None].into_iter()), "");
    }
}
