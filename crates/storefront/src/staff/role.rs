//! What each role may do. What is not named here is forbidden.

use serde::{Deserialize, Serialize};

/// What a member of staff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do everything.
    Owner,
    /// Looks after products, reviews, search and offers.
    Catalogue,
    /// Looks after orders and money given back.
    Orders,
    /// Looks after stock and sends parcels.
    Warehouse,
    /// Answers customers.
    Support,
    /// Reads figures.
    Analyst,
}

/// What can be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See drafts, archived products and their history.
    ReadCatalogue,
    /// Change products and categories.
    EditCatalogue,
    /// Publish and refuse reviews.
    ModerateReviews,
    /// Change synonyms and what comes first for a query; see what was searched for.
    EditSearch,
    /// Change coupons and promotions.
    EditOffers,
    /// Host live sessions.
    HostLive,
    /// See stock and its ledger.
    ReadStock,
    /// Receive, correct and write off stock.
    ChangeStock,
    /// See orders.
    ReadOrders,
    /// Change and cancel orders.
    EditOrders,
    /// Mark parcels as packed and sent, and returns as arrived.
    Fulfil,
    /// Give money back.
    Refund,
    /// See customers and their letters.
    ReadCustomers,
    /// Answer letters and act for customers.
    HelpCustomers,
    /// See sales and other figures, and what was searched for.
    ReadReports,
    /// See events and dead letters, and have them tried again.
    ManageEvents,
    /// Change how the shop works.
    ManageSettings,
    /// Say who is staff.
    ManageStaff,
    /// Read the audit log.
    ReadAudit,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 6] =
        [Self::Owner, Self::Catalogue, Self::Orders, Self::Warehouse, Self::Support, Self::Analyst];

    /// The role's name, as it is stored and as the API says it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Catalogue => "catalogue",
            Self::Orders => "orders",
            Self::Warehouse => "warehouse",
            Self::Support => "support",
            Self::Analyst => "analyst",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether the role may do it.
    #[must_use]
    pub fn allows(self, permission: Permission) -> bool {
        use Permission as P;
        let allowed: &[Permission] = match self {
            Self::Owner => return true,
            Self::Catalogue => &[
                P::ReadCatalogue,
                P::EditCatalogue,
                P::ModerateReviews,
                P::EditSearch,
                P::EditOffers,
                P::HostLive,
                P::ReadStock,
            ],
            Self::Orders => &[
                P::ReadCatalogue,
                P::ReadStock,
                P::ReadOrders,
                P::EditOrders,
                P::Fulfil,
                P::Refund,
                P::ReadCustomers,
            ],
            Self::Warehouse => {
                &[P::ReadCatalogue, P::ReadStock, P::ChangeStock, P::ReadOrders, P::Fulfil]
            }
            Self::Support => &[
                P::ReadCatalogue,
                P::ModerateReviews,
                P::ReadStock,
                P::ReadOrders,
                P::ReadCustomers,
                P::HelpCustomers,
            ],
            Self::Analyst => &[P::ReadCatalogue, P::ReadStock, P::ReadReports],
        };
        allowed.contains(&permission)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_roles() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
        }
        assert_eq!(Role::named("Owner"), None);
    }

    #[test]
    fn only_owners_say_who_is_staff_and_read_what_they_did() {
        for permission in
            [Permission::ManageStaff, Permission::ReadAudit, Permission::ManageSettings]
        {
            let who: Vec<_> =
                Role::ALL.into_iter().filter(|role| role.allows(permission)).collect();
            assert_eq!(who, [Role::Owner], "{permission:?}");
        }
    }

    #[test]
    fn money_and_people_are_for_those_who_deal_with_them() {
        assert!(!Role::Analyst.allows(Permission::ReadCustomers));
        assert!(!Role::Support.allows(Permission::Refund));
        assert!(!Role::Warehouse.allows(Permission::Refund));
        assert!(!Role::Catalogue.allows(Permission::ReadOrders));
    }
}
