//! Letters by mail, and whoever sends them.

use async_trait::async_trait;
use kernel::{Email, LetterId, Timestamp};

use crate::ShopError;

/// A text on one line: no header can begin in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneLine(String);

impl OneLine {
    /// Longest line, in characters.
    pub const LONGEST: usize = 150;

    /// Makes a line of any text: breaks and control characters become single spaces, and what is
    /// too long is cut.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let parts = text.split(|c: char| c.is_whitespace() || c.is_control());
        let words: Vec<&str> = parts.filter(|word| !word.is_empty()).collect();
        let line: String = words.join(" ").chars().take(Self::LONGEST).collect();
        Self(line.trim_end().to_owned())
    }

    /// The line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a letter is about. Whoever keeps letters until they are sent knows them by the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LetterKind {
    /// A link that verifies the address of a new account.
    Verification,
    /// The address of somebody who has an account was registered again.
    AlreadyRegistered,
    /// A link for choosing a new password.
    PasswordReset,
    /// The password was changed.
    PasswordChanged,
    /// A link to a new address, which makes it the account's.
    ConfirmMail,
    /// To the present address: a change to another was asked for.
    MailChangeAsked,
    /// To the former address: it was changed to another.
    MailChanged,
    /// A link for a new member of staff, to choose a first password.
    Invitation,
    /// To somebody with an account: it is now one of staff.
    MadeStaff,
    /// The account was erased: the last letter.
    Erased,
    /// An order was placed.
    OrderPlaced,
    /// An order is paid.
    OrderPaid,
    /// An order is on its way.
    OrderShipped,
    /// An order has arrived.
    OrderDelivered,
    /// An order was cancelled.
    OrderCancelled,
    /// Money for an order was paid back.
    OrderRefunded,
    /// A link to an order that somebody asked for who has lost the others.
    OrderLink,
    /// Something of an order is to be sent back.
    ReturnAsked,
    /// What was sent back is there, and nothing is paid for it.
    ReturnAgreed,
    /// What was to be sent back is not taken back.
    ReturnRefused,
}

impl LetterKind {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Verification,
        Self::AlreadyRegistered,
        Self::PasswordReset,
        Self::PasswordChanged,
        Self::ConfirmMail,
        Self::MailChangeAsked,
        Self::MailChanged,
        Self::Invitation,
        Self::MadeStaff,
        Self::Erased,
        Self::OrderPlaced,
        Self::OrderPaid,
        Self::OrderShipped,
        Self::OrderDelivered,
        Self::OrderCancelled,
        Self::OrderRefunded,
        Self::OrderLink,
        Self::ReturnAsked,
        Self::ReturnAgreed,
        Self::ReturnRefused,
    ];

    /// Its name in logs, stores and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::AlreadyRegistered => "already_registered",
            Self::PasswordReset => "password_reset",
            Self::PasswordChanged => "password_changed",
            Self::ConfirmMail => "confirm_mail",
            Self::MailChangeAsked => "mail_change_asked",
            Self::MailChanged => "mail_changed",
            Self::Invitation => "invitation",
            Self::MadeStaff => "made_staff",
            Self::Erased => "erased",
            Self::OrderPlaced => "order_placed",
            Self::OrderPaid => "order_paid",
            Self::OrderShipped => "order_shipped",
            Self::OrderDelivered => "order_delivered",
            Self::OrderCancelled => "order_cancelled",
            Self::OrderRefunded => "order_refunded",
            Self::OrderLink => "order_link",
            Self::ReturnAsked => "return_asked",
            Self::ReturnAgreed => "return_agreed",
            Self::ReturnRefused => "return_refused",
        }
    }

    /// The page that the link in it leads to, with the secret as the parameter `token`; none for
    /// a letter without such a link. The page changes nothing until its form is sent: programs
    /// that look at mail open links too.
    #[must_use]
    pub fn page(self) -> Option<&'static str> {
        match self {
            Self::Verification => Some("/verify-email"),
            Self::PasswordReset => Some("/reset-password"),
            Self::ConfirmMail => Some("/confirm-email"),
            Self::Invitation => Some("/admin/invitation"),
            _ => None,
        }
    }

    /// Whether it tells of an order. Its link is a page of that order, and is no parameter.
    #[must_use]
    pub const fn is_about_an_order(self) -> bool {
        matches!(
            self,
            Self::OrderPlaced
                | Self::OrderPaid
                | Self::OrderShipped
                | Self::OrderDelivered
                | Self::OrderCancelled
                | Self::OrderRefunded
                | Self::OrderLink
                | Self::ReturnAsked
                | Self::ReturnAgreed
                | Self::ReturnRefused
        )
    }

    /// The kind with a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A letter, ready to be sent. It may hold a secret link, so it shows itself in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Which letter: sent a second time under the same id, readers can tell that it is the same.
    pub id: LetterId,
    /// Whom it goes to.
    pub to: Email,
    /// What it is about, in a line.
    pub subject: OneLine,
    /// What it says.
    pub text: String,
    /// The same as HTML, for those who read that.
    pub html: Option<String>,
    /// What it is about.
    pub kind: LetterKind,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter").field("id", &self.id).field("kind", &self.kind).finish()
    }
}

/// Why a letter was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// It will never be taken: the address does not exist, or the server refuses us. Sending it
    /// again is no use.
    #[error("refused")]
    Refused,
    /// Not now. Whether it went out is unknown; it may be sent again later.
    #[error("unavailable")]
    Unavailable,
}

/// Sends letters. It tries once: who hands letters over tries again.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends a letter, within half a minute.
    ///
    /// # Errors
    /// [`MailError`].
    async fn send(&self, letter: &Letter) -> Result<(), MailError>;
}

/// A letter in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterSummary {
    /// By what it is opened.
    pub id: LetterId,
    /// When it was written.
    pub written_at: Timestamp,
    /// Whom it goes to.
    pub to: String,
    /// What it is about, in a line.
    pub subject: String,
    /// What it is about; none for a kind that is not known any more.
    pub kind: Option<LetterKind>,
}

/// A letter as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLetter {
    /// What a list shows of it.
    pub summary: LetterSummary,
    /// What it says.
    pub text: String,
    /// The same as HTML, where it has that. It is not sanitised: to be shown as text or in a frame
    /// without rights.
    pub html: Option<String>,
}

/// Letters that were written into a folder instead of being sent, for whoever develops the shop.
/// They hold secret links: only for a server that listens on its own machine.
#[async_trait]
pub trait LetterBox: Send + Sync {
    /// The newest letters, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] when the folder cannot be read.
    async fn newest(&self, limit: usize) -> Result<Vec<LetterSummary>, ShopError>;

    /// One letter.
    ///
    /// # Errors
    /// [`ShopError::NotFound`], [`ShopError::Unavailable`] when the folder cannot be read.
    async fn letter(&self, id: &LetterId) -> Result<WrittenLetter, ShopError>;

    /// Removes all letters to an address, and tells how many those were.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] unless all are gone: ask again.
    async fn forget(&self, to: &Email) -> Result<usize, ShopError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_a_second_line() {
        let line = OneLine::new(" Hello\r\nBcc: eve@example.com\u{2028}\u{85}\u{0}x\t ");
        assert_eq!(line.as_str(), "Hello Bcc: eve@example.com x");
        assert_eq!(OneLine::new(&"é ".repeat(200)).as_str().chars().count(), 149);
    }

    #[test]
    fn kinds_have_names_of_their_own() {
        for kind in LetterKind::ALL {
            assert_eq!(LetterKind::parse(kind.name()), Some(kind));
        }
        assert_eq!(LetterKind::parse("spam"), None);
    }

    #[test]
    fn no_log_shows_what_a_letter_says() {
        let letter = Letter {
            id: LetterId::parse("one").expect("an id"),
            to: Email::parse("ada@example.com").expect("an address"),
            subject: OneLine::new("Your link"),
            text: "https://shop.example/reset?token=secret".to_owned(),
            html: None,
            kind: LetterKind::PasswordReset,
        };
        let shown = format!("{letter:?}");
        assert!(!shown.contains("secret") && !shown.contains("ada"), "{shown}");
    }
}
