//! What the columns of a file are.

use leptos::prelude::*;
use storefront::import_room::{ColumnUse, ImportMapping, PriceUnit, RunSheet, Sample, guess};

use crate::{
    context::FormState,
    parts::{
        choices::{Choice, Group, first_id, radios},
        form::hidden,
    },
};

/// The id of a field by its name.
pub(super) fn place(field: &str) -> String {
    match field {
        "prices" => first_id(&prices()),
        // How it stands now is above.
        "version" => "now".to_owned(),
        field => field.to_owned(),
    }
}

fn prices() -> Group {
    Group {
        name: "prices",
        id: "prices".to_owned(),
        legend: "Prices are written".to_owned(),
        choices: vec![
            Choice::new("major", "As 12.50 or 12,50", ""),
            Choice::new("minor", "In cents, as 1250", ""),
        ],
    }
}

/// The form: a field for each column, with what it seems to be. `typed` is that form as it was refused.
pub(super) fn form(sheet: &RunSheet, typed: &FormState, action: &str, version: String) -> AnyView {
    let stored = sheet.mapping.as_ref();
    let mapping = stored.cloned().unwrap_or_else(|| guess(&sheet.sample.columns));
    let stale = typed.error("version").is_some();
    let now = stored.filter(|_| stale);
    let columns = sheet.sample.columns.iter().enumerate();
    let fields: Vec<_> = columns
        .map(|(place, column)| {
            let values = sheet.sample.rows.iter().filter_map(|row| row.get(place));
            let values: Vec<_> =
                values.map(String::as_str).filter(|text| !text.is_empty()).collect();
            let holds = mapping.holds(column);
            field(typed, place, column, hint(&values, column, now), holds)
        })
        .collect();
    view! {
        <section class="panel" aria-labelledby="columns">
            <h2 id="columns">"What the columns are"</h2>
            <p>"Categories are named by their slugs and have to be there. Checking reads and compares everything, and writes nothing."</p>
            <form method="post" action=format!("{action}/check") novalidate>
                {hidden("version", version)}
                <div class="import-columns">{fields}</div>
                {radios(typed, prices(), mapping.prices.name())}
                {now.map(|now| view! { <p class="quiet">{format!("Somebody else has said that prices are written {}.", written(now.prices))}</p> })}
                <button class="button">"Check the file"</button>
            </form>
        </section>
    }
    .into_any()
}

const fn written(prices: PriceUnit) -> &'static str {
    match prices {
        PriceUnit::Major => "as 12.50",
        PriceUnit::Minor => "in cents",
    }
}

/// What a column holds in the first rows, and what somebody else has said it is.
fn hint(values: &[&str], column: &str, now: Option<&ImportMapping>) -> String {
    let first = values.join(" · ");
    let first = if first.is_empty() { "Empty in the first rows.".to_owned() } else { first };
    match now {
        Some(now) => {
            let holds = now.holds(column).map_or("Not imported", ColumnUse::label);
            format!("{first} — Somebody else has chosen: {holds}.")
        }
        None => first,
    }
}

fn field(
    typed: &FormState,
    place: usize,
    column: &str,
    hint: String,
    holds: Option<ColumnUse>,
) -> AnyView {
    let name = format!("column-{place}");
    let sent = typed.values.iter().find(|(field, _)| *field == name);
    let picked = match sent {
        Some((_, value)) => value.clone(),
        None => holds.map(ColumnUse::name).unwrap_or_default().to_owned(),
    };
    let all = ColumnUse::ALL.map(|holds| (holds.name(), holds.label()));
    let options: Vec<_> = std::iter::once(("", "Not imported"))
        .chain(all)
        .map(|(value, label)| {
            let selected = value == picked;
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect();
    let error = typed.error(&name).map(ToOwned::to_owned);
    let (tip, note) = (format!("{name}-hint"), format!("{name}-error"));
    let invalid = error.is_some().then_some("true");
    let described = if error.is_some() { format!("{note} {tip}") } else { tip.clone() };
    view! {
        <div class="field">
            <label for=name.clone()>{column.to_owned()}</label>
            <p class="field-hint" id=tip>{hint}</p>
            {error.map(|message| view! { <p class="field-error" id=note>{message}</p> })}
            <select id=name.clone() name=name autocomplete="off" aria-invalid=invalid aria-describedby=described>{options}</select>
        </div>
    }
    .into_any()
}

/// The first rows of a file.
pub(super) fn first_rows(sample: &Sample) -> AnyView {
    let names: Vec<_> = sample
        .columns
        .iter()
        .map(|column| view! { <th scope="col" class="import-cell">{column.clone()}</th> })
        .collect();
    let rows: Vec<_> = sample
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<_> = row
                .iter()
                .map(|cell| view! { <td class="import-cell">{cell.clone()}</td> })
                .collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    view! {
        <section class="import-part" aria-labelledby="rows">
            <h2 id="rows">"The first rows"</h2>
            <div class="table-scroll" role="region" aria-label="First rows" tabindex="0">
                <table>
                    <caption class="hidden">"The first rows of the file"</caption>
                    <thead><tr>{names}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
