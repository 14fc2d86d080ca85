//! Reviews from being written to being decided about.

mod desk;
mod lists;
mod moderating;
mod writing;
