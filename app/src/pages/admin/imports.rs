//! Importing products: what was imported, and sending a file.

mod columns;
mod report;
mod sheet;

use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    import_room::{FILE_DAYS, ImportRoomError, RunCursor, RunRow},
    staff::{Permission, StaffMember},
};

use super::{
    super::{Page, refusal},
    frame,
};
use crate::{
    context::{Failure, FormState, PageRequest, Visitor},
    pages::{encode, parameter},
    parts::{
        form::{file_field, hidden, summary},
        moment::moment,
    },
};

pub(super) use sheet::draw as draw_sheet;

const LIST: &str = "/admin/imports";

/// Where the list is to go on, or that the address names no such place.
fn asked(query: &str) -> Result<Option<RunCursor>, &'static str> {
    let given = parameter(query, "nextCursor").filter(|text| !text.is_empty());
    given
        .map(|text| RunCursor::parse(&text))
        .transpose()
        .map_err(|_| "The place in the list that the address names is none. Begin the list again.")
}

/// The page of a run.
fn address(id: &str) -> String {
    format!("{LIST}/{}", encode(id))
}

/// What a page about imports says that could not be drawn.
fn failed(error: &ImportRoomError) -> Page {
    match error {
        ImportRoomError::Forbidden => refusal::failed(Failure::Forbidden),
        ImportRoomError::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let after = match asked(&request.query) {
        Ok(after) => after,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let found = match shop.import_room.runs(member, after.as_ref()).await {
        Ok(found) => Some(found),
        // Why the file was refused is said all the same.
        Err(ImportRoomError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let next = found.as_ref().and_then(|found| found.next.as_ref());
    let next = next.map(|after| format!("{LIST}?nextCursor={}", after.write()));
    let first = after.is_some().then_some(LIST);
    let paged = next.is_some() || first.is_some();
    let list = found.map(|found| list(&found.rows));
    let body = view! {
        {summary(form, str::to_owned)}
        {sending(&visitor.form_key, form)}
        {member.may(Permission::ReadCatalogue).then(taking)}
        <section class="import-part" aria-labelledby="runs">
            <h2 id="runs">"Files that were sent"</h2>
            {list}
            {paged.then(|| view! {
                <nav class="paging" aria-label="Pages of imports">
                    {first.map(|href| view! { <a class="button button-quiet" href=href>"First page"</a> })}
                    {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
                </nav>
            })}
        </section>
    };
    frame::inside(LIST, "Import products", member, form, body.into_any())
}

/// The form that sends a file.
fn sending(key: &str, form: &FormState) -> AnyView {
    let kept = format!(
        "CSV or JSON Lines in UTF-8, at most 1 GB. The file is deleted after {FILE_DAYS} days."
    );
    view! {
        <section class="panel" aria-labelledby="send">
            <h2 id="send">"Send a file"</h2>
            <p>"A row is a variant of a product: its SKU says which. What no column holds stays as it is. Rows with the same product id, external id or address are variants of one product, told apart by columns of options such as “option:Size”; they stand together, and the first of them says what holds for all. Stock and pictures are not imported."</p>
            <form method="post" action=LIST enctype="multipart/form-data">
                {hidden("key", key)}
                {file_field(form, "file", "File", kept, ".csv,.tsv,.txt,.jsonl,.ndjson")}
                <button class="button">"Send file"</button>
            </form>
        </section>
    }
    .into_any()
}

/// All products, to take along.
fn taking() -> AnyView {
    view! {
        <section class="panel" aria-labelledby="take">
            <h2 id="take">"Take all products along"</h2>
            <p>"A row for each variant, with columns that an import knows. Change the file, and send it again."</p>
            <p class="import-take"><a class="button button-quiet" href="/admin/exports/products.csv" download>"Products as CSV"</a><a class="button button-quiet" href="/admin/exports/products.jsonl" download>"Products as JSON Lines"</a></p>
        </section>
    }
    .into_any()
}

fn list(rows: &[RunRow]) -> AnyView {
    if rows.is_empty() {
        return view! { <div class="empty"><p>"No file was sent yet."</p></div> }.into_any();
    }
    let rows: Vec<_> = rows.iter().map(line).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Imports" tabindex="0">
            <table>
                <caption class="hidden">"Imports, the newest first"</caption>
                <thead><tr><th scope="col">"File"</th><th scope="col">"Sent"</th><th scope="col">"By"</th><th scope="col">"Stands"</th><th scope="col" class="number">"Rows"</th><th scope="col" class="number">"New"</th><th scope="col" class="number">"Changed"</th><th scope="col" class="number">"Unchanged"</th><th scope="col" class="number">"Errors"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &RunRow) -> AnyView {
    let counts = row.counts;
    view! {
        <tr>
            <th scope="row" class="import-cell"><a href=address(&row.id)>{row.file_name.clone()}</a></th>
            <td>{moment(row.uploaded_at)}</td>
            <td>{row.by_name.clone()}</td>
            <td>{row.state.label()}</td>
            <td class="number">{counts.rows}</td>
            <td class="number">{counts.created}</td>
            <td class="number">{counts.updated}</td>
            <td class="number">{counts.unchanged}</td>
            <td class="number">{counts.errors}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_goes_on_where_its_link_says() {
        assert_eq!(asked(""), Ok(None));
        assert_eq!(asked("nextCursor="), Ok(None));
        let text = "1795269959123.0123456789abcdef0123456789abcdef";
        let cursor = asked(&format!("nextCursor={text}")).expect("a place").expect("a place");
        assert_eq!(cursor.write(), text);
        assert!(asked("nextCursor=1").is_err());
    }
}
