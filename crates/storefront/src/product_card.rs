//! What a card says of a product.

use crate::product::{Product, ProductCard};

impl ProductCard {
    /// The card of a product, none when it has no variant.
    #[must_use]
    pub fn of(product: &Product) -> Option<Self> {
        let cheapest = product.variants.iter().min_by_key(|variant| variant.price.amount())?;
        let at_price = product.variants.iter().filter(|variant| variant.price == cheapest.price);
        Some(Self {
            id: product.id.clone(),
            slug: product.slug.clone(),
            external_id: product.external_id.clone(),
            sku: cheapest.sku.clone(),
            skus: product.variants.iter().map(|variant| variant.sku.clone()).collect(),
            at_price: at_price.map(|variant| variant.sku.clone()).collect(),
            title: product.title.clone(),
            brand: product.brand.clone(),
            price: cheapest.price,
            price_varies: product.variants.iter().any(|variant| variant.price != cheapest.price),
            compare_at: cheapest.compare_at,
            rating: product.rating,
            options_note: options_note(product),
            image: product.images.first().cloned(),
            stock_tracked: product.stock_tracked,
        })
    }
}

/// `4 sizes, 3 colours`.
fn options_note(product: &Product) -> Option<String> {
    let notes: Vec<String> = product
        .axes
        .iter()
        .filter_map(|axis| {
            let mut values: Vec<&str> = product
                .variants
                .iter()
                .flat_map(|variant| &variant.options)
                .filter(|choice| choice.axis == *axis)
                .map(|choice| choice.value.as_str())
                .collect();
            values.sort_unstable();
            values.dedup();
            let plural = if axis.ends_with('s') { "" } else { "s" };
            (values.len() > 1).then(|| format!("{} {}{plural}", values.len(), axis.to_lowercase()))
        })
        .collect();
    (!notes.is_empty()).then(|| notes.join(", "))
}
