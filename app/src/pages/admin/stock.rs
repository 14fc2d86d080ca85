//! Stock: how much there is, by SKU.

mod sheet;

use std::collections::HashMap;

use kernel::Sku;
use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    catalogue::Offer,
    staff::StaffMember,
    stock::LOW,
    stock_room::{StockError, StockLine, StockPage, StockQuery},
};

use super::{
    super::{Page, refusal},
    frame,
};
use crate::{
    context::{Failure, FormState, PageRequest},
    pages::{encode, parameter},
    parts::{
        choices::tick_box,
        form::{Field, field},
        moment::day,
    },
};

pub(super) use sheet::draw as draw_sheet;

/// All that is low, to take along.
pub(super) const LOW_AS_CSV: &str = "/admin/exports/low-stock.csv";

/// Which stock is asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Filters {
    /// How a SKU begins, as it was typed.
    typed: String,
    /// Only what is low.
    low: bool,
    /// Only what comes after this.
    after: Option<Sku>,
}

impl Filters {
    /// Reads them from an address, or says what in it cannot be right.
    fn read(query: &str) -> Result<Self, &'static str> {
        let given = |name| parameter(query, name).map(|text| text.trim().to_owned());
        let after = given("nextCursor").filter(|text| !text.is_empty()).map(Sku::parse);
        let after = after.transpose().map_err(
            |_| "The place in the list that the address names is none. Begin the list again.",
        )?;
        Ok(Self { typed: given("query").unwrap_or_default(), low: given("low").is_some(), after })
    }

    /// What is asked of the store; none where no SKU can begin as was typed.
    fn query(&self) -> Option<StockQuery> {
        let beginning = match self.typed.as_str() {
            "" => None,
            typed => Some(Sku::parse(typed).ok()?),
        };
        Some(StockQuery { beginning, low: self.low, after: self.after.clone() })
    }

    /// The address of the first page of the same list, or of the page after a SKU.
    fn address(&self, after: Option<&Sku>) -> String {
        let low = if self.low { "&low=on" } else { "" };
        let after = after.map(|sku| format!("&nextCursor={}", encode(sku.as_str())));
        format!("/admin/stock?query={}{low}{}", encode(&self.typed), after.unwrap_or_default())
    }
}

pub(super) async fn draw(shop: &Shop, request: &PageRequest, member: &StaffMember) -> Page {
    let filters = match Filters::read(&request.query) {
        Ok(filters) => filters,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let found = match filters.query() {
        Some(query) => match shop.stock_room.levels(member, &query).await {
            Ok(found) => found,
            Err(error) => return failed(&error),
        },
        None => StockPage::default(),
    };
    let skus: Vec<_> = found.lines.iter().map(|line| line.sku.clone()).collect();
    let offers = offers(shop, skus).await;
    let next = found.next.as_ref().map(|after| filters.address(Some(after)));
    let first = filters.after.is_some().then(|| filters.address(None));
    let paged = next.is_some() || first.is_some();
    let form = FormState::default();
    let body = view! {
        <form class="panel staff-search" action="/admin/stock" aria-label="Which stock">
            {field(&form, Field { name: "query", label: "SKU", hint: "How it begins. Capital letters count.", optional: true, ..Field::default() }, &filters.typed)}
            {tick_box(&form, "low", "Only what is low", "5 free units or fewer.", filters.low)}
            <button class="button">"Show stock"</button>
        </form>
        {if found.lines.is_empty() { nothing(&filters) } else { list(&found.lines, &offers) }}
        {filters.low.then(|| view! { <p><a href=LOW_AS_CSV>"All that is low as CSV"</a></p> })}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of stock">
                {first.map(|href| view! { <a class="button button-quiet" href=href>"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        })}
    };
    frame::inside("/admin/stock", "Stock", member, &form, body.into_any())
}

/// What some SKUs are sold as; nothing while the catalogue does not answer.
pub(super) async fn offers(shop: &Shop, mut skus: Vec<Sku>) -> HashMap<Sku, Offer> {
    skus.sort_unstable();
    skus.dedup();
    if skus.is_empty() {
        return HashMap::new();
    }
    shop.catalogue.offers(&skus).await.unwrap_or_default()
}

/// What a page says that could not be drawn.
pub(super) fn failed(error: &StockError) -> Page {
    match error {
        StockError::Forbidden => refusal::failed(Failure::Forbidden),
        StockError::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}

/// The page of a SKU.
pub(super) fn address_of(sku: &Sku) -> String {
    format!("/admin/stock/{}", encode(sku.as_str()))
}

/// A SKU that leads to its page, and what it is sold as.
pub(super) fn named(sku: &Sku, offers: &HashMap<Sku, Offer>) -> AnyView {
    let title = offers.get(sku).map(|offer| offer.title.clone());
    view! { <a href=address_of(sku)>{sku.to_string()}</a>{title.map(|title| view! { <p class="quiet">{title}</p> })} }
        .into_any()
}

fn nothing(filters: &Filters) -> AnyView {
    if let (Ok(sku), false) = (Sku::parse(filters.typed.as_str()), filters.low) {
        let href = address_of(&sku);
        return view! { <div class="empty"><p>"Nothing was ever received of a SKU like this."</p><p><a href=href>"Receive the first units of "{sku.to_string()}</a></p></div> }.into_any();
    }
    let narrow = filters.low || !filters.typed.is_empty() || filters.after.is_some();
    let sentence = if narrow { "No stock is like this." } else { "Nothing was ever received." };
    view! { <div class="empty"><p>{sentence}</p>{narrow.then(|| view! { <p><a href="/admin/stock">"Show all stock"</a></p> })}</div> }
        .into_any()
}

fn list(lines: &[StockLine], offers: &HashMap<Sku, Offer>) -> AnyView {
    let rows: Vec<_> = lines.iter().map(|line| row(line, offers)).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Stock" tabindex="0">
            <table>
                <caption class="hidden">"Stock, by SKU"</caption>
                <thead><tr><th scope="col">"SKU"</th><th scope="col" class="number">"Free"</th><th scope="col" class="number">"In checkouts"</th><th scope="col" class="number">"Sold"</th><th scope="col">"Expected back"</th><th scope="col">"Warehouse"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(line: &StockLine, offers: &HashMap<Sku, Offer>) -> AnyView {
    view! {
        <tr>
            <th scope="row">{named(&line.sku, offers)}</th>
            <td class="number">{line.free}{mark(line.free).map(|mark| view! { <p class="stock-mark">{mark}</p> })}</td>
            <td class="number">{line.reserved}</td>
            <td class="number">{line.sold}</td>
            <td>{line.expected.map(day)}</td>
            <td>{line.warehouse.clone()}</td>
        </tr>
    }
    .into_any()
}

/// What stands under a number of free units that somebody should look at.
pub(super) fn mark(free: u32) -> Option<&'static str> {
    match free {
        0 => Some("None"),
        1..=LOW => Some("Low"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_as_the_form_and_the_links_write_them() {
        assert_eq!(Filters::read(""), Ok(Filters::default()));
        assert_eq!(Filters::read("query=+&nextCursor="), Ok(Filters::default()));
        let filters = Filters::read("query=MUG%2F1&low=on").expect("filters");
        let after = Sku::parse("MUG/1.B").expect("a SKU");
        let address = filters.address(Some(&after));
        assert_eq!(address, "/admin/stock?query=MUG%2F1&low=on&nextCursor=MUG%2F1.B");
        let (_, query) = address.split_once('?').expect("a query");
        let read = Filters::read(query).expect("filters");
        assert_eq!(read, Filters { after: Some(after), ..filters });
        assert!(Filters::read("nextCursor=%20%3B").is_err());
    }

    #[test]
    fn what_no_sku_begins_with_is_not_asked_for() {
        let query = |text: &str| Filters::read(text).expect("filters").query();
        assert_eq!(query(""), Some(StockQuery::default()));
        let beginning = query("query=MUG-").expect("asked").beginning;
        assert_eq!(beginning.as_ref().map(Sku::as_str), Some("MUG-"));
        assert_eq!(query("query=%C3%A9"), None);
        assert_eq!(query("query=a+b"), None);
    }

    #[test]
    fn few_free_units_are_marked_as_shoppers_are_told_of_them() {
        assert_eq!(mark(0), Some("None"));
        assert_eq!((mark(LOW), mark(LOW + 1)), (Some("Low"), None));
        // The box that is ticked says the number.
        assert_eq!(LOW, 5);
    }
}
