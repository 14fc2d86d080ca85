//! The shop over HTTP: which routes there are, and what every answer carries.

mod api;
mod assets;
mod enquiry_form;
mod failures;
mod health;
mod images;
mod page_cache;
mod pages;
mod problem;
mod respond;
mod route_table;
mod security_headers;
mod site_map;
mod state;

pub(crate) use assets::SiteFiles;
pub(crate) use route_table::router;
pub(crate) use state::{AppState, Readiness};
