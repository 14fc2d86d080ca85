//! The shop's program itself, on stores of its own, asked over HTTP.

mod anonymous;
mod browser;
mod ground;
mod people;
mod redis_gone;
mod two_people;
