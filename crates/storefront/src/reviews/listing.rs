//! Where reviews stand, why they are reported, and how they are listed.

use serde::{Deserialize, Serialize};

/// Where a review stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Nobody has looked at it yet.
    Waiting,
    /// Everyone reads it, and it counts.
    Published,
    /// It was not published; its writer is told why.
    Refused,
    /// It was published and is no longer.
    Hidden,
}

impl ReviewState {
    /// All of them, in the order to show.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Published, Self::Refused, Self::Hidden];

    /// Its name in addresses and in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Published => "published",
            Self::Refused => "refused",
            Self::Hidden => "hidden",
        }
    }

    /// What people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::Published => "Published",
            Self::Refused => "Refused",
            Self::Hidden => "Hidden",
        }
    }

    /// The state of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// Why somebody reports a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportReason {
    /// It insults.
    Offensive,
    /// It advertises.
    Advertising,
    /// It is about something else.
    OffTopic,
    /// It tells what is nobody's business.
    Private,
}

impl ReportReason {
    /// All of them, in the order to show.
    pub const ALL: [Self; 4] = [Self::Offensive, Self::Advertising, Self::OffTopic, Self::Private];

    /// Its name in forms and in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offensive => "offensive",
            Self::Advertising => "advertising",
            Self::OffTopic => "off_topic",
            Self::Private => "private",
        }
    }

    /// What people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Offensive => "It insults somebody",
            Self::Advertising => "It is an advertisement",
            Self::OffTopic => "It is about something else",
            Self::Private => "It tells something private",
        }
    }

    /// The reason of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// In which order reviews are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewSort {
    /// The newest first.
    #[default]
    Newest,
    /// What most people found helpful first.
    Helpful,
}

impl ReviewSort {
    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Helpful => "helpful",
        }
    }

    /// The order of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Newest, Self::Helpful].into_iter().find(|sort| sort.name() == name)
    }
}

/// A text that is no place in a list of reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a place in a list of reviews is letters, digits, '-' and '_'")]
pub struct InvalidReviewCursor;

/// A place in a list of reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewCursor(String);

impl ReviewCursor {
    /// Reads a place.
    ///
    /// # Errors
    /// [`InvalidReviewCursor`] unless it is 1 to 160 letters, digits, `-` or `_`.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidReviewCursor> {
        let text = text.into();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if (1..=160).contains(&text.len()) && text.bytes().all(plain) {
            Ok(Self(text))
        } else {
            Err(InvalidReviewCursor)
        }
    }

    /// The place as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for state in ReviewState::ALL {
            assert_eq!(ReviewState::named(state.name()), Some(state));
        }
        for reason in ReportReason::ALL {
            assert_eq!(ReportReason::named(reason.name()), Some(reason));
        }
        for sort in [ReviewSort::Newest, ReviewSort::Helpful] {
            assert_eq!(ReviewSort::named(sort.name()), Some(sort));
        }
        assert_eq!(ReviewState::named("Waiting"), None);
    }

    #[test]
    fn a_place_holds_nothing_that_an_address_may_not() {
        assert!(ReviewCursor::parse("1700000000000-mug_1-r2").is_ok());
        for bad in ["", "a b", "{", "é", &"1".repeat(161)] {
            assert_eq!(ReviewCursor::parse(bad), Err(InvalidReviewCursor));
        }
    }
}
