//! The list of products for staff, and what is done to many of them.

mod changing;
mod desk;
mod listing;
mod undoing;
