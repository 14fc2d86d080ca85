//! Specs that offer a choice, numbered closely so that counting them for a result is cheap.

use std::ops::Range;

use crate::{columns::Lists, dictionary::Dictionary, snapshot::SegmentView};

/// Most values of a spec that offers a choice.
const MOST_VALUES: u32 = 400;

/// The specs that offer a choice: few values, most of them at several products. The others describe
/// each product on its own.
#[derive(Default)]
pub(crate) struct Choices {
    /// The number of each spec's name, and which values are its own.
    pub(crate) names: Vec<(u32, Range<usize>)>,
    /// The dictionary's number of each value.
    pub(crate) values: Vec<u32>,
    /// By segment and document, the values of the product.
    lists: Vec<Lists<u32>>,
}

impl Choices {
    /// Finds the choices; `holding` says how many products have each value of the dictionary.
    pub(crate) fn of(dictionary: &Dictionary, holding: &[u32], segments: &[SegmentView]) -> Self {
        let mut distinct = vec![0_u32; dictionary.spec_names.len()];
        let mut products = vec![0_u32; distinct.len()];
        for (value, count) in holding.iter().enumerate().filter(|(_, count)| **count > 0) {
            let name = dictionary.name_of(value as u32) as usize;
            distinct[name] += 1;
            products[name] += count;
        }
        let offers = |name: u32| {
            let (values, products) = (distinct[name as usize], products[name as usize]);
            (2..=MOST_VALUES).contains(&values) && products >= 2 * values
        };
        let mut values: Vec<(u32, u32)> = holding
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(value, _)| (dictionary.name_of(value as u32), value as u32))
            .filter(|(name, _)| offers(*name))
            .collect();
        values.sort_unstable();

        let mut choices = Self::default();
        let mut close = vec![u32::MAX; holding.len()];
        for (place, (name, value)) in values.into_iter().enumerate() {
            close[value as usize] = place as u32;
            choices.values.push(value);
            match choices.names.last_mut() {
                Some((last, places)) if *last == name => places.end = place + 1,
                _ => choices.names.push((name, place..place + 1)),
            }
        }
        for segment in segments {
            let mut lists = Lists::default();
            for at in 0..segment.columns.versions.len() {
                let numbers = segment.columns.specs.get(at).iter();
                lists.push(
                    numbers.map(|value| close[*value as usize]).filter(|place| *place != u32::MAX),
                );
            }
            lists.shrink();
            choices.lists.push(lists);
        }
        choices
    }

    /// The values of a product, as places in [`Choices::values`].
    pub(crate) fn get(&self, segment: usize, at: usize) -> &[u32] {
        self.lists[segment].get(at)
    }

    /// The places of a spec's values, if it offers a choice.
    pub(crate) fn places(&self, name: u32) -> Option<Range<usize>> {
        let at = self.names.binary_search_by_key(&name, |(name, _)| *name).ok()?;
        Some(self.names[at].1.clone())
    }
}
