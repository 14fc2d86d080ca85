//! What comes first for a query: which queries there are, setting and ending one.

use std::collections::HashMap;

use kernel::Sku;
use leptos::prelude::*;
use storefront::{
    Shop,
    catalogue::Offer,
    search_room::{MOST_PINS, Pin, PinPage, PinnedQuery, SearchRoomError},
    staff::StaffMember,
};

use super::{
    super::{
        super::{Page, refusal},
        frame, stock,
    },
    COUNTS, NO_PLACE, failed, paging, parts,
};
use crate::{
    context::{FormState, PageRequest},
    pages::{encode, parameter},
    parts::form::{Field, done, field, hidden, part, summary},
};

const LIST: &str = "/admin/search/pins";

/// Longest query that something is pinned for, in characters.
const LONGEST: usize = 80;

const DONE: [(&str, &str); 3] = [
    ("pinned", "These products come first from now on."),
    ("ended", "Nothing comes first for this query any more."),
    ("before", "It stood like this already. Nothing was done twice."),
];

type Offers = HashMap<Sku, Offer>;

/// The query after which the page of an address begins.
fn after(query: &str) -> Result<Option<String>, &'static str> {
    let fits =
        |text: &String| text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
    let given = parameter(query, "nextCursor").filter(|text| !text.is_empty());
    given.map(|text| Some(text).filter(fits).ok_or(NO_PLACE)).transpose()
}

/// The id of a field by its name.
fn place(field: &str) -> String {
    // What somebody else has changed stands in a list of its own.
    if field == "version" { "now" } else { field }.to_owned()
}

/// All queries with something pinned, page by page; and one of them, or the form for a new one.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let after = match after(&request.query) {
        Ok(after) => after,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let typed = parameter(&request.query, "query").unwrap_or_default();
    let (rows, next, chosen) = match read(shop, member, after.as_deref(), &typed).await {
        Ok((page, chosen)) => (Some(page.rows), page.next, chosen),
        // What was typed is shown again all the same.
        Err(SearchRoomError::Unavailable) if !form.errors.is_empty() => (None, None, None),
        Err(error) => return failed(&error),
    };
    let shown = rows.iter().flatten().chain(&chosen);
    let skus = shown.flat_map(|row| &row.pins).map(|pin| pin.sku.clone()).collect();
    let offers = stock::offers(shop, skus).await;
    let next = next.map(|query| format!("{LIST}?nextCursor={}", encode(&query)));
    let first = after.is_some().then(|| LIST.to_owned());
    let body = view! {
        {parts(LIST, member)}
        {done(&request.query, &DONE)}
        {summary(form, place)}
        <p class="quiet">{COUNTS}</p>
        {match &chosen {
            Some(row) => one(row, form, &offers),
            None => new(form, &typed),
        }}
        {rows.map(|rows| list(&rows, &offers))}
        {paging("Pages of pinned queries", first, next)}
    };
    frame::inside("/admin/search", "Pinned products", member, form, body.into_any())
}

/// A page of the list, and what is pinned for the query that was typed.
async fn read(
    shop: &Shop,
    member: &StaffMember,
    after: Option<&str>,
    typed: &str,
) -> Result<(PinPage, Option<PinnedQuery>), SearchRoomError> {
    let page = shop.search_room.pins(member, after).await?;
    let chosen = match typed {
        "" => None,
        typed => shop.search_room.pinned(member, typed).await?,
    };
    Ok((page, chosen))
}

/// The field of the products, which holds SKUs until something else was typed.
fn products(form: &FormState, pins: &[Pin]) -> AnyView {
    let skus: Vec<_> = pins.iter().map(|pin| pin.sku.as_str()).collect();
    let products = Field {
        name: "products",
        label: "Products, in order",
        kind: "area",
        hint: "One in a line: a SKU, or the last part of a product's address.",
        ..Field::default()
    };
    let most = format!("At most {MOST_PINS} products.");
    view! { {field(form, products, &skus.join("\n"))}<p class="quiet">{most}</p> }.into_any()
}

/// The form for a query for which nothing is pinned.
fn new(form: &FormState, typed: &str) -> AnyView {
    let form = part(form, "pin");
    let query = Field {
        name: "query",
        label: "Query",
        hint: "What shoppers type, in any case.",
        ..Field::default()
    };
    view! {
        <section class="panel" aria-labelledby="pin">
            <h2 id="pin">"Pin products"</h2>
            <form method="post" action=LIST novalidate>
                {field(&form, query, typed)}
                {products(&form, &[])}
                <button class="button">"Pin products"</button>
            </form>
        </section>
    }
    .into_any()
}

/// What is pinned for a query, changing and ending it.
fn one(row: &PinnedQuery, form: &FormState, offers: &Offers) -> AnyView {
    let changed = part(form, "pin");
    let heading = format!("What comes first for “{}”", row.query);
    view! {
        <p><a href=LIST>"Pin products for another query"</a></p>
        <section class="panel" aria-labelledby="pin">
            <h2 id="pin">{heading}</h2>
            <div id="now" tabindex="-1">{titles(&row.pins, offers)}</div>
            <form method="post" action=LIST novalidate>
                {hidden("query", row.query.clone())}
                {hidden("version", super::super::version(form, Some(row.version)))}
                {products(&changed, &row.pins)}
                <button class="button">"Save products"</button>
            </form>
            <form method="post" action=format!("{LIST}/end")>{hidden("query", row.query.clone())}{hidden("version", row.version.to_string())}<button class="button button-quiet">"Let nothing come first"</button></form>
        </section>
    }
    .into_any()
}

/// Products by what they are called. One that is not sold any more has its SKU only, and comes first
/// nowhere.
fn titles(pins: &[Pin], offers: &Offers) -> AnyView {
    let items: Vec<_> = pins
        .iter()
        .map(|pin| {
            let title = match offers.get(&pin.sku) {
                Some(offer) => offer.title.clone(),
                None => format!("{}, which cannot be found just now", pin.sku),
            };
            view! { <li>{title}</li> }
        })
        .collect();
    view! { <ol class="search-pins">{items}</ol> }.into_any()
}

fn list(rows: &[PinnedQuery], offers: &Offers) -> AnyView {
    if rows.is_empty() {
        return view! { <div class="empty"><p>"Nothing is pinned for any query."</p></div> }
            .into_any();
    }
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let href = format!("{LIST}?query={}", encode(&row.query));
            view! {
                <tr>
                    <th scope="row" class="search-words"><a href=href>{row.query.clone()}</a></th>
                    <td class="search-words">{titles(&row.pins, offers)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Queries with pinned products" tabindex="0">
            <table>
                <caption class="hidden">"Queries with pinned products"</caption>
                <thead><tr><th scope="col">"Query"</th><th scope="col">"What comes first"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_query() {
        assert_eq!((after(""), after("nextCursor=")), (Ok(None), Ok(None)));
        assert_eq!(after("nextCursor=usb+hub"), Ok(Some("usb hub".to_owned())));
        let long = format!("nextCursor={}", "x".repeat(81));
        assert!(after("nextCursor=a%00").is_err() && after(&long).is_err());
    }
}
