//! What a customer bought, and what the shop keeps for them.

use leptos::prelude::*;
use storefront::{
    ShopError,
    customer_room::CustomerView,
    order_room::{BoughtBy, BoughtSum, OrderRoomError},
    profile::{Profile, ProfileError, SavedAddress},
    reviews::{ReviewExport, ReviewState},
};

use super::super::orders;
use crate::pages::encode;

/// Their orders.
pub(super) fn section(bought: &Result<BoughtBy, OrderRoomError>, view: &CustomerView) -> AnyView {
    let body = match bought {
        Ok(bought) => body(bought, view),
        Err(_) => view! { <p class="quiet">"Their orders cannot be read now."</p> }.into_any(),
    };
    view! { <section class="customer-part" aria-labelledby="bought"><h2 id="bought">"Bought"</h2>{body}</section> }
        .into_any()
}

fn body(bought: &BoughtBy, view: &CustomerView) -> AnyView {
    if bought.orders.is_empty() {
        return view! { <p class="quiet">"They have bought nothing with this account."</p> }
            .into_any();
    }
    let sums: Vec<_> = bought.sums.iter().map(|sum| view! { <p>{spent(sum)}</p> }).collect();
    let all: u64 = bought.sums.iter().map(|sum| sum.orders).sum();
    let older = all > bought.orders.len() as u64;
    let by_mail = view.row.email.as_ref().filter(|_| older);
    let by_mail = by_mail.map(|mail| format!("/admin/orders?find={}", encode(mail.as_str())));
    view! {
        {sums}
        {orders::table(&bought.orders)}
        {by_mail.map(|href| view! { <p><a href=href>"All orders whose letters go to this address"</a></p> })}
    }
    .into_any()
}

/// What one currency's orders came to.
fn spent(sum: &BoughtSum) -> String {
    let orders = match sum.orders {
        1 => "1 order".to_owned(),
        orders => format!("{orders} orders"),
    };
    format!("{orders}, {} paid and kept", sum.spent)
}

/// The addresses that they keep.
pub(super) fn addresses(profile: &Result<Profile, ProfileError>) -> AnyView {
    let body = match profile {
        Ok(profile) if profile.addresses.is_empty() => {
            view! { <p class="quiet">"They keep no address."</p> }.into_any()
        }
        Ok(profile) => {
            let entries: Vec<_> =
                profile.addresses.iter().map(|saved| view! { <li>{written(saved)}</li> }).collect();
            view! { <ul class="customer-addresses">{entries}</ul> }.into_any()
        }
        Err(_) => view! { <p class="quiet">"Their addresses cannot be read now."</p> }.into_any(),
    };
    view! { <section class="customer-part" aria-labelledby="addresses"><h2 id="addresses">"Addresses"</h2>{body}</section> }
        .into_any()
}

/// An address in one line.
fn written(saved: &SavedAddress) -> String {
    let address = &saved.address;
    let place = format!("{} {}", address.postcode, address.city);
    let lines = [
        address.name.as_str(),
        &address.line1,
        &address.line2,
        place.trim(),
        &address.region,
        address.country.name(),
    ];
    let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join(", ")
}

/// How many reviews they wrote, in words.
pub(super) fn reviews(export: Result<&ReviewExport, &ShopError>) -> String {
    let Ok(export) = export else { return "Cannot be read now".to_owned() };
    let waiting =
        export.written.iter().filter(|review| review.state == ReviewState::Waiting).count();
    let written = match export.written.len() {
        0 => return "None".to_owned(),
        1 => "1 written".to_owned(),
        written => format!("{written} written"),
    };
    match waiting {
        0 => written,
        1 => format!("{written}, 1 waits to be decided on"),
        waiting => format!("{written}, {waiting} wait to be decided on"),
    }
}
