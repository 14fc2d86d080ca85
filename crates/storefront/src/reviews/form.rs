//! What is typed into a review, and what is wrong with it.

use crate::enquiry::FieldError;

/// Longest headline, in characters.
pub const LONGEST_TITLE: usize = 120;
/// Shortest text, in characters.
pub const SHORTEST_TEXT: usize = 10;
/// Longest text, in characters.
pub const LONGEST_TEXT: usize = 4000;
/// Longest name, in characters.
pub const LONGEST_AUTHOR: usize = 60;
/// Longest reason for a refusal, in characters.
pub const LONGEST_REASON: usize = 500;

/// The form with which a review is written, as it was posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewForm {
    /// Field `stars`.
    pub stars: String,
    /// Field `title`.
    pub title: String,
    /// Field `text`.
    pub text: String,
    /// Field `name`: what stands under it.
    pub name: String,
}

/// What a review says. Of what is typed, only [`ReviewForm::check`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewText {
    /// Stars, 1 to 5.
    pub stars: u8,
    /// The headline, 1 to [`LONGEST_TITLE`] characters.
    pub title: String,
    /// Plain text, [`SHORTEST_TEXT`] to [`LONGEST_TEXT`] characters.
    pub body: String,
    /// The name to show, 1 to [`LONGEST_AUTHOR`] characters.
    pub author: String,
}

/// One line, without what cannot be seen.
fn line(text: &str) -> String {
    let seen: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    seen.trim().to_owned()
}

/// Several lines. Browsers end each with two characters, and count one.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let seen: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    seen.trim().to_owned()
}

impl ReviewForm {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn check(&self) -> Result<ReviewText, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut refuse = |field, message| errors.push(FieldError { field, message });
        let stars = match self.stars.as_str() {
            "1" => 1,
            "2" => 2,
            "3" => 3,
            "4" => 4,
            "5" => 5,
            _ => {
                refuse("stars", "Choose 1 to 5 stars.");
                0
            }
        };
        let (title, body, author) = (line(&self.title), lines(&self.text), line(&self.name));
        match title.chars().count() {
            0 => refuse("title", "Enter a headline."),
            1..=LONGEST_TITLE => {}
            _ => refuse("title", "Shorten the headline to 120 characters."),
        }
        match body.chars().count() {
            0..SHORTEST_TEXT => {
                refuse("text", "Tell others a little more: at least 10 characters.");
            }
            SHORTEST_TEXT..=LONGEST_TEXT => {}
            _ => refuse("text", "Shorten your review to 4,000 characters."),
        }
        match author.chars().count() {
            0 => refuse("name", "Enter the name to show with your review."),
            1..=LONGEST_AUTHOR => {}
            _ => refuse("name", "Shorten the name to 60 characters."),
        }
        if errors.is_empty() { Ok(ReviewText { stars, title, body, author }) } else { Err(errors) }
    }
}

/// Why a review is refused, as its writer reads it: 1 to [`LONGEST_REASON`] characters.
///
/// # Errors
/// The field `reason`, refused.
pub fn checked_reason(typed: &str) -> Result<String, FieldError> {
    let reason = lines(typed);
    let refuse = |message| Err(FieldError { field: "reason", message });
    match reason.chars().count() {
        0 => refuse("Say why. The writer reads it."),
        1..=LONGEST_REASON => Ok(reason),
        _ => refuse("Shorten the reason to 500 characters."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(stars: &str, title: &str, text: &str, name: &str) -> ReviewForm {
        let [stars, title, text, name] = [stars, title, text, name].map(str::to_owned);
        ReviewForm { stars, title, text, name }
    }

    #[test]
    fn every_refused_field_is_named_once_and_in_order() {
        let fields = |form: ReviewForm| -> Vec<_> {
            form.check().expect_err("refused").iter().map(|error| error.field).collect()
        };
        assert_eq!(fields(ReviewForm::default()), ["stars", "title", "text", "name"]);
        let long = form("6", &"t".repeat(121), &"x".repeat(4001), &"n".repeat(61));
        assert_eq!(fields(long), ["stars", "title", "text", "name"]);
        assert_eq!(fields(form("0", "Good", "Does what it should.", "Ines")), ["stars"]);
        assert_eq!(fields(form("5", "Good", "123456789", "Ines")), ["text"]);
    }

    #[test]
    fn lines_end_as_they_are_counted_and_nothing_unseen_stays() {
        let typed = format!("{}\r\nand on.\u{0}", "x".repeat(3992));
        let text = form("3", " So\tso ", &typed, "Ines\nQuay").check().expect("a review");
        assert_eq!(text.body.chars().count(), LONGEST_TEXT);
        assert!(text.body.ends_with("x\nand on."));
        assert_eq!(
            (text.title.as_str(), text.author.as_str(), text.stars),
            ("So so", "Ines Quay", 3)
        );
    }

    #[test]
    fn a_refusal_has_a_reason() {
        assert_eq!(checked_reason(" \n").expect_err("none").field, "reason");
        assert!(checked_reason(&"r".repeat(501)).is_err());
        assert_eq!(checked_reason(" It names somebody. "), Ok("It names somebody.".to_owned()));
    }
}
