//! Full-text search, facets and suggestions with Tantivy.
//!
//! Tantivy keeps the terms, their postings and the products, on disk and mapped into memory. What
//! lists, filters and orders need of each product is kept in columns in memory ([`columns`]), and
//! matches are scored over plain arrays ([`matching`]), because facets and the exact total need
//! every match and a catalogue is small. [`SearchIndex::run`] keeps it all as the catalogue is.

mod choices;
mod columns;
mod cursor;
mod dictionary;
mod document;
mod facets;
mod finding;
mod folder;
mod following;
mod generations;
mod index;
mod matching;
mod merging;
mod narrowing;
mod order;
mod port;
mod price_steps;
mod query;
mod query_log;
pub mod relevance;
mod row;
mod schema;
mod snapshot;
mod spelling;
mod store;
mod suggesting;
mod synonyms;
mod tally;
mod text;
mod verify;
mod wording;

pub use folder::OpenIndexError;
pub use index::{IndexSettings, RebuildError, SearchIndex};
pub use query_log::{NoQueryLog, QueryLog};
pub use synonyms::Synonyms;
pub use verify::{Difference, VerifyError, VerifyReport, Wrong, verify_folder};
pub use wording::{Pins, Wording};
