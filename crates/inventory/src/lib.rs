//! Stock and its ledger. PostgreSQL alone decides what is in stock.
//!
//! [`receive`] and [`correct`] change the number of units owned and write the ledger in the same
//! transaction; [`StockWatch`] hangs the newest figures where pages can read them without waiting. [`holds`] keeps units for
//! checkouts and moves them between free, reserved and sold. [`StockBook`] is what staff look after
//! stock with.

mod arrivals;
mod change;
pub mod holds;
mod reconcile;
mod room;
mod store;
mod watch;

pub use arrivals::expect;
pub use change::{
    ChangeError, MAIN_WAREHOUSE, StockChange, StockLevel, correct, ensure_warehouse, ledger,
    receive, receive_starting_stock,
};
pub use reconcile::{HoldMismatch, LedgerMismatch, hold_mismatches, ledger_mismatches};
pub use room::StockBook;
pub use store::{LedgerRow, ping};
pub use watch::StockWatch;
