//! Everything that can be wrong is made wrong once, past all guards, and has to be found.

mod fixing;
mod ground;
mod money;
mod orders;
mod stock;
mod waiting;
