//! What is typed about shelves, read exactly.

use kernel::Slug;

use super::ShelfRefusal;

/// Longest name of a category, a collection or a brand, in characters.
const LONGEST_NAME: usize = 200;
/// Longest description, in characters.
const LONGEST_DESCRIPTION: usize = 2_000;

/// Reads a name: one line of 1 to 200 characters.
pub(super) fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let fits =
        (1..=LONGEST_NAME).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

/// Reads a name that stands in the field `name`.
pub(super) fn named(text: &str, refused: &mut Vec<ShelfRefusal>) -> String {
    name(text).unwrap_or_else(|| {
        refused.push(ShelfRefusal::new("name", "Enter a name of 1 to 200 characters on one line."));
        String::new()
    })
}

/// Reads a slug, or makes one of the name where none is typed.
pub(super) fn slug(text: &str, name: &str, refused: &mut Vec<ShelfRefusal>) -> Option<Slug> {
    let text = text.trim();
    let read =
        if text.is_empty() { Slug::from_title(name, "") } else { Slug::parse(text.to_owned()) };
    match read {
        Ok(slug) => Some(slug),
        // A name that is refused makes no slug either, and one sentence is enough.
        Err(_) if text.is_empty() && name.is_empty() => None,
        Err(_) => {
            refused.push(ShelfRefusal::new(
                "slug",
                "Enter an address of small letters and digits, in groups joined by hyphens.",
            ));
            None
        }
    }
}

/// Reads a description: at most 2,000 characters.
pub(super) fn description(text: &str, refused: &mut Vec<ShelfRefusal>) -> String {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > LONGEST_DESCRIPTION {
        refused.push(ShelfRefusal::new("description", "Use 2,000 characters at most."));
    }
    text
}

/// The lines of a text that say something, each once, in their order.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_of_the_name_unless_one_is_typed() {
        let mut refused = Vec::new();
        let mut read = |text, name| slug(text, name, &mut refused).map(String::from);
        assert_eq!(read("", "Pots & Pans").as_deref(), Some("pots-pans"));
        assert_eq!(read(" pans ", "Pots").as_deref(), Some("pans"));
        assert_eq!((read("Pans!", "Pots"), read("", "日本"), read("", "")), (None, None, None));
        assert_eq!(refused.len(), 2, "an empty name has its own sentence");
    }

    #[test]
    fn names_and_lines_are_trimmed() {
        assert_eq!(name(" Pots ").as_deref(), Some("Pots"));
        assert!(name(" ").is_none() && name("a\nb").is_none() && name(&"x".repeat(201)).is_none());
        assert_eq!(lines("a\r\n\n b \na"), ["a", "b"]);
        let mut refused = Vec::new();
        assert_eq!(description(" a\r\nb ", &mut refused), "a\nb");
        description(&"x".repeat(2_001), &mut refused);
        assert_eq!(refused.len(), 1);
    }
}
