//! Ctrl-C and its relatives: noticed, not obeyed at once, so that what we started is stopped in order.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// From now on a request to end only sets a mark; the second one ends us at once.
pub(crate) fn listen() -> Result<()> {
    ctrlc::set_handler(|| {
        if REQUESTED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    })
    .context("cannot listen for Ctrl-C")
}

/// Whether somebody asked us to end.
pub(crate) fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// Fails once somebody asked us to end.
pub(crate) fn check() -> Result<()> {
    if requested() {
        bail!("stopped on request");
    }
    Ok(())
}
