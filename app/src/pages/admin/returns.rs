//! Returns: those that wait for being decided, those that are, and all of them.

use leptos::prelude::*;
use storefront::{
    Shop,
    order_room::{ReturnCursor, ReturnList, ReturnPage, ReturnsQuery, RoomReturn},
    orders::ReturnState,
    staff::StaffMember,
};

use super::{
    super::{Page, refusal},
    frame,
    orders::failed,
};
use crate::{
    context::{FormState, PageRequest},
    pages::parameter,
    parts::moment::moment,
};

const LIST: &str = "/admin/returns";

/// Which returns are asked for, or what in the address cannot be right.
fn asked(query: &str) -> Result<ReturnsQuery, &'static str> {
    let given = |name| parameter(query, name).filter(|text| !text.is_empty());
    let list = given("state").map(|name| ReturnList::named(&name).ok_or(()));
    let list = list.transpose().map_err(|()| "There is no such list of returns.")?;
    let after = given("nextCursor").map(|text| ReturnCursor::parse(&text)).transpose().map_err(
        |_| "The place in the list that the address names is none. Begin the list again.",
    )?;
    Ok(ReturnsQuery { list: list.unwrap_or_default(), after })
}

/// The address of the first page of a list, or of a later one.
fn address(list: ReturnList, after: Option<&ReturnCursor>) -> String {
    let state = (list != ReturnList::default()).then(|| format!("state={}", list.name()));
    let after = after.map(|cursor| format!("nextCursor={}", cursor.as_str()));
    let query: Vec<_> = [state, after].into_iter().flatten().collect();
    match query.as_slice() {
        [] => LIST.to_owned(),
        query => format!("{LIST}?{}", query.join("&")),
    }
}

pub(super) async fn draw(shop: &Shop, request: &PageRequest, member: &StaffMember) -> Page {
    let query = match asked(&request.query) {
        Ok(query) => query,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let found = match shop.order_room.returns(member, &query).await {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    let first = query.after.is_some().then(|| address(query.list, None));
    let next = found.next.as_ref().map(|after| address(query.list, Some(after)));
    let paged = first.is_some() || next.is_some();
    let body = view! {
        {lists(query.list)}
        {list(&found, &query)}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of returns">
                {first.map(|href| view! { <a class="button button-quiet" href=href>"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        })}
    };
    frame::inside(LIST, "Returns", member, &FormState::default(), body.into_any())
}

/// The way to each list.
fn lists(chosen: ReturnList) -> AnyView {
    let links = ReturnList::EACH.map(|list| {
        let current = (list == chosen).then_some("page");
        let name = match list {
            ReturnList::Open => "To be decided",
            ReturnList::Decided => "Decided",
            ReturnList::All => "All",
        };
        view! { <li><a href=address(list, None) aria-current=current>{name}</a></li> }
    });
    let links: Vec<_> = links.into();
    view! { <nav class="offer-lists" aria-label="Lists of returns"><ul>{links}</ul></nav> }
        .into_any()
}

fn list(found: &ReturnPage, query: &ReturnsQuery) -> AnyView {
    if found.returns.is_empty() {
        return nothing(query);
    }
    let caption = match query.list {
        ReturnList::Open => "Returns that wait, the oldest first",
        ReturnList::Decided => "Returns that are decided, the last decided first",
        ReturnList::All => "Returns, the newest first",
    };
    let rows: Vec<_> = found.returns.iter().map(row).collect();
    view! {
        <div class="table-scroll room-table" role="region" aria-label="Returns" tabindex="0">
            <table>
                <caption class="hidden">{caption}</caption>
                <thead><tr><th scope="col">"Order"</th><th scope="col">"Asked for"</th><th scope="col">"Why"</th><th scope="col">"Stands"</th><th scope="col" class="number">"Goes back"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn nothing(query: &ReturnsQuery) -> AnyView {
    if query.after.is_some() {
        return view! { <div class="empty"><p>"There are no more returns in this list."</p></div> }
            .into_any();
    }
    let (head, sentence) = match query.list {
        ReturnList::Open => (
            "Nothing waits",
            "What shoppers ask to send back stands here until somebody decides on it.",
        ),
        ReturnList::Decided => ("Nothing is decided", "What was agreed to or refused stands here."),
        ReturnList::All => ("No returns yet", "What shoppers ask to send back stands here."),
    };
    view! { <div class="empty"><p class="empty-head">{head}</p><p>{sentence}</p></div> }.into_any()
}

fn row(one: &RoomReturn) -> AnyView {
    let href = format!("/admin/orders/{}#returns", one.order);
    let reason = if one.reason.is_empty() {
        view! { <span class="quiet">"Nothing was said"</span> }.into_any()
    } else {
        one.reason.clone().into_any()
    };
    let state = match one.state {
        ReturnState::Requested => "To be decided",
        ReturnState::Approved => "Agreed",
        ReturnState::Refused => "Not agreed",
    };
    let decided =
        one.decided_at.map(|at| view! { <span class="quiet">" "{moment(at)}</span> }.into_any());
    view! {
        <tr>
            <th scope="row"><a href=href>{one.order.to_string()}</a></th>
            <td>{moment(one.asked_at)}</td>
            <td>{reason}</td>
            <td>{state}{decided}</td>
            <td class="number">{one.refund.map(|refund| refund.to_string())}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_the_links_write_them() {
        assert_eq!(asked(""), Ok(ReturnsQuery::default()));
        assert_eq!(address(ReturnList::Open, None), LIST);
        let place = ReturnCursor::parse(&"0f".repeat(16)).expect("a place");
        for list in ReturnList::EACH {
            let link = address(list, Some(&place));
            let (_, query) = link.split_once('?').expect("a query");
            assert_eq!(asked(query), Ok(ReturnsQuery { list, after: Some(place.clone()) }));
        }
        for bad in ["state=lost", "nextCursor=x"] {
            assert!(asked(bad).is_err(), "{bad}");
        }
    }
}
