//! The list of orders for staff, with one field that finds one.

use leptos::prelude::*;
use storefront::{
    Shop,
    order_room::{LookUp, RoomOrder, RoomPage, RoomQuery},
    orders::{OrderCursor, OrderStatus},
    staff::{Permission, StaffMember},
};

use super::{
    super::{super::refusal, frame},
    failed,
};
use crate::{
    context::{FormState, PageRequest},
    pages::{Page, encode, parameter},
    parts::{
        choices::{Choice, select},
        form::{Field, field, summary},
        moment::moment,
    },
};

/// Which orders are asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Filters {
    /// What is looked for, as it was typed.
    text: String,
    /// Only those that stand here.
    status: Option<OrderStatus>,
    /// Only what comes after this.
    after: Option<OrderCursor>,
}

impl Filters {
    /// Reads them from an address, or says what in it cannot be right.
    fn read(query: &str) -> Result<Self, &'static str> {
        let given = |name| parameter(query, name).filter(|value| !value.is_empty());
        let status = given("status").map(|name| OrderStatus::parse(&name).ok_or(()));
        let status = status
            .transpose()
            .map_err(|()| "No order stands where the address says. Begin the list again.")?;
        let after = given("nextCursor").map(|cursor| OrderCursor::parse(&cursor));
        let after = after.transpose().map_err(
            |_| "The page number in the address is not one that this shop gave out. Begin the list again.",
        )?;
        let text = given("find").map(|text| text.trim().to_owned()).unwrap_or_default();
        Ok(Self { text, status, after })
    }

    /// The address of the first page of the same list, or of the page after a cursor.
    fn address(&self, cursor: Option<&str>) -> String {
        let status = self.status.map_or("", OrderStatus::name);
        let after = cursor.map(|cursor| format!("&nextCursor={}", encode(cursor)));
        let text = encode(&self.text);
        format!("/admin/orders?find={text}&status={status}{}", after.unwrap_or_default())
    }
}

pub(super) async fn draw(shop: &Shop, request: &PageRequest, member: &StaffMember) -> Page {
    let filters = match Filters::read(&request.query) {
        Ok(filters) => filters,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let (found, form) = match LookUp::read(&filters.text) {
        Ok(find) => {
            let query = RoomQuery { after: filters.after.clone(), status: filters.status, find };
            match shop.order_room.list(member, &query).await {
                Ok(found) => (found, FormState::default()),
                Err(error) => return failed(&error),
            }
        }
        Err(error) => {
            let errors = vec![error.into()];
            (RoomPage::default(), FormState { errors, ..FormState::default() })
        }
    };
    let refused = !form.errors.is_empty();
    let take = member
        .may(Permission::EditOrders)
        .then(|| view! { <p><a class="button" href="/admin/orders/new">"Take an order"</a></p> });
    let body = view! {
        {summary(&form, ToOwned::to_owned)}
        {take}
        {narrowing(&form, &filters)}
        {(!refused).then(|| listed(&found, &filters, member))}
    };
    frame::inside("/admin/orders", "Orders", member, &form, body.into_any())
}

fn narrowing(form: &FormState, filters: &Filters) -> AnyView {
    let statuses = std::iter::once(Choice::new("", "Any", ""))
        .chain(OrderStatus::ALL.map(|status| Choice::new(status.name(), status.label(), "")));
    let status = filters.status.map_or("", OrderStatus::name);
    let look_up = Field {
        name: "find",
        label: "Find",
        hint: "A number, an email address, a SKU, a name, a phone number or a postcode. The beginning of a name will do.",
        optional: true,
        ..Field::default()
    };
    view! {
        <form class="orders-narrow" action="/admin/orders" aria-label="Which orders">
            {field(form, look_up, &filters.text)}
            {select(form, "status", "Where they stand", "off", statuses.collect(), status)}
            <button class="button button-quiet">"Show"</button>
        </form>
    }
    .into_any()
}

fn listed(found: &RoomPage, filters: &Filters, member: &StaffMember) -> AnyView {
    let newest = filters.after.is_some().then(|| filters.address(None));
    let older = found.next_cursor.as_ref().map(|cursor| filters.address(Some(cursor)));
    let paged = newest.is_some() || older.is_some();
    let none = found.orders.is_empty();
    let table = if none { nothing(filters, member) } else { table(&found.orders) };
    view! {
        {table}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of orders">
                {newest.map(|href| view! { <a class="button button-quiet" href=href>"Newest orders"</a> })}
                {older.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Older orders"</a> })}
            </nav>
        })}
    }
    .into_any()
}

fn nothing(filters: &Filters, member: &StaffMember) -> AnyView {
    if filters.after.is_some() {
        return view! { <div class="empty"><p>"There are no older orders."</p></div> }.into_any();
    }
    if filters.text.is_empty() && filters.status.is_none() {
        return view! { <div class="empty"><p class="empty-head">"No orders yet"</p><p>"What is bought in the shop stands here."</p></div> }.into_any();
    }
    let look = !filters.text.is_empty() && member.may(Permission::ReadCustomers);
    let customers = look.then(|| format!("/admin/customers?find={}", encode(&filters.text)));
    view! {
        <div class="empty">
            <p>"No order is like this."</p>
            <p class="empty-deeds">
                <a class="button button-quiet" href="/admin/orders">"Show all orders"</a>
                {customers.map(|href| view! { <a class="button button-quiet" href=href>"Look among customers"</a> })}
            </p>
        </div>
    }
    .into_any()
}

/// Orders as a table.
pub(in crate::pages::admin) fn table(orders: &[RoomOrder]) -> AnyView {
    let rows: Vec<_> = orders.iter().map(row).collect();
    view! {
        <div class="table-scroll room-table" role="region" aria-label="Orders" tabindex="0">
            <table>
                <caption class="hidden">"Orders, the newest first"</caption>
                <thead><tr><th scope="col">"Order"</th><th scope="col">"Stands"</th><th scope="col" class="number">"Total"</th><th scope="col" class="number">"Units"</th><th scope="col">"Whose"</th><th scope="col">"Placed"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(order: &RoomOrder) -> AnyView {
    let href = format!("/admin/orders/{}", order.id);
    let name = match &order.name {
        Some(name) => name.clone().into_any(),
        None => view! { <span class="quiet">"Erased"</span> }.into_any(),
    };
    let back = (order.refunded.amount() > 0)
        .then(|| view! { <p class="quiet">{format!("{} paid back", order.refunded)}</p> });
    let waits = order.return_waits.then(|| view! { <p class="order-mark">"Return to decide"</p> });
    view! {
        <tr>
            <th scope="row"><a href=href>{order.id.to_string()}</a></th>
            <td>{order.status.label()}{waits}</td>
            <td class="number">{order.total.to_string()}{back}</td>
            <td class="number">{order.units}</td>
            <td>{name}</td>
            <td>{moment(order.ordered_at)}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_as_the_form_and_the_links_write_them() {
        assert_eq!(Filters::read("find=&status="), Ok(Filters::default()));
        let filters = Filters::read("find=+Ada+B&status=paid").expect("filters");
        assert_eq!((filters.text.as_str(), filters.status), ("Ada B", Some(OrderStatus::Paid)));
        let older = filters.address(Some("1a.7K2M"));
        assert_eq!(older, "/admin/orders?find=Ada+B&status=paid&nextCursor=1a.7K2M");
        let (_, query) = older.split_once('?').expect("a query");
        let read = Filters::read(query).expect("filters");
        assert_eq!(read.after.map(|cursor| cursor.write()).as_deref(), Some("1a.7K2M"));
        for wrong in ["status=lost", "nextCursor=x"] {
            assert!(Filters::read(wrong).is_err(), "{wrong}");
        }
    }
}
