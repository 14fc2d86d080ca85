//! Counting the choices by which a result can be narrowed, in one pass over what matches.

use rustc_hash::FxHashMap;
use storefront::search_request::Filters;

use crate::{
    choices::Choices,
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

/// A product to be counted.
pub(crate) struct Counted<'a> {
    pub(crate) columns: &'a Columns,
    /// Its number in its segment.
    pub(crate) at: usize,
    pub(crate) in_stock: bool,
    pub(crate) verdict: Verdict,
    /// Its values among the [`Choices`].
    pub(crate) values: &'a [u32],
}

/// The counts of every group, each ignoring the group's own choice. Kept by a thread and used again.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) categories: Counter,
    pub(crate) brands: Counter,
    /// By place among the [`Choices`].
    pub(crate) values: Vec<u32>,
    /// The values of chosen specs that offer no choice, by the dictionary's number.
    pub(crate) others: FxHashMap<u32, u32>,
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
    pub(crate) fn reset(&mut self, filters: &Filters, dictionary: &Dictionary, choices: &Choices) {
        self.categories.reset(dictionary.categories.len());
        self.brands.reset(dictionary.brands.len());
        self.values.clear();
        self.values.resize(choices.values.len(), 0);
        self.others.clear();
        self.price_steps.clear();
        self.price_steps.resize(price_steps::STEPS, 0);
        self.prices.clear();
        self.prices.resize(filters.prices.len(), 0);
        self.stars = [0; 5];
        self.in_stock = 0;
        self.passing = 0;
    }

    /// Counts a product.
    pub(crate) fn add(&mut self, product: &Counted<'_>, filters: &Filters) {
        let Counted { columns, at, in_stock, verdict, values } = *product;
        let counts = |group| verdict == Verdict::Passes || verdict == Verdict::FailsOne(group);
        if verdict == Verdict::Passes {
            self.passing += 1;
            for value in values {
                self.values[*value as usize] += 1;
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
    }

    /// Counts a product for the specs that the request has chosen, beside what [`Tally::add`] does.
    pub(crate) fn add_chosen(
        &mut self,
        product: &Counted<'_>,
        narrowing: &Narrowing,
        choices: &Choices,
        dictionary: &Dictionary,
    ) {
        let Counted { columns, at, verdict, values, .. } = *product;
        for (place, (name, _)) in narrowing.specs.iter().enumerate() {
            let Some(name) = *name else { continue };
            let only = verdict == Verdict::FailsOne(Group::Spec(place));
            match choices.places(name) {
                Some(own) if only => {
                    for value in values.iter().filter(|value| own.contains(&(**value as usize))) {
                        self.values[*value as usize] += 1;
                    }
                }
                Some(_) => {}
                None if only || verdict == Verdict::Passes => {
                    let all = columns.specs.get(at).iter();
                    for value in all.filter(|value| dictionary.name_of(**value) == name) {
                        *self.others.entry(*value).or_default() += 1;
                    }
                }
                None => {}
            }
        }
    }
}
