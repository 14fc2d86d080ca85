//! The API under `/api`: names and shapes are a contract with clients that others wrote.

pub(super) mod admin;
mod body;
pub(super) mod cart;
mod cart_shapes;
pub(super) mod checkout;
mod checkout_refusals;
mod checkout_shapes;
pub(super) mod description;
pub(super) mod items;
mod json;
mod named;
mod order_shapes;
pub(super) mod orders;
mod quantity;
mod shapes;
pub(super) mod suggest;
