//! Lets search count its queries without knowing where the counts are kept.

use std::sync::Arc;

use querylog::QueryLog;

/// The counts in PostgreSQL, as search asks for them.
pub(crate) struct CountedQueries(pub(crate) Arc<QueryLog>);

impl search::QueryLog for CountedQueries {
    fn record(&self, query: &str, results: u64, _: bool) {
        self.0.record(query, results);
    }

    fn popular(&self, prefix: &str, limit: usize) -> Vec<String> {
        self.0.popular(prefix, limit)
    }
}
