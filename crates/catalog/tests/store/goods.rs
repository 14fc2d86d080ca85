//! The list of products for staff, and what is done to many of them.

mod changing;
mod costs;
mod desk;
mod listing;
mod undoing;
