//! Charts, drawn on the server as SVG. Colours are classes, so that light and dark are the styles'
//! business; what a chart says stands in a table below it too.

mod bars;
mod frame;
mod level;
mod line;
mod scale;
mod twin;

use leptos::prelude::*;

pub(crate) use bars::bars;
pub(crate) use frame::Axis;
pub(crate) use level::{Level, levels};
pub(crate) use line::line;
pub(crate) use twin::twin;

/// What stands around a drawing.
pub(crate) struct Chart {
    /// The ids are made of it: unique on the page.
    pub(crate) id: String,
    /// What it shows.
    pub(crate) heading: String,
    /// What it comes to, as a sentence.
    pub(crate) sentence: String,
    /// The drawing; none where there is nothing to draw.
    pub(crate) drawing: Option<Drawing>,
    /// What is said instead of it.
    pub(crate) empty: &'static str,
}

/// What is drawn, in pixels of its own that grow and shrink with the page.
pub(crate) struct Drawing {
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) inside: AnyView,
}

/// A chart with its heading, and `below` it.
pub(crate) fn chart(chart: Chart, below: Option<AnyView>) -> AnyView {
    let Chart { id, heading, sentence, drawing, empty } = chart;
    let (title, tale) = (format!("{id}-title"), format!("{id}-tale"));
    let named = format!("{title} {tale}");
    let drawn = match drawing {
        Some(Drawing { width, height, inside }) => {
            let view_box = format!("0 0 {width} {height}");
            view! { <svg class="chart-drawing" viewBox=view_box role="img" aria-labelledby=named>{inside}</svg> }.into_any()
        }
        None => view! { <p class="chart-empty">{empty}</p> }.into_any(),
    };
    view! {
        <div class="chart">
            <h3 id=title>{heading}</h3>
            <p class="quiet" id=tale>{sentence}</p>
            {drawn}
            {below}
        </div>
    }
    .into_any()
}
