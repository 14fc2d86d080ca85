//! Finding products by the words of their titles.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use storefront::{
    product::{Product, ProductCard},
    search::{Facet, FacetValue, Matched, Search, SearchError, SearchPage, Suggestions},
    search_request::{SearchRequest, Sort},
};

use super::FakeCatalogue;

/// Search in memory. The cursor `gone` is one that is no longer kept; any other number is a place.
pub(crate) struct FakeSearch {
    products: Vec<Arc<Product>>,
}

impl FakeSearch {
    /// Over the products of a catalogue.
    pub(crate) fn of(catalogue: &FakeCatalogue) -> Self {
        Self { products: catalogue.products.clone() }
    }
}

/// A product as its card.
pub(crate) fn card(product: &Product) -> ProductCard {
    let first = &product.variants[0];
    let price = product.lowest_price().expect("variants");
    let at_price = product.variants.iter().filter(|variant| variant.price == price);
    ProductCard {
        id: product.id.clone(),
        slug: product.slug.clone(),
        external_id: None,
        sku: first.sku.clone(),
        skus: product.variants.iter().map(|variant| variant.sku.clone()).collect(),
        at_price: at_price.map(|variant| variant.sku.clone()).collect(),
        title: product.title.clone(),
        brand: product.brand.clone(),
        price,
        price_varies: product.variants.iter().any(|variant| variant.price != price),
        compare_at: first.compare_at,
        rating: product.rating,
        options_note: (product.variants.len() > 1)
            .then(|| format!("{} to choose from", product.variants.len())),
        image: product.images.first().cloned(),
        stock_tracked: product.stock_tracked,
    }
}

fn facet(
    name: &str,
    label: &str,
    chosen: &[String],
    values: impl Iterator<Item = (String, String)>,
) -> Facet {
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let values = counts.into_iter().map(|((value, label), count)| {
        let selected = chosen.contains(&value);
        FacetValue { value, label, count, selected }
    });
    Facet { name: name.to_owned(), label: label.to_owned(), values: values.collect() }
}

#[async_trait]
impl Search for FakeSearch {
    async fn search(&self, request: &SearchRequest) -> Result<Arc<SearchPage>, SearchError> {
        let begin = match request.cursor.as_deref() {
            None => 0,
            Some("gone") => return Err(SearchError::CursorGone),
            Some(place) => place.parse::<usize>().map_err(|_| SearchError::BadCursor)?,
        };
        let words: Vec<_> = request.query.split(' ').map(str::to_lowercase).collect();
        let filters = &request.filters;
        let mut found: Vec<_> = self
            .products
            .iter()
            .filter(|product| words.iter().all(|word| product.title.to_lowercase().contains(word)))
            .filter(|product| {
                let within = |slug: &String| {
                    product.categories.iter().any(|link| link.slug.as_str() == slug)
                };
                (filters.categories.is_empty() || filters.categories.iter().any(within))
                    && (filters.brands.is_empty() || filters.brands.contains(&product.brand))
            })
            .collect();
        match request.sort {
            Sort::Relevance => {}
            Sort::Price => found.sort_by_key(|product| product.lowest_price()),
            Sort::PriceDescending => {
                found.sort_by_key(|product| std::cmp::Reverse(product.lowest_price()));
            }
            Sort::Newest => found.sort_by_key(|product| std::cmp::Reverse(product.created_at)),
            Sort::Rating => found.sort_by_key(|product| {
                std::cmp::Reverse(product.rating.map(|rating| (rating.hundredths, rating.count)))
            }),
        }
        let places = found.iter().flat_map(|product| &product.categories);
        let places = places.map(|link| (link.slug.to_string(), link.name.clone()));
        let brands = found.iter().map(|product| (product.brand.clone(), product.brand.clone()));
        let facets = vec![
            facet("category", "Department", &filters.categories, places),
            facet("brand", "Brand", &filters.brands, brands),
        ];
        let end = (begin + request.limit).min(found.len());
        Ok(Arc::new(SearchPage {
            items: found[begin.min(end)..end].iter().map(|product| card(product)).collect(),
            total: found.len() as u64,
            facets,
            next_cursor: (end < found.len()).then(|| end.to_string()),
            matched: Matched::AllTerms,
            did_you_mean: (request.query == "ketle").then(|| "kettle".to_owned()),
        }))
    }

    async fn suggest(&self, beginning: &str, limit: usize) -> Result<Suggestions, SearchError> {
        let starts = |product: &&Arc<Product>| product.title.to_lowercase().contains(beginning);
        let products = self.products.iter().filter(starts).take(limit).map(|found| card(found));
        Ok(Suggestions { products: products.collect(), ..Suggestions::default() })
    }

    async fn remembered(&self, slug: &str) -> Result<Option<Arc<Product>>, SearchError> {
        Ok(self.products.iter().find(|product| product.slug.as_str() == slug).cloned())
    }

    fn stamp(&self) -> u64 {
        1
    }
}
