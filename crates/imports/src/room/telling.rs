//! What the audit log has of imports: what was done to a run, and nothing that stands in its file but
//! the names of columns.

use audit::Doer;
use serde_json::{Value, json};
use sqlx::PgTransaction;
use storefront::import_room::{ImportCounts, ImportMapping, RunState};

use crate::store::{Locked, NewRun};

/// A file was kept.
pub(super) async fn uploaded(
    txn: &mut PgTransaction<'_>,
    doer: Doer<'_>,
    run: &NewRun<'_>,
) -> Result<(), sqlx::Error> {
    let state = RunState::Uploaded.name();
    let after = json!({ "state": state, "bytes": run.bytes, "format": run.format.name() });
    write(txn, doer, run.id, "import_uploaded", None, after).await
}

/// It was said what the columns are.
pub(super) async fn named(
    txn: &mut PgTransaction<'_>,
    doer: Doer<'_>,
    id: &str,
    run: &Locked,
    mapping: &ImportMapping,
) -> Result<(), sqlx::Error> {
    let before = json!({ "state": run.state.name(), "columns": run.mapping });
    let after = json!({ "state": RunState::Checking.name(), "columns": mapping });
    write(txn, doer, id, "import_columns_named", Some(before), after).await
}

/// Good rows are to be imported.
pub(super) async fn started(
    txn: &mut PgTransaction<'_>,
    doer: Doer<'_>,
    id: &str,
    run: &Locked,
) -> Result<(), sqlx::Error> {
    let after = json!({ "state": RunState::Running.name() });
    write(txn, doer, id, "import_started", Some(standing(run)), after).await
}

/// It is to stop.
pub(super) async fn cancelled(
    txn: &mut PgTransaction<'_>,
    doer: Doer<'_>,
    id: &str,
    run: &Locked,
) -> Result<(), sqlx::Error> {
    let after = json!({ "stop": true });
    write(txn, doer, id, "import_cancelled", Some(standing(run)), after).await
}

async fn write(
    txn: &mut PgTransaction<'_>,
    doer: Doer<'_>,
    id: &str,
    action: &'static str,
    before: Option<Value>,
    after: Value,
) -> Result<(), sqlx::Error> {
    doer.tell(txn, action, &format!("import {id}"), before, Some(after)).await
}

fn standing(run: &Locked) -> Value {
    json!({ "state": run.state.name(), "counts": counted(&run.counts) })
}

fn counted(counts: &ImportCounts) -> Value {
    json!({
        "rows": counts.rows,
        "new": counts.created,
        "changed": counts.updated,
        "unchanged": counts.unchanged,
        "errors": counts.errors,
    })
}
