//! Joins in PostgreSQL's own plan of a statement.

use anyhow::{Context, Result};
use serde_json::Value;

/// How many joins the plan that `explain (format json)` answered with has.
pub(super) fn joins(explained: &Value) -> Result<usize> {
    Ok(count(explained.get(0).and_then(|first| first.get("Plan")).context("no plan")?))
}

fn count(node: &Value) -> usize {
    let kind = node.get("Node Type").and_then(Value::as_str).unwrap_or_default();
    let own = usize::from(matches!(kind, "Nested Loop" | "Hash Join" | "Merge Join"));
    let below = node.get("Plans").and_then(Value::as_array);
    own + below.into_iter().flatten().map(count).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_are_counted_at_every_depth() {
        let plan = serde_json::json!([{ "Plan": { "Node Type": "Sort", "Plans": [
            { "Node Type": "Nested Loop", "Plans": [
                { "Node Type": "Hash Join", "Plans": [{ "Node Type": "Seq Scan" }] },
                { "Node Type": "Index Scan" },
            ] },
        ] } }]);
        assert_eq!(joins(&plan).expect("a plan"), 2);
        assert!(joins(&Value::Null).is_err());
    }
}
