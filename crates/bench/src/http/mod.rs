//! Asking a server over HTTP, and measuring how quickly it answers.

mod connection;
mod load;
mod open_loop;

pub(crate) use connection::{Connection, Sent, request};
pub(crate) use load::{Load, Questions, Served, ask_in_turn, in_a_thread, run};
pub(crate) use open_loop::{Pace, ask_at_a_pace};
