//! What MongoDB refuses by itself: documents that are no profile, and a verified address that
//! another profile has.

use mongodb::{
    IndexModel,
    bson::{Document, doc},
    options::IndexOptions,
};
use storefront::{
    account::LONGEST_NAME,
    profile::{MOST_ADDRESSES, MOST_VIEWED, MOST_WISHES},
};

use crate::store::{PROFILES, ProfileStore};

/// Why the database could not be prepared.
#[derive(Debug, thiserror::Error)]
#[error("MongoDB could not be prepared ({step}): {source}")]
pub struct PrepareError {
    step: &'static str,
    source: mongodb::error::Error,
}

fn at(step: &'static str) -> impl Fn(mongodb::error::Error) -> PrepareError {
    move |source| PrepareError { step, source }
}

impl ProfileStore {
    /// Brings the collection, its validator and its index up to date. Safe to repeat, and while
    /// the shop runs.
    ///
    /// # Errors
    /// [`PrepareError`] with the step that failed.
    pub async fn prepare(&self) -> Result<(), PrepareError> {
        let existing =
            self.database.list_collection_names().await.map_err(at("listing collections"))?;
        let known = existing.iter().any(|collection| collection == PROFILES);
        let command = if known { "collMod" } else { "create" };
        let validator = doc! {
            command: PROFILES,
            "validator": { "$jsonSchema": { "oneOf": [profile(), tombstone()] } },
            "validationLevel": "strict",
            "validationAction": "error",
        };
        self.database.run_command(validator).await.map_err(at("the validator"))?;
        self.documents().create_index(one_owner()).await.map_err(at("the index"))?;
        Ok(())
    }
}

/// An address of mail is one account's. Only verified ones are stored here; of those who have none,
/// there may be many.
fn one_owner() -> IndexModel {
    let options = IndexOptions::builder()
        .unique(true)
        .partial_filter_expression(doc! { "email": { "$type": "string" } })
        .build();
    IndexModel::builder().keys(doc! { "email": 1 }).options(options).build()
}

fn text(longest: usize) -> Document {
    doc! { "bsonType": "string", "maxLength": count(longest) }
}

fn id() -> Document {
    doc! { "bsonType": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$" }
}

fn id_or_none() -> Document {
    doc! { "bsonType": ["string", "null"], "pattern": "^[A-Za-z0-9_-]{1,64}$" }
}

fn list(most: usize, items: Document) -> Document {
    doc! { "bsonType": "array", "maxItems": count(most), "items": items }
}

fn version() -> Document {
    doc! { "bsonType": "long", "minimum": 0_i64 }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What every profile has. More may be added to any of them, but not the mark of one that was erased:
/// a document is a profile or what remains of one, never both.
fn profile() -> Document {
    doc! {
        "bsonType": "object",
        "required": [
            "version", "account_version", "name", "email", "addresses", "delivery", "billing",
            "preferences", "extra", "wishlist", "viewed", "created_at", "updated_at",
        ],
        "not": { "required": ["erased_at"] },
        "properties": {
            "_id": id(),
            "version": version(),
            "account_version": version(),
            "name": text(LONGEST_NAME),
            "email": { "bsonType": ["string", "null"], "maxLength": 254_i64, "pattern": "^[^@ ]+@[^@ ]+$" },
            "addresses": list(MOST_ADDRESSES, address()),
            "delivery": id_or_none(),
            "billing": id_or_none(),
            "preferences": preferences(),
            "extra": { "bsonType": "object" },
            "wishlist": list(MOST_WISHES, wish()),
            "viewed": list(MOST_VIEWED, view()),
            "created_at": { "bsonType": "date" },
            "updated_at": { "bsonType": "date" },
        },
    }
}

fn address() -> Document {
    doc! {
        "bsonType": "object",
        "required": [
            "id", "name", "line1", "line2", "city", "region", "postcode", "country", "phone",
        ],
        "properties": {
            "id": id(),
            "name": text(120),
            "line1": text(120),
            "line2": text(120),
            "city": text(80),
            "region": text(80),
            "postcode": text(12),
            "country": { "bsonType": "string", "pattern": "^[A-Z]{2}$" },
            "phone": text(30),
        },
    }
}

fn preferences() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["language", "newsletter_since", "colour_scheme", "remember_viewed"],
        "properties": {
            "language": { "bsonType": ["string", "null"] },
            "newsletter_since": { "bsonType": ["date", "null"] },
            "colour_scheme": { "enum": ["system", "light", "dark"] },
            "remember_viewed": { "bsonType": "bool" },
        },
    }
}

fn wish() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["product", "title", "at"],
        "properties": { "product": id(), "title": text(300), "at": { "bsonType": "date" } },
    }
}

fn view() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["product", "at"],
        "properties": { "product": id(), "at": { "bsonType": "date" } },
    }
}

/// What remains of a profile that was erased, and nothing besides.
fn tombstone() -> Document {
    doc! {
        "bsonType": "object",
        "required": ["account_version", "erased_at"],
        "additionalProperties": false,
        "properties": {
            "_id": id(),
            "account_version": version(),
            "erased_at": { "bsonType": "date" },
        },
    }
}
