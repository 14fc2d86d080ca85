//! The parts of a page that scripts improve. Without scripts each is plain links and forms.

pub mod arrange;
#[cfg(feature = "hydrate")]
mod browser;
pub mod cart_link;
pub mod count_matches;
pub mod countdown;
pub mod filters;
pub mod gallery;
pub mod import_progress;
pub mod look_again;
pub mod search_box;
pub mod suggest_values;
pub mod time_left;
pub mod widths_progress;
