//! `quayside settings`

use crate::config::{SETTINGS, Sources, variable};

/// Prints the table of settings with what is in force. Passwords are not shown.
pub(super) fn print(sources: &Sources) {
    for row in SETTINGS {
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
