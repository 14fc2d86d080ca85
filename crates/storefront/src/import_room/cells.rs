//! Cells of CSV files that spreadsheets open, too.
//!
//! A spreadsheet takes what begins with `=`, `+`, `-` or `@` for a formula and runs it. An apostrophe
//! in front makes it text. Reading takes that apostrophe off again, and nothing else.

/// Whether a spreadsheet may take it for a formula: it passes over spaces in front, and knows the wide
/// forms of the signs, too.
fn begins_formula(text: &str) -> bool {
    let bare = text.trim_start_matches([' ', '\n', '\u{a0}', '\u{feff}']);
    bare.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// Whether it is a number, with a sign or without: `-5`, `+0.25`.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain(whole) && plain(part)
}

/// A cell as it is written: what may be a formula, or an apostrophe in front of one, gets an
/// apostrophe in front. Numbers stay numbers.
#[must_use]
pub fn guarded(text: &str) -> String {
    if begins_formula(text.trim_start_matches('\'')) && !is_number(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// What [`guarded`] was given.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// A cell of a CSV file with commas: guarded, and quoted where it has to be.
#[must_use]
pub fn csv_cell(text: &str) -> String {
    let text = guarded(text);
    if text.contains([',', '"', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// A line of a CSV file, with its end.
#[must_use]
pub fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(csv_cell).collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_formula_is_made_text_and_read_again() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+49 30 1234", "'+49 30 1234"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-", "'-"),
            ("-5 degrees", "'-5 degrees"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            (" =1", "' =1"),
            ("\n@SUM(A1)", "'\n@SUM(A1)"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("＝1", "'＝1"),
            ("' =1", "'' =1"),
            (" -5", "' -5"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'tis", "'tis"),
            ("-5", "-5"),
            ("+0.25", "+0.25"),
            ("mug", "mug"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), written, "{text:?}");
            assert_eq!(unguarded(written), text, "{written:?}");
        }
    }

    #[test]
    fn cells_are_quoted_where_they_have_to_be() {
        assert_eq!(
            csv_line(["a", "b,c", "say \"ah\"", "=1"]),
            "a,\"b,c\",\"say \"\"ah\"\"\",'=1\r\n"
        );
    }
}
