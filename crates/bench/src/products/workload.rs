//! What is asked: the same questions of every layout, in the same order.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};

use super::layout::{Filter, Filtered, Layout, PAGE};
use crate::chance::Chance;
use crate::public_feed::{AttributeValue, FeedProduct};

/// Different filters that are asked.
const FILTERS: usize = 1_000;
/// Filters and pages that are compared with the feed before anything is measured.
const COMPARED: usize = 60;

/// A product with an attribute that can be changed.
pub(super) struct Changeable {
    /// The product.
    pub(super) id: i64,
    /// The attribute.
    pub(super) name: String,
}

/// The questions.
pub(super) struct Workload {
    /// Slugs, mixed.
    pub(super) slugs: Vec<String>,
    /// Filters that leave at least one product.
    pub(super) filters: Vec<Filter>,
    /// A text attribute of each product that has one, mixed.
    pub(super) changeable: Vec<Changeable>,
    compared: Vec<(FeedProduct, Filter, Filtered)>,
}

impl Workload {
    /// Questions about these products.
    pub(super) fn of(products: &[FeedProduct]) -> Self {
        let mut chance = Chance::new(19_406);
        let mixed = mixed(products, &mut chance);
        let mut seen = BTreeSet::new();
        let mut filters = Vec::new();
        for product in mixed.iter().filter(|product| !product.brand.is_empty()) {
            let Some((name, value)) = chance.pick(&product.attributes) else { continue };
            if filters.len() < FILTERS
                && seen.insert(format!("{}\0{name}\0{value:?}", product.brand))
            {
                let (brand, name) = (product.brand.clone(), name.clone());
                filters.push(Filter { brand, name, value: value.clone() });
            }
        }
        let compared = mixed
            .iter()
            .zip(&filters)
            .take(COMPARED)
            .map(|(product, filter)| {
                ((*product).clone(), filter.clone(), expected(products, filter))
            })
            .collect();
        let changeable = mixed.iter().filter_map(|product| {
            let texts = |(name, value): &(String, AttributeValue)| {
                matches!(value, AttributeValue::Text(_)).then(|| name.clone())
            };
            Some(Changeable { id: product.id, name: product.attributes.iter().find_map(texts)? })
        });
        Self {
            changeable: changeable.collect(),
            slugs: mixed.iter().map(|product| product.slug.clone()).collect(),
            filters,
            compared,
        }
    }

    /// A product of a kind that no layout has seen, with names of attributes that are new too.
    pub(super) fn new_kind(&self, number: usize) -> FeedProduct {
        let id = 1_000_000_000 + number as i64;
        let text = |text: &str| AttributeValue::Text(text.to_owned());
        FeedProduct {
            id,
            slug: format!("coffee-subscription-{id}"),
            title: format!("Coffee subscription {number}"),
            brand: "Quayside".to_owned(),
            summary: "Freshly roasted beans by post, every month.".to_owned(),
            price: 1_490,
            attributes: vec![
                (format!("bag_weight_{number}"), AttributeValue::Number(500.0)),
                (format!("grind_{number}"), text("Whole bean")),
                (format!("interval_months_{number}"), AttributeValue::Number(1.0)),
                (format!("roast_{number}"), text("Medium")),
            ],
        }
    }

    /// Compares what a layout answers with the feed, and that a stale version is refused.
    pub(super) async fn check(&self, layout: &dyn Layout) -> Result<()> {
        for (product, filter, expected) in &self.compared {
            let mut page = layout.page(&product.slug).await?;
            page.attributes.sort_by(|a, b| a.0.cmp(&b.0));
            ensure!(page == *product, "{} answers another product {}", layout.name(), product.id);
            let filtered = layout.filter(filter).await?;
            ensure!(filtered == *expected, "{} answers {filter:?} wrongly", layout.name());
        }
        if let Some(one) = self.changeable.last() {
            let stale = layout.change(one.id, 99, &one.name, "stale").await?;
            ensure!(!stale, "{} takes a stale version", layout.name());
        }
        Ok(())
    }
}

fn mixed<'a>(products: &'a [FeedProduct], chance: &mut Chance) -> Vec<&'a FeedProduct> {
    let keyed: BTreeMap<(u64, i64), &FeedProduct> =
        products.iter().map(|product| ((chance.next(), product.id), product)).collect();
    keyed.into_values().collect()
}

fn expected(products: &[FeedProduct], filter: &Filter) -> Filtered {
    let mut ids: Vec<i64> = products
        .iter()
        .filter(|product| {
            product.brand == filter.brand
                && product
                    .attributes
                    .iter()
                    .any(|(name, value)| *name == filter.name && *value == filter.value)
        })
        .map(|product| product.id)
        .collect();
    let total = ids.len() as i64;
    ids.sort_unstable();
    ids.truncate(PAGE);
    Filtered { ids, total }
}
