//! What shoppers were told, written down as soon as they were: what the shop is held to afterwards.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::http::Request;

/// An order that a shopper was told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// Whose it is.
    pub(super) session: String,
    /// In minor units.
    pub(super) total: i64,
    /// Its shopper wanted it cancelled, and may or may not have been told that it is.
    pub(super) cancel_asked: bool,
    /// Its shopper was told that it is cancelled.
    pub(super) cancelled: bool,
}

#[derive(Default)]
pub(super) struct Known {
    pub(super) orders: BTreeMap<String, Told>,
    /// What no shop may do.
    pub(super) wrongs: Vec<String>,
    /// What was sent for as long as anybody has patience, and never answered.
    pub(super) unanswered: Vec<Request>,
    /// How often what happened.
    pub(super) figures: BTreeMap<String, u64>,
}

/// A file that only grows, and the sum of what stands in it.
pub(super) struct Journal {
    inner: Mutex<(File, Known)>,
}

impl Journal {
    pub(super) fn create(path: &Path) -> Result<Self> {
        let file = OpenOptions::new()
            .create_new(true)
            .append(true)
            .open(path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { inner: Mutex::new((file, Known::default())) })
    }

    fn with<T>(&self, action: impl FnOnce(&mut File, &mut Known) -> T) -> T {
        // A shopper that panicked has written whole lines all the same.
        let mut inner = self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (file, known) = &mut *inner;
        action(file, known)
    }

    /// Something happened once more.
    pub(super) fn count(&self, what: impl Into<String>) {
        self.with(|_, known| *known.figures.entry(what.into()).or_default() += 1);
    }

    /// A shopper was told that an order is placed and paid.
    pub(super) fn ordered(&self, session: &str, order: &str, total: i64, card: &str) {
        self.with(|file, known| {
            let line =
                json!({ "ordered": order, "session": session, "total": total, "card": card });
            write(file, &line);
            let told =
                Told { session: session.to_owned(), total, cancel_asked: false, cancelled: false };
            let first = known.orders.entry(order.to_owned()).or_insert_with(|| told.clone());
            if (&first.session, first.total) != (&told.session, told.total) {
                let wrong = format!(
                    "order {order} was told to {} at {} and to {session} at {total}",
                    first.session, first.total
                );
                known.wrongs.push(wrong);
            }
        });
    }

    /// How many orders shoppers were told of.
    pub(super) fn acknowledged(&self) -> usize {
        self.with(|_, known| known.orders.len())
    }

    /// A shopper is about to cancel an order of theirs.
    pub(super) fn cancelling(&self, order: &str) {
        self.with(|file, known| {
            write(file, &json!({ "cancelling": order }));
            if let Some(told) = known.orders.get_mut(order) {
                told.cancel_asked = true;
            }
        });
    }

    /// A shopper was told that an order of theirs is cancelled.
    pub(super) fn cancelled(&self, order: &str) {
        self.with(|file, known| {
            write(file, &json!({ "cancelled": order }));
            if let Some(told) = known.orders.get_mut(order) {
                told.cancelled = true;
            }
        });
    }

    /// A shopper gave up waiting for what became of a submission.
    pub(super) fn unanswered(&self, request: Request) {
        self.with(|file, known| {
            write(file, &json!({ "unanswered": request.body.as_ref().map(|(_, body)| body) }));
            known.unanswered.push(request);
        });
    }

    /// A shopper was told what no shop may say.
    pub(super) fn wrong(&self, what: String) {
        self.with(|file, known| {
            write(file, &json!({ "wrong": what }));
            known.wrongs.push(what);
        });
    }

    /// All that is known in the end.
    pub(super) fn close(self) -> Known {
        self.inner.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).1
    }
}

fn write(file: &mut File, line: &Value) {
    // What could not be written down is still known; the run only leaves less to read.
    let _ = file.write_all(format!("{line}\n").as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_one_shoppers_and_has_one_total() {
        let path = std::env::temp_dir().join(format!("xtask-journal-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let journal = Journal::create(&path).expect("a file");
        journal.ordered("ada", "A", 500, "4242");
        journal.ordered("ada", "A", 500, "4242");
        journal.cancelling("A");
        journal.ordered("ada", "B", 700, "4242");
        journal.ordered("eve", "B", 700, "4242");
        journal.cancelled("B");
        let known = journal.close();
        assert_eq!(known.wrongs, ["order B was told to ada at 700 and to eve at 700"]);
        let (a, b) = (&known.orders["A"], &known.orders["B"]);
        assert!(a.cancel_asked && !a.cancelled && !b.cancel_asked && b.cancelled);
        let written = std::fs::read_to_string(&path).expect("there");
        assert_eq!(written.lines().count(), 6);
        std::fs::remove_file(path).expect("removed");
    }
}
