//! What is done to many products at once, as it is stored: the deed, and its parts of a hundred
//! products, each with what it takes to set them back.

use kernel::{AccountId, CategoryId, ProductId};
use mongodb::bson::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use storefront::{goods_room::BulkChange, product::Variant};

use crate::documents::{ProductDocument, Status};

/// Products of one part, which is one transaction.
pub(crate) const PART: usize = 100;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct DeedDocument {
    /// The key that came with the form.
    #[serde(rename = "_id")]
    pub(crate) key: String,
    /// Whose deed it is.
    pub(crate) by: AccountId,
    /// What they were called then.
    #[serde(default)]
    pub(crate) signed: String,
    pub(crate) at: DateTime,
    pub(crate) change: BulkChange,
    /// Whether it is to be set back. Nothing more of it is done from then on.
    pub(crate) back: bool,
}

/// How far a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PartState {
    /// Nothing is done yet.
    Waiting,
    /// It is done.
    Done,
    /// It is set back, or was never done.
    Back,
}

impl PartState {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Back => "back",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct PartDocument {
    /// The key of the deed and the number: see [`part_id`].
    #[serde(rename = "_id")]
    pub(crate) id: String,
    pub(crate) number: i64,
    pub(crate) state: PartState,
    pub(crate) products: Vec<ProductId>,
    /// How many these are.
    pub(crate) meant: i64,
    /// How many of them were changed.
    pub(crate) changed: i64,
    /// How many of these were set back.
    pub(crate) set_back: i64,
    /// Those that were changed.
    pub(crate) items: Vec<ItemDocument>,
}

/// A product that was changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ItemDocument {
    pub(crate) id: ProductId,
    /// Its version right after.
    pub(crate) version: i64,
    pub(crate) before: Before,
}

/// The fields that a change may touch, as they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Before {
    status: Status,
    categories: Vec<CategoryId>,
    tags: Vec<String>,
    variants: Vec<Variant>,
}

/// The id of a part. No key holds a stroke, so no part is another deed's.
pub(crate) fn part_id(key: &str, number: i64) -> String {
    format!("{key}/{number:06}")
}

impl PartDocument {
    /// The parts of a deed, which has all of them before any is done.
    pub(crate) fn all(key: &str, products: &[ProductId]) -> Vec<Self> {
        let parts = (0_i64..).zip(products.chunks(PART));
        parts
            .map(|(number, products)| Self {
                id: part_id(key, number),
                number,
                state: PartState::Waiting,
                products: products.to_vec(),
                meant: count(products.len()),
                changed: 0,
                set_back: 0,
                items: Vec::new(),
            })
            .collect()
    }
}

/// A number of things in one part.
pub(crate) fn count(things: usize) -> i64 {
    i64::try_from(things).unwrap_or(i64::MAX)
}

impl ProductDocument {
    /// The next version of a product after a change; `None` where it is so already, or cannot be.
    pub(crate) fn changed(
        &self,
        change: &BulkChange,
        by: &AccountId,
        now: DateTime,
    ) -> Option<Self> {
        let next = self.clone().with(change);
        (next != *self).then(|| next.after(self, by, now))
    }

    fn with(mut self, change: &BulkChange) -> Self {
        match change {
            BulkChange::Publish => self.status = Status::Active,
            BulkChange::Archive => self.status = Status::Archived,
            BulkChange::Draft => self.status = Status::Draft,
            BulkChange::PriceByPercent { .. } | BulkChange::PriceByAmount { .. } => {
                self.variants.iter_mut().for_each(|variant| reprice(variant, change));
            }
            BulkChange::AddCategory { category } => {
                if !self.categories.contains(category) {
                    self.categories.push(category.clone());
                }
            }
            BulkChange::TakeCategory { category } => {
                self.categories.retain(|stored| stored != category);
            }
            BulkChange::AddTag { tag } => {
                if !self.tags.contains(tag) {
                    self.tags.push(tag.clone());
                }
            }
            BulkChange::TakeTag { tag } => self.tags.retain(|stored| stored != tag),
        }
        self
    }

    /// The field that a change touches, as the audit log tells of it.
    pub(crate) fn touched_by(&self, change: &BulkChange) -> Value {
        match change {
            BulkChange::Publish | BulkChange::Archive | BulkChange::Draft => json!(self.status),
            BulkChange::PriceByPercent { .. } | BulkChange::PriceByAmount { .. } => {
                let price = |variant: &Variant| (variant.sku.to_string(), json!(variant.price));
                Value::Object(self.variants.iter().map(price).collect())
            }
            BulkChange::AddCategory { .. } | BulkChange::TakeCategory { .. } => {
                json!(self.categories)
            }
            BulkChange::AddTag { .. } | BulkChange::TakeTag { .. } => json!(self.tags),
        }
    }

    /// Whether the fields that a change may touch are still as it left them. Others may have changed: a
    /// rating does, whenever a review is published.
    pub(crate) fn is_left_by(&self, change: &BulkChange, before: &Before) -> bool {
        let left = self.as_before(before).with(change);
        let touched = |product: &Self| {
            let Self { status, categories, tags, variants, .. } = product.clone();
            (status, categories, tags, variants)
        };
        touched(&left) == touched(self)
    }

    /// The fields that a change may touch.
    pub(crate) fn before(&self) -> Before {
        Before {
            status: self.status,
            categories: self.categories.clone(),
            tags: self.tags.clone(),
            variants: self.variants.clone(),
        }
    }

    /// The next version of a product, with these fields as they were.
    pub(crate) fn set_back(&self, before: &Before, by: &AccountId, now: DateTime) -> Self {
        self.as_before(before).after(self, by, now)
    }

    fn as_before(&self, before: &Before) -> Self {
        let Before { status, categories, tags, variants } = before.clone();
        Self { status, categories, tags, variants, ..self.clone() }
    }

    /// As the version after `stored`.
    fn after(mut self, stored: &Self, by: &AccountId, now: DateTime) -> Self {
        self.version = stored.version + 1;
        self.updated_at = now;
        self.changed_by = Some(by.clone());
        self.listed()
    }
}

/// Changes a price. What it was before a reduction is named no longer where it is not above it.
fn reprice(variant: &mut Variant, change: &BulkChange) {
    if let Some(price) = change.price(variant.price) {
        variant.price = price;
        variant.compare_at = variant.compare_at.filter(|before| *before > price);
    }
}
