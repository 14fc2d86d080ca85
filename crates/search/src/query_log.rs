//! What is remembered of queries: counts, and nothing about who asked.

/// Counts queries, and knows the popular ones.
pub trait QueryLog: Send + Sync {
    /// Counts a query by its folded words. Never waits.
    fn record(&self, query_folded: &str, results: u64, zero: bool);

    /// Popular queries that found something and begin so (folded), the most popular first. Never
    /// waits.
    fn popular(&self, beginning: &str, limit: usize) -> Vec<String>;
}

/// Remembers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoQueryLog;

impl QueryLog for NoQueryLog {
    fn record(&self, _: &str, _: u64, _: bool) {}

    fn popular(&self, _: &str, _: usize) -> Vec<String> {
        Vec::new()
    }
}
