//! Rounds of repetitions, several at a time, the layouts in turn.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::task::JoinSet;

use super::Options;
use super::layout::{Cost, Layout, Task};
use super::workload::Workload;
use crate::report::progress;
use crate::samples::Samples;

/// A round of one task ends after this long even if repetitions are left.
const LONGEST_ROUND: Duration = Duration::from_secs(8);
/// New kinds are added less often: each leaves something behind.
const NEW_KINDS: usize = 500;

/// What one task took with one layout.
pub(super) struct Row {
    pub(super) task: Task,
    pub(super) cost: Cost,
    pub(super) samples: Samples,
}

/// One layout at work, with how far each kind of question has come.
struct Subject {
    layout: Arc<dyn Layout>,
    workload: Arc<Asked>,
    versions: Vec<AtomicI64>,
    changes: AtomicUsize,
    kinds: AtomicUsize,
}

/// The questions, lent to tasks that run for themselves.
struct Asked(Workload);

/// Measures every task with every layout.
pub(super) async fn run(
    layouts: &[Arc<dyn Layout>],
    workload: Workload,
    options: &Options,
) -> Result<Vec<Vec<Row>>> {
    let workload = Arc::new(Asked(workload));
    let subjects: Vec<Arc<Subject>> = layouts
        .iter()
        .map(|layout| {
            Arc::new(Subject {
                layout: Arc::clone(layout),
                workload: Arc::clone(&workload),
                versions: workload.0.changeable.iter().map(|_| AtomicI64::new(1)).collect(),
                changes: AtomicUsize::new(0),
                kinds: AtomicUsize::new(0),
            })
        })
        .collect();
    let mut rows: Vec<Vec<Row>> = Vec::new();
    for subject in &subjects {
        let (slug, filter) = (&workload.0.slugs[0], &workload.0.filters[0]);
        let mut own = Vec::new();
        for task in Task::ALL {
            let cost = subject.layout.cost(task, slug, filter).await?;
            own.push(Row { task, cost, samples: Samples::default() });
        }
        rows.push(own);
    }
    for round in 1..=options.rounds {
        for (at, task) in Task::ALL.into_iter().enumerate() {
            progress(format!("round {round}: {}", task.name()));
            for (subject, rows) in subjects.iter().zip(&mut rows) {
                let times = if task == Task::NewKind {
                    options.iterations.min(NEW_KINDS)
                } else {
                    options.iterations
                };
                let connections = options.connections as usize;
                repeat(subject, task, times / 10, connections).await?;
                rows[at].samples.add(repeat(subject, task, times, connections).await?);
            }
        }
    }
    Ok(rows)
}

/// Repeats a task, `connections` at a time.
async fn repeat(
    subject: &Arc<Subject>,
    task: Task,
    times: usize,
    connections: usize,
) -> Result<Samples> {
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let mut workers = JoinSet::new();
    for _ in 0..connections {
        let (subject, next) = (Arc::clone(subject), Arc::clone(&next));
        workers.spawn(async move {
            let mut nanos = Vec::new();
            while start.elapsed() < LONGEST_ROUND {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= times {
                    break;
                }
                let began = Instant::now();
                subject.perform(task, number).await?;
                nanos.push(u64::try_from(began.elapsed().as_nanos())?);
            }
            anyhow::Ok(nanos)
        });
    }
    let mut nanos = Vec::new();
    while let Some(worker) = workers.join_next().await {
        nanos.extend(worker??);
    }
    Ok(Samples::new(nanos, start.elapsed()))
}

impl Subject {
    async fn perform(&self, task: Task, number: usize) -> Result<()> {
        let workload = &self.workload.0;
        match task {
            Task::RoundTrip => self.layout.round_trip().await,
            Task::Page => {
                let slug = &workload.slugs[number % workload.slugs.len()];
                std::hint::black_box(self.layout.page(slug).await?);
                Ok(())
            }
            Task::Filter => {
                let filter = &workload.filters[number % workload.filters.len()];
                std::hint::black_box(self.layout.filter(filter).await?);
                Ok(())
            }
            Task::NewKind => {
                let number = self.kinds.fetch_add(1, Ordering::Relaxed);
                self.layout.add(&workload.new_kind(number)).await
            }
            Task::Change => {
                let number = self.changes.fetch_add(1, Ordering::Relaxed);
                let at = number % workload.changeable.len();
                let one = &workload.changeable[at];
                let version = self.versions[at].fetch_add(1, Ordering::Relaxed);
                let value = format!("changed {number}");
                let changed = self.layout.change(one.id, version, &one.name, &value).await?;
                ensure!(changed, "the product {} has moved on from version {version}", one.id);
                Ok(())
            }
        }
    }
}
