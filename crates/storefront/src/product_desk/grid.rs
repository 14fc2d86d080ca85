//! The grid of variants: a row for each combination of what there is to choose.

use std::collections::HashSet;

use kernel::Slug;

use super::{ProductForm, ProductRefusal, VariantRow};

/// Variants that a product has at most.
pub const MOST_VARIANTS: usize = 200;
/// Longest part of a generated SKU, in characters: three and a prefix fit into 64.
const LONGEST_PART: usize = 14;

impl ProductForm {
    /// The form with a row for each combination of its options. Rows that are there stay as they were
    /// typed; one that lacks a value becomes the first combination that it fits. New rows have SKUs of
    /// their own, and price and weight of the first row that has a price.
    ///
    /// # Errors
    /// The options that no grid can be made of.
    pub fn with_grid(&self) -> Result<Self, Vec<ProductRefusal>> {
        let axes = self.named_axes()?;
        let combinations = combinations(&axes);
        let mut rows: Vec<VariantRow> =
            self.variants.iter().filter(|row| !row.is_blank()).cloned().collect();
        for row in &mut rows {
            row.options.resize(axes.len(), String::new());
        }
        let whole = |row: &&VariantRow| row.options.iter().all(|option| !option.is_empty());
        let mut taken: HashSet<Vec<String>> =
            rows.iter().filter(whole).map(|row| row.options.clone()).collect();
        for row in rows.iter_mut().filter(|row| row.options.iter().any(String::is_empty)) {
            let fits = |combination: &&Vec<String>| {
                let mut pairs = row.options.iter().zip(combination.iter());
                !taken.contains(*combination)
                    && pairs.all(|(has, may)| has.is_empty() || has == may)
            };
            if let Some(combination) = combinations.iter().find(fits).cloned() {
                row.options.clone_from(&combination);
                taken.insert(combination);
            }
        }
        let model =
            rows.iter().find(|row| !row.price.trim().is_empty()).cloned().unwrap_or_default();
        let mut skus: HashSet<String> = rows.iter().map(|row| row.sku.trim().to_owned()).collect();
        let prefix = self.sku_prefix();
        for row in &mut rows {
            if row.sku.trim().is_empty() {
                row.sku = sku(&prefix, &row.options, &axes, &mut skus);
            }
        }
        for combination in &combinations {
            if !taken.contains(combination) {
                rows.push(VariantRow {
                    sku: sku(&prefix, combination, &axes, &mut skus),
                    options: combination.clone(),
                    price: model.price.clone(),
                    before: model.before.clone(),
                    weight: model.weight.clone(),
                    ..VariantRow::default()
                });
            }
        }
        let place = |row: &VariantRow| {
            let known = combinations.iter().position(|combination| *combination == row.options);
            known.unwrap_or(combinations.len())
        };
        rows.sort_by_key(place);
        Ok(Self { variants: rows, ..self.clone() })
    }

    /// The values of each axis that has a name.
    fn named_axes(&self) -> Result<Vec<Vec<String>>, Vec<ProductRefusal>> {
        let mut refusals = Vec::new();
        let mut axes: Vec<Vec<String>> = Vec::new();
        for (at, row) in self.axes.iter().enumerate() {
            let (named, values) = (!row.name.trim().is_empty(), row.list());
            let mut refuse = |field: &str, message: &str| {
                refusals.push(ProductRefusal::new(format!("axis.{at}.{field}"), message));
            };
            match (named, values.is_empty()) {
                (false, true) => {}
                (false, false) => refuse("name", "Say what these values are of, such as Size."),
                (true, true) => refuse("values", "Enter values, such as S, M, L."),
                (true, false) if axes.len() < at => {
                    refuse("name", "Fill in the options above this one first.");
                }
                (true, false) => axes.push(values),
            }
        }
        if axes.is_empty() && refusals.is_empty() {
            refusals.push(ProductRefusal::new("axis.0.name", "Name an option, such as Size."));
        }
        let count = axes.iter().try_fold(1_usize, |count, values| count.checked_mul(values.len()));
        if count.is_none_or(|count| count > MOST_VARIANTS) {
            let message = format!("These are more than {MOST_VARIANTS} variants. Take values out.");
            refusals.push(ProductRefusal::new("axis.0.values", message));
        }
        if refusals.is_empty() { Ok(axes) } else { Err(refusals) }
    }

    fn sku_prefix(&self) -> String {
        let typed = [&self.prefix, &self.slug, &self.title];
        let made = typed.into_iter().find_map(|text| part(text));
        made.unwrap_or_else(|| "SKU".to_owned())
    }
}

/// Every combination of one value of each axis, the last axis changing first.
fn combinations(axes: &[Vec<String>]) -> Vec<Vec<String>> {
    axes.iter().fold(vec![Vec::new()], |so_far, values| {
        let longer = so_far.iter().flat_map(|before: &Vec<String>| {
            values.iter().map(move |value| {
                let mut combination = before.clone();
                combination.push(value.clone());
                combination
            })
        });
        longer.collect()
    })
}

/// Text as it may stand in a SKU.
fn part(text: &str) -> Option<String> {
    let slug = Slug::from_title(text, "").ok()?;
    let part: String = slug.as_str().to_uppercase().chars().take(LONGEST_PART).collect();
    Some(part.trim_end_matches('-').to_owned())
}

/// A SKU that none of `skus` is, and which is one of them from then on. A value without a Latin letter
/// or digit stands in it as its number.
fn sku(
    prefix: &str,
    options: &[String],
    axes: &[Vec<String>],
    skus: &mut HashSet<String>,
) -> String {
    let words = options.iter().zip(axes).map(|(option, values)| {
        let number = values.iter().position(|value| value == option).map_or(0, |at| at + 1);
        part(option).unwrap_or_else(|| number.to_string())
    });
    let parts: Vec<String> = std::iter::once(prefix.to_owned()).chain(words).collect();
    let plain = parts.join("-");
    let mut made = plain.clone();
    let mut number = 2;
    while skus.contains(&made) {
        made = format!("{plain}-{number}");
        number += 1;
    }
    skus.insert(made.clone());
    made
}

#[cfg(test)]
mod tests;
