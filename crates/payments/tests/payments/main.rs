//! Payments on a real PostgreSQL.

mod bank;
mod calling_off;
mod http;
mod messages;
mod once;
mod outside;
mod recovering;
mod refunding;
mod sandbox_cards;
mod stripe_cards;
mod stripe_double;
mod support;
