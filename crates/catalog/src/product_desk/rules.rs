//! What holds for products that staff write, apart from any store.

use std::collections::HashSet;

use kernel::{Currency, ProductId, Sku, Slug, Timestamp};
use serde_json::{Map, Value};
use storefront::{
    draft::{ProductDraft, ProductStatus},
    product_desk::{Difference, ProductError, ProductForm, ProductRefusal},
};

use crate::{category_tree::Tree, product_sheet::Taken, put_product::PutProductError};

/// Longest text of a field in the audit log, in characters. The versions have it whole.
const LONGEST_TOLD: usize = 500;
/// Longest title, in characters.
const LONGEST_TITLE: usize = 300;
/// Longest SKU, in characters.
const LONGEST_SKU: usize = 64;

/// What categories are called, by their ids with commas between.
pub(super) fn category_names(tree: &Tree, ids: &str) -> String {
    let name = |id| tree.by_id(id).map_or(id, |category| category.name.as_str());
    ids.split(", ").map(name).collect::<Vec<_>>().join(", ")
}

/// The id of what is made with a form that has this key.
pub(super) fn new_id(key: &str) -> Result<ProductId, ProductError> {
    let id = ProductId::parse(format!("p-{key}")).ok().filter(|_| !key.is_empty());
    id.ok_or_else(|| {
        let message = "This form was not the shop's own. Open the page again.";
        ProductError::refused(vec![ProductRefusal::new("", message)])
    })
}

/// A product without anything, for a form to be read over.
pub(super) fn blank(id: &ProductId, now: Timestamp) -> Result<ProductDraft, ProductError> {
    let slug = Slug::from_title("new", "").map_err(|_| ProductError::Unavailable)?;
    Ok(ProductDraft {
        id: id.clone(),
        slug,
        external_id: None,
        status: ProductStatus::Draft,
        title: String::new(),
        brand: String::new(),
        summary: String::new(),
        description_html: String::new(),
        categories: Vec::new(),
        axes: Vec::new(),
        variants: Vec::new(),
        specs: Vec::new(),
        tags: Vec::new(),
        images: Vec::new(),
        remote_images: Vec::new(),
        tax_class: "standard".to_owned(),
        stock_tracked: true,
        subscription: None,
        seo_title: None,
        seo_description: None,
        created_at: now,
    })
}

/// A draft as it will be stored, so that it can be compared with what is.
pub(super) fn cleaned(draft: ProductDraft) -> ProductDraft {
    ProductDraft { description_html: ammonia::clean(&draft.description_html), ..draft }
}

/// What the prices of a product are in.
pub(super) fn currency_of(product: &ProductDraft, otherwise: Currency) -> Currency {
    product.variants.first().map_or(otherwise, |variant| variant.price.currency())
}

/// A draft that says the same as a product, with an id, a slug and SKUs of its own.
pub(super) fn copy(
    product: &ProductDraft,
    id: &ProductId,
    suffix: &str,
    now: Timestamp,
) -> Result<ProductDraft, ProductError> {
    let title = format!("Copy of {}", product.title);
    let title: String = title.chars().take(LONGEST_TITLE).collect();
    let own: String = id.as_str().chars().rev().take(8).collect();
    let slug = Slug::from_title(&title, &own).map_err(|_| ProductError::Unavailable)?;
    let mut variants = product.variants.clone();
    let mut skus = HashSet::new();
    for variant in &mut variants {
        let room = LONGEST_SKU.saturating_sub(suffix.len() + 4);
        let begin: String = variant.sku.as_str().chars().take(room).collect();
        let plain = format!("{begin}{suffix}");
        let mut made = plain.clone();
        let mut number = 2;
        while !skus.insert(made.clone()) {
            made = format!("{plain}-{number}");
            number += 1;
        }
        variant.sku = Sku::parse(made).map_err(|_| ProductError::Unavailable)?;
    }
    Ok(ProductDraft {
        id: id.clone(),
        slug,
        external_id: None,
        status: ProductStatus::Draft,
        title,
        variants,
        remote_images: Vec::new(),
        created_at: now,
        ..product.clone()
    })
}

/// What was taken, beside the fields of the form that want it; for the whole form where it has none.
pub(super) fn refusals(taken: &Taken, form: &ProductForm) -> Vec<ProductRefusal> {
    let mut refusals = Vec::new();
    if taken.slug {
        let field = if form.title.is_empty() { "" } else { "slug" };
        let message = "Another product has this address. Enter another one.";
        refusals.push(ProductRefusal::new(field, message));
    }
    for sku in &taken.skus {
        let wants = |row: &storefront::product_desk::VariantRow| {
            !row.remove && row.sku.trim() == sku.as_str()
        };
        let at = form.variants.iter().position(wants);
        let field = at.map(|at| format!("variant.{at}.sku")).unwrap_or_default();
        refusals.push(ProductRefusal::new(field, format!("Another product has the SKU {sku}.")));
    }
    refusals
}

/// What the store refused after all.
pub(super) fn refused(error: PutProductError) -> ProductError {
    let refused = |field: &str, message: String| {
        ProductError::refused(vec![ProductRefusal::new(field, message)])
    };
    match error {
        PutProductError::Invalid(sentence) => {
            refused("", format!("The catalogue does not take this: {sentence}."))
        }
        PutProductError::Taken(what) => {
            refused("", format!("Another product has the same {what}."))
        }
        PutProductError::Stale { .. } => ProductError::Stale,
        PutProductError::Missing => ProductError::NotFound,
        PutProductError::Store(_) => ProductError::Unavailable,
    }
}

/// What became different, as the audit log tells it: how it was, and how it became.
pub(super) fn told(differences: &[Difference]) -> (Value, Value) {
    let cut = |text: &str| Value::String(text.chars().take(LONGEST_TOLD).collect());
    let (mut before, mut after) = (Map::new(), Map::new());
    for difference in differences {
        before.insert(difference.label.clone(), cut(&difference.before));
        after.insert(difference.label.clone(), cut(&difference.after));
    }
    (Value::Object(before), Value::Object(after))
}
