//! The shop's pages and islands.
//!
//! A page asks the ports of `storefront::Shop`, found in the context, and becomes markup. It sees
//! no store. Only the islands are compiled to WebAssembly; everything else is HTML when it
//! leaves the server.
#![cfg_attr(
    feature = "hydrate",
    allow(unsafe_code, reason = "an island is exported through wasm_bindgen")
)]

mod context;
pub mod islands;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod respond;
#[cfg(feature = "ssr")]
mod shell;

pub use context::{
    Assets, Failure, FormError, FormState, NewToken, PageRequest, StaffStep, Visitor,
};
#[cfg(feature = "ssr")]
pub use pages::encode;
#[cfg(feature = "ssr")]
pub use shell::shell;
