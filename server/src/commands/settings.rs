//! `quayside settings`

use crate::config::{Sources, settings, variable};

/// Prints the table of settings with what is in force. Passwords are not shown.
pub(super) fn print(sources: &Sources) {
    for row in settings() {
        let (value, origin) = match sources.value(row.name) {
            Some((_, origin)) if row.secret => ("(set)".to_owned(), origin),
            Some((value, origin)) => (value, origin),
            None => ("(not set)".to_owned(), "-"),
        };
        println!(
            "{}  [{origin}]  {value}\n    {} = ...  {}",
            row.name,
            variable(row.name),
            row.meaning
        );
    }
}
