//! The memory of the shop's process while it imports.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use std::time::Duration;

use anyhow::Result;
use tokio::task::AbortHandle;

use crate::machine;

/// How often is looked: a merge of the search index takes longer.
const LOOK: Duration = Duration::from_millis(20);

/// The most memory that the process has had by a moment, in bytes.
#[derive(Clone, Copy)]
pub(super) struct Memory {
    /// What no file stands behind, by looking all the time since it was ready.
    pub(super) own: u64,
    /// With what is mapped of its program and of the search index, by the kernel, since it began.
    pub(super) all: u64,
}

/// Looks at a process until it is dropped.
pub(super) struct MemoryWatch {
    pid: u32,
    own: Arc<AtomicU64>,
    looking: AbortHandle,
}

impl MemoryWatch {
    /// Begins to look.
    pub(super) fn begin(pid: u32) -> Self {
        let own = Arc::new(AtomicU64::new(0));
        let most = Arc::clone(&own);
        let looking = tokio::spawn(async move {
            while let Ok(now) = machine::anonymous_memory(pid) {
                most.fetch_max(now, Ordering::Relaxed);
                tokio::time::sleep(LOOK).await;
            }
        });
        Self { pid, own, looking: looking.abort_handle() }
    }

    /// The most so far.
    ///
    /// # Errors
    /// When the process is gone.
    pub(super) fn most(&self) -> Result<Memory> {
        let now = machine::anonymous_memory(self.pid)?;
        let own = self.own.fetch_max(now, Ordering::Relaxed).max(now);
        Ok(Memory { own, all: machine::peak_memory(self.pid)? })
    }
}

impl Drop for MemoryWatch {
    fn drop(&mut self) {
        self.looking.abort();
    }
}
