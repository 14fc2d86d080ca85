//! Figures on a PostgreSQL of their own, against what is counted by hand.

mod counted;
mod ground;
mod plans;
mod waiting;
