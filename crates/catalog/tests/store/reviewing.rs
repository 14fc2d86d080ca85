//! Reviews from being written to being decided about.

mod costs;
mod desk;
mod lists;
mod moderating;
mod writing;
