use kernel::{Email, LetterId};
use mail_parser::MessageParser;
use proptest::prelude::*;
use storefront::mail::{LetterKind, OneLine};

use super::*;

fn sender(name: &str) -> Sender {
    let address = Email::parse("shop@quay.example").expect("an address");
    Sender::new(&OneLine::new(name), &address).expect("a sender")
}

fn letter(subject: &str, text: &str, html: Option<String>) -> Letter {
    Letter {
        id: LetterId::parse("account-17").expect("an id"),
        to: Email::parse("ada@example.com").expect("an address"),
        subject: OneLine::new(subject),
        text: text.to_owned(),
        html,
        kind: LetterKind::PasswordReset,
    }
}

fn sealed(letter: &Letter, name: &str) -> Vec<u8> {
    let now = Timestamp::from_millis(1_790_000_000_000);
    seal(letter, &sender(name), now).expect("it can be written").bytes
}

#[test]
fn a_letter_says_what_it_was_given() {
    let bytes = sealed(&letter("Grüße", "Öffnen:\nhttps://x.example", None), "Käthe's Quay");
    let read = MessageParser::new().parse(&bytes).expect("a message");
    assert_eq!(read.subject(), Some("Grüße"));
    let text = read.body_text(0).expect("a text");
    assert_eq!(text.trim_end(), "Öffnen:\r\nhttps://x.example", "as lines in letters end");
    assert_eq!(read.message_id(), Some("account-17@quay.example"));
    assert_eq!(
        read.from().and_then(|from| from.first()).and_then(|one| one.name()),
        Some("Käthe's Quay")
    );
    assert_eq!(read.html_body_count(), 1, "what is no HTML is shown as text");
    assert!(bytes.is_ascii(), "every server carries it");
}

#[test]
fn a_letter_in_html_keeps_its_text() {
    let html = "<p>Open <a href=\"https://x.example\">this</a></p>".to_owned();
    let bytes = sealed(&letter("A link", "Open this", Some(html.clone())), "Quay");
    let read = MessageParser::new().parse(&bytes).expect("a message");
    assert_eq!(read.body_text(0).as_deref().map(str::trim_end), Some("Open this"));
    assert_eq!(read.body_html(0).as_deref().map(str::trim_end), Some(html.as_str()));
}

#[test]
fn who_cannot_be_written_to_is_told_apart() {
    let mut letter = letter("A link", "Open this", None);
    letter.to = Email::parse("ada@xn--a.example").expect("it has the shape of an address");
    let now = Timestamp::from_millis(0);
    assert!(matches!(seal(&letter, &sender("Quay"), now), Err(Unwritable::Host)));
}

/// The names of all headers, each line that does not go on with the one before.
fn header_names(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).expect("ASCII");
    let (headers, _) = text.split_once("\r\n\r\n").expect("headers end");
    let mut names: Vec<_> = headers
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split_once(':').expect("a header").0.to_owned())
        .collect();
    names.sort();
    names
}

proptest! {
    /// Whatever is in a subject, a name or a text, the letter has the same headers, goes to the
    /// same one person, and no line in it ends otherwise than lines in letters end.
    #[test]
    fn nothing_gets_out_of_its_place(
        subject in any::<String>(),
        name in "\\PC{0,40}|[\\r\\n\"<>@,:;]{0,20}|x\r\nBcc: eve@example.com",
        text in "(?s).{0,300}|x\r\n.\r\nMAIL FROM:<eve@example.com>|\n.\n|\r.\r",
    ) {
        let plain = sealed(&letter("A link", "Open this", None), "Quay");
        let bytes = sealed(&letter(&subject, &text, None), &name);
        prop_assert_eq!(header_names(&bytes), header_names(&plain));
        let read = MessageParser::new().parse(&bytes).expect("a message");
        let to: Vec<_> = read.to().expect("somebody").iter().filter_map(|one| one.address()).collect();
        prop_assert_eq!(to, ["ada@example.com"]);
        let ends = bytes.windows(2).filter(|pair| pair == b"\r\n").count();
        prop_assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), ends);
        prop_assert_eq!(bytes.iter().filter(|byte| **byte == b'\r').count(), ends);
    }
}
