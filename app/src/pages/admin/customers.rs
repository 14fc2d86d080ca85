//! Customers: who has an account, with one field that finds them.

mod bought;
mod sheet;

use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    customer_room::{
        CustomerCursor, CustomerError, CustomerFind, CustomerKind, CustomerPage, CustomerQuery,
        CustomerRow,
    },
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
        choices::{Choice, select},
        form::{Field, field, summary},
        moment::{day, moment},
    },
};

pub(super) use sheet::draw as draw_sheet;

/// Which accounts are asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Filters {
    /// What is looked for, as it was typed.
    text: String,
    /// Only those of this kind.
    kind: Option<CustomerKind>,
    /// Only what comes after this.
    after: Option<CustomerCursor>,
}

impl Filters {
    /// Reads them from an address, or says what in it cannot be right.
    fn read(query: &str) -> Result<Self, &'static str> {
        let given = |name| parameter(query, name).filter(|value| !value.is_empty());
        let kind = given("only").map(|name| CustomerKind::named(&name).ok_or(()));
        let kind = kind.transpose().map_err(|()| "There is no such list of customers.")?;
        let after = given("nextCursor").map(|text| CustomerCursor::parse(&text));
        let after = after.transpose().map_err(
            |_| "The place in the list that the address names is none. Begin the list again.",
        )?;
        let text = given("find").map(|text| text.trim().to_owned()).unwrap_or_default();
        Ok(Self { text, kind, after })
    }

    /// The address of the first page of the same list, or of the page after a place.
    fn address(&self, after: Option<&CustomerCursor>) -> String {
        let kind = self.kind.map_or("", CustomerKind::name);
        let after = after.map(|after| format!("&nextCursor={}", encode(&after.write())));
        let text = encode(&self.text);
        format!("/admin/customers?find={text}&only={kind}{}", after.unwrap_or_default())
    }
}

pub(super) async fn draw(shop: &Shop, request: &PageRequest, member: &StaffMember) -> Page {
    let filters = match Filters::read(&request.query) {
        Ok(filters) => filters,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let (found, form) = match CustomerFind::read(&filters.text) {
        Ok(find) => {
            let query = CustomerQuery { kind: filters.kind, find, after: filters.after.clone() };
            match shop.customer_room.customers(member, &query).await {
                Ok(found) => (found, FormState::default()),
                Err(error) => return failed(error),
            }
        }
        Err(error) => {
            let errors = vec![error.into()];
            (CustomerPage::default(), FormState { errors, ..FormState::default() })
        }
    };
    let refused = !form.errors.is_empty();
    let body = view! {
        {summary(&form, ToOwned::to_owned)}
        {narrowing(&form, &filters)}
        {(!refused).then(|| listed(&found, &filters, member))}
    };
    frame::inside("/admin/customers", "Customers", member, &form, body.into_any())
}

/// What a page about customers says that could not be drawn.
fn failed(error: CustomerError) -> Page {
    match error {
        CustomerError::Forbidden => refusal::failed(Failure::Forbidden),
        CustomerError::NotFound => refusal::not_found(),
        CustomerError::Refused(_) | CustomerError::Unavailable => {
            refusal::error(ShopError::Unavailable)
        }
    }
}

/// A kind of accounts, as a word.
const fn word(kind: CustomerKind) -> &'static str {
    match kind {
        CustomerKind::Verified => "Verified",
        CustomerKind::Unverified => "Not verified",
        CustomerKind::Staff => "Staff",
        CustomerKind::Erased => "Erased",
    }
}

fn narrowing(form: &FormState, filters: &Filters) -> AnyView {
    let kinds = std::iter::once(Choice::new("", "All", ""))
        .chain(CustomerKind::ALL.map(|kind| Choice::new(kind.name(), word(kind), "")));
    let chosen = filters.kind.map_or("", CustomerKind::name);
    let look_up = Field {
        name: "find",
        label: "Find",
        hint: "A whole email address, a name, or the id that the audit log has. The beginning of a name will do.",
        optional: true,
        ..Field::default()
    };
    view! {
        <form class="orders-narrow" action="/admin/customers" aria-label="Which customers">
            {field(form, look_up, &filters.text)}
            {select(form, "only", "How they stand", "off", kinds.collect(), chosen)}
            <button class="button button-quiet">"Show"</button>
        </form>
    }
    .into_any()
}

fn listed(found: &CustomerPage, filters: &Filters, member: &StaffMember) -> AnyView {
    let newest = filters.after.is_some().then(|| filters.address(None));
    let older = found.next.as_ref().map(|after| filters.address(Some(after)));
    let paged = newest.is_some() || older.is_some();
    let none = found.rows.is_empty();
    let table = if none { nothing(filters, member) } else { table(&found.rows) };
    view! {
        {table}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of customers">
                {newest.map(|href| view! { <a class="button button-quiet" href=href>"Newest customers"</a> })}
                {older.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Older customers"</a> })}
            </nav>
        })}
    }
    .into_any()
}

fn nothing(filters: &Filters, member: &StaffMember) -> AnyView {
    if *filters == Filters::default() {
        return view! { <div class="empty"><p>"Nobody has an account yet."</p></div> }.into_any();
    }
    // Guests have no account, and an order's number or SKU is none's either.
    let look = !filters.text.is_empty() && member.may(Permission::ReadOrders);
    let orders = look.then(|| format!("/admin/orders?find={}", encode(&filters.text)));
    view! {
        <div class="empty">
            <p>"No customer is like this."</p>
            <p class="empty-deeds">
                <a class="button button-quiet" href="/admin/customers">"Show all customers"</a>
                {orders.map(|href| view! { <a class="button button-quiet" href=href>"Look among orders"</a> })}
            </p>
        </div>
    }
    .into_any()
}

fn table(rows: &[CustomerRow]) -> AnyView {
    let rows: Vec<_> = rows.iter().map(line).collect();
    view! {
        <div class="table-scroll customers" role="region" aria-label="Customers" tabindex="0">
            <table>
                <caption class="hidden">"Customers, the newest first"</caption>
                <thead><tr><th scope="col">"Name"</th><th scope="col">"Email"</th><th scope="col">"Registered"</th><th scope="col">"Stands"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &CustomerRow) -> AnyView {
    let href = format!("/admin/customers/{}", row.account);
    let mail = row.email.as_ref().map(|mail| mail.as_str().to_owned());
    view! {
        <tr>
            <th scope="row"><a href=href>{called(row)}</a></th>
            <td>{mail}</td>
            <td>{moment(row.created_at)}</td>
            <td>{standing(row)}{row.staff.then(|| view! { <p class="customer-mark">"Staff"</p> })}</td>
        </tr>
    }
    .into_any()
}

/// What a customer is called, also when nobody knows any more.
fn called(row: &CustomerRow) -> String {
    row.name.clone().unwrap_or_else(|| "Erased".to_owned())
}

/// How an account stands, and since when.
fn standing(row: &CustomerRow) -> AnyView {
    match (row.erased_at, row.verified_at) {
        (Some(at), _) => view! { "Erased on "{day(at)} }.into_any(),
        (None, Some(at)) => view! { "Verified on "{day(at)} }.into_any(),
        (None, None) => view! { "Not verified" }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{AccountId, Timestamp};

    use super::*;

    #[test]
    fn filters_are_read_as_the_form_and_the_links_write_them() {
        assert_eq!(Filters::read("find=&only="), Ok(Filters::default()));
        let filters = Filters::read("find=+Ada+B&only=staff").expect("filters");
        assert_eq!((filters.text.as_str(), filters.kind), ("Ada B", Some(CustomerKind::Staff)));
        let account = AccountId::parse("ada").expect("an id");
        let after = CustomerCursor { created_at: Timestamp::from_millis(26), account };
        let older = filters.address(Some(&after));
        assert_eq!(older, "/admin/customers?find=Ada+B&only=staff&nextCursor=1a.ada");
        let (_, query) = older.split_once('?').expect("a query");
        assert_eq!(Filters::read(query), Ok(Filters { after: Some(after), ..filters }));
        for wrong in ["only=lost", "nextCursor=x"] {
            assert!(Filters::read(wrong).is_err(), "{wrong}");
        }
    }
}
