//! By what staff find a product, and by what lists of products are sorted.

use std::collections::HashSet;

use futures::TryStreamExt;
use kernel::ProductId;
use mongodb::bson::{Document, doc};
use storefront::goods_room::{LONGEST_WORD, words_of};

use crate::{
    documents::ProductDocument,
    store::{CatalogStore, PRODUCTS},
};

/// Words of one product.
const MOST_WORDS: usize = 60;
/// Older products that are looked at in one turn.
const BATCH: i64 = 200;

/// A text as one word.
fn whole(text: &str) -> String {
    text.to_lowercase().chars().take(LONGEST_WORD).collect()
}

/// The words of title, brand, SKUs, barcodes and external id, each once. Where there are too many,
/// what is dropped is found by something else: parts of SKUs first.
fn words(product: &ProductDocument) -> Vec<String> {
    let skus = || product.variants.iter().map(|variant| variant.sku.as_str());
    let external = product.external_id.as_deref();
    let barcodes = product.variants.iter().flat_map(|variant| &variant.barcodes);
    let mut seen = HashSet::new();
    words_of(&product.title)
        .into_iter()
        .chain(words_of(&product.brand))
        .chain(external.map(whole))
        .chain(skus().map(whole))
        .chain(barcodes.map(|code| whole(code)))
        .chain(external.into_iter().flat_map(words_of))
        .chain(skus().flat_map(words_of))
        .filter(|word| !word.is_empty() && seen.insert(word.clone()))
        .take(MOST_WORDS)
        .collect()
}

impl ProductDocument {
    /// With what lists go by as it follows from the rest of it.
    pub(crate) fn listed(mut self) -> Self {
        self.words = words(&self);
        self.title_key = self.title.to_lowercase();
        let prices = self.variants.iter().map(|variant| variant.price.amount());
        self.price_from = prices.min().unwrap_or_default();
        self
    }
}

impl CatalogStore {
    /// Gives the products that were stored before there were lists what lists go by. One that is
    /// written meanwhile has it from its writer.
    pub(crate) async fn list_older_products(&self) -> Result<(), mongodb::error::Error> {
        let mut after: Option<ProductId> = None;
        loop {
            let mut unlisted = doc! { "words": { "$exists": false } };
            if let Some(after) = &after {
                unlisted.insert("_id", doc! { "$gt": after.as_str() });
            }
            let older: Vec<ProductDocument> = self
                .products()
                .find(unlisted)
                .sort(doc! { "_id": 1 })
                .limit(BATCH)
                .await?
                .try_collect()
                .await?;
            let Some(last) = older.last() else { return Ok(()) };
            after = Some(last.id.clone());
            let updates: Vec<Document> = older.into_iter().map(listing).collect();
            let command = doc! {
                "update": PRODUCTS,
                "updates": updates,
                "ordered": false,
                "writeConcern": { "w": "majority", "j": true },
            };
            let reply = self.database.run_command(command).await?;
            if let Some(refused) = reply.get("writeErrors") {
                tracing::warn!(%refused, "older products are not in lists for staff");
            }
        }
    }
}

/// An update with what lists go by, for a product as it was read.
fn listing(product: ProductDocument) -> Document {
    let product = product.listed();
    let same = doc! {
        "_id": product.id.as_str(), "version": product.version, "words": { "$exists": false },
    };
    let listed = doc! {
        "words": product.words, "title_key": product.title_key, "price_from": product.price_from,
    };
    doc! { "q": same, "u": { "$set": listed } }
}

#[cfg(test)]
mod tests {
    use kernel::{Currency, Money, Sku, Slug, Timestamp};
    use storefront::{
        draft::{ProductDraft, ProductStatus},
        product::Variant,
    };

    use super::*;

    fn variant(sku: &str, cents: i64) -> Variant {
        Variant {
            sku: Sku::parse(sku).expect("a SKU"),
            price: Money::new(cents, Currency::EUR).expect("a price"),
            compare_at: None,
            options: Vec::new(),
            barcodes: vec!["4006381333931".to_owned()],
            weight_grams: None,
            image: None,
        }
    }

    fn product(variants: Vec<Variant>) -> ProductDocument {
        let draft = ProductDraft {
            id: ProductId::parse("mug").expect("an id"),
            slug: Slug::parse("mug").expect("a slug"),
            external_id: Some("ERP:77".to_owned()),
            status: ProductStatus::Active,
            title: "Harbour Mug, big mug".to_owned(),
            brand: "Quay & Sons".to_owned(),
            summary: "Unfound.".to_owned(),
            description_html: String::new(),
            categories: Vec::new(),
            axes: Vec::new(),
            variants,
            specs: Vec::new(),
            tags: Vec::new(),
            images: Vec::new(),
            remote_images: Vec::new(),
            tax_class: "standard".to_owned(),
            stock_tracked: true,
            subscription: None,
            seo_title: None,
            seo_description: None,
            created_at: Timestamp::from_millis(0),
        };
        ProductDocument::first(&draft, Timestamp::from_millis(0))
    }

    #[test]
    fn a_product_is_found_by_all_that_names_it() {
        let mug = product(vec![variant("MUG-110", 1_250), variant("MUG-90", 990)]);
        let wanted = [
            "harbour",
            "mug",
            "big",
            "quay",
            "sons",
            "erp:77",
            "mug-110",
            "mug-90",
            "4006381333931",
            "erp",
            "77",
            "110",
            "90",
        ];
        assert_eq!(mug.words, wanted);
        assert_eq!((mug.title_key.as_str(), mug.price_from), ("harbour mug, big mug", 990));
    }

    #[test]
    fn words_are_bounded_and_what_names_it_comes_first() {
        let many = (0..80).map(|number| variant(&format!("S-{number}"), 100)).collect();
        let words = product(many).words;
        assert_eq!(words.len(), MOST_WORDS);
        assert!(words.contains(&"sons".to_owned()) && words.contains(&"s-1".to_owned()));
        assert!(!words.contains(&"s".to_owned()));
    }
}
