//! Words that mean the same, as they are typed.

use super::{SearchRefusal, version};

/// Most words of one group, on both sides together.
pub const MOST_WORDS: usize = 12;
/// Longest word, in characters.
pub const LONGEST_WORD: usize = 40;

/// Words that find each other, or of which some find the others too. Made by
/// [`SynonymForm::draft`]: in lower case, in order, none twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynonymDraft {
    /// The words.
    pub words: Vec<String>,
    /// What these words find too, and not the other way round. Empty where all of them find each
    /// other.
    pub also: Vec<String>,
}

/// A group of synonyms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymGroup {
    /// By what it is found again.
    pub id: i64,
    /// Its words.
    pub draft: SynonymDraft,
    /// Which version of it this is.
    pub version: u32,
}

/// Some groups, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynonymPage {
    /// At most [`super::SEARCH_PAGE`].
    pub rows: Vec<SynonymGroup>,
    /// The id after which the next page begins, if there is one.
    pub next: Option<i64>,
}

/// The form of a group, as it is typed. Fields are named as these are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynonymForm {
    /// Words, parted by commas or lines.
    pub words: String,
    /// What they find too; nothing where all find each other.
    pub also: String,
    /// The version that was read; nothing for a new group.
    pub version: String,
}

impl SynonymForm {
    /// The form that a group would be typed with.
    #[must_use]
    pub fn of(draft: &SynonymDraft) -> Self {
        Self { words: draft.words.join(", "), also: draft.also.join(", "), version: String::new() }
    }

    /// The version that was read.
    #[must_use]
    pub fn version(&self) -> u32 {
        version(&self.version)
    }

    /// The group that was typed.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn draft(&self) -> Result<SynonymDraft, Vec<SearchRefusal>> {
        let (words, also) = (read("words", &self.words), read("also", &self.also));
        let (words, also) = match (words, also) {
            (Ok(words), Ok(also)) => (words, also),
            (words, also) => return Err(words.err().into_iter().chain(also.err()).collect()),
        };
        let refuse = |field, message: String| Err(vec![SearchRefusal::new(field, message)]);
        if words.is_empty() || (words.len() == 1 && also.is_empty()) {
            let message = "Enter two words or more, or one and what it finds too.";
            return refuse("words", message.to_owned());
        }
        if words.len() + also.len() > MOST_WORDS {
            let message = format!("Enter at most {MOST_WORDS} words in all.");
            return refuse("words", message);
        }
        let both = also.iter().find(|word| words.contains(*word)).cloned();
        match both {
            Some(both) => refuse("also", format!("“{both}” stands above already.")),
            None => Ok(SynonymDraft { words, also }),
        }
    }
}

/// The words of a field.
fn read(field: &'static str, text: &str) -> Result<Vec<String>, SearchRefusal> {
    let mut words = Vec::new();
    for part in text.split([',', ';', '\n']) {
        let apart = |letter: char| letter.is_whitespace() || letter.is_control();
        let parts: Vec<_> = part.split(apart).filter(|part| !part.is_empty()).collect();
        let word = parts.join(" ").to_lowercase();
        if word.is_empty() {
            continue;
        }
        if word.chars().count() > LONGEST_WORD || !word.chars().any(char::is_alphanumeric) {
            let message =
                format!("Each word has 1 to {LONGEST_WORD} letters. Part them by commas.");
            return Err(SearchRefusal::new(field, message));
        }
        if parts.len() > 2 {
            let message =
                format!("“{word}” is a whole phrase. Enter one or two words between commas.");
            return Err(SearchRefusal::new(field, message));
        }
        words.push(word);
    }
    words.sort_unstable();
    words.dedup();
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &str, also: &str) -> Result<SynonymDraft, Vec<SearchRefusal>> {
        let (words, also) = (words.to_owned(), also.to_owned());
        SynonymForm { words, also, version: String::new() }.draft()
    }

    #[test]
    fn words_are_read_however_they_are_parted() {
        let group = typed(" Sofa, couch;settee\r\nCOUCH,, dinner\tjacket", "").expect("a group");
        assert_eq!(group.words, ["couch", "dinner jacket", "settee", "sofa"]);
        assert_eq!(SynonymForm::of(&group).draft(), Ok(group));
        let way = typed("phone", "smartphone").expect("one way");
        assert_eq!((way.words.len(), way.also.len()), (1, 1));
        assert_eq!(SynonymForm::of(&way).draft(), Ok(way));
    }

    #[test]
    fn what_is_no_group_is_refused_beside_its_field() {
        let thirteen: Vec<_> = (0..13).map(|number| format!("w{number}")).collect();
        let long = format!("{}, b", "x".repeat(41));
        for (words, also, field) in [
            ("", "", "words"),
            ("sofa", "", "words"),
            ("sofa, SOFA", "", "words"),
            ("", "sofa", "words"),
            (&*thirteen.join(","), "", "words"),
            (&*long, "", "words"),
            ("--, sofa", "", "words"),
            ("a whole phrase, sofa", "", "words"),
            ("phone", "phone, smartphone", "also"),
            ("phone", "!", "also"),
        ] {
            let refused = typed(words, also).expect_err(words);
            assert_eq!(refused.len(), 1, "{words}");
            assert_eq!(refused[0].field, field, "{words} > {also}");
            assert!(refused[0].message.ends_with('.'));
        }
        assert_eq!(typed("!", "!").expect_err("both").len(), 2);
    }
}
