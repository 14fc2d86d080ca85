//! The form of a product: its fields by their names, and the form that a product would be typed with.

mod reading;

use crate::{
    draft::{ProductDraft, ProductStatus},
    product::Variant,
};

/// Axes that a form has room for.
pub const AXES: usize = 3;

/// A row of the specification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpecRow {
    /// Field `spec.N.name`.
    pub name: String,
    /// Field `spec.N.value`.
    pub value: String,
}

/// An axis on which variants differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AxisRow {
    /// Field `axis.N.name`: `Size`.
    pub name: String,
    /// Field `axis.N.values`: `S, M, L`, or `S | M | L` where a value has a comma.
    pub values: String,
}

impl AxisRow {
    /// The values, in their order and each once.
    #[must_use]
    pub fn list(&self) -> Vec<String> {
        let between = if self.values.contains('|') { '|' } else { ',' };
        let mut values: Vec<String> = Vec::new();
        for value in self.values.split(between).map(str::trim).filter(|value| !value.is_empty()) {
            if values.iter().all(|known| known != value) {
                values.push(value.to_owned());
            }
        }
        values
    }
}

/// A row of the grid of variants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VariantRow {
    /// Field `variant.N.sku`.
    pub sku: String,
    /// Fields `variant.N.option.K`: its value on each axis, in their order.
    pub options: Vec<String>,
    /// Field `variant.N.price`.
    pub price: String,
    /// Field `variant.N.before`: the price before, if it is reduced.
    pub before: String,
    /// Field `variant.N.barcodes`, with spaces or commas between.
    pub barcodes: String,
    /// Field `variant.N.weight`, in grams.
    pub weight: String,
    /// Field `variant.N.remove`: it is to go.
    pub remove: bool,
}

impl VariantRow {
    /// Whether nobody has typed anything into it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let Self { sku, options, price, before, barcodes, weight, remove: _ } = self;
        [sku, price, before, barcodes, weight].iter().all(|text| text.trim().is_empty())
            && options.iter().all(|option| option.trim().is_empty())
    }
}

/// How often it is paid, for what is sold as a subscription; blank for what is bought once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubscriptionRow {
    /// Field `interval`: months that one payment covers.
    pub interval: String,
    /// Field `features`: what one gets, one a line.
    pub features: String,
}

impl SubscriptionRow {
    /// Whether nobody has typed anything into it: then it is no subscription.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        [&self.interval, &self.features].iter().all(|text| text.trim().is_empty())
    }
}

/// The form of a product, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductForm {
    /// Field `title`.
    pub title: String,
    /// Field `slug`; made of the title where it is empty.
    pub slug: String,
    /// Field `brand`.
    pub brand: String,
    /// Field `summary`.
    pub summary: String,
    /// Field `description`: HTML.
    pub description: String,
    /// Field `tags`, with commas between.
    pub tags: String,
    /// Field `tax_class`.
    pub tax_class: String,
    /// Field `stock_tracked`.
    pub stock_tracked: bool,
    /// Field `status`.
    pub status: String,
    /// Fields `category`: ids.
    pub categories: Vec<String>,
    /// Field `seo_title`.
    pub seo_title: String,
    /// Field `seo_description`.
    pub seo_description: String,
    /// The specification.
    pub specs: Vec<SpecRow>,
    /// The axes.
    pub axes: Vec<AxisRow>,
    /// Field `prefix`: what SKUs of new variants begin with.
    pub prefix: String,
    /// The variants.
    pub variants: Vec<VariantRow>,
    /// Fields `interval` and `features`, where the form has them.
    pub subscription: Option<SubscriptionRow>,
    /// Field `version`: that which was read; nothing for a new product.
    pub version: String,
    /// Field `key`: that of a form for a new product.
    pub key: String,
    /// Fields `choice.PART`: `mine` or `theirs`, where two people changed the same.
    pub choices: Vec<(String, String)>,
    /// Its pictures in a few words each. They are not in the form; versions are told apart by them.
    pub pictures: Vec<String>,
}

/// The name of a status, as forms send it.
#[must_use]
pub const fn status_name(status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Draft => "draft",
        ProductStatus::Active => "active",
        ProductStatus::Archived => "archived",
    }
}

/// The status of a name.
#[must_use]
pub fn status_named(name: &str) -> Option<ProductStatus> {
    [ProductStatus::Draft, ProductStatus::Active, ProductStatus::Archived]
        .into_iter()
        .find(|status| status_name(*status) == name)
}

impl ProductForm {
    /// The form that a product would be typed with.
    #[must_use]
    pub fn of(product: &ProductDraft) -> Self {
        let variants: Vec<VariantRow> =
            product.variants.iter().map(|variant| row_of(variant, &product.axes)).collect();
        let mut form = Self {
            title: product.title.clone(),
            slug: product.slug.to_string(),
            brand: product.brand.clone(),
            summary: product.summary.clone(),
            description: product.description_html.clone(),
            tags: product.tags.join(", "),
            tax_class: product.tax_class.clone(),
            stock_tracked: product.stock_tracked,
            status: status_name(product.status).to_owned(),
            categories: product.categories.iter().map(ToString::to_string).collect(),
            seo_title: product.seo_title.clone().unwrap_or_default(),
            seo_description: product.seo_description.clone().unwrap_or_default(),
            specs: product
                .specs
                .iter()
                .map(|spec| SpecRow { name: spec.name.clone(), value: spec.value.clone() })
                .collect(),
            axes: product
                .axes
                .iter()
                .map(|name| AxisRow { name: name.clone(), values: String::new() })
                .collect(),
            variants,
            subscription: Some(product.subscription.as_ref().map_or_else(
                SubscriptionRow::default,
                |subscription| SubscriptionRow {
                    interval: subscription.interval_months.to_string(),
                    features: subscription.features.join("\n"),
                },
            )),
            pictures: product
                .images
                .iter()
                .map(|image| format!("{} ({})", image.alt, image.key))
                .collect(),
            ..Self::default()
        };
        form.name_values();
        form
    }

    /// Writes beside each axis the values that variants have on it.
    pub(super) fn name_values(&mut self) {
        for (at, axis) in self.axes.iter_mut().enumerate() {
            let mut values: Vec<&str> = Vec::new();
            for value in self.variants.iter().filter_map(|variant| variant.options.get(at)) {
                if !value.is_empty() && !values.contains(&value.as_str()) {
                    values.push(value);
                }
            }
            let comma = values.iter().any(|value| value.contains(','));
            axis.values = values.join(if comma { " | " } else { ", " });
            // One value with a comma has to be told from two.
            if comma && values.len() == 1 {
                axis.values.push_str(" |");
            }
        }
    }
}

fn row_of(variant: &Variant, axes: &[String]) -> VariantRow {
    let option = |axis: &String| {
        let found = variant.options.iter().find(|option| option.axis == *axis);
        found.map(|option| option.value.clone()).unwrap_or_default()
    };
    VariantRow {
        sku: variant.sku.to_string(),
        options: axes.iter().map(option).collect(),
        price: variant.price.decimal(),
        before: variant.compare_at.map(kernel::Money::decimal).unwrap_or_default(),
        barcodes: variant.barcodes.join(" "),
        weight: variant.weight_grams.map(|grams| grams.to_string()).unwrap_or_default(),
        remove: false,
    }
}

#[cfg(test)]
pub(super) mod tests;
