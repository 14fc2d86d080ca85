//! Comma-separated values that a spreadsheet opens without taking them for formulas.

/// A cell. What a spreadsheet would take for a formula - a text that begins with `=`, `+`, `-`, `@`,
/// a tab or a carriage return, or the wide forms of these signs - gets an apostrophe in front. A
/// plain number with a sign or a point stays a number.
#[must_use]
pub fn cell(text: &str) -> String {
    let neutral = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    if neutral.contains(['"', ',', ';', '\n', '\r']) {
        format!("\"{}\"", neutral.replace('"', "\"\""))
    } else {
        neutral
    }
}

/// A line of cells, with the end of line that RFC 4180 wants.
#[must_use]
pub fn row<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<_> = cells.iter().map(|text| cell(text.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

fn is_formula(text: &str) -> bool {
    // Spreadsheets pass over spaces in front.
    let bare = text.trim_start_matches([' ', '\n', '\u{a0}', '\u{feff}']);
    let dangerous = bare.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    dangerous && !is_number(text)
}

/// Digits, with a minus in front and a point within at most.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let bare = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = bare.split_once('.').unwrap_or((bare, "0"));
    digits(whole) && digits(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_numbers() {
        for number in ["0", "12", "-12", "1299.00", "-0.5"] {
            assert_eq!(cell(number), number);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+49 170", "'+49 170"),
            ("-1-1", "'-1-1"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            (" =1", "' =1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("＝1", "'＝1"),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("\r=1", "\"'\r=1\""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
        assert_eq!(cell("a-b=c"), "a-b=c");
    }

    #[test]
    fn a_cell_stays_one_whatever_is_in_it() {
        assert_eq!(
            row(&["a,b", "say \"no\"", "two\nlines", ""]),
            "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",\r\n"
        );
        assert_eq!(row(&["plain".to_owned()]), "plain\r\n");
        assert_eq!(cell("a;b"), "\"a;b\"");
    }
}
