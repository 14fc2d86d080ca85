//! What checkouts hold or pay for now, and letting go of it.

use std::collections::HashMap;

use kernel::{Sku, Timestamp};
use leptos::prelude::*;
use storefront::{
    Shop,
    catalogue::Offer,
    staff::{Permission, StaffMember},
    stock_room::{HoldCursor, HoldLine, HoldPage},
};

use super::{
    super::{Page, refusal},
    frame,
    stock::{failed, named, offers},
};
use crate::{
    context::{FormState, PageRequest},
    islands::time_left::TimeLeft,
    pages::{encode, parameter},
    parts::form::{done, summary},
};

const DONE: [(&str, &str); 1] =
    [("released", "The checkout is over, and its units are free again.")];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let after = parameter(&request.query, "nextCursor").filter(|cursor| !cursor.is_empty());
    let after = match after.as_deref().map(HoldCursor::parse).transpose() {
        Ok(after) => after,
        Err(_) => {
            return refusal::bad_request(
                "The place in the list that the address names is none. Begin the list again.",
            );
        }
    };
    let found = match shop.stock_room.holds(member, after.as_ref()).await {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    let skus: Vec<_> = found.lines.iter().map(|line| line.sku.clone()).collect();
    let offers = offers(shop, skus).await;
    let next = found.next.as_ref();
    let next = next.map(|next| format!("/admin/holds?nextCursor={}", encode(&next.write())));
    let paged = next.is_some() || after.is_some();
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        <p>"What is here cannot be sold to anybody else. It is free again when its time is over, or paid for and sold."</p>
        {list(&found, &offers, member)}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of what checkouts hold">
                {after.is_some().then(|| view! { <a class="button button-quiet" href="/admin/holds">"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        })}
    };
    frame::inside("/admin/holds", "In checkouts", member, form, body.into_any())
}

fn list(found: &HoldPage, offers: &HashMap<Sku, Offer>, member: &StaffMember) -> AnyView {
    if found.lines.is_empty() {
        return view! { <div class="empty"><p>"No checkout holds anything here."</p></div> }
            .into_any();
    }
    let may_release = member.may(Permission::EditOrders);
    let rows: Vec<_> = found
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            // Lines of a checkout stand together; what is done to one is done to all.
            let before = at.checked_sub(1).and_then(|before| found.lines.get(before));
            let first = before.is_none_or(|before| before.checkout != line.checkout);
            row(line, found.now, offers, may_release, first)
        })
        .collect();
    view! {
        <div class="table-scroll" role="region" aria-label="What checkouts hold" tabindex="0">
            <table>
                <caption class="hidden">"What checkouts hold, what ends first at the top"</caption>
                <thead><tr><th scope="col">"SKU"</th><th scope="col" class="number">"Units"</th><th scope="col">"Checkout"</th><th scope="col">"State"</th>{may_release.then(|| view! { <th scope="col">"Let go"</th> })}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(
    line: &HoldLine,
    now: Timestamp,
    offers: &HashMap<Sku, Offer>,
    may_release: bool,
    first: bool,
) -> AnyView {
    let short: String = line.checkout.as_str().chars().take(8).collect();
    let state = if line.paying {
        view! { "Being paid for" }.into_any()
    } else {
        let left = line.until.millis() - now.millis();
        view! { "Held until "<time datetime=line.until.rfc3339()>{time_of_day(line.until)}</time>" "<TimeLeft left/> }
            .into_any()
    };
    let release = (first && !line.paying).then(|| {
        let action = format!("/admin/holds/{}/release", line.checkout);
        let about = format!(": checkout {short}");
        view! { <form method="post" action=action><button class="button-text">"Release"<span class="hidden">{about}</span></button></form> }
    });
    view! {
        <tr>
            <th scope="row">{named(&line.sku, offers)}</th>
            <td class="number">{line.units}</td>
            <td><code>{short.clone()}</code></td>
            <td>{state}</td>
            {may_release.then(|| view! { <td>{release}</td> })}
        </tr>
    }
    .into_any()
}

/// The time of day in UTC, to the second.
fn time_of_day(at: Timestamp) -> String {
    let second = at.seconds().rem_euclid(86_400);
    format!("{:02}:{:02}:{:02} UTC", second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_told_to_the_second() {
        assert_eq!(time_of_day(Timestamp::from_millis(1_795_269_920_000)), "14:05:20 UTC");
        assert_eq!(time_of_day(Timestamp::from_millis(-1)), "23:59:59 UTC");
    }
}
