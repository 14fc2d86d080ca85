//! Full-text search, facets and suggestions with Tantivy.
