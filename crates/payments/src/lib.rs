//! Payments, in PostgreSQL, and the providers that are asked for them.
//!
//! What a provider shall do is written down before it is asked, and no transaction is open while it
//! is. No answer is no failure: the payment is *unknown* then, until the provider tells how it
//! stands. [`open`], [`call_off`], [`ask_refund`], [`ask_rest`], [`settled`] and [`refund_noted`] write in the
//! transaction of whoever owns the order; [`PaymentDesk`] does the asking. Of payments that were made
//! outside the shop no provider knows, so nobody is asked: [`take_outside`] writes what was paid, and
//! [`paid_back`] what was paid back. What the provider leaves in doubt waits for a person, whose findings
//! [`end_refused`] and [`found_out`] write.

mod client;
mod desk;
mod driving;
mod inbox;
mod looking;
mod moves;
mod opening;
mod outside;
mod recovery;
mod refunds;
mod sandbox;
mod signature;
mod steps;
mod store;
mod stripe;

pub use self::sandbox::SandboxProvider;
pub use client::{BadAddress, ProviderClient};
pub use desk::{DeskError, PaymentDesk, Settings};
pub use driving::CALLED_OFF;
pub use looking::{FoundOut, RefusalEnded, end_refused, found_out};
pub use opening::{
    Ended, NewPayment, OpenError, Opened, RefundError, ask_refund, ask_rest, call_off, ended,
    of_order, open, refund_asked, refund_noted, settled,
};
pub use outside::{OUTSIDE, PaidBack, TakenOutside, paid_back, take_outside};
pub use recovery::Recovered;
pub use refunds::RefundEnded;
pub use signature::{is_signed, sign};
pub use stripe::StripeProvider;
