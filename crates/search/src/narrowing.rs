//! Filters, as numbers of one snapshot.

use storefront::search_request::Filters;

use crate::{columns::Columns, dictionary::Dictionary};

/// A group of filters: any of it may match, and every group must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Category,
    Brand,
    Price,
    Rating,
    Stock,
    /// By its place in [`Narrowing::specs`].
    Spec(usize),
}

/// The filters of a request.
pub(crate) struct Narrowing {
    categories: Option<Vec<u32>>,
    brands: Option<Vec<u32>>,
    prices: Vec<(i64, i64)>,
    /// Hundredths of a star.
    stars: u16,
    in_stock: bool,
    /// The number of each spec's name, none for one that no product has, and its chosen values.
    pub(crate) specs: Vec<(Option<u32>, Vec<u32>)>,
}

/// What a product fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing.
    Passes,
    /// This group and no other: it counts among that group's choices.
    FailsOne(Group),
    /// More than one group.
    Fails,
}

impl Narrowing {
    /// Reads the filters.
    pub(crate) fn of(filters: &Filters, dictionary: &Dictionary) -> Self {
        let numbers = |wanted: &[String], number: &dyn Fn(&str) -> Option<u32>| {
            (!wanted.is_empty()).then(|| wanted.iter().filter_map(|text| number(text)).collect())
        };
        let mut specs: Vec<(&str, Option<u32>, Vec<u32>)> = Vec::new();
        for (name, value) in &filters.specs {
            let at = specs.iter().position(|(known, ..)| known == name).unwrap_or_else(|| {
                specs.push((name, dictionary.spec_names.number(name), Vec::new()));
                specs.len() - 1
            });
            specs[at].2.extend(dictionary.value_number(name, value));
        }
        Self {
            categories: numbers(&filters.categories, &|slug| dictionary.categories.number(slug)),
            brands: numbers(&filters.brands, &|brand| dictionary.brands.number(brand)),
            prices: filters
                .prices
                .iter()
                .map(|(low, high)| (low.unwrap_or(i64::MIN), high.unwrap_or(i64::MAX)))
                .collect(),
            stars: u16::from(filters.rating.unwrap_or(0)) * 100,
            in_stock: filters.in_stock,
            specs: specs.into_iter().map(|(_, name, values)| (name, values)).collect(),
        }
    }

    /// Judges a product by its columns and whether it can be bought.
    pub(crate) fn judge(&self, columns: &Columns, at: usize, in_stock: bool) -> Verdict {
        let mut verdict = Verdict::Passes;
        let mut fail = |group| {
            verdict = match verdict {
                Verdict::Passes => Verdict::FailsOne(group),
                Verdict::FailsOne(_) | Verdict::Fails => Verdict::Fails,
            };
        };
        if let Some(wanted) = &self.categories
            && !columns.categories.get(at).iter().any(|category| wanted.contains(category))
        {
            fail(Group::Category);
        }
        if let Some(wanted) = &self.brands
            && !wanted.contains(&columns.brands[at])
        {
            fail(Group::Brand);
        }
        let price = columns.prices[at];
        if !self.prices.is_empty()
            && !self.prices.iter().any(|(low, high)| (*low..=*high).contains(&price))
        {
            fail(Group::Price);
        }
        if columns.stars[at] < self.stars {
            fail(Group::Rating);
        }
        if self.in_stock && !in_stock {
            fail(Group::Stock);
        }
        for (place, (_, wanted)) in self.specs.iter().enumerate() {
            if !columns.specs.get(at).iter().any(|value| wanted.contains(value)) {
                fail(Group::Spec(place));
            }
        }
        verdict
    }
}
