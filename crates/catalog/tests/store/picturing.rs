//! Pictures of products, from being attached to being deleted.

mod changing;
mod desk;
