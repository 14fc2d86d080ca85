//! The copy of what lists go by, on a PostgreSQL of its own, against a list that is put in order by hand.

mod costs;
mod finding;
mod following;
mod ground;
