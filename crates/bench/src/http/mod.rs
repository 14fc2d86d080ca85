//! Asking a server over HTTP, and measuring how quickly it answers.

mod connection;
mod load;

pub(crate) use connection::{Connection, request};
pub(crate) use load::{Load, Served, run};
