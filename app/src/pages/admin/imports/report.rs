//! What a check or an import has found.

use leptos::prelude::*;
use storefront::import_room::{RowFault, RunSheet, RunState};

use super::address;

/// What was counted, as a sentence; none while nothing was.
pub(super) fn counted(sheet: &RunSheet) -> Option<String> {
    let counts = sheet.row.counts;
    let (new, changed, unchanged) = (counts.created, counts.updated, counts.unchanged);
    let (rows, errors) = (counts.rows, counts.errors);
    let found = format!("{rows} rows were read and {errors} errors found.");
    match sheet.row.state {
        RunState::Checked => Some(format!(
            "{found} The import would add {new} products and change {changed}; {unchanged} are \
             stored just so. Rows with errors would be left out. That another product has a slug or \
             an external id shows only when it is imported."
        )),
        RunState::Done => Some(format!(
            "{found} {new} products are new, {changed} changed and {unchanged} were stored just so. \
             Rows with errors were left out."
        )),
        RunState::Cancelled | RunState::Failed if sheet.row.written => Some(format!(
            "{found} What was written before stays: {new} products are new and {changed} changed. \
             Sending the file again goes on from there, since only what differs is written."
        )),
        RunState::Cancelled | RunState::Failed => Some("No product was changed.".to_owned()),
        RunState::Uploaded | RunState::Checking | RunState::Running => None,
    }
}

/// What was wrong with rows; nothing where nothing was.
pub(super) fn faults(sheet: &RunSheet) -> Option<AnyView> {
    if sheet.faults.is_empty() || sheet.row.state.is_busy() {
        return None;
    }
    let shown = sheet.faults.len();
    let shown = match usize::try_from(sheet.row.counts.errors) {
        Ok(all) if all > shown => format!("The first {shown} of {all}."),
        _ => "All of them.".to_owned(),
    };
    let rows: Vec<_> = sheet.faults.iter().map(line).collect();
    Some(
        view! {
            <section class="import-part" aria-labelledby="errors">
                <h2 id="errors">"Errors"</h2>
                <p>{shown}" "<a href=format!("{}/errors.csv", address(&sheet.row.id)) download>"All errors as CSV"</a></p>
                <div class="table-scroll" role="region" aria-label="Errors by row" tabindex="0">
                    <table>
                        <caption class="hidden">"Errors by row and column"</caption>
                        <thead><tr><th scope="col" class="number">"Row"</th><th scope="col">"Column"</th><th scope="col">"What is wrong"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

fn line(fault: &RowFault) -> AnyView {
    let column = if fault.column.is_empty() { "the whole row" } else { fault.column.as_str() };
    view! {
        <tr>
            <th scope="row" class="number">{fault.row}</th>
            <td class="import-cell">{column.to_owned()}</td>
            <td class="import-cell">{fault.message.clone()}</td>
        </tr>
    }
    .into_any()
}
