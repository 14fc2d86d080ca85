//! Accounts on a real PostgreSQL.

mod audit;
mod authenticator;
mod customers;
mod erasing;
mod helping;
mod letters;
mod outage;
mod own;
mod recovery;
mod registration;
mod second_factor;
mod sign_in;
mod staff;
mod staff_sessions;
mod support;
mod tokens;
