//! What stands around the pages for staff.

use leptos::prelude::*;
use storefront::staff::{Permission, StaffMember};

use super::super::Page;
use crate::{context::FormState, parts::form::title};

/// A page for a member; `here` is its address.
pub(super) fn inside(
    here: &str,
    heading: &str,
    member: &StaffMember,
    form: &FormState,
    body: AnyView,
) -> Page {
    let links: Vec<_> = parts(member)
        .into_iter()
        .map(|(href, name)| {
            let current = (href == here).then_some("page");
            view! { <li><a href=href aria-current=current>{name}</a></li> }
        })
        .collect();
    let body = view! {
        <div class="staff-head">
            <p class="staff-who"><span class="staff-mark">"Staff"</span>{member.name.clone()}</p>
            <nav aria-label="Staff"><ul>{links}</ul></nav>
            <form method="post" action="/admin/sign-out"><button class="button-text">"Sign out"</button></form>
        </div>
        <div class="staff-inside"><h1>{heading.to_owned()}</h1>{body}</div>
    };
    Page::unlisted(title(form, heading), body.into_any())
}

/// A page on the way in.
pub(super) fn outside(heading: &str, form: &FormState, body: AnyView) -> Page {
    let body = view! {
        <div class="door staff-door"><p class="staff-who"><span class="staff-mark">"Staff"</span></p><h1>{heading.to_owned()}</h1>{body}</div>
    };
    Page::unlisted(title(form, heading), body.into_any())
}

/// The parts that a member may see, each with its address.
pub(super) fn parts(member: &StaffMember) -> Vec<(&'static str, &'static str)> {
    let all = [
        ("/admin", "Overview", None),
        ("/admin/stock", "Stock", Some(Permission::ReadStock)),
        ("/admin/holds", "In checkouts", Some(Permission::ReadStock)),
        ("/admin/orders", "Orders", Some(Permission::ReadOrders)),
        ("/admin/returns", "Returns", Some(Permission::ReadOrders)),
        ("/admin/reviews", "Reviews", Some(Permission::ModerateReviews)),
        ("/admin/coupons", "Coupons", Some(Permission::EditOffers)),
        ("/admin/delivery", "Delivery", Some(Permission::ManageSettings)),
        ("/admin/taxes", "Tax", Some(Permission::ManageSettings)),
        ("/admin/settings", "Settings", Some(Permission::ManageSettings)),
        ("/admin/texts", "Texts", Some(Permission::ManageSettings)),
        ("/admin/staff", "Who is staff", Some(Permission::ManageStaff)),
        ("/admin/tokens", "API tokens", None),
        ("/admin/audit", "Audit log", Some(Permission::ReadAudit)),
    ];
    all.into_iter()
        .filter(|(_, _, needed)| needed.is_none_or(|permission| member.may(permission)))
        .map(|(href, name, _)| (href, name))
        .collect()
}
