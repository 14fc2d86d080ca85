//! The texts of pages as staff write them.

use kernel::{Slug, Timestamp};

use super::setting::fits;
use crate::{enquiry::FieldError, offer_room};

/// Longest text of a page, in characters.
pub const LONGEST_MARKDOWN: usize = 20_000;
/// How many versions of a page are listed, the newest first.
pub const KEPT_VERSIONS: usize = 20;
/// Longest title, in characters.
const LONGEST_TITLE: usize = 80;
/// Longest sentence for search engines, in characters.
const LONGEST_DESCRIPTION: usize = 200;

/// Where a page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextStanding {
    /// From its file: nobody has written it here.
    File,
    /// It was written here.
    Written,
    /// It has no file and is not written any more.
    Gone,
}

/// A page in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRow {
    /// Where it is: `/pages/<slug>`.
    pub slug: Slug,
    /// The heading; empty where the page is gone.
    pub title: String,
    /// Where it comes from.
    pub standing: TextStanding,
    /// When it was last changed here, if ever.
    pub changed_at: Option<Timestamp>,
}

/// What a page says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TextDraft {
    /// The heading.
    pub title: String,
    /// One sentence for search engines; may be empty.
    pub description: String,
    /// The text.
    pub markdown: String,
}

/// A page to look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSheet {
    /// Where it is: `/pages/<slug>`.
    pub slug: Slug,
    /// What it says; nothing where it is gone.
    pub draft: TextDraft,
    /// Where it comes from.
    pub standing: TextStanding,
    /// Whether there is a file to go back to.
    pub has_file: bool,
    /// Counts changes; zero before the first.
    pub version: u32,
    /// At most [`KEPT_VERSIONS`], the newest first.
    pub versions: Vec<TextVersion>,
}

/// How a page was once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextVersion {
    /// Its number.
    pub version: u32,
    /// The heading; none where the page went back to its file.
    pub title: Option<String>,
    /// Since when it was so.
    pub at: Timestamp,
}

/// A page as it is typed. Fields are named as these are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextForm {
    /// Where a new page is to be.
    pub slug: String,
    /// The heading.
    pub title: String,
    /// One sentence for search engines.
    pub description: String,
    /// The text.
    pub markdown: String,
    /// The version that was read.
    pub version: String,
}

impl TextForm {
    /// The version that was read.
    #[must_use]
    pub fn version(&self) -> u32 {
        offer_room::version(&self.version)
    }

    /// Where a new page is to be, and what it is to say.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn read_new(&self) -> Result<(Slug, TextDraft), Vec<FieldError>> {
        let message = "Enter lower-case letters and digits, in groups joined by single hyphens.";
        let wrong = FieldError { field: "slug", message };
        match (Slug::parse(self.slug.trim()), self.read()) {
            (Ok(slug), draft) => Ok((slug, draft?)),
            (Err(_), Ok(_)) => Err(vec![wrong]),
            (Err(_), Err(errors)) => Err(std::iter::once(wrong).chain(errors).collect()),
        }
    }

    /// What a page is to say.
    ///
    /// # Errors
    /// As for [`TextForm::read_new`].
    pub fn read(&self) -> Result<TextDraft, Vec<FieldError>> {
        let mut refused = Vec::new();
        let mut refuse = |field, message| refused.push(FieldError { field, message });
        let draft = TextDraft {
            title: self.title.trim().to_owned(),
            description: self.description.trim().to_owned(),
            markdown: self.markdown.replace("\r\n", "\n").trim().to_owned(),
        };
        if draft.title.is_empty() || !fits(&draft.title, LONGEST_TITLE) {
            refuse("title", "Enter 1 to 80 characters in one line.");
        }
        if !fits(&draft.description, LONGEST_DESCRIPTION) {
            refuse("description", "Enter at most 200 characters in one line.");
        }
        let strange = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
        let length = draft.markdown.chars().count();
        if length == 0 || length > LONGEST_MARKDOWN || draft.markdown.contains(strange) {
            refuse("markdown", "Enter 1 to 20,000 characters of text.");
        }
        if refused.is_empty() { Ok(draft) } else { Err(refused) }
    }
}

#[cfg(test)]
mod tests;
