//! Counting the choices by which a result can be narrowed, in one pass over what matches.

use storefront::search_request::Filters;

use crate::{
    columns::Columns,
    dictionary::Dictionary,
    narrowing::{Group, Narrowing, Verdict},
    price_steps,
};

/// Counts by number, and which numbers were counted at all.
#[derive(Default)]
pub(crate) struct Counter {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl Counter {
    fn reset(&mut self, numbers: usize) {
        for number in self.touched.drain(..) {
            self.counts[number as usize] = 0;
        }
        if self.counts.len() < numbers {
            self.counts.resize(numbers, 0);
        }
    }

    fn add(&mut self, number: u32) {
        let count = &mut self.counts[number as usize];
        if *count == 0 {
            self.touched.push(number);
        }
        *count += 1;
    }

    pub(crate) fn count(&self, number: u32) -> u64 {
        self.counts.get(number as usize).map_or(0, |count| u64::from(*count))
    }

    /// Each number that was counted, with its count.
    pub(crate) fn each(&self) -> impl Iterator<Item = (u32, u64)> {
        self.touched.iter().map(|number| (*number, self.count(*number)))
    }
}

/// The counts of every group, each ignoring the group's own choice. Kept by a thread and used again.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) categories: Counter,
    pub(crate) brands: Counter,
    pub(crate) values: Counter,
    pub(crate) price_steps: Vec<u32>,
    /// By the place of the range in the request.
    pub(crate) prices: Vec<u32>,
    /// How many have at least 1, 2, 3, 4 and 5 stars.
    pub(crate) stars: [u32; 5],
    pub(crate) in_stock: u32,
    /// How many pass every filter.
    pub(crate) passing: u32,
}

impl Tally {
    /// Makes it ready for another result.
    pub(crate) fn reset(&mut self, filters: &Filters, dictionary: &Dictionary) {
        self.categories.reset(dictionary.categories.len());
        self.brands.reset(dictionary.brands.len());
        self.values.reset(dictionary.values());
        self.price_steps.clear();
        self.price_steps.resize(price_steps::STEPS, 0);
        self.prices.clear();
        self.prices.resize(filters.prices.len(), 0);
        self.stars = [0; 5];
        self.in_stock = 0;
        self.passing = 0;
    }

    /// Counts a product.
    pub(crate) fn add(
        &mut self,
        columns: &Columns,
        at: usize,
        in_stock: bool,
        verdict: Verdict,
        filters: &Filters,
        narrowing: &Narrowing,
        dictionary: &Dictionary,
    ) {
        let counts = |group| verdict == Verdict::Passes || verdict == Verdict::FailsOne(group);
        if verdict == Verdict::Passes {
            self.passing += 1;
            for value in columns.specs.get(at) {
                self.values.add(*value);
            }
        }
        if counts(Group::Category) {
            for category in columns.categories.get(at) {
                self.categories.add(*category);
            }
        }
        if counts(Group::Brand) {
            self.brands.add(columns.brands[at]);
        }
        if counts(Group::Price) {
            self.price_steps[usize::from(columns.price_steps[at])] += 1;
            for (count, (low, high)) in self.prices.iter_mut().zip(&filters.prices) {
                let price = columns.prices[at];
                if low.is_none_or(|low| low <= price) && high.is_none_or(|high| price <= high) {
                    *count += 1;
                }
            }
        }
        if counts(Group::Rating) {
            for stars in 1..=usize::from(columns.stars[at] / 100).min(5) {
                self.stars[stars - 1] += 1;
            }
        }
        if counts(Group::Stock) && in_stock {
            self.in_stock += 1;
        }
        if let Verdict::FailsOne(Group::Spec(place)) = verdict {
            let name = narrowing.specs[place].0;
            for value in columns.specs.get(at) {
                if Some(dictionary.name_of(*value)) == name {
                    self.values.add(*value);
                }
            }
        }
    }
}
