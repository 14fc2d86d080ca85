//! How the columns of a foreign file become products: a TOML file, read and checked once.

use std::{collections::BTreeMap, path::Path};

use kernel::{CategoryId, Currency, Slug};
use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;
use storefront::draft::CategoryDraft;

use super::template::Template;

/// Why a mapping cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// The file cannot be read.
    #[error("the mapping cannot be read: {0}")]
    File(#[from] std::io::Error),
    /// The file is no mapping.
    #[error("the mapping is not well formed: {0}")]
    Form(String),
    /// Something in it makes no sense; the sentence says what.
    #[error("the mapping makes no sense: {0}")]
    Sense(String),
}

/// How the columns of a foreign file become products.
#[derive(Debug)]
pub struct Mapping {
    pub(super) product: ProductColumns,
    pub(super) price: PriceColumn,
    pub(super) specs: SpecColumns,
    pub(super) categories: Vec<CategoryDraft>,
    pub(super) rules: Vec<Rule>,
    /// For what no rule is about.
    pub(super) otherwise: Goal,
}

/// Templates and columns of what every product has. A template is text with `{column}` in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProductColumns {
    pub(super) id: Template,
    pub(super) sku: Template,
    pub(super) external_id: Option<Template>,
    pub(super) slug_suffix: Template,
    pub(super) title: Template,
    pub(super) brand: Template,
    pub(super) summary: Template,
    pub(super) description: Vec<DescriptionPart>,
    /// A column with RFC 3339 moments or dates.
    pub(super) created_at: Option<String>,
    pub(super) barcodes: Option<String>,
    #[serde(default)]
    pub(super) remote_images: Vec<String>,
    pub(super) tax_class: String,
    /// Units of every product that come into the warehouse once.
    pub(super) starting_stock: u32,
}

/// A part of a description: a paragraph, or a list where the text enumerates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DescriptionPart {
    pub(super) heading: Option<String>,
    pub(super) text: Template,
}

/// Where the price is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PriceColumn {
    pub(super) column: String,
    pub(super) currency: Currency,
    pub(super) unit: PriceUnit,
}

/// What a price counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum PriceUnit {
    /// Cents.
    Minor,
    /// Euros with a decimal point.
    Major,
}

/// Which columns are specs and what they are called.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SpecColumns {
    /// Specs from single columns, before all others.
    pub(super) first: Vec<NamedColumn>,
    /// Columns that begin so are specs, called by what follows.
    pub(super) prefixes: Vec<String>,
    /// Columns that no shopper cares for.
    #[serde(deserialize_with = "pattern")]
    pub(super) leave_out: Option<Regex>,
    /// Names for columns whose own would not read well, by column without its prefix.
    pub(super) names: BTreeMap<String, String>,
    /// Words that are written in their own way: `usb` as `USB`.
    pub(super) words: BTreeMap<String, String>,
    /// Units by column without its prefix.
    pub(super) units: BTreeMap<String, Unit>,
    /// The most specs of one product, the first ones of its row.
    pub(super) at_most: Option<usize>,
}

/// The unit of a column's numbers.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Unit {
    /// The same for all.
    Always(String),
    /// Small numbers count in another unit than large ones: 3.4 in GHz, 800 in MHz.
    BySize { below: f64, unit: String, otherwise: String },
}

impl Unit {
    pub(super) fn of(&self, number: f64) -> &str {
        match self {
            Self::Always(unit) => unit,
            Self::BySize { below, unit, .. } if number < *below => unit,
            Self::BySize { otherwise, .. } => otherwise,
        }
    }
}

/// A spec from one column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedColumn {
    pub(super) name: String,
    pub(super) column: String,
}

/// Where a product belongs and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Goal {
    pub(super) category: CategoryId,
    pub(super) slug: Slug,
    pub(super) kind: Option<String>,
}

/// A rule: products that meet all its conditions are its goal's. The first rule that fits is taken.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) goal: Goal,
    pub(super) when: Vec<Condition>,
    pub(super) unless: Vec<Condition>,
}

/// A condition on a row.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) struct Condition {
    /// The columns that are looked at, joined with ` | `.
    pub(super) columns: Vec<String>,
    /// What they hold; without it, that they hold anything.
    #[serde(default, deserialize_with = "pattern")]
    pub(super) matches: Option<Regex>,
}

fn pattern<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Regex>, D::Error> {
    let text = String::deserialize(deserializer)?;
    // Bytes and ASCII: what a word is by Unicode's book costs ten times as long to find, and a
    // mapping's patterns are words of the trade.
    let regex = RegexBuilder::new(&text).case_insensitive(true).unicode(false).build();
    regex.map(Some).map_err(serde::de::Error::custom)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    product: ProductColumns,
    price: PriceColumn,
    #[serde(default)]
    specs: SpecColumns,
    categories: Vec<FileCategory>,
    #[serde(default)]
    rules: Vec<FileRule>,
    otherwise: FileGoal,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCategory {
    slug: Slug,
    name: String,
    #[serde(default)]
    description: String,
    parent: Option<Slug>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileGoal {
    category: Slug,
    kind: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    category: Slug,
    kind: Option<String>,
    #[serde(default)]
    when: Vec<Condition>,
    #[serde(default)]
    unless: Vec<Condition>,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// [`MappingError`].
    pub fn read(path: &Path) -> Result<Self, MappingError> {
        Self::parse(&std::fs::read_to_string(path)?)
    }

    /// Reads a mapping from its text.
    ///
    /// # Errors
    /// [`MappingError`].
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let file: File = toml::from_str(text).map_err(|error| {
            MappingError::Form(format!("{}, at {:?}", error.message(), error.span()))
        })?;
        let categories = categories(file.categories)?;
        let goal = |slug: Slug, kind: Option<String>| {
            let known = categories.iter().find(|category| category.slug == slug);
            let known = known.ok_or_else(|| {
                MappingError::Sense(format!("a rule leads to `{slug}`, which is no category of it"))
            })?;
            Ok::<_, MappingError>(Goal { category: known.id.clone(), slug, kind })
        };
        let mut rules = Vec::new();
        for rule in file.rules {
            let goal = goal(rule.category, rule.kind)?;
            rules.push(Rule { goal, when: rule.when, unless: rule.unless });
        }
        let otherwise = goal(file.otherwise.category, file.otherwise.kind)?;
        let (product, price, specs) = (file.product, file.price, file.specs);
        Ok(Self { product, price, specs, categories, rules, otherwise })
    }
}

/// Categories with ids made of their slugs, in the file's order among siblings.
fn categories(listed: Vec<FileCategory>) -> Result<Vec<CategoryDraft>, MappingError> {
    let mut drafts: Vec<CategoryDraft> = Vec::new();
    for category in listed {
        let id = |slug: &Slug| {
            CategoryId::parse(slug.as_str())
                .map_err(|_| MappingError::Sense(format!("`{slug}` is too long for a category")))
        };
        let parent = category.parent.as_ref().map(id).transpose()?;
        if let Some(parent) = &parent
            && !drafts.iter().any(|draft| draft.id == *parent)
        {
            let name = &category.name;
            return Err(MappingError::Sense(format!("`{parent}` comes after its child {name}")));
        }
        let position = drafts.iter().filter(|draft| draft.parent == parent).count();
        drafts.push(CategoryDraft {
            id: id(&category.slug)?,
            slug: category.slug,
            name: category.name,
            description: category.description,
            parent,
            position: u32::try_from(position).unwrap_or(u32::MAX),
            image: None,
        });
    }
    Ok(drafts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mapping_in_the_repository_is_well_formed() {
        let mapping =
            Mapping::parse(include_str!("../../mappings/icecat.toml")).expect("a mapping");
        assert!(!mapping.rules.is_empty());
        // A rule without a condition would take every product from the rules after it.
        assert!(mapping.rules.iter().all(|rule| !rule.when.is_empty()));
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        let file = |rules: &str| {
            format!(
                r#"
                product = {{ id = "{{id}}", sku = "{{id}}", slug_suffix = "{{id}}",
                    title = "{{t}}", brand = "", summary = "", description = [],
                    tax_class = "standard", starting_stock = 1 }}
                price = {{ column = "p", currency = "EUR", unit = "major" }}
                categories = [{{ slug = "a", name = "A" }}, {{ slug = "b", name = "B", parent = "a" }}]
                otherwise = {{ category = "a" }}
                rules = [{rules}]
                "#
            )
        };
        assert!(Mapping::parse(&file("")).is_ok());
        let lost = Mapping::parse(&file(r#"{ category = "c" }"#));
        assert!(
            matches!(&lost, Err(MappingError::Sense(says)) if says.contains("`c`")),
            "{lost:?}"
        );
        let open = r#"{ category = "a", when = [{ columns = ["t"], matches = "(" }] }"#;
        assert!(matches!(Mapping::parse(&file(open)), Err(MappingError::Form(_))));
    }
}
