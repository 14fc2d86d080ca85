//! The shop over HTTP: which routes there are, and what every answer carries.

mod account;
mod admin;
mod api;
mod assets;
mod caller;
mod cart;
mod checkout;
mod cookies;
mod enquiry_form;
mod failures;
mod gate;
mod health;
mod images;
mod limits;
mod next;
mod orders;
mod page_cache;
mod pages;
mod posted;
mod problem;
mod respond;
mod route_table;
mod security_headers;
mod site_map;
mod state;
mod visitor;
mod webhook;

pub(crate) use assets::SiteFiles;
pub(crate) use caller::Addresses;
pub(crate) use limits::{Rules, SETTINGS as LIMIT_SETTINGS, parse as parse_limit};
pub(crate) use route_table::router;
pub(crate) use state::{AppState, Readiness, StateParts};
