//! A letter in the form that mail servers and mail programs understand (RFC 5322).

use std::time::{Duration, SystemTime};

use kernel::Timestamp;
use lettre::{
    Message,
    address::Envelope,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{HeaderName, HeaderValue},
    },
};
use storefront::mail::Letter;

use crate::sender::{Sender, carried};

/// The header that carries the kind of a letter, so that a folder of them can be sorted.
pub(crate) const KIND_NAME: &str = "X-Quayside-Letter";
const KIND: HeaderName = HeaderName::new_from_ascii_str(KIND_NAME);
/// Tells answering machines that nobody waits for an answer (RFC 3834).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// Why a letter cannot be put into that form: its address is none that mail can be sent to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unwritable {
    #[error("the host of the address cannot be written in ASCII")]
    Host,
    #[error(transparent)]
    Message(#[from] lettre::error::Error),
}

/// A letter as bytes, with whom it goes from and to.
pub(crate) struct Sealed {
    pub(crate) envelope: Envelope,
    pub(crate) bytes: Vec<u8>,
    /// Whether an address is not ASCII even now: few servers carry those.
    pub(crate) international: bool,
}

pub(crate) fn seal(letter: &Letter, from: &Sender, now: Timestamp) -> Result<Sealed, Unwritable> {
    let to = carried(&letter.to).ok_or(Unwritable::Host)?;
    let elapsed = Duration::from_millis(u64::try_from(now.millis()).unwrap_or_default());
    let headers = Message::builder()
        .from(from.mailbox.clone())
        .to(Mailbox::new(None, to))
        .subject(letter.subject.as_str())
        .date(SystemTime::UNIX_EPOCH + elapsed)
        // The same each time the letter is sent: a program that has it already may hide the second.
        .message_id(Some(format!("<{}@{}>", letter.id, from.host())))
        .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
        .raw_header(HeaderValue::new(KIND, letter.kind.name().to_owned()));
    let text = clean(&letter.text);
    let message = match &letter.html {
        None => headers.singlepart(SinglePart::plain(text))?,
        Some(html) => headers.multipart(MultiPart::alternative_plain_html(text, clean(html)))?,
    };
    let envelope = message.envelope().clone();
    let international = envelope.to().iter().any(|to| !to.user().is_ascii());
    Ok(Sealed { envelope, bytes: message.formatted(), international })
}

/// Without control characters: servers differ in what they take for the end of a line.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests;
