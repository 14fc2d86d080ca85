//! What reading a list costs: each question that goes to the server meanwhile, as the server explains
//! it. The server's own log of questions is asked, so that no question is forgotten.

use std::collections::HashSet;

use futures::TryStreamExt;
use mongodb::{
    Database,
    bson::{Bson, Document, doc},
};

/// The commands that read documents.
const READS: [&str; 2] = ["find", "aggregate"];
/// What stands around a command and is no part of what it asks.
const AROUND: [&str; 6] =
    ["lsid", "$db", "$clusterTime", "$readPreference", "readConcern", "writeConcern"];
/// Steps between a value and the next one of an index.
const SEEKS: i64 = 2;

/// A question, and what it makes the server read.
#[derive(Debug)]
pub(crate) struct Cost {
    question: Document,
    /// The steps of the plan that wins.
    stages: Vec<String>,
    /// Documents that were found.
    found: i64,
    /// Entries of indexes that were read.
    keys: i64,
    /// Documents that were read.
    documents: i64,
}

impl Cost {
    /// Whether it asks for documents, and not for their number.
    pub(crate) fn lists(&self) -> bool {
        self.question.contains_key("find")
    }

    /// Whether every document was looked at.
    pub(crate) fn scans(&self) -> bool {
        self.has("COLLSCAN")
    }

    /// Whether what was found had to be brought in order.
    pub(crate) fn sorts(&self) -> bool {
        self.has("SORT")
    }

    /// Whether nothing was read but what was found, in so many stretches of an index at most.
    pub(crate) fn reads_what_it_finds(&self, stretches: i64) -> bool {
        self.documents <= self.found && self.keys <= self.found + SEEKS * stretches
    }

    /// Whether at most so many documents, or entries of an index, were read.
    pub(crate) fn reads_at_most(&self, most: i64) -> bool {
        self.documents <= most && self.keys <= most
    }

    fn has(&self, stage: &str) -> bool {
        self.stages.iter().any(|one| one == stage)
    }
}

/// What one collection is asked while something is done, each question once, and what was done.
pub(crate) async fn costs<T>(
    database: &Database,
    collection: &str,
    deed: impl Future<Output = T>,
) -> (T, Vec<Cost>) {
    log_all(database, true).await;
    let answer = deed.await;
    log_all(database, false).await;
    let log = database.collection::<Document>("system.profile");
    let lines: Vec<Document> =
        log.find(doc! {}).await.expect("answered").try_collect().await.expect("read");
    log.drop().await.expect("forgotten");
    let asks = |question: &Document| {
        READS.iter().any(|read| question.get_str(read).is_ok_and(|name| name == collection))
    };
    let mut costs = Vec::new();
    let mut seen = HashSet::new();
    for line in &lines {
        let Ok(command) = line.get_document("command") else { continue };
        let question = bare(command);
        if asks(&question) && seen.insert(question.to_string()) {
            costs.push(explained(database, question).await);
        }
    }
    assert!(!costs.is_empty(), "{collection} is not asked: {lines:?}");
    (answer, costs)
}

async fn log_all(database: &Database, all: bool) {
    let level = if all { 2 } else { 0 };
    database.run_command(doc! { "profile": level }).await.expect("a log of questions");
}

/// What a command asks, without who asks.
fn bare(command: &Document) -> Document {
    let asks = |(name, _): &(&String, &Bson)| !AROUND.contains(&name.as_str());
    let kept = command.iter().filter(asks);
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}

async fn explained(database: &Database, question: Document) -> Cost {
    let explain = doc! { "explain": question.clone(), "verbosity": "executionStats" };
    let answer = database.run_command(explain).await.expect("explained");
    // A pipeline is told step by step, unless the server runs it as one plan.
    let first = answer.get_array("stages").ok().and_then(|stages| stages.first());
    let cursor = first.and_then(Bson::as_document).map(|first| first.get_document("$cursor"));
    let told = cursor.map_or(&answer, |cursor| cursor.expect("a plan"));
    let planned = told.get_document("queryPlanner").expect("a plan");
    let mut stages = Vec::new();
    gather(planned.get_document("winningPlan").expect("a plan that wins"), &mut stages);
    let run = told.get_document("executionStats").expect("counts");
    Cost {
        found: number(run, "nReturned"),
        keys: number(run, "totalKeysExamined"),
        documents: number(run, "totalDocsExamined"),
        stages,
        question,
    }
}

fn gather(plan: &Document, stages: &mut Vec<String>) {
    for (name, value) in plan {
        match value {
            Bson::String(stage) if name == "stage" => stages.push(stage.clone()),
            Bson::Document(inner) => gather(inner, stages),
            Bson::Array(inner) => {
                inner.iter().filter_map(Bson::as_document).for_each(|one| gather(one, stages));
            }
            _ => {}
        }
    }
}

fn number(counts: &Document, name: &str) -> i64 {
    match counts.get(name) {
        Some(Bson::Int32(number)) => i64::from(*number),
        Some(Bson::Int64(number)) => *number,
        other => panic!("{name} is no count: {other:?}"),
    }
}
