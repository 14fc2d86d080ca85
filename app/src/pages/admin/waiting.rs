//! What waits for somebody of staff, as far as they may know.

use leptos::prelude::*;
use storefront::{
    Shop,
    figures_room::{LowStock, Waiting},
    reviews::{ReviewDeskQuery, ReviewState},
    staff::{Permission, StaffMember},
};

use super::stock;

/// What waits, on the first page; nothing for those who may know of nothing.
pub(super) async fn draw(shop: &Shop, member: &StaffMember) -> Option<AnyView> {
    let waiting = shop.figures_room.waiting(member).await;
    let reviews = reviews(shop, member).await;
    let unknown = waiting.is_err() || matches!(reviews, Some(None));
    let waiting = waiting.unwrap_or_default();
    let items: Vec<_> = items(member, &waiting, reviews.flatten())
        .into_iter()
        .map(|(text, href)| match href {
            Some(href) => view! { <li><a href=href>{text}</a></li> }.into_any(),
            None => view! { <li>{text}</li> }.into_any(),
        })
        .collect();
    let low = match &waiting.low {
        Some(low) => Some(low_stock(shop, low, waiting.more_low).await),
        None => None,
    };
    if items.is_empty() && low.is_none() && !unknown {
        return None;
    }
    let view = view! {
        <section class="figures-part" aria-labelledby="waiting">
            <h2 id="waiting">"What waits"</h2>
            {unknown.then(|| view! { <p class="notice">"Not all of it can be read just now. Try again in a moment."</p> })}
            {(!items.is_empty()).then(|| view! { <ul class="account-tiles">{items}</ul> })}
            {low}
        </section>
    };
    Some(view.into_any())
}

/// How many reviews wait, at least, and whether there are more. Outside, whether they are asked for;
/// inside, whether there was an answer.
async fn reviews(shop: &Shop, member: &StaffMember) -> Option<Option<(usize, bool)>> {
    if !member.may(Permission::ModerateReviews) {
        return None;
    }
    let query = ReviewDeskQuery { state: Some(ReviewState::Waiting), ..ReviewDeskQuery::default() };
    let found = shop.review_room.list(member, &query).await;
    Some(found.ok().map(|page| (page.entries.len(), page.next.is_some())))
}

/// What waits in words, with where it is looked after by those who may.
fn items(
    member: &StaffMember,
    waiting: &Waiting,
    reviews: Option<(usize, bool)>,
) -> Vec<(String, Option<&'static str>)> {
    let orders = |href| member.may(Permission::ReadOrders).then_some(href);
    let many = |count: u64, one: &str, several: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {several}"),
    };
    let reviews = reviews.map(|(count, more)| match (count, more) {
        (count, true) => format!("More than {count} reviews to read"),
        (1, false) => "1 review to read".to_owned(),
        (count, false) => format!("{count} reviews to read"),
    });
    let to_send = waiting.orders.map(|count| many(count, "order to send", "orders to send"));
    let returns = waiting.returns.map(|count| many(count, "return to decide", "returns to decide"));
    let payments =
        waiting.payments.map(|count| many(count, "payment to look into", "payments to look into"));
    [
        to_send.map(|text| (text, orders("/admin/orders?status=paid"))),
        returns.map(|text| (text, orders("/admin/returns"))),
        payments.map(|text| (text, orders("/admin/payments"))),
        reviews.map(|text| (text, Some("/admin/reviews?only=waiting"))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is low, each leading to its page.
async fn low_stock(shop: &Shop, low: &[LowStock], more: bool) -> AnyView {
    if low.is_empty() {
        return view! { <p>"Of nothing are there few units left."</p> }.into_any();
    }
    let offers = stock::offers(shop, low.iter().map(|line| line.sku.clone()).collect()).await;
    let rows: Vec<_> = low
        .iter()
        .map(|line| {
            let mark = stock::mark(line.free);
            view! {
                <tr>
                    <th scope="row">{stock::named(&line.sku, &offers)}</th>
                    <td class="number">{line.free}{mark.map(|mark| view! { <p class="stock-mark">{mark}</p> })}</td>
                </tr>
            }
        })
        .collect();
    let all = if more { "All that is low; there is more than this" } else { "All that is low" };
    view! {
        <h3 id="low">"Few units left"</h3>
        <div class="table-scroll" role="region" aria-labelledby="low" tabindex="0">
            <table>
                <caption class="hidden">"SKUs of which few units are free"</caption>
                <thead><tr><th scope="col">"SKU"</th><th scope="col" class="number">"Free"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p><a href="/admin/stock?low=on">{all}</a></p>
        <p><a href=stock::LOW_AS_CSV>"All that is low as CSV"</a></p>
    }
    .into_any()
}
