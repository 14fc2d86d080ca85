//! Runs of imports, on a real PostgreSQL and a folder of their own.

mod ground;

mod doing;
mod sending;
mod taking_up;
