//! The fields of the index, what each weighs, and the version of their shape.

use std::hash::{BuildHasher, Hasher};

use rustc_hash::FxBuildHasher;
use storefront::product::Product;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// Grows when the analysis or the fields change: an index of another version is rebuilt.
const VERSION: u32 = 1;

/// How many fields take part in ranking.
pub(crate) const SCORED: usize = 10;

/// The fields that take part in ranking, by their place in [`Fields::scored`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Scored {
    /// The title.
    Title,
    /// Who makes it.
    Brand,
    /// What kind of thing it is: its type and the category that it is shown under.
    Kind,
    /// The names of its other categories.
    Category,
    /// Words that lead to it.
    Tags,
    /// Values of the specification and options.
    Specs,
    /// Summary and description.
    Body,
    /// Neighbouring words of title, kind, categories and tags, written as one.
    Pairs,
    /// Bound words and measures of specification and summary, written as one.
    LoosePairs,
    /// SKU, barcodes, external id and makers' numbers.
    Codes,
}

/// How a field counts.
pub(crate) struct Weighing {
    name: &'static str,
    /// How much an occurrence counts.
    pub(crate) weight: f32,
    /// How much the field's length matters, 0 to 1.
    pub(crate) length: f32,
}

/// How each field counts, in the order of [`Scored`].
pub(crate) const WEIGHING: [Weighing; SCORED] = [
    Weighing { name: "title", weight: 3.0, length: 0.6 },
    Weighing { name: "brand", weight: 1.0, length: 0.0 },
    Weighing { name: "kind", weight: 4.0, length: 0.3 },
    Weighing { name: "category", weight: 1.0, length: 0.3 },
    Weighing { name: "tags", weight: 1.0, length: 0.3 },
    Weighing { name: "specs", weight: 0.5, length: 0.5 },
    Weighing { name: "body", weight: 0.8, length: 0.6 },
    Weighing { name: "pairs", weight: 3.0, length: 0.4 },
    Weighing { name: "loose_pairs", weight: 0.8, length: 0.4 },
    Weighing { name: "codes", weight: 6.0, length: 0.0 },
];

/// Every field of the index.
#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) scored: [Field; SCORED],
    /// Words of title, brand, kind and categories as they are written: what spelling is corrected
    /// to and beginnings of words are completed from.
    pub(crate) written: Field,
    pub(crate) id: Field,
    pub(crate) slug: Field,
    /// The whole product.
    pub(crate) product: Field,
}

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |option, lengths| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(option)
                .set_fieldnorms(lengths),
        )
    };
    let scored = WEIGHING.map(|weighing| {
        builder.add_text_field(weighing.name, text(IndexRecordOption::WithFreqs, true))
    });
    let fields = Fields {
        scored,
        written: builder.add_text_field("written", text(IndexRecordOption::Basic, false)),
        id: builder.add_text_field("id", STRING),
        slug: builder.add_text_field("slug", STRING),
        product: builder.add_bytes_field("product", STORED),
    };
    (builder.build(), fields)
}

/// The name of this version: that of the analysis, and the shape of a stored product, so that a
/// field added to the product cannot be forgotten here.
pub(crate) fn version() -> String {
    let mut hasher = FxBuildHasher.build_hasher();
    hasher.write(product_shape().as_bytes());
    format!("v{VERSION}-{:08x}", hasher.finish() as u32)
}

/// A product with everything set, as text with all names of fields.
fn product_shape() -> String {
    let example = r#"{"id":"a","version":1,"slug":"a","external_id":"a","title":"a","brand":"a","summary":"a","description_html":"a",
        "breadcrumbs":[{"slug":"a","name":"a"}],"categories":[],
        "variants":[{"sku":"a","price":{"amount":1,"currency":"EUR"},"compare_at":{"amount":1,"currency":"EUR"},
          "options":[{"axis":"a","value":"a"}],"barcodes":["1"],"weight_grams":1,"image":{"key":"a","alt":"a","width":1,"height":1}}],
        "axes":["a"],"specs":[{"name":"a","value":"a"}],"tags":["a"],"images":[],"rating":{"hundredths":100,"count":1},"stock_tracked":true,
        "subscription":{"interval_months":1,"features":["a"]},"seo_title":"a","seo_description":"a","created_at":1,"updated_at":1}"#;
    serde_json::from_str::<Product>(example)
        .and_then(|product| serde_json::to_string(&product))
        .unwrap_or_else(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_product_is_read() {
        assert!(product_shape().starts_with("{\"id\""), "{}", product_shape());
        assert_eq!(version(), version());
    }
}
