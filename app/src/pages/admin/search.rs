//! Search: what was asked, and what was asked in vain.

mod pins;
mod synonyms;

use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    search_room::{QueryCursor, QueryList, QueryPage, QueryRow, QuerySpan, SearchRoomError},
    staff::{Permission, StaffMember},
};

use super::{
    super::{Page, refusal},
    frame,
};
use crate::{
    context::{Failure, FormState, PageRequest},
    pages::{encode, parameter},
    parts::{
        choices::{Choice, select, tick_box},
        moment::moment,
    },
};

pub(super) use pins::draw as draw_pins;
pub(super) use synonyms::{draw as draw_synonyms, draw_one as draw_synonym};

/// What is said of everything that staff say of search.
const COUNTS: &str = "What you change here counts within a second.";

/// What is said of a place in a list that cannot be one.
const NO_PLACE: &str =
    "The place in the list that the address names is none. Begin the list again.";

/// Which queries are asked for, or what in the address cannot be right.
fn asked(query: &str) -> Result<QueryList, &'static str> {
    let given = |name| parameter(query, name).filter(|text| !text.is_empty());
    let span = given("days").map(|days| {
        QuerySpan::of(&days).ok_or("Queries are counted over the last 7, 30 or 90 days.")
    });
    let after = given("nextCursor").map(|text| QueryCursor::parse(&text).map_err(|_| NO_PLACE));
    Ok(QueryList {
        span: span.transpose()?.unwrap_or_default(),
        in_vain: given("vain").is_some(),
        after: after.transpose()?,
    })
}

/// The address of the first page of a list, or of the page after a place.
fn address(list: &QueryList, after: Option<&QueryCursor>) -> String {
    let vain = if list.in_vain { "&vain=on" } else { "" };
    let after = after.map(|after| format!("&nextCursor={}", encode(&after.write())));
    format!("/admin/search?days={}{vain}{}", list.span.days(), after.unwrap_or_default())
}

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let query = match asked(&request.query) {
        Ok(query) => query,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let found = match shop.search_room.queries(member, &query).await {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    let next = found.next.as_ref().map(|after| address(&query, Some(after)));
    let first = query.after.is_some().then(|| address(&query, None));
    let spans = QuerySpan::ALL.map(|span| {
        let days = span.days().to_string();
        Choice::new(&days, &format!("The last {days} days"), "")
    });
    let chosen = query.span.days().to_string();
    let none = FormState::default();
    let edits = member.may(Permission::EditSearch);
    let body = view! {
        {parts("/admin/search", member)}
        <form class="panel staff-search" action="/admin/search" aria-label="Which queries">
            {select(&none, "days", "Days", "off", spans.into(), &chosen)}
            {tick_box(&none, "vain", "Only what was asked in vain", "Queries that found nothing when they were last asked.", query.in_vain)}
            <button class="button">"Show queries"</button>
        </form>
        {list(&found, query.in_vain, edits)}
        {paging("Pages of queries", first, next)}
    };
    frame::inside("/admin/search", "Search", member, form, body.into_any())
}

/// What a page about search says that could not be drawn.
fn failed(error: &SearchRoomError) -> Page {
    match error {
        SearchRoomError::Forbidden => refusal::failed(Failure::Forbidden),
        SearchRoomError::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}

/// The way between the pages about search; nothing for who may see one of them only.
fn parts(here: &str, member: &StaffMember) -> Option<AnyView> {
    let pages = [
        ("/admin/search", "Queries"),
        ("/admin/search/synonyms", "Synonyms"),
        ("/admin/search/pins", "Pinned products"),
    ];
    let links = pages.map(|(href, name)| {
        let current = (href == here).then_some("page");
        view! { <li><a href=href aria-current=current>{name}</a></li> }
    });
    let links: Vec<_> = links.into();
    member.may(Permission::EditSearch).then(|| {
        view! { <nav class="search-parts" aria-label="Parts of search"><ul>{links}</ul></nav> }
            .into_any()
    })
}

/// The way between the pages of a list; nothing where there is one page only.
fn paging(name: &'static str, first: Option<String>, next: Option<String>) -> Option<AnyView> {
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="paging" aria-label=name>
                {first.map(|href| view! { <a class="button button-quiet" href=href>"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        }
        .into_any()
    })
}

fn list(found: &QueryPage, in_vain: bool, edits: bool) -> AnyView {
    let ranked = found.ranked_at.map(|at| {
        view! { <p class="quiet">"Counted up to "{moment(at)}", anew each minute."</p> }
    });
    if found.rows.is_empty() {
        let sentence = if in_vain {
            "Nothing was asked in vain in these days."
        } else {
            "Nothing was searched for in these days."
        };
        return view! { <div class="empty"><p>{sentence}</p></div>{ranked} }.into_any();
    }
    let rows: Vec<_> = found.rows.iter().map(|row| line(row, edits)).collect();
    let deeds = edits.then(|| view! { <th scope="col">"What you can do"</th> });
    view! {
        <div class="table-scroll" role="region" aria-label="Queries" tabindex="0">
            <table>
                <caption class="hidden">"Queries, most often asked first"</caption>
                <thead><tr><th scope="col">"Query"</th><th scope="col" class="number">"Searches"</th><th scope="col" class="number">"Products found"</th>{deeds}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {ranked}
    }
    .into_any()
}

fn line(row: &QueryRow, edits: bool) -> AnyView {
    let typed = encode(&row.query);
    let deeds = edits.then(|| {
        let about = format!(" for {}", row.query);
        let synonym = (row.results == 0).then(|| {
            let href = format!("/admin/search/synonyms?words={typed}");
            view! { <a href=href>"Add a synonym"<span class="hidden">{about.clone()}</span></a> }
        });
        let href = format!("/admin/search/pins?query={typed}");
        view! {
            <td class="search-deeds">{synonym}<a href=href>"Pin products"<span class="hidden">{about}</span></a></td>
        }
    });
    view! {
        <tr>
            <th scope="row" class="search-words"><a href=format!("/search?q={typed}")>{row.query.clone()}</a></th>
            <td class="number">{row.searches}</td>
            <td class="number">{row.results}</td>
            {deeds}
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_read_as_the_form_and_the_links_write_it() {
        assert_eq!(asked(""), Ok(QueryList::default()));
        assert_eq!(asked("days=&vain="), Ok(QueryList::default()));
        let cursor = QueryCursor { searches: 12, query: "a+b & größe".to_owned() };
        for span in QuerySpan::ALL {
            for in_vain in [false, true] {
                let list = QueryList { span, in_vain, after: Some(cursor.clone()) };
                let address = address(&list, list.after.as_ref());
                let (_, query) = address.split_once('?').expect("a query");
                assert_eq!(asked(query), Ok(list));
            }
        }
        assert!(asked("days=8").is_err() && asked("nextCursor=1").is_err());
    }
}
