//! What the audit log has of imports: what was done to a run, and nothing that stands in its file but
//! the names of columns.

use audit::Deed;
use serde_json::{Value, json};
use sqlx::PgTransaction;
use storefront::{
    account::Caller,
    import_room::{ImportCounts, ImportMapping, RunState},
    staff::StaffMember,
};

use crate::store::{Locked, NewRun};

/// Who does something, from where, and to which run.
#[derive(Clone, Copy)]
pub(super) struct Doer<'a> {
    pub(super) by: &'a StaffMember,
    pub(super) caller: &'a Caller,
    pub(super) run: &'a str,
}

/// A file was kept.
pub(super) async fn uploaded(
    txn: &mut PgTransaction<'_>,
    doer: Doer<'_>,
    run: &NewRun<'_>,
) -> Result<(), sqlx::Error> {
    let state = RunState::Uploaded.name();
    let after = json!({ "state": state, "bytes": run.bytes, "format": run.format.name() });
    write(txn, doer, "import_uploaded", None, after).await
}

/// It was said what the columns are.
pub(super) async fn named(
    txn: &mut PgTransaction<'_>,
    doer: Doer<'_>,
    run: &Locked,
    mapping: &ImportMapping,
) -> Result<(), sqlx::Error> {
    let before = json!({ "state": run.state.name(), "columns": run.mapping });
    let after = json!({ "state": RunState::Checking.name(), "columns": mapping });
    write(txn, doer, "import_columns_named", Some(before), after).await
}

/// Good rows are to be imported.
pub(super) async fn started(
    txn: &mut PgTransaction<'_>,
    doer: Doer<'_>,
    run: &Locked,
) -> Result<(), sqlx::Error> {
    let after = json!({ "state": RunState::Running.name() });
    write(txn, doer, "import_started", Some(standing(run)), after).await
}

/// It is to stop.
pub(super) async fn cancelled(
    txn: &mut PgTransaction<'_>,
    doer: Doer<'_>,
    run: &Locked,
) -> Result<(), sqlx::Error> {
    let after = json!({ "stop": true });
    write(txn, doer, "import_cancelled", Some(standing(run)), after).await
}

async fn write(
    txn: &mut PgTransaction<'_>,
    doer: Doer<'_>,
    action: &'static str,
    before: Option<Value>,
    after: Value,
) -> Result<(), sqlx::Error> {
    let Doer { by, caller, run } = doer;
    let subject = format!("import {run}");
    let deed = Deed { by, caller, action, subject: &subject, before, after: Some(after) };
    audit::write(txn, &deed).await
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
