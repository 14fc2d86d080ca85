//! What MongoDB refuses by itself: documents that no product can be, and values that must be unique.

use futures::TryStreamExt;
use mongodb::{
    IndexModel,
    bson::{Document, doc},
    options::IndexOptions,
};

use crate::{
    review_documents::ReviewDocument,
    store::{CATEGORIES, CatalogStore, PRODUCTS, REDIRECTS, REVIEWS, VOICES},
};

/// Why the database could not be prepared.
#[derive(Debug, thiserror::Error)]
#[error("MongoDB could not be prepared ({step}): {source}")]
pub struct PrepareError {
    step: String,
    source: mongodb::error::Error,
}

impl CatalogStore {
    /// Brings collections, validators and indexes up to date. Safe to repeat, and while the shop runs.
    ///
    /// # Errors
    /// [`PrepareError`] with the step that failed, such as a unique index over stored doubles.
    pub async fn prepare(&self) -> Result<(), PrepareError> {
        let existing = self
            .database
            .list_collection_names()
            .await
            .map_err(|source| PrepareError { step: "listing collections".to_owned(), source })?;
        for (name, schema, indexes) in collections() {
            let command = if existing.iter().any(|collection| collection == name) {
                "collMod"
            } else {
                "create"
            };
            let validator = doc! {
                command: name,
                "validator": { "$jsonSchema": schema },
                "validationLevel": "strict",
                "validationAction": "error",
            };
            self.database.run_command(validator).await.map_err(|source| PrepareError {
                step: format!("the validator of {name}"),
                source,
            })?;
            if indexes.is_empty() {
                continue;
            }
            self.database.collection::<Document>(name).create_indexes(indexes).await.map_err(
                |source| PrepareError { step: format!("the indexes of {name}"), source },
            )?;
        }
        self.place_reviews().await.map_err(|source| PrepareError {
            step: "the places of older reviews".to_owned(),
            source,
        })
    }

    /// Gives the reviews that were stored before there were states their places in lists. They are
    /// published.
    async fn place_reviews(&self) -> Result<(), mongodb::error::Error> {
        let unplaced = doc! { "desk": { "$exists": false } };
        let older: Vec<ReviewDocument> = self.reviews().find(unplaced).await?.try_collect().await?;
        for review in older {
            let review = review.placed();
            let same = doc! { "_id": review.id.as_str(), "desk": { "$exists": false } };
            self.reviews().replace_one(same, &review).await?;
        }
        Ok(())
    }
}

fn collections() -> [(&'static str, Document, Vec<IndexModel>); 5] {
    [
        (PRODUCTS, product(), product_indexes()),
        (
            CATEGORIES,
            category(),
            vec![
                unique(doc! { "slug": 1 }, None),
                plain(doc! { "parent": 1 }),
                plain(doc! { "image.key": 1 }),
            ],
        ),
        (REVIEWS, review(), review_indexes()),
        (
            VOICES,
            voice(),
            vec![plain(doc! { "review": 1, "kind": 1 }), plain(doc! { "account": 1 })],
        ),
        (REDIRECTS, redirect(), Vec::new()),
    ]
}

fn product_indexes() -> Vec<IndexModel> {
    let named = doc! { "external_id": { "$type": "string" } };
    vec![
        unique(doc! { "slug": 1 }, None),
        unique(doc! { "variants.sku": 1 }, None),
        // Most products of a shop come from nowhere else: null is no value that could be taken.
        unique(doc! { "external_id": 1 }, Some(named)),
        plain(doc! { "categories": 1 }),
        plain(doc! { "images.key": 1 }),
        plain(doc! { "variants.image.key": 1 }),
    ]
}

fn review_indexes() -> Vec<IndexModel> {
    vec![
        plain(doc! { "product": 1, "state": 1, "place": -1 }),
        plain(doc! { "product": 1, "state": 1, "top": -1 }),
        plain(doc! { "account": 1 }),
        plain(doc! { "desk": -1 }),
        plain(doc! { "state": 1, "desk": -1 }),
        plain(doc! { "stars": 1, "desk": -1 }),
        plain(doc! { "state": 1, "stars": 1, "desk": -1 }),
    ]
}

fn plain(keys: Document) -> IndexModel {
    IndexModel::builder().keys(keys).build()
}

fn unique(keys: Document, only_where: Option<Document>) -> IndexModel {
    let options =
        IndexOptions::builder().unique(true).partial_filter_expression(only_where).build();
    IndexModel::builder().keys(keys).options(options).build()
}

fn text(longest: i32) -> Document {
    doc! { "bsonType": "string", "maxLength": longest }
}

fn name(longest: i32) -> Document {
    doc! { "bsonType": "string", "minLength": 1, "maxLength": longest }
}

fn slug() -> Document {
    doc! { "bsonType": "string", "maxLength": 120, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }
}

fn list(items: Document) -> Document {
    doc! { "bsonType": "array", "items": items }
}

fn texts() -> Document {
    list(doc! { "bsonType": "string" })
}

fn money() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["amount", "currency"],
        "properties": {
            "amount": { "bsonType": "long", "minimum": 0_i64 },
            "currency": { "bsonType": "string", "pattern": "^[A-Z]{3}$" },
        },
    }
}

fn variant() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["sku", "price", "options", "barcodes"],
        "properties": {
            "sku": name(64),
            "price": money(),
            "options": list(pair("axis")),
            "barcodes": list(doc! { "bsonType": "string", "pattern": "^[0-9]+$" }),
        },
    }
}

fn pair(key: &str) -> Document {
    doc! {
        "bsonType": "object",
        "required": [key, "value"],
        "properties": { key: name(200), "value": { "bsonType": "string" } },
    }
}

/// What every product has. Anything else may differ from product to product.
fn product() -> Document {
    doc! {
        "bsonType": "object",
        "required": [
            "version", "slug", "status", "title", "brand", "summary", "description_html",
            "categories", "axes", "variants", "specs", "tags", "images", "tax_class",
            "stock_tracked", "created_at", "updated_at",
        ],
        "properties": {
            "_id": name(64),
            "version": { "bsonType": "long", "minimum": 1_i64 },
            "slug": slug(),
            "external_id": { "bsonType": ["string", "null"] },
            "status": { "enum": ["draft", "active", "archived"] },
            "title": name(300),
            "brand": text(200),
            "summary": { "bsonType": "string" },
            "description_html": { "bsonType": "string" },
            "categories": list(name(64)),
            "axes": texts(),
            "variants": { "bsonType": "array", "minItems": 1, "items": variant() },
            "specs": list(pair("name")),
            "tags": texts(),
            "images": { "bsonType": "array" },
            "tax_class": { "enum": ["standard", "reduced", "zero"] },
            "stock_tracked": { "bsonType": "bool" },
            "created_at": { "bsonType": "date" },
            "updated_at": { "bsonType": "date" },
        },
    }
}

fn category() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["version", "slug", "name", "description", "position"],
        "properties": {
            "_id": name(64),
            "version": { "bsonType": "long", "minimum": 1_i64 },
            "slug": slug(),
            "name": name(200),
            "description": { "bsonType": "string" },
            "parent": { "bsonType": ["string", "null"] },
            "position": { "bsonType": ["int", "long"] },
        },
    }
}

fn review() -> Document {
    doc! {
        "bsonType": "object",
        "required": [
            "product", "stars", "title", "body", "author", "verified", "published_at", "state",
            "version", "helpful", "reports", "place", "top", "desk",
        ],
        "properties": {
            "product": name(64),
            "stars": { "bsonType": ["int", "long"], "minimum": 1, "maximum": 5 },
            "title": text(300),
            "body": { "bsonType": "string" },
            "author": text(200),
            "verified": { "bsonType": "bool" },
            "published_at": { "bsonType": "date" },
            "state": { "enum": ["waiting", "published", "refused", "hidden"] },
            "version": { "bsonType": "long", "minimum": 1_i64 },
            "account": { "bsonType": ["string", "null"] },
            "reason": { "bsonType": ["string", "null"] },
            "helpful": { "bsonType": "long", "minimum": 0_i64 },
            "reports": { "bsonType": "long", "minimum": 0_i64 },
            "place": name(200),
            "top": name(200),
            "desk": name(200),
        },
    }
}

fn voice() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["review", "kind", "settled", "at"],
        "properties": {
            "review": name(120),
            "account": { "bsonType": ["string", "null"] },
            "kind": { "enum": ["helpful", "report"] },
            "reason": { "bsonType": ["string", "null"] },
            "settled": { "bsonType": "bool" },
            "at": { "bsonType": "date" },
        },
    }
}

fn redirect() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["target"],
        "properties": { "_id": name(160), "target": name(64) },
    }
}
