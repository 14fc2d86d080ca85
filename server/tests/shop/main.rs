//! The shop's program itself, on stores of its own, asked over HTTP.

mod anonymous;
mod api_buying;
mod api_problems;
mod api_products;
mod browser;
mod filling;
mod ground;
mod low_stock;
mod people;
mod redis_gone;
mod returns_by_link;
mod reviews;
mod roles;
mod round_trips;
mod settings;
mod two_people;
mod wires;
