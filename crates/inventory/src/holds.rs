//! Units in checkouts: held for some minutes, then paid for and sold, or free again.
//!
//! [`HoldDesk`] reserves; what becomes of held lines is decided in a transaction of the caller's, by
//! [`commit_lines`], [`settle_lines`], [`give_back`], [`extend`], [`release`] and [`return_sold`].
//! What expired is reclaimed by whoever needs the SKU next; [`sweep`] only makes figures timely.

mod answer;
mod desk;
mod moves;
mod sweeping;
mod wish;

pub use answer::{ReserveRow, understood};
pub use desk::{DeskSettings, HoldDesk};
pub use moves::{
    CommitError, GivenBack, Moved, ReturnError, commit_lines, extend, give_back, release,
    return_sold, settle_lines,
};
pub use sweeping::{FORGET_AFTER, forget, sweep, sweep_for_ever};
pub use wish::{HoardedLine, ReserveError, ReserveRequest, Reserved, ShortLine};
