//! Tables of figures.

use leptos::prelude::*;
use storefront::{
    figures_room::{Cell, Table},
    offer_room::percent,
};

use crate::parts::moment::{day, written_day};

/// A table, folded away below its chart, and where it is to be had as a file.
pub(crate) fn twin(name: &str, shown: &Table, file: String) -> AnyView {
    view! {
        <details>
            <summary>"As a table"</summary>
            {table(&format!("{name}, as a table"), shown)}
            <p><a href=file>{format!("{name} as CSV")}</a></p>
        </details>
    }
    .into_any()
}

/// A table in a frame that scrolls. The first cell of a row names it.
fn table(name: &str, shown: &Table) -> AnyView {
    let numeric = |column: usize| shown.rows.iter().any(|row| is_number(row.get(column)));
    let head: Vec<_> = shown
        .head
        .iter()
        .enumerate()
        .map(|(column, text)| {
            let class = numeric(column).then_some("number");
            view! { <th scope="col" class=class>{*text}</th> }
        })
        .collect();
    let rows: Vec<_> = shown.rows.iter().map(|row| line(row)).collect();
    view! {
        <div class="table-scroll" role="region" aria-label=name.to_owned() tabindex="0">
            <table>
                <caption class="hidden">{name.to_owned()}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &[Cell]) -> AnyView {
    let Some((first, rest)) = row.split_first() else { return ().into_any() };
    let named = match first {
        Cell::Day(at) => view! { <th scope="row">{day(*at)}</th> }.into_any(),
        other => view! { <th scope="row">{written(other)}</th> }.into_any(),
    };
    let rest: Vec<_> = rest
        .iter()
        .map(|cell| {
            let class = is_number(Some(cell)).then_some("number");
            view! { <td class=class>{written(cell)}</td> }
        })
        .collect();
    view! { <tr>{named}{rest}</tr> }.into_any()
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Day(at) => written_day(*at),
        Cell::Count(count) => count.to_string(),
        Cell::Money(money) => money.to_string(),
        Cell::Share(points) => percent(*points),
        Cell::Nothing => "\u{2013}".to_owned(),
    }
}

fn is_number(cell: Option<&Cell>) -> bool {
    matches!(cell, Some(Cell::Count(_) | Cell::Money(_) | Cell::Share(_)))
}
