//! A list of products with what narrows and orders it: the body of search and category pages.

use http::StatusCode;
use kernel::Money;
use leptos::prelude::*;
use storefront::{
    Shop,
    search::{Facet, Matched, SearchError, SearchPage},
    search_request::{BadParameter, SearchRequest, Sort},
};

use super::{Page, encode, refusal};
use crate::{islands::filters::Filters, parts::card::cards, respond::set_status};

/// Reads the parameters of a list. The price boxes of the form are in major units and become a
/// filter like any other.
pub(super) fn parse(parameters: &[(String, String)]) -> Result<SearchRequest, BadParameter> {
    let mut request = SearchRequest::parse(
        parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())),
    )?;
    let end = |wanted: &'static str| {
        let typed = parameters.iter().find(|(name, _)| name == wanted);
        match typed.map_or("", |(_, value)| value.trim()) {
            "" => Ok(None),
            text => minor_units(text).map(Some).ok_or_else(|| BadParameter {
                name: wanted,
                sentence: format!("“{text}” is no price; one looks like 20 or 19.99."),
            }),
        }
    };
    match (end("min")?, end("max")?) {
        (None, None) => {}
        (Some(low), Some(high)) if low > high => {
            request.filters.prices = vec![(Some(high), Some(low))];
        }
        range => request.filters.prices = vec![range],
    }
    Ok(request)
}

/// A price as a person types it, in minor units.
fn minor_units(text: &str) -> Option<i64> {
    let (whole, cents) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || cents.len() > 2 || !digits(whole) || !digits(cents) {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 100 + format!("{cents:0<2}").parse::<i64>().ok()?)
}

/// The address of a list with these filters, from its first page.
fn address(path: &str, request: &SearchRequest, filters: &[String], sort: Sort) -> String {
    let mut pairs = Vec::new();
    if !request.query.is_empty() {
        pairs.push(format!("q={}", encode(&request.query)));
    }
    pairs.extend(filters.iter().map(|filter| format!("filter={}", encode(filter))));
    if sort != Sort::default() {
        pairs.push(format!("sort={}", sort.name()));
    }
    if request.limit != storefront::search_request::DEFAULT_LIMIT {
        pairs.push(format!("limit={}", request.limit));
    }
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// Draws the list. `asked` is what the address says, `request` what is searched for; `home` is the
/// slug of the category whose page this is.
pub(super) async fn draw(
    shop: &Shop,
    path: &str,
    asked: &SearchRequest,
    request: &SearchRequest,
    home: Option<&str>,
) -> Result<AnyView, Box<Page>> {
    let (found, gone) = match shop.search.search(request).await {
        Ok(found) => (found, false),
        Err(SearchError::CursorGone) => {
            set_status(StatusCode::GONE);
            let first = SearchRequest { cursor: None, ..request.clone() };
            let found = shop.search.search(&first).await.map_err(|_| unavailable())?;
            (found, true)
        }
        Err(SearchError::BadCursor) => {
            return Err(Box::new(refusal::bad_request(
                "The page number in the address is not one that this shop gave out. Begin the list again.",
            )));
        }
        Err(SearchError::Unavailable) => return Err(unavailable()),
    };
    let texts = asked.filter_texts();
    let next = found.next_cursor.as_ref().map(|cursor| {
        let first = address(path, asked, &texts, asked.sort);
        format!("{first}{}nextCursor={cursor}", if first.contains('?') { '&' } else { '?' })
    });
    let back = (asked.cursor.is_some() && !gone).then(|| address(path, asked, &texts, asked.sort));
    // With nothing found and nothing filtered there is nothing to narrow or to order.
    let bare = found.total == 0 && asked.filters.is_empty();
    let stock = shop.stock.snapshot();
    let view = view! {
        <Filters/>
        <div id="list" class=if bare { "list list-bare" } else { "list" }>
            {(!bare).then(|| panel(path, asked, &found, home))}
            <section class="results" data-results aria-labelledby="products">
                <h2 class="hidden" id="products">"Products"</h2>
                {gone.then(|| view! { <p class="notice" role="status">"The list has changed since you opened it; this is its first page."</p> })}
                <div class="results-head">
                    <p class="results-count" id="count" tabindex="-1">{count(found.total)}</p>
                    {(!bare).then(|| sorting(asked.sort))}
                </div>
                {chips(path, asked, &texts, &found)}
                {hints(asked, &found)}
                {(!found.items.is_empty()).then(|| cards(&found.items, &stock, 4))}
                {(back.is_some() || next.is_some()).then(|| paging(back, next))}
            </section>
        </div>
    };
    Ok(view.into_any())
}

fn paging(back: Option<String>, next: Option<String>) -> AnyView {
    view! {
        <nav class="paging" aria-label="Pages">
            {back.map(|href| view! { <a class="button button-quiet" href=href>"Back to the first page"</a> })}
            {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
        </nav>
    }
    .into_any()
}

fn unavailable() -> Box<Page> {
    Box::new(refusal::error(storefront::ShopError::Unavailable))
}

fn count(total: u64) -> String {
    if total == 1 { "1 product".to_owned() } else { format!("{total} products") }
}

fn sorting(chosen: Sort) -> AnyView {
    let options: Vec<_> = Sort::ALL
        .into_iter()
        .map(|sort| view! { <option value=if sort == Sort::default() { "" } else { sort.name() } selected=sort == chosen>{sort.label()}</option> })
        .collect();
    view! {
        <div class="sorting"><label for="sort">"Sort by"</label><select id="sort" name="sort" form="filters">{options}</select><button class="button button-quiet plain-only" form="filters">"Sort"</button></div>
    }
    .into_any()
}

/// What is filtered, each as a link that removes it.
fn chips(
    path: &str,
    asked: &SearchRequest,
    texts: &[String],
    found: &SearchPage,
) -> Option<AnyView> {
    let chips: Vec<_> = texts
        .iter()
        .map(|text| {
            let rest: Vec<_> = texts.iter().filter(|other| *other != text).cloned().collect();
            let href = address(path, asked, &rest, asked.sort);
            let label = label_of(text, found);
            view! { <li><a class="chip" href=href><span class="hidden">"Remove "</span>{label}<span aria-hidden="true">" ×"</span></a></li> }
        })
        .collect();
    (!chips.is_empty()).then(|| {
        let none = address(path, asked, &[], asked.sort);
        view! { <ul class="chips" aria-label="Filters in force">{chips}<li><a class="chip-all" href=none>"Clear all"</a></li></ul> }.into_any()
    })
}

fn label_of(text: &str, found: &SearchPage) -> String {
    let (name, value) = text.split_once(':').unwrap_or((text, ""));
    let known = found
        .facets
        .iter()
        .filter(|facet| facet.name == name)
        .flat_map(|facet| &facet.values)
        .find(|choice| choice.value == value);
    match (known, name) {
        (Some(choice), _) => choice.label.clone(),
        (None, "inStock") => "In stock".to_owned(),
        (None, "rating") => format!("{value} stars and up"),
        (None, "price") => {
            let currency = found.items.first().map(|card| card.price.currency());
            let end = |text: &str| {
                let amount = text.parse::<i64>().ok()?;
                Some(match currency.and_then(|known| Money::new(amount, known).ok()) {
                    Some(price) => price.to_string(),
                    // Nothing is left in the list to tell the currency by.
                    None => format!("{}.{:02}", amount / 100, amount % 100),
                })
            };
            let (low, high) = value.split_once('-').unwrap_or((value, ""));
            match (end(low), end(high)) {
                (Some(low), Some(high)) => format!("{low} to {high}"),
                (Some(low), None) => format!("From {low}"),
                (None, Some(high)) => format!("Up to {high}"),
                (None, None) => "Price".to_owned(),
            }
        }
        (None, _) => value.to_owned(),
    }
}

/// What to say when the words were not found as they were written.
fn hints(asked: &SearchRequest, found: &SearchPage) -> AnyView {
    let corrected = found.matched == Matched::Corrected;
    let better = found.did_you_mean.clone().map(|query| {
        let href = format!("/search?q={}", encode(&query));
        if corrected {
            let sentence =
                format!("Nothing here says “{}”. These are the results for ", asked.query);
            view! { <p class="hint">{sentence}<a href=href>{query}</a>"."</p> }.into_any()
        } else {
            view! { <p class="hint">"Did you mean "<a href=href>{query}</a>"?"</p> }.into_any()
        }
    });
    let loosely = (found.matched == Matched::SomeTerms && found.total > 0)
        .then(|| view! { <p class="hint">"Few products hold every word, so those that hold some of them follow."</p> });
    let nothing = (found.total == 0).then(|| {
        let filtered = !asked.filters.is_empty();
        view! {
            <div class="empty">
                <p class="empty-head">"Nothing came in on this tide."</p>
                <ul>
                    {filtered.then(|| view! { <li>"Take a filter away: there may be more behind it."</li> })}
                    <li>"Use fewer or more common words; one word is often enough."</li>
                    <li>"Search by the maker, the model number or the SKU."</li>
                    <li><a href="/">"Look through the departments"</a>" instead."</li>
                </ul>
            </div>
        }
    });
    (better, loosely, nothing).into_any()
}

/// The form that narrows the list. Without scripts its button sends it.
fn panel(path: &str, asked: &SearchRequest, found: &SearchPage, home: Option<&str>) -> AnyView {
    let groups: Vec<_> =
        found.facets.iter().enumerate().map(|(place, facet)| group(place, facet, home)).collect();
    let currency = found.items.first().map_or("EUR", |item| item.price.currency().code());
    let price = asked.filters.prices.first().copied().unwrap_or_default();
    let major = |end: Option<i64>| {
        end.map(|amount| {
            if amount % 100 == 0 {
                (amount / 100).to_string()
            } else {
                format!("{}.{:02}", amount / 100, amount % 100)
            }
        })
    };
    let query = (!asked.query.is_empty())
        .then(|| view! { <input type="hidden" name="q" value=asked.query.clone()/> });
    view! {
        <form id="filters" class="filters" action=path.to_owned() aria-label="Filters">
            {query}
            <details class="filters-fold">
                <summary>"Filters"</summary>
                {groups}
                <fieldset class="group">
                    <legend>{format!("Price in {currency}")}</legend>
                    <div class="field-row">
                        <label class="hidden" for="min">"From"</label><input id="min" name="min" inputmode="decimal" autocomplete="off" placeholder="From" value=major(price.0)/>
                        <label class="hidden" for="max">"To"</label><input id="max" name="max" inputmode="decimal" autocomplete="off" placeholder="To" value=major(price.1)/>
                    </div>
                </fieldset>
                <button class="button filters-apply">"Show results"</button>
            </details>
        </form>
    }
    .into_any()
}

/// Choices beyond this many are folded away until one of them is chosen.
const SHOWN: usize = 7;

fn group(place: usize, facet: &Facet, home: Option<&str>) -> Option<AnyView> {
    // Price has boxes of its own.
    if facet.name == "price" {
        return None;
    }
    let values: Vec<_> = facet
        .values
        .iter()
        .filter(|value| facet.name != "category" || Some(value.value.as_str()) != home)
        .collect();
    let row = |index: usize, value: &storefront::search::FacetValue| {
        let id = format!("f{place}-{index}");
        view! {
            <li class="choice">
                <input type="checkbox" id=id.clone() name="filter" value=format!("{}:{}", facet.name, value.value) checked=value.selected/>
                <label for=id>{value.label.clone()}<span class="choice-count">{value.count}</span></label>
            </li>
        }
    };
    let rows: Vec<_> = values.iter().enumerate().map(|(index, value)| row(index, value)).collect();
    let mut rows = rows.into_iter();
    let first: Vec<_> = rows.by_ref().take(SHOWN).collect();
    let rest: Vec<_> = rows.collect();
    let open = values.iter().skip(SHOWN).any(|value| value.selected);
    (!first.is_empty()).then(|| {
        let more = (!rest.is_empty()).then(|| {
            view! { <details class="more" open=open><summary>{format!("{} more", rest.len())}<span class="hidden">{format!(" in {}", facet.label)}</span></summary><ul>{rest}</ul></details> }
        });
        view! { <fieldset class="group"><legend>{facet.label.clone()}</legend><ul>{first}</ul>{more}</fieldset> }.into_any()
    })
}
