//! Text of foreign files, made fit to show.

/// Plain text of what may hold markup: tags become spaces, the commonest entities their characters,
/// runs of white space one space.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start..];
        // A lone `<` is a sign of its own: `< 5 ms`.
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match tag.find('>').filter(|_| is_tag) {
            Some(end) => {
                out.push_str(&rest[..start]);
                out.push(' ');
                rest = &tag[end + 1..];
            }
            None => {
                out.push_str(&rest[..=start]);
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    for (entity, character) in [
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        // Some exporters write a line's end as these two characters.
        ("\\n", "\n"),
    ] {
        if out.contains(entity) {
            out = out.replace(entity, character);
        }
    }
    squeeze(&out)
}

/// Runs of spaces become one, line ends stay.
fn squeeze(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The parts of an enumeration: split at line ends, and at commas outside brackets that are followed
/// by a space, so that `1,5 m` and `(1 GB, red)` stay whole.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'\n' => {
                parts.push(&text[start..at]);
                (depth, start) = (0, at + 1);
            }
            b',' if depth == 0 && bytes.get(at + 1) == Some(&b' ') => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(without_bullet).filter(|part| !part.is_empty()).collect()
}

/// A line without the bullet that some files draw; a minus sign, which no space follows, stays.
pub(super) fn without_bullet(line: &str) -> &str {
    let line = line.trim();
    line.strip_prefix("- ").or_else(|| line.strip_prefix('•')).unwrap_or(line).trim()
}

/// Text as HTML shows it.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// At most `most` characters, cut between words where that is possible.
pub(super) fn shorten(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let cut = &text[..end];
    let at_word = cut.rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    cut[..at_word].trim_end_matches([' ', ',', ';']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_signs_stay() {
        assert_eq!(
            plain("HT Technology <br />(1M  Cache) &amp; more"),
            "HT Technology (1M Cache) & more"
        );
        assert_eq!(plain("response < 5 ms, noise > 3"), "response < 5 ms, noise > 3");
        assert_eq!(plain("a\\nb"), "a\nb");
    }

    #[test]
    fn enumerations_come_apart_outside_brackets() {
        assert_eq!(
            parts("Core i7 (12 MB, 3 GHz), 16 GB, 1,5 m\nblack"),
            ["Core i7 (12 MB, 3 GHz)", "16 GB", "1,5 m", "black"]
        );
    }

    #[test]
    fn cuts_fall_between_words() {
        assert_eq!(shorten("one two three", 9), "one two");
        assert_eq!(shorten("one", 9), "one");
    }
}
