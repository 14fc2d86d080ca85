//! The rows of the grid of variants, read.

use std::collections::HashSet;

use kernel::{Currency, Money, Sku};

use super::{
    super::{MOST_VARIANTS, ProductForm, VariantRow},
    Refusals,
};
use crate::{
    draft::ProductDraft,
    product::{OptionChoice, Variant},
};

impl ProductForm {
    pub(super) fn read_variants(
        &self,
        kept: &ProductDraft,
        axes: &[String],
        currency: Currency,
        found: &mut Refusals,
    ) -> Vec<Variant> {
        let rows = self.variants.iter().enumerate();
        let rows: Vec<_> = rows.filter(|(_, row)| !row.remove && !row.is_blank()).collect();
        if rows.is_empty() {
            found.refuse("variant.0.sku", "A product has at least one variant: enter a SKU.");
        }
        if rows.len() > MOST_VARIANTS {
            let message = format!("A product has at most {MOST_VARIANTS} variants.");
            found.refuse("variant.0.sku", message);
        }
        let (mut skus, mut combinations) = (HashSet::new(), HashSet::new());
        let mut variants = Vec::new();
        for (at, row) in rows {
            let read = variant(at, row, axes, currency, found);
            let Some(mut variant) = read else { continue };
            if !skus.insert(variant.sku.clone()) {
                found.refuse(format!("variant.{at}.sku"), "Another row has this SKU.");
            }
            let values: Vec<String> =
                variant.options.iter().map(|option| option.value.clone()).collect();
            if !combinations.insert(values) {
                let message = if axes.is_empty() {
                    "Without options there is one variant. Name an option and make the grid."
                } else {
                    "Another row has the same options."
                };
                found.refuse(format!("variant.{at}.sku"), message);
            }
            let stored = kept.variants.iter().find(|stored| stored.sku == variant.sku);
            variant.image = stored.and_then(|stored| stored.image.clone());
            variants.push(variant);
        }
        variants
    }
}

/// One row, or nothing where a field of it is refused that nothing can be done without.
fn variant(
    at: usize,
    row: &VariantRow,
    axes: &[String],
    currency: Currency,
    found: &mut Refusals,
) -> Option<Variant> {
    let field = |name: &str| format!("variant.{at}.{name}");
    let sku = Sku::parse(row.sku.trim()).ok();
    if sku.is_none() {
        found.refuse(field("sku"), "Enter 1 to 64 letters, digits, hyphens, dots or slashes.");
    }
    let mut options = Vec::new();
    for (place, axis) in axes.iter().enumerate() {
        let value = row.options.get(place).map(|value| value.trim()).unwrap_or_default();
        if value.is_empty() {
            let message = format!("This row has no {axis} yet. Make the grid, or remove the row.");
            found.refuse(field("sku"), message);
            return None;
        }
        options.push(OptionChoice { axis: axis.clone(), value: value.to_owned() });
    }
    let price = Money::read(&row.price, currency).ok();
    if price.is_none() {
        found.refuse(field("price"), "Enter a price such as 12 or 12.50.");
    }
    let before = row.before.trim();
    let compare_at = if before.is_empty() { None } else { Money::read(before, currency).ok() };
    if !before.is_empty() && compare_at.is_none() {
        found.refuse(field("before"), "Enter a price such as 15 or 15.50, or leave it empty.");
    }
    if compare_at.is_some_and(|before| price.is_some_and(|price| before <= price)) {
        found.refuse(field("before"), "The price before is above the price.");
    }
    let between = |letter: char| letter == ',' || letter.is_whitespace();
    let barcodes: Vec<String> = row
        .barcodes
        .split(between)
        .filter(|code| !code.is_empty())
        .map(ToOwned::to_owned)
        .collect();
    let digits = |code: &String| code.len() <= 32 && code.bytes().all(|b| b.is_ascii_digit());
    if !barcodes.iter().all(digits) {
        found.refuse(field("barcodes"), "Enter digits alone, with spaces between two barcodes.");
    }
    let weight = row.weight.trim();
    let weight_grams = if weight.is_empty() { None } else { weight.parse::<u32>().ok() };
    if !weight.is_empty() && weight_grams.is_none() {
        found.refuse(field("weight"), "Enter whole grams, or leave it empty.");
    }
    Some(Variant {
        sku: sku?,
        price: price?,
        compare_at,
        options,
        barcodes,
        weight_grams,
        image: None,
    })
}
