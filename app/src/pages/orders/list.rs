//! The list of what was bought.

use kernel::{Clock, SystemClock, Timestamp};
use leptos::prelude::*;
use storefront::{
    Shop,
    orders::{OrderCursor, OrderPage, OrderQuery, OrderStatus, OrderSummary},
};

use super::{
    super::{Page, account::own, refusal},
    around::way,
    failed, lines,
    words::{arrival, contents},
};
use crate::{
    context::{FormState, PageRequest, Visitor},
    pages::{encode, parameter},
    parts::{
        choices::{Choice, select},
        moment::day,
    },
};

/// Three months in milliseconds, none of them shorter than it is.
const THREE_MONTHS: i64 = 92 * 86_400_000;

/// Which orders are asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Filters {
    /// Only those of the last three months.
    recent: bool,
    /// Only those that stand here.
    status: Option<OrderStatus>,
    /// Only what comes after this.
    after: Option<OrderCursor>,
}

impl Filters {
    /// Reads them from an address, or says what in it cannot be right.
    fn read(query: &str) -> Result<Self, &'static str> {
        let given = |name| parameter(query, name).filter(|value| !value.is_empty());
        let recent = match given("since").as_deref() {
            None | Some("all") => false,
            Some("3m") => true,
            Some(_) => return Err("Orders are shown since 3m, which is three months, or all."),
        };
        let status = given("status").map(|name| OrderStatus::parse(&name).ok_or(()));
        let status = status
            .transpose()
            .map_err(|()| "No order stands where the address says. Begin the list again.")?;
        let after = given("nextCursor").map(|cursor| OrderCursor::parse(&cursor));
        let after = after.transpose().map_err(
            |_| "The page number in the address is not one that this shop gave out. Begin the list again.",
        )?;
        Ok(Self { recent, status, after })
    }

    fn narrow(&self) -> bool {
        self.recent || self.status.is_some()
    }

    fn query(&self, now: Timestamp) -> OrderQuery {
        OrderQuery {
            after: self.after.clone(),
            since: self.recent.then(|| Timestamp::from_millis(now.millis() - THREE_MONTHS)),
            statuses: self.status.into_iter().collect(),
            ..OrderQuery::default()
        }
    }

    /// The address of the first page of the same list, or of the page after a cursor.
    fn address(&self, cursor: Option<&str>) -> String {
        let since = if self.recent { "3m" } else { "all" };
        let status = self.status.map_or("", OrderStatus::name);
        let after = cursor.map(|cursor| format!("&nextCursor={}", encode(cursor)));
        format!("/orders?since={since}&status={status}{}", after.unwrap_or_default())
    }
}

pub(super) async fn draw(shop: &Shop, request: &PageRequest, visitor: &Visitor) -> Page {
    let filters = match Filters::read(&request.query) {
        Ok(filters) => filters,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let found = match &visitor.buyer {
        Some(buyer) => match shop.orders.list(buyer, &filters.query(SystemClock.now())).await {
            Ok(found) => Some(found),
            Err(error) => return failed(error),
        },
        None => None,
    };
    let body = match &found {
        Some(found) => listed(found, &filters, visitor),
        None => stranger(),
    };
    if visitor.account.is_some() {
        return own("/orders", None, &FormState::default(), body);
    }
    let body = view! {
        {way(&Visitor::default(), None, "Orders")}
        <div class="orders-page"><h1>"Your orders"</h1>{body}</div>
    };
    Page::unlisted("Your orders", body.into_any())
}

/// Nobody is signed in, and nothing was begun here.
fn stranger() -> AnyView {
    view! {
        <div class="empty">
            <p class="empty-head">"Sign in to see your orders"</p>
            <p>"What you buy with an account is kept here. Without one, the link in our letters leads to each order."</p>
            <p class="empty-deeds"><a class="button" href="/sign-in?next=/orders">"Sign in"</a><a class="button button-quiet" href="/orders/find">"Find an order without an account"</a></p>
        </div>
    }
    .into_any()
}

fn listed(found: &OrderPage, filters: &Filters, visitor: &Visitor) -> AnyView {
    let orders: Vec<_> = found.orders.iter().map(entry).collect();
    let none = orders.is_empty();
    // Where there is nothing at all, there is nothing to narrow.
    let bare = none && !filters.narrow() && filters.after.is_none();
    let older = found.next_cursor.as_ref().map(|cursor| filters.address(Some(cursor)));
    let newest = filters.after.is_some().then(|| filters.address(None));
    let paged = older.is_some() || newest.is_some();
    view! {
        {visitor.account.is_none().then(guest)}
        {(!bare).then(|| narrowing(filters))}
        {none.then(|| nothing(filters))}
        {(!none).then(|| view! { <ol class="orders">{orders}</ol> })}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of orders">
                {newest.map(|href| view! { <a class="button button-quiet" href=href>"Newest orders"</a> })}
                {older.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Older orders"</a> })}
            </nav>
        })}
    }
    .into_any()
}

/// What is shown to who is not signed in.
fn guest() -> AnyView {
    view! {
        <p class="notice">"These are the orders of this browser. "<a href="/sign-in?next=/orders">"Sign in"</a>" to see those of your account, or "<a href="/orders/find">"find an order"</a>" that was made elsewhere."</p>
    }
    .into_any()
}

fn narrowing(filters: &Filters) -> AnyView {
    let form = FormState::default();
    let since = [Choice::new("all", "Any time", ""), Choice::new("3m", "The last 3 months", "")];
    let statuses = std::iter::once(Choice::new("", "Any", ""))
        .chain(OrderStatus::ALL.map(|status| Choice::new(status.name(), status.label(), "")));
    let status = filters.status.map_or("", OrderStatus::name);
    view! {
        <form class="orders-narrow" action="/orders" aria-label="Which orders">
            {select(&form, "since", "Ordered", "off", since.to_vec(), if filters.recent { "3m" } else { "all" })}
            {select(&form, "status", "Where they stand", "off", statuses.collect(), status)}
            <button class="button button-quiet">"Show"</button>
        </form>
    }
    .into_any()
}

fn nothing(filters: &Filters) -> AnyView {
    if filters.after.is_some() {
        return view! { <div class="empty"><p>"There are no older orders."</p></div> }.into_any();
    }
    if filters.narrow() {
        return view! { <div class="empty"><p>"None of your orders is like this."</p><p class="empty-deeds"><a class="button button-quiet" href="/orders">"Show all orders"</a></p></div> }.into_any();
    }
    view! {
        <div class="empty">
            <p class="empty-head">"No orders yet"</p>
            <p>"What you buy stands here, with where it is and when it comes."</p>
            <p class="empty-deeds"><a class="button" href="/search?sort=rating">"See what others like"</a></p>
        </div>
    }
    .into_any()
}

fn entry(order: &OrderSummary) -> AnyView {
    let href = format!("/orders/{}", order.id);
    let arrival =
        arrival(order).map(|(words, at)| view! { <div><dt>{words}</dt><dd>{day(at)}</dd></div> });
    view! {
        <li class="order">
            <div class="order-top">
                <h2 class="order-number"><a href=href>"Order "{order.id.to_string()}</a></h2>
                <p class="order-mark">{order.status.label()}</p>
            </div>
            <div class="order-what">{lines::pictures(order)}<p>{contents(order)}</p></div>
            <dl class="order-facts">
                <div><dt>"Ordered on"</dt><dd>{day(order.ordered_at)}</dd></div>
                {arrival}
                <div><dt>"Total"</dt><dd>{order.total.to_string()}</dd></div>
            </dl>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_as_the_form_and_the_links_write_them() {
        assert_eq!(Filters::read(""), Ok(Filters::default()));
        assert_eq!(Filters::read("since=all&status="), Ok(Filters::default()));
        let filters = Filters::read("since=3m&status=shipped").expect("filters");
        assert_eq!((filters.recent, filters.status), (true, Some(OrderStatus::Shipped)));
        let older = filters.address(Some("1a.7K2M"));
        assert_eq!(older, "/orders?since=3m&status=shipped&nextCursor=1a.7K2M");
        let (_, query) = older.split_once('?').expect("a query");
        let read = Filters::read(query).expect("filters");
        assert_eq!(read.after.map(|cursor| cursor.write()).as_deref(), Some("1a.7K2M"));
        for wrong in ["since=1y", "status=lost", "status=Paid", "nextCursor=x", "nextCursor=1.%20"]
        {
            assert!(Filters::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn three_months_are_counted_from_now() {
        let now = Timestamp::from_millis(1_795_269_959_999);
        let query = Filters { recent: true, ..Filters::default() }.query(now);
        assert_eq!(query.since.map(Timestamp::date), Some((2026, 8, 21)));
        assert_eq!(Filters::default().query(now), OrderQuery::default());
    }
}
