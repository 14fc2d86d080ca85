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
    let groups: Vec<_> = groups(member)
        .into_iter()
        .map(|(name, links)| {
            let links: Vec<_> = links
                .into_iter()
                .map(|(href, name)| {
                    let current = (href == here).then_some("page");
                    view! { <li><a href=href aria-current=current>{name}</a></li> }
                })
                .collect();
            view! { <div class="staff-group"><p>{name}</p><ul aria-label=name>{links}</ul></div> }
        })
        .collect();
    let body = view! {
        <div class="staff-head">
            <p class="staff-who"><span class="staff-mark">"Staff"</span>{member.name.clone()}</p>
            <form method="post" action="/admin/sign-out"><button class="button-text">"Sign out"</button></form>
        </div>
        <div class="staff-room">
            <details class="staff-menu">
                <summary>"Menu"</summary>
                <nav aria-label="Staff">{groups}</nav>
            </details>
            <div class="staff-inside"><h1>{heading.to_owned()}</h1>{body}</div>
        </div>
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

/// A part of the back office: its address, its name, and who may see it.
type Part = (&'static str, &'static str, &'static [Permission]);

/// The parts by what they are about. One that names no permission is for all staff, one that names
/// several for whoever has one of them.
const GROUPS: [(&str, &[Part]); 5] = {
    use Permission as P;
    [
        ("Today", &[("/admin", "Overview", &[]), ("/admin/figures", "Figures", &[P::ReadReports])]),
        (
            "Selling",
            &[
                ("/admin/orders", "Orders", &[P::ReadOrders]),
                ("/admin/returns", "Returns", &[P::ReadOrders]),
                ("/admin/payments", "Payments", &[P::ReadOrders]),
                ("/admin/customers", "Customers", &[P::ReadCustomers]),
                ("/admin/reviews", "Reviews", &[P::ModerateReviews]),
                ("/admin/coupons", "Coupons", &[P::EditOffers]),
            ],
        ),
        (
            "Goods",
            &[
                ("/admin/products", "Products", &[P::ReadCatalogue]),
                ("/admin/categories", "Categories", &[P::ReadCatalogue]),
                ("/admin/collections", "Collections", &[P::ReadCatalogue]),
                ("/admin/brands", "Brands", &[P::ReadCatalogue]),
                ("/admin/imports", "Import", &[P::EditCatalogue]),
                ("/admin/stock", "Stock", &[P::ReadStock]),
                ("/admin/holds", "In checkouts", &[P::ReadStock]),
            ],
        ),
        (
            "Shop",
            &[
                ("/admin/search", "Search", &[P::EditSearch, P::ReadReports]),
                ("/admin/delivery", "Delivery", &[P::ManageSettings]),
                ("/admin/taxes", "Tax", &[P::ManageSettings]),
                ("/admin/settings", "Settings", &[P::ManageSettings]),
                ("/admin/texts", "Texts", &[P::ManageSettings]),
            ],
        ),
        (
            "Staff",
            &[
                ("/admin/staff", "Who is staff", &[P::ManageStaff]),
                ("/admin/sessions", "Your sessions", &[]),
                ("/admin/tokens", "API tokens", &[]),
                ("/admin/audit", "Audit log", &[P::ReadAudit]),
            ],
        ),
    ]
};

/// The parts that a member may see, by what they are about. A group without any is left out.
pub(super) fn groups(
    member: &StaffMember,
) -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    let open = |needed: &[Permission]| {
        needed.is_empty() || needed.iter().any(|permission| member.may(*permission))
    };
    let seen = |parts: &[Part]| -> Vec<_> {
        let open = parts.iter().filter(|(_, _, needed)| open(needed));
        open.map(|(href, name, _)| (*href, *name)).collect()
    };
    let groups = GROUPS.into_iter().map(|(name, parts)| (name, seen(parts)));
    groups.filter(|(_, parts)| !parts.is_empty()).collect()
}
