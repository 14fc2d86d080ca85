//! Roles and what they allow, in words.

use storefront::staff::{Permission, Role};

use crate::parts::choices::{Choice, Group};

/// A role's name.
pub(super) fn label(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner",
        Role::Catalogue => "Catalogue",
        Role::Orders => "Orders",
        Role::Warehouse => "Warehouse",
        Role::Support => "Support",
        Role::Analyst => "Analyst",
    }
}

fn note(role: Role) -> &'static str {
    match role {
        Role::Owner => "May do everything.",
        Role::Catalogue => "Looks after products, reviews, search and offers.",
        Role::Orders => "Looks after orders and money given back.",
        Role::Warehouse => "Looks after stock and sends parcels.",
        Role::Support => "Answers customers.",
        Role::Analyst => "Reads figures.",
    }
}

/// Names of roles, one after the other.
pub(super) fn listed(roles: &[Role]) -> String {
    let names: Vec<_> = roles.iter().map(|role| label(*role)).collect();
    if names.is_empty() { "None".to_owned() } else { names.join(", ") }
}

/// Boxes for some roles; `id` is what their ids are made of.
pub(super) fn group(id: String, legend: String, roles: &[Role]) -> Group {
    let choices =
        roles.iter().map(|role| Choice::new(role.name(), label(*role), note(*role))).collect();
    Group { name: "roles", id, legend, choices }
}

/// All that can be allowed, in words, in the order in which it is listed.
pub(super) const PERMISSIONS: [(Permission, &str); 19] = [
    (Permission::ReadCatalogue, "See drafts, archived products and their history"),
    (Permission::EditCatalogue, "Change products and categories"),
    (Permission::ModerateReviews, "Publish and refuse reviews"),
    (
        Permission::EditSearch,
        "Change synonyms and pinned products, and see what was searched in vain",
    ),
    (Permission::EditOffers, "Change coupons and promotions"),
    (Permission::HostLive, "Host live sessions"),
    (Permission::ReadStock, "See stock and its ledger"),
    (Permission::ChangeStock, "Receive, correct and write off stock"),
    (Permission::ReadOrders, "See orders"),
    (Permission::EditOrders, "Change and cancel orders"),
    (Permission::Fulfil, "Mark parcels as packed and sent, and returns as arrived"),
    (Permission::Refund, "Give money back"),
    (Permission::ReadCustomers, "See customers and their letters"),
    (Permission::HelpCustomers, "Answer letters and act for customers"),
    (Permission::ReadReports, "See sales and other figures"),
    (Permission::ManageEvents, "See events and dead letters, and have them tried again"),
    (Permission::ManageSettings, "Change how the shop works"),
    (Permission::ManageStaff, "Say who is staff"),
    (Permission::ReadAudit, "Read the audit log"),
];
