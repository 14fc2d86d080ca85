//! Accounts on a real PostgreSQL.

mod audit;
mod authenticator;
mod erasing;
mod letters;
mod outage;
mod own;
mod recovery;
mod registration;
mod second_factor;
mod sign_in;
mod staff;
mod support;
mod tokens;
