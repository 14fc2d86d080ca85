//! What MongoDB refuses by itself: documents that no product can be, and values that must be unique.

use futures::TryStreamExt;
use mongodb::{
    IndexModel,
    bson::{Document, doc},
    options::IndexOptions,
};

use crate::{
    collection_schema,
    review_documents::ReviewDocument,
    store::{
        BULK_DEEDS, BULK_PARTS, CATEGORIES, COLLECTIONS, CatalogStore, PRODUCT_VERSIONS, PRODUCTS,
        REDIRECTS, REVIEWS, VOICES,
    },
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
        })?;
        self.list_older_products().await.map_err(|source| PrepareError {
            step: "the words of older products".to_owned(),
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

fn collections() -> Vec<(&'static str, Document, Vec<IndexModel>)> {
    vec![
        (PRODUCTS, product(), product_indexes()),
        (PRODUCT_VERSIONS, product_version(), vec![plain(doc! { "product": 1, "version": -1 })]),
        (
            CATEGORIES,
            category(),
            vec![
                unique(doc! { "slug": 1 }, None),
                plain(doc! { "parent": 1 }),
                plain(doc! { "image.key": 1 }),
            ],
        ),
        (COLLECTIONS, collection_schema::validator(), collection_schema::indexes()),
        (REVIEWS, review(), review_indexes()),
        (
            VOICES,
            voice(),
            vec![plain(doc! { "review": 1, "kind": 1 }), plain(doc! { "account": 1 })],
        ),
        (BULK_DEEDS, bulk_deed(), vec![plain(doc! { "at": 1 })]),
        (BULK_PARTS, bulk_part(), Vec::new()),
        (REDIRECTS, redirect(), vec![plain(doc! { "target": 1 })]),
    ]
}

fn product_indexes() -> Vec<IndexModel> {
    let named = doc! { "external_id": { "$type": "string" } };
    vec![
        unique(doc! { "slug": 1 }, None),
        unique(doc! { "variants.sku": 1 }, None),
        // Most products of a shop come from nowhere else: null is no value that could be taken.
        unique(doc! { "external_id": 1 }, Some(named)),
        // How staff find and list them. A document's id parts those with the same value.
        plain(doc! { "words": 1 }),
        plain(doc! { "updated_at": 1, "_id": 1 }),
        plain(doc! { "title_key": 1, "_id": 1 }),
        plain(doc! { "price_from": 1, "_id": 1 }),
        plain(doc! { "status": 1, "updated_at": 1, "_id": 1 }),
        plain(doc! { "status": 1, "title_key": 1, "_id": 1 }),
        plain(doc! { "status": 1, "price_from": 1, "_id": 1 }),
        plain(doc! { "brand": 1, "status": 1, "updated_at": 1, "_id": 1 }),
        plain(doc! { "brand": 1, "status": 1, "title_key": 1, "_id": 1 }),
        plain(doc! { "brand": 1, "status": 1, "price_from": 1, "_id": 1 }),
        plain(doc! { "categories": 1, "status": 1, "updated_at": 1, "_id": 1 }),
        plain(doc! { "categories": 1, "status": 1, "title_key": 1, "_id": 1 }),
        plain(doc! { "categories": 1, "status": 1, "price_from": 1, "_id": 1 }),
        plain(doc! { "brand": 1, "categories": 1, "status": 1, "updated_at": 1, "_id": 1 }),
        plain(doc! { "brand": 1, "categories": 1, "status": 1, "title_key": 1, "_id": 1 }),
        plain(doc! { "brand": 1, "categories": 1, "status": 1, "price_from": 1, "_id": 1 }),
        // What rules of collections narrow by, each with the order in which products are shown.
        plain(doc! { "status": 1, "created_at": -1, "_id": -1 }),
        plain(doc! { "status": 1, "categories": 1, "created_at": -1, "_id": -1 }),
        plain(doc! { "status": 1, "brand": 1, "created_at": -1, "_id": -1 }),
        plain(doc! { "status": 1, "tags": 1, "created_at": -1, "_id": -1 }),
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

pub(crate) fn plain(keys: Document) -> IndexModel {
    IndexModel::builder().keys(keys).build()
}

pub(crate) fn unique(keys: Document, only_where: Option<Document>) -> IndexModel {
    let options =
        IndexOptions::builder().unique(true).partial_filter_expression(only_where).build();
    IndexModel::builder().keys(keys).options(options).build()
}

fn text(longest: i32) -> Document {
    doc! { "bsonType": "string", "maxLength": longest }
}

pub(crate) fn name(longest: i32) -> Document {
    doc! { "bsonType": "string", "minLength": 1, "maxLength": longest }
}

pub(crate) fn slug() -> Document {
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
            "changed_by": { "bsonType": ["string", "null"] },
            "words": texts(),
            "title_key": { "bsonType": "string" },
            "price_from": { "bsonType": "long", "minimum": 0_i64 },
        },
    }
}

/// A version that is kept was let in by [`product`] once, and is not looked at again.
fn product_version() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["product", "version", "document", "replaced_at"],
        "properties": {
            "_id": name(100),
            "product": name(64),
            "version": { "bsonType": "long", "minimum": 1_i64 },
            "document": { "bsonType": "object" },
            "replaced_at": { "bsonType": "date" },
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

fn bulk_deed() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["by", "at", "change", "back"],
        "properties": {
            "_id": name(64),
            "by": name(64),
            "signed": text(300),
            "at": { "bsonType": "date" },
            "change": { "bsonType": "object" },
            "back": { "bsonType": "bool" },
        },
    }
}

fn bulk_part() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["number", "state", "products", "meant", "changed", "set_back", "items"],
        "properties": {
            "_id": name(80),
            "number": { "bsonType": "long", "minimum": 0_i64 },
            "state": { "enum": ["waiting", "done", "back"] },
            "products": texts(),
            "meant": { "bsonType": "long", "minimum": 0_i64 },
            "changed": { "bsonType": "long", "minimum": 0_i64 },
            "set_back": { "bsonType": "long", "minimum": 0_i64 },
            "items": { "bsonType": "array" },
        },
    }
}
