//! What can be shown of a product in the list, beside picture and title.

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Brand,
    Status,
    Sku,
    Price,
    Free,
    Categories,
    Changed,
}

impl Column {
    /// All of them, in the order to show.
    pub(super) const ALL: [Self; 7] = [
        Self::Brand,
        Self::Status,
        Self::Sku,
        Self::Price,
        Self::Free,
        Self::Categories,
        Self::Changed,
    ];

    /// Its name in addresses.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Status => "status",
            Self::Sku => "sku",
            Self::Price => "price",
            Self::Free => "free",
            Self::Categories => "categories",
            Self::Changed => "changed",
        }
    }

    /// What people read.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Brand => "Brand",
            Self::Status => "Status",
            Self::Sku => "SKU",
            Self::Price => "Price",
            Self::Free => "Free units",
            Self::Categories => "Categories",
            Self::Changed => "Changed",
        }
    }

    /// Whether it holds numbers, which line up at the right.
    pub(super) const fn is_number(self) -> bool {
        matches!(self, Self::Price | Self::Free)
    }

    /// The column of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for column in Column::ALL {
            assert_eq!(Column::named(column.name()), Some(column));
        }
        assert_eq!(Column::named("title"), None);
    }
}
