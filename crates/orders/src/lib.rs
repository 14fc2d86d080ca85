//! Orders, in PostgreSQL.
//!
//! Who is in the middle of something larger (a submission, a settlement, a cancellation) brings a
//! transaction: [`place`], [`lock`] and what is done to a [`LockedOrder`]. Nothing here begins one
//! for them, touches stock or money, or speaks to anybody. [`OrderBook`] answers the port
//! `storefront::orders`; letters are rows, written in the transaction that they tell of, and
//! [`LetterQueue`] hands them to whoever sends.
//!
//! Rows are locked in one order: the order, then (by others) stock by SKU, then lines and returns.

pub mod audit;
mod book;
mod digest;
mod letters;
mod links;
mod locked;
mod moves;
mod number;
mod on_behalf;
mod page_link;
mod place;
mod port;
mod refusal;
mod requests;
mod returns;
mod room;
mod store;
mod upkeep;

pub use book::OrderBook;
pub use letters::{DueLetter, LetterQueue};
pub use links::make_link;
pub use locked::{Cancelled, LockedOrder, PaidOutcome, lock, lock_of_checkout, lock_of_return};
pub use moves::may_become;
pub use page_link::add_link;
pub use place::{NewOrder, Placed, place};
pub use refusal::OrderError;
pub use requests::{
    BeganRequest, REQUEST_DAYS, StoredAnswer, answer_request, begin_request, bind_request,
    request_hash,
};
pub use returns::{ApprovedReturn, RETURN_DAYS};
pub use room::add_note;
pub use upkeep::{LETTER_DAYS, overdue, prune_letters, prune_requests};
