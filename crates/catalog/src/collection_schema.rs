//! What MongoDB refuses by itself of collections, and by what they are found.

use mongodb::{
    IndexModel,
    bson::{Document, doc},
};

use crate::schema::{name, plain, slug, unique};

pub(crate) fn indexes() -> Vec<IndexModel> {
    vec![
        unique(doc! { "slug": 1 }, None),
        plain(doc! { "status": 1, "slug": 1 }),
        plain(doc! { "content.rule.category": 1 }),
        plain(doc! { "content.rule.brands": 1 }),
    ]
}

pub(crate) fn validator() -> Document {
    doc! {
        "bsonType": "object",
        "required": [
            "version", "slug", "name", "description", "status", "content", "updated_at",
        ],
        "properties": {
            "_id": name(64),
            "version": { "bsonType": "long", "minimum": 1_i64 },
            "slug": slug(),
            "name": name(200),
            "description": { "bsonType": "string" },
            "status": { "enum": ["draft", "active"] },
            "content": { "bsonType": "object" },
            "changed_by": { "bsonType": ["string", "null"] },
            "updated_at": { "bsonType": "date" },
        },
    }
}
