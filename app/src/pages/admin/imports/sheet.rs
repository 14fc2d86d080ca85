//! One import: its columns, how far it is, what came of it.

use leptos::prelude::*;
use storefront::{
    Shop,
    import_room::{RunSheet, RunState},
    staff::StaffMember,
};

use super::{
    super::{super::Page, frame, version},
    LIST, address, columns, failed, report,
};
use crate::{
    context::{FormState, PageRequest},
    islands::import_progress::ImportProgress,
    pages::decode,
    parts::{
        form::{done, hidden, part, summary},
        moment::moment,
    },
};

const DONE: [(&str, &str); 5] = [
    ("uploaded", "The file is here. Say what its columns are, and have it checked."),
    ("checking", "The file is being checked. Nothing is written."),
    ("running", "The import has begun. It goes on when you close this page."),
    ("stopping", "It stops before its next batch. What was written stays."),
    ("before", "It stood like this already. Nothing was done twice."),
];

/// `id` is that of the run as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
    id: &str,
) -> Page {
    let sheet = match shop.import_room.sheet(member, &decode(id)).await {
        Ok(sheet) => sheet,
        Err(error) => return failed(&error),
    };
    let action = address(&sheet.row.id);
    let state = sheet.row.state;
    let open = [RunState::Uploaded, RunState::Checked].contains(&state);
    let can_check = open && !sheet.file_gone;
    let read = version(form, Some(sheet.version));
    let gone = sheet.file_gone && open;
    let body = view! {
        <p><a href=LIST>"All imports"</a></p>
        {done(&request.query, &DONE)}
        {summary(form, columns::place)}
        {facts(&sheet)}
        {state.is_busy().then(|| busy(&sheet, &action))}
        {report::counted(&sheet).map(|told| view! { <p id="counted">{told}</p> })}
        {gone.then(|| view! { <p>"The file was deleted for its age. Send it again."</p> })}
        {(state == RunState::Checked && can_check).then(|| go(&sheet, &action))}
        {report::faults(&sheet)}
        {can_check.then(|| columns::form(&sheet, &part(form, "check"), &action, read))}
        {columns::first_rows(&sheet.sample)}
    };
    frame::inside(LIST, "An import", member, form, body.into_any())
}

/// A size as people read it.
fn size(bytes: u64) -> String {
    const KILO: u64 = 1024;
    match bytes {
        0..KILO => format!("{bytes} bytes"),
        _ if bytes < KILO * KILO => format!("{} kB", bytes / KILO),
        _ => format!("{} MB", bytes / KILO / KILO),
    }
}

fn facts(sheet: &RunSheet) -> AnyView {
    let row = &sheet.row;
    view! {
        <dl class="facts-list" id="now" tabindex="-1">
            <div><dt>"File"</dt><dd class="import-cell">{row.file_name.clone()}</dd></div>
            <div><dt>"Written as"</dt><dd>{format!("{}, {}", row.format.label(), size(row.bytes))}</dd></div>
            <div><dt>"Sent"</dt><dd>{moment(row.uploaded_at)}</dd></div>
            <div><dt>"By"</dt><dd>{row.by_name.clone()}</dd></div>
            <div><dt>"Stands"</dt><dd>{row.state.label()}</dd></div>
            {sheet.failure.clone().map(|why| view! { <div><dt>"Because"</dt><dd>{why}</dd></div> })}
        </dl>
    }
    .into_any()
}

/// How far it is, and stopping it.
fn busy(sheet: &RunSheet, action: &str) -> AnyView {
    let percent = u32::try_from(sheet.row.percent()).unwrap_or(100);
    let cancel = if sheet.stopping {
        view! { <p>"It stops before its next batch."</p> }.into_any()
    } else {
        view! { <form method="post" action=format!("{action}/cancel")><button class="button button-quiet">"Cancel"</button></form> }.into_any()
    };
    view! {
        <ImportProgress address=action.to_owned() percent=percent told=sheet.row.told()/>
        {cancel}
    }
    .into_any()
}

/// Imports what was checked. The version goes along, so that nobody imports by columns that they
/// have not read.
fn go(sheet: &RunSheet, action: &str) -> AnyView {
    view! { <form method="post" action=format!("{action}/run")>{hidden("version", sheet.version.to_string())}<button class="button">"Import the good rows"</button></form> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_at_a_glance() {
        assert_eq!((size(12), size(2_048)), ("12 bytes".to_owned(), "2 kB".to_owned()));
        assert_eq!(size(3 * 1024 * 1024 + 5), "3 MB");
    }
}
