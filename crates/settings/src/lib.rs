//! What staff set of how the shop presents itself, and the texts of its pages.
//!
//! The configuration and the files say how the shop begins; what staff set wins, and lies in
//! PostgreSQL. [`LiveFront`] holds what is in force where pages read it without waiting, and looks each
//! second whether it has changed. [`SettingsBook`] is what staff change it with.

mod files;
mod front;
mod markdown;
mod room;
mod store;

pub use files::{InvalidPage, MarkdownFiles};
pub use front::LiveFront;
pub use room::SettingsBook;
