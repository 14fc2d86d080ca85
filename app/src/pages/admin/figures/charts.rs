//! Each figure as a chart with its table below.

use leptos::prelude::*;
use storefront::figures_room::{Figures, Sales, Sheet, Step, TopProduct};

use super::keys::shown;
use crate::parts::{
    chart::{Axis, Chart, Drawing, Level, bars, chart, levels, line, twin},
    moment::{short_day, short_month},
};

/// How long a span is.
pub(super) const fn length(step: Step) -> &'static str {
    match step {
        Step::Day => "7 days",
        Step::Week => "12 weeks",
        Step::Month => "12 months",
    }
}

/// A heading that names the currency, where there are several.
pub(super) fn in_currency(heading: &str, figures: &Figures, of: &Sales) -> String {
    match figures.sales.len() {
        0 | 1 => heading.to_owned(),
        _ => format!("{heading} in {}", of.currency.code()),
    }
}

/// Sales, step by step.
pub(super) fn sales(figures: &Figures, of: &Sales) -> AnyView {
    let values: Vec<_> = of.steps.iter().map(|sold| sold.money.amount().unsigned_abs()).collect();
    let axis = Axis {
        places: places(figures),
        unit: 100,
        written: |minor| short(minor / 100),
        sign: of.currency.sign(),
    };
    let length = length(figures.span.step);
    Shown {
        id: "sales",
        heading: "Sales",
        sentence: format!("{} in {length}.", of.total().money),
        drawing: bars(&axis, &values),
        empty: "No sales yet.",
        sheet: Sheet::Sales,
    }
    .draw(figures, Some(of))
}

/// Orders, step by step.
pub(super) fn orders(figures: &Figures, of: &Sales) -> AnyView {
    let values: Vec<_> = of.steps.iter().map(|sold| sold.orders).collect();
    let total = of.total();
    let (orders, units) = (many(total.orders, "order"), many(total.units, "unit"));
    Shown {
        id: "orders",
        heading: "Orders",
        sentence: format!("{orders} of {units} in {}.", length(figures.span.step)),
        drawing: bars(&counted(figures), &values),
        empty: "No orders yet.",
        sheet: Sheet::Sales,
    }
    .draw(figures, Some(of))
}

/// Products that sold best.
pub(super) fn products(figures: &Figures, of: &Sales, sheet: Sheet) -> AnyView {
    let by_units = sheet == Sheet::ProductsByUnits;
    let (id, heading, sentence, products) = if by_units {
        ("units", "Products by units", "Less those that came back.", &of.by_units)
    } else {
        ("money", "Products by sales", "Before coupons and delivery.", &of.by_money)
    };
    let rows: Vec<_> = products
        .iter()
        .map(|product| Level {
            name: called(product, products),
            value: if by_units { product.units } else { product.money.amount().unsigned_abs() },
            written: if by_units { product.units.to_string() } else { product.money.to_string() },
        })
        .collect();
    Shown {
        id,
        heading,
        sentence: sentence.to_owned(),
        drawing: levels(&rows),
        empty: "No sales yet.",
        sheet,
    }
    .draw(figures, Some(of))
}

/// How far checkouts came.
pub(super) fn funnel(figures: &Figures) -> AnyView {
    let stages = figures.funnel().stages();
    let rows = stages.map(|(stage, count)| Level {
        name: stage.to_owned(),
        value: count,
        written: count.to_string(),
    });
    Shown {
        id: "funnel",
        heading: "From beginning to paid",
        sentence: "Of the checkouts that shoppers began, without the orders that staff took. Carts are left out: no history of them is kept."
            .to_owned(),
        drawing: levels(&rows),
        empty: "No checkouts yet.",
        sheet: Sheet::Funnel,
    }
    .draw(figures, None)
}

/// How many of the checkouts begun in a step were paid.
pub(super) fn conversion(figures: &Figures) -> AnyView {
    let values: Vec<_> =
        figures.checkouts.iter().map(|funnel| funnel.conversion().map(u64::from)).collect();
    let axis =
        Axis { written: |points| format!("{} %", points / 100), unit: 100, ..counted(figures) };
    let length = length(figures.span.step);
    let sentence = match figures.funnel().conversion() {
        Some(points) => format!("{} of those begun in {length}.", shown(points)),
        None => format!("None was begun in {length}."),
    };
    Shown {
        id: "conversion",
        heading: "Checkouts that were paid",
        sentence,
        drawing: line(&axis, &values),
        empty: "No checkouts yet.",
        sheet: Sheet::Conversion,
    }
    .draw(figures, None)
}

/// What was searched for.
pub(super) fn searches(figures: &Figures, sheet: Sheet) -> AnyView {
    let in_vain = sheet == Sheet::SearchesInVain;
    let (id, heading, sentence, searches, empty) = if in_vain {
        let sentence = "What found nothing when it was asked last.";
        ("vain", "Searches in vain", sentence, &figures.in_vain, "Every search found something.")
    } else {
        let sentence = "What was asked most. Nothing is kept of who asked.";
        ("asked", "Most searched for", sentence, &figures.searches, "Nobody has searched yet.")
    };
    let rows: Vec<_> = searches
        .iter()
        .map(|search| Level {
            name: search.query.clone(),
            value: search.searches,
            written: search.searches.to_string(),
        })
        .collect();
    Shown { id, heading, sentence: sentence.to_owned(), drawing: levels(&rows), empty, sheet }
        .draw(figures, None)
}

/// A chart on its way.
struct Shown {
    id: &'static str,
    heading: &'static str,
    sentence: String,
    drawing: Option<Drawing>,
    empty: &'static str,
    /// What stands below it.
    sheet: Sheet,
}

impl Shown {
    /// With its table below, of one currency or of all.
    fn draw(self, figures: &Figures, of: Option<&Sales>) -> AnyView {
        let Self { id, heading, sentence, drawing, empty, sheet } = self;
        let (id, heading) = match of {
            Some(of) => (format!("{id}-{}", of.currency.code()), in_currency(heading, figures, of)),
            None => (id.to_owned(), heading.to_owned()),
        };
        let below = drawing.is_some().then(|| {
            let table = match of {
                Some(of) => sheet.table_in(figures, of),
                None => sheet.table(figures),
            };
            let by = figures.span.step.name();
            twin(&heading, &table, format!("/admin/figures/{}.csv?by={by}", sheet.name()))
        });
        chart(Chart { id, heading, sentence, drawing, empty }, below)
    }
}

/// The axes of what is counted.
fn counted(figures: &Figures) -> Axis {
    Axis { places: places(figures), unit: 1, written: short, sign: "" }
}

/// What the steps are called below a chart.
fn places(figures: &Figures) -> Vec<String> {
    let starts = figures.span.starts.iter();
    let name = |start: &kernel::Timestamp| match figures.span.step {
        Step::Day | Step::Week => short_day(*start),
        Step::Month => short_month(*start).to_owned(),
    };
    starts.map(name).collect()
}

/// A product's title; with its SKU where others in the list have the same.
fn called(product: &TopProduct, all: &[TopProduct]) -> String {
    let alike = all.iter().filter(|other| other.title == product.title).count();
    if alike > 1 { format!("{} {}", product.sku, product.title) } else { product.title.clone() }
}

/// Some things, in words.
fn many(count: u64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// A number as it fits beside an axis: `950`, `1.5k`, `20m`.
fn short(number: u64) -> String {
    let sizes = [(1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k")];
    let Some((size, mark)) = sizes.into_iter().find(|(size, _)| number >= *size) else {
        return number.to_string();
    };
    let tenths = number / (size / 10);
    match tenths % 10 {
        0 => format!("{}{mark}", tenths / 10),
        tenth => format!("{}.{tenth}{mark}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beside_an_axis_are_short() {
        for (number, written) in [
            (0, "0"),
            (950, "950"),
            (1_000, "1k"),
            (1_500, "1.5k"),
            (20_000, "20k"),
            (2_500_000, "2.5m"),
            (5_000_000_000, "5bn"),
        ] {
            assert_eq!(short(number), written);
        }
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!([many(0, "order"), many(1, "order")], ["0 orders", "1 order"]);
    }
}
