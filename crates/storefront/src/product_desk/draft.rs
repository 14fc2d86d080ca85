//! The product that a form describes, or all that is wrong with the form.

mod rows;

use std::collections::HashSet;

use kernel::{CategoryId, Currency, Slug};

use super::{ProductForm, ProductRefusal, status_named};
use crate::{
    draft::ProductDraft,
    pricing::TaxClass,
    product::{Spec, Subscription},
};

/// Longest title, as the store lets one in, in characters.
const LONGEST_TITLE: usize = 300;
/// Longest other line, in characters.
const LONGEST_LINE: usize = 200;
/// Longest text, in characters.
const LONGEST_TEXT: usize = 100_000;
/// Most tags, and most rows of the specification.
const MOST_WORDS: usize = 100;
/// Months that one payment may cover at most.
const LONGEST_INTERVAL: u8 = 60;

/// What is refused, as it is found.
struct Refusals(Vec<ProductRefusal>);

impl Refusals {
    fn refuse(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(ProductRefusal::new(field, message));
    }

    /// A text without what surrounds it, of at most so many characters.
    fn line(&mut self, field: &str, text: &str, longest: usize) -> String {
        let text = text.trim();
        if text.chars().count() > longest {
            self.refuse(field, format!("Use at most {longest} characters."));
        }
        text.to_owned()
    }
}

fn given(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl ProductForm {
    /// The product that the form describes. `kept` is the product as it is stored, or a new one
    /// without anything: what the form has no field for stays as it is there. Prices are in
    /// `currency`, and read exactly.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn draft(
        &self,
        kept: &ProductDraft,
        currency: Currency,
    ) -> Result<ProductDraft, Vec<ProductRefusal>> {
        let mut found = Refusals(Vec::new());
        let title = found.line("title", &self.title, LONGEST_TITLE);
        if title.is_empty() {
            found.refuse("title", "Enter a title.");
        }
        let slug = self.slug_of(&title, &mut found);
        let brand = found.line("brand", &self.brand, LONGEST_LINE);
        let summary = found.line("summary", &self.summary, 1_000);
        let description_html = found.line("description", &self.description, LONGEST_TEXT);
        let tags = self.read_tags(&mut found);
        let tax_class = self.tax_class.trim().to_owned();
        if TaxClass::parse(&tax_class).is_err() {
            found.refuse("tax_class", "Choose a class of tax.");
        }
        let status = status_named(&self.status);
        if status.is_none() {
            found.refuse("status", "Choose whether shoppers see it.");
        }
        let categories = self.read_categories(kept, &mut found);
        let seo_title = given(found.line("seo_title", &self.seo_title, LONGEST_LINE));
        let seo_description = given(found.line("seo_description", &self.seo_description, 1_000));
        let specs = self.read_specs(&mut found);
        let subscription = self.read_subscription(kept, &mut found);
        if subscription.is_some() && self.stock_tracked {
            found
                .refuse("stock_tracked", "A subscription is never sold out. Count no units of it.");
        }
        let axes = self.read_axes(&mut found);
        let variants = self.read_variants(kept, &axes, currency, &mut found);
        let (Some(slug), Some(status), true) = (slug, status, found.0.is_empty()) else {
            return Err(found.0);
        };
        Ok(ProductDraft {
            id: kept.id.clone(),
            slug,
            external_id: kept.external_id.clone(),
            status,
            title,
            brand,
            summary,
            description_html,
            categories,
            axes,
            variants,
            specs,
            tags,
            images: kept.images.clone(),
            remote_images: kept.remote_images.clone(),
            tax_class,
            stock_tracked: self.stock_tracked,
            subscription,
            seo_title,
            seo_description,
            created_at: kept.created_at,
        })
    }

    fn slug_of(&self, title: &str, found: &mut Refusals) -> Option<Slug> {
        let typed = self.slug.trim();
        if !typed.is_empty() {
            let slug = Slug::parse(typed).ok();
            if slug.is_none() {
                found.refuse(
                    "slug",
                    "Use small letters and digits, in groups joined by single hyphens.",
                );
            }
            return slug;
        }
        let made = Slug::from_title(title, "").ok();
        if made.is_none() && !title.is_empty() {
            found.refuse("slug", "No address can be made of this title. Enter one.");
        }
        made
    }

    fn read_tags(&self, found: &mut Refusals) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for tag in self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
            if tags.iter().all(|known| known != tag) {
                tags.push(tag.to_owned());
            }
        }
        if tags.len() > MOST_WORDS || tags.iter().any(|tag| tag.chars().count() > LONGEST_LINE) {
            found.refuse("tags", "Use at most 100 tags of at most 200 characters.");
        }
        tags
    }

    /// Those that were ticked. The first is the one that breadcrumbs show, so those that the product
    /// has keep their order.
    fn read_categories(&self, kept: &ProductDraft, found: &mut Refusals) -> Vec<CategoryId> {
        let ticked: HashSet<&str> = self.categories.iter().map(String::as_str).collect();
        let stay = kept.categories.iter().filter(|id| ticked.contains(id.as_str()));
        let mut categories: Vec<CategoryId> = stay.cloned().collect();
        for text in &self.categories {
            match CategoryId::parse(text.as_str()) {
                Ok(id) if categories.contains(&id) => {}
                Ok(id) => categories.push(id),
                Err(_) => found.refuse("category", "Choose among the categories that there are."),
            }
        }
        categories
    }

    fn read_specs(&self, found: &mut Refusals) -> Vec<Spec> {
        let mut specs = Vec::new();
        for (at, row) in self.specs.iter().enumerate() {
            let name = found.line(&format!("spec.{at}.name"), &row.name, LONGEST_LINE);
            let value = found.line(&format!("spec.{at}.value"), &row.value, 1_000);
            match (name.is_empty(), value.is_empty()) {
                (true, true) => {}
                (true, false) => {
                    found.refuse(format!("spec.{at}.name"), "Say what this is the value of.");
                }
                (false, true) => {
                    found.refuse(format!("spec.{at}.value"), "Enter a value, or empty the row.");
                }
                (false, false) => specs.push(Spec { name, value }),
            }
        }
        if specs.len() > MOST_WORDS {
            found.refuse("spec.0.name", "Use at most 100 rows.");
        }
        specs
    }

    /// How often it is paid, for what is sold as a subscription; nothing for what is bought once.
    fn read_subscription(&self, kept: &ProductDraft, found: &mut Refusals) -> Option<Subscription> {
        let Some(row) = &self.subscription else { return kept.subscription.clone() };
        if row.is_blank() {
            return None;
        }
        let months = row.interval.trim().parse::<u8>().ok();
        let months = months.filter(|months| (1..=LONGEST_INTERVAL).contains(months));
        if months.is_none() {
            found.refuse("interval", "Enter a number of months from 1 to 60.");
        }
        let features = row.features.lines().map(str::trim).filter(|line| !line.is_empty());
        Some(Subscription {
            interval_months: months.unwrap_or(1),
            features: features.map(ToOwned::to_owned).collect(),
        })
    }

    /// The names of the axes. They are given from the first on, since a value belongs to its place.
    fn read_axes(&self, found: &mut Refusals) -> Vec<String> {
        let mut axes: Vec<String> = Vec::new();
        for (at, row) in self.axes.iter().enumerate() {
            let field = format!("axis.{at}.name");
            let name = found.line(&field, &row.name, LONGEST_LINE);
            let list = row.list();
            if name.is_empty() {
                if !list.is_empty() {
                    found.refuse(field, "Say what these values are of, such as Size.");
                }
                continue;
            }
            if axes.len() < at {
                found.refuse(field, "Fill in the options above this one first.");
                continue;
            }
            if axes.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
                found.refuse(field, "There is an option of this name already.");
            }
            let made = |value: &String| {
                self.variants.iter().any(|variant| variant.options.get(at) == Some(value))
            };
            if let Some(missing) = list.iter().find(|value| !made(value)) {
                found.refuse(
                    format!("axis.{at}.values"),
                    format!(
                        "There is no variant with {missing} yet. Make the grid, or take it out."
                    ),
                );
            }
            axes.push(name);
        }
        axes
    }
}

#[cfg(test)]
mod tests;
