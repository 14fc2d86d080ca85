//! What is to be done before a new shop sells: a list that goes away once all of it is.

use leptos::prelude::*;
use storefront::{
    Shop,
    search_request::{SearchRequest, Sort},
    staff::{Permission, StaffMember},
};

/// One thing to do.
struct Step {
    what: &'static str,
    href: &'static str,
    done: bool,
}

/// The list for a member who looks after settings. What cannot be looked at now is left out of it.
pub(super) async fn draw(shop: &Shop, member: &StaffMember) -> Option<AnyView> {
    if !member.may(Permission::ManageSettings) {
        return None;
    }
    let chosen = shop.front.chosen();
    let any = shop.search.search(&SearchRequest::everything(Sort::Newest, 1)).await;
    let staff = shop.staff_room.list(member).await;
    let own =
        staff.ok().and_then(|rows| rows.into_iter().find(|row| row.account == member.account));
    let steps = [
        Some(Step {
            what: "Give the shop its name",
            href: "/admin/settings#shop_name",
            done: chosen.name,
        }),
        Some(Step {
            what: "Say who sells, with the address",
            href: "/admin/settings#seller",
            done: chosen.seller,
        }),
        Some(Step {
            what: "Look at delivery, and say what it costs",
            href: "/admin/settings#delivery_note",
            done: chosen.delivery_note,
        }),
        any.ok().map(|found| Step {
            what: "Bring in a first product",
            href: "/admin/products/new",
            done: found.total > 0,
        }),
        own.map(|row| Step {
            what: "Set up your second factor",
            href: "/admin/staff",
            done: row.second_factor_since.is_some(),
        }),
    ];
    list(&steps.into_iter().flatten().collect::<Vec<_>>())
}

fn list(steps: &[Step]) -> Option<AnyView> {
    let done = steps.iter().filter(|step| step.done).count();
    if done == steps.len() {
        return None;
    }
    let items: Vec<_> = steps
        .iter()
        .map(|step| {
            if step.done {
                view! { <li class="start-done">{format!("Done: {}", step.what)}</li> }.into_any()
            } else {
                view! { <li><a href=step.href>{step.what}</a></li> }.into_any()
            }
        })
        .collect();
    let heading = format!("Before you sell: {done} of {} done", steps.len());
    Some(
        view! {
            <section class="panel" aria-labelledby="start">
                <h2 id="start">{heading}</h2>
                <ul class="start-steps">{items}</ul>
            </section>
        }
        .into_any(),
    )
}
